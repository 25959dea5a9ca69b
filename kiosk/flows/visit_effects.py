"""What a visit asks of the outside world. None of it is owed after the visit."""

from dataclasses import dataclass, field

from kiosk.flows.invoice_states import CoverFacts, Sheet, Wanted
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import File
from kiosk.model.business import BusinessType
from kiosk.model.codes import Code
from kiosk.model.deferral import Offer
from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.invoice import ListedInvoice
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import Masked
from kiosk.model.registration import Registration
from kiosk.model.settlement import PreSettlement
from kiosk.model.staff import Panel, Trial
from kiosk.model.standing import Page
from kiosk.model.stay import Stay


@dataclass(frozen=True, slots=True)
class Identify:
    """Ask central whose code it is, and say what it is shown for."""

    code: Code
    business: BusinessType


@dataclass(frozen=True, slots=True)
class FindBills:
    """Ask central for the open bills."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class PreSettle:
    """Ask central what each would pay."""

    patient_id: str
    bill_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeginSignUp:
    """Have the bank offer a credit contract, 信用就医."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class AskSignUp:
    """Ask central in a moment how far it is."""

    sign_up_id: str
    after_s: float = 2


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """Make a key and open the journal. From here on the payment lives by itself."""

    quote: PreSettlement
    method: Method
    code: Code | None = field(default=None, repr=False)
    credit: Money = ZERO  # what the contract takes beside the code
    is_shown: bool = False  # the kiosk shows a code, and the phone scans it


@dataclass(frozen=True, slots=True)
class TakeDownQr:
    """Close what was shown at central: paid, or never will be (rule M5)."""

    key: str


@dataclass(frozen=True, slots=True)
class ReadSlip:
    """Check the signature of a guide slip, without central."""

    code: Code


@dataclass(frozen=True, slots=True)
class WeighDeferral:
    """See whether the hospital's caps leave room for one more."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class OpenDeferral:
    """Sign it, and open the journal."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class FindInvoices:
    """Ask central for the invoices of the last twelve months."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class FetchSheet:
    """Fetch one document from central, and check it (rule P4)."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class DrawCover:
    """Draw the list of what belongs to a claim."""

    wanted: Wanted
    facts: CoverFacts


@dataclass(frozen=True, slots=True)
class PicturePage:
    """Make a picture of one page, as it will be printed."""

    file: File
    at: int  # which sheet it is
    page: int  # from nought


@dataclass(frozen=True, slots=True)
class DrawQr:
    """Draw the code of this text, for a phone to read from the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class StartSheet:
    """Begin a print job on the journal, for a document on pages."""

    sheet: Sheet
    copy: int = 1  # at least


@dataclass(frozen=True, slots=True)
class OpenExchange:
    """Make a key and open the journal of an exchange, 换开."""

    patient_id: str
    listed: ListedInvoice


@dataclass(frozen=True, slots=True)
class FindAppointments:
    """Ask central what a patient has booked, from today on."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class FindDepartments:
    """Ask central where one can register."""


@dataclass(frozen=True, slots=True)
class FindClinics:
    """Ask central who sees patients in a department, and when."""

    department_id: str


@dataclass(frozen=True, slots=True)
class HoldSlot:
    """Ask central to keep one place in a slot while she pays."""

    patient_id: str
    slot_id: str


@dataclass(frozen=True, slots=True)
class ReleaseSlot:
    """She does not want it: others may have it at once, not only when it times out."""

    registration_id: str


@dataclass(frozen=True, slots=True)
class OpenCancellation:
    """Make a key and write down that she gives her place back, 退号."""

    patient_id: str
    registration_id: str


@dataclass(frozen=True, slots=True)
class FindRegistration:
    """Ask central for the number under which she will be called."""

    registration_id: str


@dataclass(frozen=True, slots=True)
class FindStay:
    """Ask central for a patient's stay."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class FindDays:
    """Ask central what each day of a stay cost."""

    stay: Stay


@dataclass(frozen=True, slots=True)
class OrderDeposit:
    """Have central make a deposit a bill."""

    stay: Stay
    amount: Money


@dataclass(frozen=True, slots=True)
class FindOpenItems:
    """Ask central what is still open; `here` are her payments that this kiosk has not
    brought to an end, which central may not know of."""

    patient_id: str
    here: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class FindPage:
    """Ask central how she stands with the insurance."""

    patient_id: str
    page: Page


@dataclass(frozen=True, slots=True)
class StartPrint:
    """Begin a print job on the journal."""

    document: Document
    payment: Payment
    patient: Masked
    copy: int = 1
    registration: Registration | None = None  # what was paid for, 挂号
    stay: Stay | None = None  # the same, 住院, as it was before


@dataclass(frozen=True, slots=True)
class AdmitStaff:
    """Look at a pass or a badge, and wait for what moves for the last patient."""

    code: Code


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Look at what was typed for this badge: a PIN, or the number of a minute."""

    badge: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attend:
    """Look at everything that this panel shows."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class Try:
    """Have a device do something that can be seen or heard."""

    trial: Trial


@dataclass(frozen=True, slots=True)
class EndTrial:
    """Have it stop, and forget what it showed."""

    trial: Trial


@dataclass(frozen=True, slots=True)
class KeepVerdict:
    """Write down what a person saw of a trial."""

    badge: str
    trial: Trial
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class NoteUnjudged:
    """Write down that somebody left a trial without a word on it."""

    badge: str
    trial: Trial


@dataclass(frozen=True, slots=True)
class HurryOutbox:
    """Have everything that is owed asked after again, now."""

    badge: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Have the staff look at one thing that is owed, now; it is not waited for."""

    badge: str
    task: int


@dataclass(frozen=True, slots=True)
class MakeBundle:
    """Put together what support wants to know, and send it."""

    badge: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Who worked here has gone."""

    badge: str


Effect = (
    Identify
    | FindBills
    | PreSettle
    | BeginSignUp
    | AskSignUp
    | OpenPayment
    | TakeDownQr
    | ReadSlip
    | WeighDeferral
    | OpenDeferral
    | StartPrint
    | FindInvoices
    | FetchSheet
    | DrawCover
    | PicturePage
    | DrawQr
    | StartSheet
    | OpenExchange
    | FindAppointments
    | FindDepartments
    | FindClinics
    | HoldSlot
    | ReleaseSlot
    | FindRegistration
    | OpenCancellation
    | FindStay
    | FindDays
    | OrderDeposit
    | FindOpenItems
    | FindPage
    | AdmitStaff
    | CheckPin
    | Attend
    | Try
    | EndTrial
    | KeepVerdict
    | NoteUnjudged
    | HurryOutbox
    | HandOver
    | MakeBundle
    | Dismiss
)
