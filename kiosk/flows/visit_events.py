"""What can happen during a visit.

Events without data are enum members; events that carry data are frozen classes.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from kiosk.flows.abilities import Abilities
from kiosk.flows.cancelling import CancelState
from kiosk.flows.exchange import ExchangeState
from kiosk.flows.invoice_states import Period, Sheet, Wanted
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Paper
from kiosk.flows.visit_states import Problem
from kiosk.model.bill import Bill
from kiosk.model.codes import Code
from kiosk.model.deferral import Offer
from kiosk.model.hint import Hint
from kiosk.model.intent import Method
from kiosk.model.invoice import ListedInvoice
from kiosk.model.money import Money
from kiosk.model.open_items import OpenItems
from kiosk.model.patient import Identity
from kiosk.model.registration import Clinic, Department, Registration
from kiosk.model.settlement import PreSettlement
from kiosk.model.sign_up import Progress, SignUp
from kiosk.model.staff import Line, Objection, Outcome, Panel, Staff, Trial
from kiosk.model.standing import Entry, Page
from kiosk.model.stay import DayList, Stay


class Tap(Enum):
    """The patient touched the screen."""

    START = auto()
    CANCEL = auto()
    BACK = auto()
    CONFIRM = auto()  # the one main action of a screen
    PAY_BY_CODE = auto()  # instead of the credit contract
    PAY_REST_BY_CODE = auto()  # beside a credit contract that is too small
    RAISE_LIMIT = auto()  # of a credit contract that is too small
    SIGN_UP = auto()  # for credit, 信用就医
    SHOW_CODE = auto()  # her phone scans the kiosk, not the kiosk her phone
    PRINT_RECEIPT = auto()
    PRINT_INVOICE = auto()
    INVOICES = auto()  # instead of paying: print invoices
    REGISTER = auto()  # 挂号
    INPATIENT = auto()  # 住院
    DAYS = auto()  # what each day of a stay cost
    CHECK = auto()  # what is left to do, 离院前查一查
    ANOTHER = auto()  # not what was booked: register for something else
    STATEMENTS = auto()  # with the itemised lists, or without
    CLAIM = auto()  # everything for a reimbursement
    PRINT_REST = auto()  # what did not come out
    STAY = auto()  # 我还在用
    CLOSE_DETAIL = auto()
    ELSEWHERE = auto()  # turned a page, asked for large text: she is still there


class Clock(Enum):
    """Time has passed."""

    TIMED_OUT = auto()  # the patience of this state is over


@dataclass(frozen=True, slots=True)
class ChannelTapped:
    """Show a code of this wallet."""

    method: Method


@dataclass(frozen=True, slots=True)
class BillTapped:
    """Choose or leave out one bill."""

    bill_id: str


@dataclass(frozen=True, slots=True)
class DetailTapped:
    """Show the lines of one bill."""

    bill_id: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanner delivered a code."""

    code: Code


@dataclass(frozen=True, slots=True)
class HintGiven:
    """A camera sees a code that it cannot read, and knows why; None: no longer."""

    hint: Hint | None


@dataclass(frozen=True, slots=True)
class IdentityFound:
    """Central knows whose code it is."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class BillsFound:
    """Central sent the open bills of one patient."""

    patient_id: str
    bills: tuple[Bill, ...]


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """Central sent the pre-settlement."""

    quote: PreSettlement


@dataclass(frozen=True, slots=True)
class SignUpBegun:
    """The bank has a page for her phone."""

    patient_id: str
    sign_up: SignUp


@dataclass(frozen=True, slots=True)
class SignUpSeen:
    """How far a sign-up is."""

    sign_up_id: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class SlipRead:
    """The guide slip is the hospital's own."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class DeferralPossible:
    """The hospital's caps leave room for it."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class InvoicesFound:
    """Central sent the invoices of one patient, newest first, on this day."""

    patient_id: str
    invoices: tuple[ListedInvoice, ...]
    today: date


@dataclass(frozen=True, slots=True)
class InvoiceTapped:
    """Choose or leave out one invoice."""

    settlement_id: str


@dataclass(frozen=True, slots=True)
class QrTapped:
    """Take one invoice along on the phone."""

    settlement_id: str


@dataclass(frozen=True, slots=True)
class PeriodTapped:
    """Everything of this time belongs to the claim."""

    period: Period


@dataclass(frozen=True, slots=True)
class SheetFetched:
    """A document is here, and may be printed."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class SheetMissing:
    """Central does not give this document, or nothing that may be printed."""

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class PreviewTurned:
    """Look at another page: one further, or one back."""

    by: int


@dataclass(frozen=True, slots=True)
class PagePictured:
    """The picture of one page, as PNG."""

    at: int
    page: int
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class QrDrawn:
    """The code of this text, as PNG."""

    text: str
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExchangeTapped:
    """Have this invoice on numbered paper instead, 换开."""

    settlement_id: str


@dataclass(frozen=True, slots=True)
class ExchangeMoved:
    """The exchange machine is in another state."""

    exchange: ExchangeState


@dataclass(frozen=True, slots=True)
class PagesCounted:
    """So many pages of a job are out."""

    job_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class AppointmentsFound:
    """Central sent what one patient has booked, from today on."""

    patient_id: str
    appointments: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class AppointmentTapped:
    """This is what she came for, 取号."""

    registration_id: str


@dataclass(frozen=True, slots=True)
class DepartmentsFound:
    """Where one can register."""

    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class DepartmentTapped:
    """This department."""

    department_id: str


@dataclass(frozen=True, slots=True)
class ClinicsFound:
    """Who sees patients in a department, and when."""

    department_id: str
    clinics: tuple[Clinic, ...]


@dataclass(frozen=True, slots=True)
class ClinicTapped:
    """This doctor, or whoever is on duty."""

    clinic_id: str


@dataclass(frozen=True, slots=True)
class DayTapped:
    """Look at the slots of this day."""

    day: date


@dataclass(frozen=True, slots=True)
class SlotTapped:
    """At this time."""

    slot_id: str


@dataclass(frozen=True, slots=True)
class SlotHeld:
    """A place is kept while she pays."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class RegistrationFound:
    """What a registration is now."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class CancelMoved:
    """A cancellation is where it is."""

    state: CancelState


@dataclass(frozen=True, slots=True)
class StayFound:
    """Her stay, if she has one."""

    patient_id: str
    stay: Stay | None


@dataclass(frozen=True, slots=True)
class DepositTapped:
    """Put this much down."""

    amount: Money


@dataclass(frozen=True, slots=True)
class DepositOrdered:
    """The deposit is a bill now."""

    stay_id: str
    bill: Bill


@dataclass(frozen=True, slots=True)
class DaysFound:
    """What each day cost, the latest first."""

    stay_id: str
    lists: tuple[DayList, ...]


@dataclass(frozen=True, slots=True)
class OpenItemsFound:
    """What is open for one patient on this day, at central and at this kiosk."""

    items: OpenItems
    here: tuple[Payment, ...]
    today: date


@dataclass(frozen=True, slots=True)
class PageTapped:
    """Read this."""

    page: Page


@dataclass(frozen=True, slots=True)
class PageFound:
    """Central sent one page about one patient, the latest first."""

    patient_id: str
    page: Page
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Something before money did not work."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class PaymentMoved:
    """The payment machine is in another state."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class PaperMoved:
    """The paper machine is in another state."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class AbilitiesChanged:
    """A device or the network came or went."""

    abilities: Abilities


@dataclass(frozen=True, slots=True)
class PinWanted:
    """This badge is known. Whose it is has to be proved."""

    badge: str


@dataclass(frozen=True, slots=True)
class PinEntered:
    """Somebody typed a PIN."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffAdmitted:
    """Whoever it is may come in, and nothing moves any more."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class StaffRefused:
    """Not let in; `wait_s` until another try is allowed."""

    objection: Objection
    badge: str = ""
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class PanelTapped:
    """Show another panel, or look at this one again."""

    panel: Panel


@dataclass(frozen=True, slots=True)
class PanelRead:
    """Everything was looked at."""

    panel: Panel
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TrialTapped:
    """Try one device out."""

    trial: Trial


@dataclass(frozen=True, slots=True)
class TaskTapped:
    """Have the staff look at one thing that is owed, now."""

    task: int


@dataclass(frozen=True, slots=True)
class TrialMoved:
    """What has come of a trial so far."""

    trial: Trial
    outcome: Outcome
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictGiven:
    """A person has seen it, and judges."""

    passed: bool
    detail: str = ""


VisitEvent = (
    Tap
    | Clock
    | BillTapped
    | ChannelTapped
    | DetailTapped
    | Scanned
    | HintGiven
    | IdentityFound
    | BillsFound
    | QuoteFound
    | SignUpBegun
    | SignUpSeen
    | SlipRead
    | DeferralPossible
    | Failed
    | PaymentMoved
    | PaperMoved
    | AbilitiesChanged
    | InvoicesFound
    | InvoiceTapped
    | QrTapped
    | PeriodTapped
    | SheetFetched
    | SheetMissing
    | PreviewTurned
    | PagePictured
    | QrDrawn
    | PagesCounted
    | ExchangeTapped
    | ExchangeMoved
    | AppointmentsFound
    | AppointmentTapped
    | DepartmentsFound
    | DepartmentTapped
    | ClinicsFound
    | ClinicTapped
    | DayTapped
    | SlotTapped
    | SlotHeld
    | RegistrationFound
    | CancelMoved
    | StayFound
    | DepositTapped
    | DepositOrdered
    | DaysFound
    | OpenItemsFound
    | PageTapped
    | PageFound
    | PinWanted
    | PinEntered
    | StaffAdmitted
    | StaffRefused
    | PanelTapped
    | PanelRead
    | TrialTapped
    | TaskTapped
    | TrialMoved
    | VerdictGiven
)
