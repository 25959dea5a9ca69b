"""What the sandbox's books hold, one frozen record a row.

No record knows how it is stored, and no rule knows where it came from.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.central.paper_wire import ExchangeStatus
from kiosk.model.bill import Bill
from kiosk.model.case import CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.fleet import EventKind
from kiosk.model.intent import Method, Order
from kiosk.model.invoice import InvoiceKind, PrintOutcome
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Split
from kiosk.model.sign_up import SignUpStatus

FULL_WALLET = Money(50_000_00)


class Coverage(StrEnum):
    """What insurance pays of a line, by its class."""

    NONE = "none"  # 自费 patient
    STANDARD = "standard"  # 甲 90 %, 乙 after the first self part 80 %
    FULL = "full"  # 甲 and 乙 whole: 离休 and their like


class Habit(StrEnum):
    """What a payer does when a wallet code of theirs is charged."""

    PAYS = "pays"  # at once
    ASKS = "asks"  # the phone asks for a password, then pays
    CANCELS = "cancels"  # the phone asks, and the payer says no


@dataclass(frozen=True, slots=True)
class Person:
    """An invented patient with three purses: account, credit and wallet."""

    id: str  # psn_no
    name: str
    description: str
    sex: str = "女"
    coverage: Coverage = Coverage.STANDARD
    guardian: str | None = None  # whose phone holds the codes and the wallet
    age: int | None = None  # where a family code depends on it
    uses_account: bool = True
    account: Money = ZERO
    bank: str | None = None  # who gives the credit contract, if anyone
    credit: Money = ZERO
    wallet: Money = FULL_WALLET
    habit: Habit = Habit.PAYS
    one_code: str | None = None  # the channel signed for 一码付, if any

    @property
    def purses(self) -> Money:
        return self.account + self.credit + self.wallet

    def pays(self, method: Method, amount: Money) -> "Person":
        """Take the amount out of the purse that the method means."""
        if method is Method.CREDIT:
            return replace(self, credit=self.credit - amount)
        return replace(self, wallet=self.wallet - amount)

    def spends(self, amount: Money) -> "Person":
        """Take the amount out of the insurance account."""
        return replace(self, account=self.account - amount)

    def earns(self, amount: Money) -> "Person":
        """Put the amount back into the insurance account."""
        return replace(self, account=self.account + amount)


@dataclass(frozen=True, slots=True)
class SignUp:
    """Somebody who signs up for credit on her phone, 信用就医. `status` is what has
    been written down: time alone makes it EXPIRED, or done."""

    id: str
    psn_no: str
    made_at: datetime
    status: SignUpStatus = SignUpStatus.WAITING
    scanned_at: datetime | None = None
    habit: Habit = Habit.PAYS  # what she does when the bank asks
    granted: Money = ZERO  # the limit that came with the contract


@dataclass(frozen=True, slots=True)
class OrderedBill:
    """A bill, whose it is, and the settlement that paid it."""

    id: str
    psn_no: str
    bill: Bill
    setl_id: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that a phone shows right now."""

    value: str = field(repr=False)
    kind: CodeKind
    psn_no: str
    habit: Habit
    issued_at: datetime
    used_by: str | None = None  # the key of the charge that took it

    def taken_by(self, charge_key: str) -> "IssuedCode":
        return replace(self, used_by=charge_key)


@dataclass(frozen=True, slots=True)
class Credential:
    """One-code pay may take this sum for this payment, once."""

    payment_key: str
    value: str = field(repr=False)
    psn_no: str
    amount: Money
    issued_at: datetime
    used_by: str | None = None  # the key of the charge that took it

    def taken_by(self, charge_key: str) -> "Credential":
        return replace(self, used_by=charge_key)


@dataclass(frozen=True, slots=True)
class Quote:
    """A pre-settlement."""

    id: str
    psn_no: str
    bill_ids: tuple[str, ...]
    split: Split
    made_at: datetime
    deposits: Money = ZERO  # what was put down before pays of it
    returns: tuple[DepositReturn, ...] = ()

    @property
    def due(self) -> Money:
        """What is to be charged."""
        return self.split.self_pay - self.deposits


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge, or the tombstone of one that must never be."""

    key: str
    status: ChargeStatus
    made_at: datetime
    payment_key: str | None = None  # a tombstone is nobody's
    kiosk_id: str | None = None
    psn_no: str | None = None
    presettle_id: str | None = None
    payer: str | None = None  # may be another person than the patient
    method: Method = Method.NOTHING
    amount: Money = ZERO
    refusal: Refusal | None = None
    answers_at: datetime | None = None  # when the payer will have decided
    cancels: bool = False  # what the payer will decide
    returned: Money = ZERO  # what went back of it
    qr: str | None = field(default=None, repr=False)  # shown, for a phone to scan

    @property
    def taken(self) -> Money:
        """What is kept of it now."""
        is_paid = self.status is ChargeStatus.PAID
        return self.amount - self.returned if is_paid else ZERO

    def undone(self) -> "Charge":
        """Nothing of it stays taken."""
        return replace(
            self, status=ChargeStatus.REVERSED, returned=self.returned + self.taken
        )


@dataclass(frozen=True, slots=True)
class ShownQr:
    """Which charge a shown code pays."""

    text: str = field(repr=False)
    charge_key: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back. A charge has at most one."""

    charge_key: str
    amount: Money
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """One settlement under its number. A payment has at most one, ever."""

    id: str  # setl_id
    payment_key: str
    kiosk_id: str
    psn_no: str
    presettle_id: str
    order: Order
    bill_ids: tuple[str, ...]
    split: Split
    settled_at: datetime
    deposits: Money = ZERO  # what was put down before has paid of it

    @property
    def due(self) -> Money:
        """What its charges have to cover."""
        return self.split.self_pay - self.deposits


@dataclass(frozen=True, slots=True)
class Revocation:
    """Nothing is settled under this payment any more, and nothing ever will be."""

    payment_key: str
    setl_id: str | None  # None: the settlement had not come yet
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Debt:
    """A promise that was refused. Somebody must tell the patient."""

    payment_key: str
    kiosk_id: str
    psn_no: str
    bill_ids: tuple[str, ...]
    amount: Money
    reason: Refusal
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Somebody at a kiosk wants a person, 求助."""

    id: str
    kiosk_id: str
    screen: str
    called_at: datetime


@dataclass(frozen=True, slots=True)
class Beat:
    """How a kiosk was when it last said so."""

    kiosk_id: str
    version: str
    can: tuple[str, ...]
    queue_depth: int
    escalations: int
    heard_at: datetime
    audit_head: str  # the furthest that the kiosk has told


@dataclass(frozen=True, slots=True)
class KioskEvent:
    """Something that happened to a kiosk."""

    id: str
    kiosk_id: str
    boot: str
    sequence: int
    kind: EventKind
    at: datetime
    subject: str
    detail: str
    historical: bool
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class SupportPart:
    """A piece of a file that a kiosk sent to those who help technicians."""

    id: str
    kiosk_id: str
    name: str
    number: int
    of: int
    content: bytes
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Something at a kiosk that the staff must look at."""

    id: str
    kiosk_id: str
    kind: CaseKind
    payment_key: str
    opened_at: datetime
    about: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """The public key that a kiosk signs deferrals with: the first that it showed."""

    kiosk_id: str
    algorithm: str
    key_id: str
    public_key: str  # base64url
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class SlipKey:
    """The key under the guide slips of this sandbox."""

    key_id: str
    secret: bytes = field(repr=False)
    public_key: str  # base64url


@dataclass(frozen=True, slots=True)
class Issued:
    """One issued invoice."""

    number: str
    code: str
    setl_id: str
    psn_no: str
    kind: InvoiceKind
    bill_ids: tuple[str, ...]
    check_code: str
    split: Split
    issued_on: date
    reversed_on: date | None = None  # 冲红

    @property
    def amount(self) -> Money:
        return self.split.total


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as it was drawn when somebody first asked for it."""

    name: str  # which paper, of which numbers
    file: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintNote:
    """What a kiosk said last of one attempt to print."""

    job_key: str
    kiosk_id: str
    document: Document
    number: str  # of the invoice
    copy_number: int
    outcome: PrintOutcome
    printed_at: datetime
    noted_at: datetime
    over_cap: bool = False  # one more than allowed; the paper exists all the same

    @property
    def is_copy(self) -> bool:
        """Whether there is a copy of the invoice, or may be."""
        is_good = self.outcome is not PrintOutcome.SPOILED
        return self.document is Document.INVOICE and is_good


@dataclass(frozen=True, slots=True)
class FormExchange:
    """One exchange, 换开, or the tombstone of one that must never be."""

    key: str
    status: ExchangeStatus
    made_at: datetime
    kiosk_id: str | None = None  # a tombstone is nobody's
    number: str | None = None  # of the invoice
    paper_code: str | None = None
    paper_number: str | None = None
    spoiled: bool = False

    @property
    def uses_form(self) -> bool:
        """Whether nothing else can be printed on its form."""
        return self.spoiled or self.status is not ExchangeStatus.VOID


@dataclass(frozen=True, slots=True)
class Place:
    """One person's place in one slot. Its fee is a bill of the same id; whether that
    is paid says whether the place is held or hers."""

    id: str
    psn_no: str
    dept_code: str
    slot_id: str
    queue_number: str
    made_at: datetime
    expires_at: datetime | None = None  # None: booked by phone
    released: bool = False


@dataclass(frozen=True, slots=True)
class CancelledPlace:
    """A paid place that was given back, 退号. Its payment stays as it was."""

    id: str  # of the place
    payment_key: str
    returned: Money  # to whoever paid, by the way it came
    to_account: Money
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Inpatient:
    """One stay, 住院. Its bill has its id, and is there once the list is closed."""

    id: str  # ipt_no
    psn_no: str
    ward: str
    bed: str
    asked: Money  # for admission
    began: date | None = None  # None: with her first deposit
    closed_on: date | None = None  # the day of the last list


@dataclass(frozen=True, slots=True)
class DepositOrder:
    """A deposit that is to be paid, or was: it has a bill of the same id."""

    id: str
    stay_id: str
    amount: Money
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnedDeposit:
    """What a settled stay left of one charge, and gave back."""

    charge_key: str
    payment_key: str  # of the stay's settlement
    amount: Money
    made_at: datetime


@dataclass(frozen=True, slots=True)
class KeptReply:
    """What was answered to a key, so that it is answered again."""

    path: str
    key: str
    fingerprint: str
    status: int
    body: str = field(repr=False)
    kept_at: datetime
