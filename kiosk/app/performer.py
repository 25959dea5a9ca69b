"""Does what the flows ask for, each thing on the worker that owns it.

Exceptions end here and become events.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from drivers.port import DeviceError, MaybePrinted, PagePrinter, ReceiptPrinter
from kiosk.app import answers, log
from kiosk.app.events import Effect, Event, InVisit, PatienceOver
from kiosk.app.workers import Timers, Worker
from kiosk.central.port import Central, CentralError
from kiosk.flows.payment_effects import AskCharge, Charge, GiveUp
from kiosk.flows.payment_events import (
    ChargeRefused,
    ChargeUnanswered,
    PaymentEvent,
    TimeRanOut,
)
from kiosk.flows.payment_states import Payment, Refunding, Settled, Settling
from kiosk.flows.printing import (
    PaperEvent,
    PrintConfirmed,
    PrintFailed,
    PrintUnproved,
    SendToPaper,
)
from kiosk.flows.visit_effects import FindBills, Identify, PreSettle, StartPrint
from kiosk.flows.visit_events import (
    BillsFound,
    Failed,
    IdentityFound,
    QuoteFound,
    VisitEvent,
)
from kiosk.flows.visit_states import Problem, Visit
from kiosk.model.charge import Refusal
from kiosk.model.invoice import Invoice
from kiosk.model.receipt import Receipt, ReceiptKind
from printing.invoice_file import BadInvoiceFile, check_invoice_file
from printing.receipt import build_slip


@dataclass(frozen=True, slots=True)
class Place:
    """Where this kiosk stands, as slips name it."""

    hospital: str
    kiosk_id: str


@dataclass(frozen=True, slots=True)
class Crew:
    """One worker for each slow thing."""

    central: Worker
    receipts: Worker
    pages: Worker


class Performer:
    """The engine's Outside."""

    def __init__(
        self,
        *,
        central: Central,
        receipt_printer: ReceiptPrinter,
        page_printer: PagePrinter,
        crew: Crew,
        timers: Timers,
        post: Callable[[Event], None],
        show: Callable[[Visit], None],
        deliver: Callable[[], None],
        place: Place,
        now: Callable[[], datetime],
    ) -> None:
        self._central = central
        self._receipt_printer = receipt_printer
        self._page_printer = page_printer
        self._crew = crew
        self._timers = timers
        self._post = post
        self._place = place
        self._now = now
        self.show = show
        self.deliver = deliver

    def wake(self, after_s: float, number: int) -> None:
        self._timers.after(after_s, lambda: self._post(PatienceOver(number)))

    def receipt(self, effect: StartPrint) -> Receipt:
        """Join what the payment knows with where and when it is printed."""
        payment = effect.payment
        settled = payment if isinstance(payment, Settled) else None
        return Receipt(
            kind=_kind(payment),
            hospital=self._place.hospital,
            kiosk_id=self._place.kiosk_id,
            patient=effect.patient,
            bill_count=len(payment.intent.bill_ids),
            split=payment.intent.split,
            method=payment.intent.method,
            case_number=payment.intent.case_number,
            printed_at=self._now(),
            settlement_id=settled.settlement.id if settled else None,
            invoice=settled.invoice if settled else None,
            copy=effect.copy,
        )

    def perform(self, effect: Effect, visit: int) -> None:
        central = self._crew.central
        match effect:
            case Identify() | FindBills() | PreSettle():
                if not central.submit(lambda: self._ask(effect, visit)):
                    self._post(InVisit(visit, Failed(Problem.CENTRAL_SILENT)))
            case Charge(intent):
                if not central.submit(lambda: self._charge(effect)):
                    self._post(ChargeRefused(intent.key, Refusal.NOT_SENT))
            case AskCharge(key, after_s):
                self._timers.after(after_s, lambda: self._ask_soon(key))
            case GiveUp(key, after_s):
                self._timers.after(after_s, lambda: self._post(TimeRanOut(key)))
            case SendToPaper(job, content):
                receipts, pages = self._crew.receipts, self._crew.pages
                worker = receipts if isinstance(content, Receipt) else pages
                if not worker.submit(lambda: self._print(job.id, content)):
                    self._post(PrintFailed(job.id))

    # Each job posts its outcome whatever happens. Until it knows better, that is the
    # worst one: a bug of ours must not leave a patient or her money waiting for ever.

    def _ask(self, effect: Identify | FindBills | PreSettle, visit: int) -> None:
        """Ask central on behalf of a visit; nothing is lost if it stays silent."""
        reply: VisitEvent = Failed(Problem.FAULT)
        try:
            match effect:
                case Identify(code):
                    reply = IdentityFound(self._central.identify(code))
                case FindBills(patient_id):
                    bills = self._central.open_bills(patient_id)
                    reply = BillsFound(patient_id, bills)
                case PreSettle(patient_id, bill_ids):
                    quote = self._central.pre_settle(patient_id, bill_ids)
                    reply = QuoteFound(quote)
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__, visit=visit)
            reply = Failed(answers.problem(error))
        finally:
            self._post(InVisit(visit, reply))

    def _charge(self, effect: Charge) -> None:
        key = effect.intent.key
        outcome: PaymentEvent = ChargeUnanswered(key)
        try:
            answer = self._central.charge(effect.intent, effect.code)
            outcome = answers.charge_event(key, answer)
        except CentralError as error:
            log.info("charge.failed", error=type(error).__name__, key=key)
            outcome = answers.charge_failed(key, error)
        finally:
            self._post(outcome)

    def _ask_soon(self, key: str) -> None:
        if not self._crew.central.submit(lambda: self._ask_charge(key)):
            self._post(ChargeUnanswered(key))

    def _ask_charge(self, key: str) -> None:
        outcome: PaymentEvent = ChargeUnanswered(key)
        try:
            outcome = answers.charge_event(key, self._central.ask_charge(key))
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__, key=key)
        finally:
            self._post(outcome)

    def _print(self, key: str, content: Receipt | Invoice) -> None:
        outcome: PaperEvent = PrintUnproved(key)
        try:
            if isinstance(content, Receipt):
                self._receipt_printer.print_slip(build_slip(content))
            else:
                self._print_invoice(content)
            outcome = PrintConfirmed(key)
        except MaybePrinted:
            log.warning("print.unproved", key=key)
        except (DeviceError, CentralError, BadInvoiceFile) as error:
            log.warning("print.failed", key=key, error=type(error).__name__)
            outcome = PrintFailed(key)
        finally:
            self._post(outcome)

    def _print_invoice(self, invoice: Invoice) -> None:
        """Print central's own file as it is, after checks (rule P4)."""
        pdf = self._central.invoice_file(invoice)
        check_invoice_file(pdf)
        self._page_printer.print_pages(pdf, f"invoice-{invoice.number}")


def _kind(payment: Payment) -> ReceiptKind:
    match payment:
        case Settled():
            return ReceiptKind.PAID
        case Settling(paid=paid) if paid:
            return ReceiptKind.UNSETTLED
        case Refunding():
            return ReceiptKind.REFUNDING
    return ReceiptKind.UNCERTAIN
