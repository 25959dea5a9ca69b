"""What stands on the slips beside the payment's own.

Names are masked. No diagnosis and no drug stands here, and a department only where
the patient has to find it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.model.guide_slip import GuideSlip
from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money, total
from kiosk.model.patient import Masked
from kiosk.model.settlement import Split


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where and when a slip came out, and which copy it is."""

    hospital: str
    kiosk_id: str
    printed_at: datetime
    copy: int = 1  # 补打 from 2 on


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationSlip:
    """挂号凭条: a paid registration, and where to be when."""

    imprint: Imprint
    patient: Masked
    department: str
    doctor: str | None  # None: 普通, whoever is on duty
    place: str
    day: date
    slot: str  # 时段, as the hospital writes it: 09:30-10:00
    queue_number: str  # as it is called out: A012
    split: Split
    method: Method
    case_number: str
    credit: Money = ZERO  # of the self-pay part, what the contract pays beside `method`


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositSlip:
    """预交金凭条: money put down for a stay."""

    imprint: Imprint
    patient: Masked
    stay_number: str  # 住院号
    amount: Money
    balance: Money  # of all deposits, with this one
    method: Method
    case_number: str


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """What one way of paying added to the deposits at discharge."""

    method: Method
    amount: Money


@dataclass(frozen=True, slots=True)
class Returned:
    """What went back of one deposit, by the way it came (rule M8)."""

    method: Method
    paid_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeSlip:
    """出院结算凭条."""

    imprint: Imprint
    patient: Masked
    stay_number: str  # 住院号
    settlement_id: str
    split: Split
    deposits: Money
    topped_up: tuple[ToppedUp, ...] = ()
    returned: tuple[Returned, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    case_number: str

    @property
    def adds_up(self) -> bool:
        """Deposits, less what went back, plus what came, are the patient's part."""
        came = total(part.amount for part in self.topped_up)
        went = total(part.amount for part in self.returned)
        paid = self.deposits + came - went
        return self.split.adds_up and paid == self.split.self_pay


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprintedInvoiceSlip:
    """电子票据领取凭条: paid, but the invoice is not on paper yet (rule P2)."""

    imprint: Imprint
    patient: Masked
    invoice: Invoice
    places: str  # where it can be printed, as the hospital says it
    printable_until: date | None
    case_number: str
    link: str | None = None  # where a phone can take the invoice along


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedGuideSlip:
    """导诊单: what is to be paid, and the code that says so without the network."""

    imprint: Imprint
    guide: GuideSlip
    place: str  # where to go next
    code: str  # the signed text, made by central


@dataclass(frozen=True, slots=True)
class TrialSlip:
    """打印测试单: what shows a technician everything that a printer must do."""

    imprint: Imprint
    printer: str  # its profile
