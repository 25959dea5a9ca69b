"""What a visit wants to know or to see: asked of central, or drawn here.

Nothing is lost if the answer never comes, and none reaches the next visit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app import answers, log
from kiosk.app.crew import Crew
from kiosk.app.events import Event, InVisit
from kiosk.app.paperwork import Paperwork
from kiosk.central.port import Central, CentralError, Refused
from kiosk.flows.invoice_states import Sheet, Wanted
from kiosk.flows.printing import File
from kiosk.flows.visit_effects import (
    AskSignUp,
    BeginSignUp,
    DrawCover,
    DrawQr,
    FetchSheet,
    FindAppointments,
    FindBills,
    FindClinics,
    FindDays,
    FindDepartments,
    FindInvoices,
    FindOpenItems,
    FindPage,
    FindRegistration,
    FindStay,
    HoldSlot,
    Identify,
    OrderDeposit,
    PicturePage,
    PreSettle,
)
from kiosk.flows.visit_events import (
    AppointmentsFound,
    BillsFound,
    ClinicsFound,
    DaysFound,
    DepartmentsFound,
    DepositOrdered,
    Failed,
    IdentityFound,
    InvoicesFound,
    OpenItemsFound,
    PageFound,
    PagePictured,
    QrDrawn,
    QuoteFound,
    RegistrationFound,
    SheetFetched,
    SheetMissing,
    SignUpBegun,
    SignUpSeen,
    SlotHeld,
    StayFound,
    VisitEvent,
)
from kiosk.flows.visit_states import Problem
from kiosk.model.beijing import day_of
from kiosk.model.codes import Code
from kiosk.model.document import Document
from kiosk.model.sign_up import Progress, SignUpStatus
from kiosk.model.standing import Entry, Page
from printing.invoice_file import BadInvoiceFile

ClinicQuestion = (
    FindAppointments | FindDepartments | FindClinics | HoldSlot | FindRegistration
)
StayQuestion = FindStay | FindDays | OrderDeposit
CreditQuestion = BeginSignUp | AskSignUp
Question = (
    Identify
    | FindBills
    | PreSettle
    | FindInvoices
    | FetchSheet
    | FindOpenItems
    | FindPage
    | CreditQuestion
    | ClinicQuestion
    | StayQuestion
)
Drawing = DrawCover | PicturePage | DrawQr


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Each posts its reply whatever happens; until it knows better, that it failed."""

    central: Central
    crew: Crew
    paperwork: Paperwork
    now: Callable[[], datetime]
    new_key: Callable[[], str]
    current_visit: Callable[[], int]
    post: Callable[[Event], None]
    is_fresh: Callable[[Code], bool]

    def ask(self, question: Question, visit: int) -> None:
        """Ask central on behalf of a visit."""
        if not self.crew.central.submit(lambda: self._ask(question, visit)):
            self.post(InVisit(visit, Failed(Problem.CENTRAL_SILENT)))

    def draw(self, drawing: Drawing, visit: int) -> None:
        """Draw for a visit, beside what is asked of central."""
        if not self.crew.desk.submit(lambda: self._draw(drawing, visit)):
            self.post(InVisit(visit, Failed(Problem.FAULT)))

    def release(self, registration_id: str) -> None:
        """Let a place go. Unheard, it goes by itself when its time is over."""
        self.crew.central.submit(lambda: self._release(registration_id))

    def _release(self, registration_id: str) -> None:
        try:
            self.central.release(registration_id)
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__)

    def _ask(self, question: Question, visit: int) -> None:
        if visit != self.current_visit():
            return  # nobody waits for it any more, and somebody else does
        reply: VisitEvent = Failed(Problem.FAULT)
        try:
            match question:
                case Identify(code) if not self.is_fresh(code):
                    reply = Failed(Problem.CODE_EXPIRED)
                case Identify(code, business):
                    reply = IdentityFound(self.central.identify(code, business))
                case FindBills(patient_id):
                    bills = self.central.open_bills(patient_id)
                    reply = BillsFound(patient_id, bills)
                case PreSettle(patient_id, bill_ids):
                    quote = self.central.pre_settle(patient_id, bill_ids)
                    reply = QuoteFound(quote)
                case FindInvoices(patient_id):
                    listed = self.central.invoices(patient_id)
                    reply = InvoicesFound(patient_id, listed, day_of(self.now()))
                case FindOpenItems(patient_id, here):
                    items = self.central.open_items(patient_id)
                    reply = OpenItemsFound(items, here, day_of(self.now()))
                case FindPage(patient_id, page):
                    reply = PageFound(patient_id, page, self._look_up(question))
                case FetchSheet(wanted):
                    reply = self._fetch(wanted)
                case BeginSignUp() | AskSignUp():
                    reply = self._ask_bank(question)
                case FindStay() | FindDays() | OrderDeposit():
                    reply = self._ask_ward(question)
                case _:
                    reply = self._ask_clinic(question, visit)
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__, visit=visit)
            reply = Failed(answers.problem(error))
        finally:
            self.post(InVisit(visit, reply))

    def _ask_clinic(self, question: ClinicQuestion, visit: int) -> VisitEvent:
        central = self.central
        match question:
            case FindAppointments(patient_id):
                found = central.registrations(patient_id)
                return AppointmentsFound(patient_id, found)
            case FindDepartments():
                return DepartmentsFound(central.departments())
            case FindClinics(department_id):
                return ClinicsFound(department_id, central.clinics(department_id))
            case HoldSlot(patient_id, slot_id):
                held = central.hold(patient_id, slot_id, self.new_key())
                if visit != self.current_visit():
                    self._release(held.id)  # she left while it was asked for
                return SlotHeld(held)
            case FindRegistration(registration_id):
                return RegistrationFound(central.registration(registration_id))

    def _ask_bank(self, question: CreditQuestion) -> VisitEvent:
        match question:
            case BeginSignUp(patient_id):
                begun = self.central.begin_sign_up(patient_id, self.new_key())
                return SignUpBegun(patient_id, begun)
            case AskSignUp(sign_up_id):
                try:
                    progress = self.central.ask_sign_up(sign_up_id)
                except CentralError as error:
                    log.info("question.failed", error=type(error).__name__)
                    progress = Progress(SignUpStatus.UNKNOWN)
                return SignUpSeen(sign_up_id, progress)

    def _ask_ward(self, question: StayQuestion) -> VisitEvent:
        central = self.central
        match question:
            case FindStay(patient_id):
                return StayFound(patient_id, central.stay(patient_id))
            case FindDays(stay):
                return DaysFound(stay.id, central.day_lists(stay))
            case OrderDeposit(stay, amount):
                bill = central.order_deposit(stay, amount, self.new_key())
                return DepositOrdered(stay.id, bill)

    def _look_up(self, question: FindPage) -> tuple[Entry, ...]:
        match question.page:
            case Page.ENTITLEMENTS:
                return self.central.entitlements(question.patient_id)
            case Page.CLAIMS:
                return self.central.claims(question.patient_id)

    def _fetch(self, wanted: Wanted) -> VisitEvent:
        """Fetch and check one file. What is refused, or is no good, is missing."""
        invoice = wanted.listed.invoice if wanted.listed else None
        if invoice is None:
            return SheetMissing(wanted)
        is_statement = wanted.document is Document.STATEMENT
        central = self.central
        fetch = central.statement_file if is_statement else central.invoice_file
        try:
            pdf = fetch(invoice)
            return SheetFetched(Sheet(wanted, File(pdf, self.paperwork.check(pdf))))
        except (Refused, BadInvoiceFile) as error:
            log.warning("file.refused", error=type(error).__name__)
            return SheetMissing(wanted)

    def _draw(self, drawing: Drawing, visit: int) -> None:
        if visit != self.current_visit():
            return
        reply: VisitEvent = Failed(Problem.FAULT)
        try:
            match drawing:
                case DrawCover(wanted, facts):
                    file = self.paperwork.cover(facts)
                    reply = SheetFetched(Sheet(wanted, file))
                case PicturePage(file, at, page):
                    picture = self.paperwork.picture(file, page)
                    reply = PagePictured(at, page, picture)
                case DrawQr(text):
                    reply = QrDrawn(text, self.paperwork.qr(text))
        except BadInvoiceFile as error:
            log.warning("file.refused", error=type(error).__name__)
        finally:
            self.post(InVisit(visit, reply))
