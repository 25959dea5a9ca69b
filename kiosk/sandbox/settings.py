"""What a hospital may choose about the sandbox, and nothing that moves."""

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.model.beijing import day_of
from kiosk.model.money import Money

ONE_THOUSAND_YUAN = Money(1_000_00)
FIVE_THOUSAND_YUAN = Money(5_000_00)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every number a test may want to turn."""

    token: str = field(default="sandbox", repr=False)
    hospital: str = "示范市第一人民医院"
    code_valid_s: float = 60
    family_code_until: int = 18  # the age from which a child shows a code of her own,
    family_code_from: int = 60  # and from which a parent's may be shown again, 亲属码
    quote_valid_s: float = 600
    payer_thinks_s: float = 8  # how long a payer who is asked takes to answer
    ask_above: Money = ONE_THOUSAND_YUAN  # wallets ask for a password above this
    credential_valid_s: float = 300  # of one-code pay
    settles_partly: bool = False  # bill by bill: the rest, where some can not
    deferral_valid_days: int = 7
    clocks_differ_s: float = 300  # how far ahead a kiosk's clock may be
    slip_valid_h: float = 24  # of guide slips
    hold_minutes: int = 10  # how long a place in a clinic waits for its fee
    most_prints: int = 3  # of one invoice, at all kiosks (rule P6)
    printable_days: int = 365  # from the day of issue
    exchanges: bool = True  # whether e-invoices become numbered paper here, 换开
    viewer: str = "https://pjcy.mof.gov.cn/"  # where a phone can take an invoice along
    clock_ahead_s: float = 0  # shifts the Date header, and nothing else
    replies_kept_days: int = 30
    max_body_bytes: int = 64 * 1024
    retry_after_s: int = 1
    bank_page: str = "https://bank.example/raise"  # where a credit limit is raised
    sign_up_page: str = "https://bank.example/sign-up"  # for credit, 信用就医
    sign_up_bank: str | None = "示范银行"  # who offers it; None: nobody does
    sign_up_limit: Money = FIVE_THOUSAND_YUAN
    sign_up_valid_s: float = 300  # until nobody has signed any more
    refund_days: int = 3  # until money that went back has arrived for sure
    crowd: int = 0  # invented patients besides the sample people, for load


@dataclass(frozen=True, slots=True)
class Moment:
    """When a request is judged, and by which numbers."""

    now: datetime
    settings: Settings

    @property
    def today(self) -> date:
        return day_of(self.now)
