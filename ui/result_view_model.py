"""How it ended, and what can be put on paper."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flows.payment_states import (
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Settled,
)
from kiosk.flows.printing import InDoubt, Paper, Printed, Printing
from kiosk.flows.visit_states import Finished, Visit
from kiosk.model.document import Document
from ui import paper_wording, payment_wording
from ui.message import today as hospital_day
from ui.message import yuan
from ui.ticket_view_model import TicketViewModel

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SYMBOLS: dict[type[Paper], str] = {
    Printing: "printer",
    Printed: "paper-out",
    InDoubt: "question",
}


@QmlElement
class PaperViewModel(QObject):
    """One document: where its paper is, and whether it may be printed now."""

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._finished: Finished | None = None

    def show(self, finished: Finished | None) -> None:
        self._finished = finished
        self.changed.emit()

    @property
    def _paper(self) -> Paper | None:
        """Where it is; of several that come out together the one to speak of."""
        if self._finished is None:
            return None
        if self._document is not Document.INVOICE:
            return self._finished.paper(self._document)
        papers = map(self._finished.paper, self._finished.documents)
        return min(papers, key=paper_wording.urgency)

    @property
    def _is_pair(self) -> bool:
        """Whether the statement comes out with the invoice."""
        documents = self._finished.documents if self._finished else ()
        return self._document is Document.INVOICE and len(documents) > 1

    @property
    def _able(self) -> bool:
        return bool(
            self._finished and self._finished.abilities.can_print(self._document)
        )

    @property
    def _issued(self) -> bool:
        match self._finished:
            case Finished(payment=Settled(invoice=None)):
                return self._document is Document.RECEIPT
        return True

    @property
    def _numbered(self) -> bool:
        """Whether the number stands on it under which she is called at the clinic."""
        one = self._finished.registration if self._finished else None
        return one is not None and one.queue_number is not None

    @property
    def _promise(self) -> Payment | None:
        """What stands on the slip: what was true when it was started."""
        if self._finished is None:
            return None
        started = self._finished.receipt_of if self._paper else None
        return started or self._finished.payment

    @Property(str, notify=changed)
    def name(self) -> str:
        promised = isinstance(self._promise, Deferred)
        return paper_wording.name(
            self._document,
            deferred=promised,
            numbered=self._numbered,
            paired=self._is_pair,
        )

    @Property(str, notify=changed)
    def status(self) -> str:
        return paper_wording.status(
            self._document,
            self._paper,
            issued=self._issued,
            able=self._able,
            numbered=self._numbered,
            paired=self._is_pair,
        )

    @Property(str, notify=changed)
    def action(self) -> str:
        return paper_wording.action(self._document, self._paper, paired=self._is_pair)

    @Property(str, notify=changed)
    def symbol(self) -> str:
        """The icon that goes with the status."""
        idle = "receipt" if self._document is Document.RECEIPT else "invoice"
        return SYMBOLS.get(type(self._paper), idle) if self._paper else idle

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether a tap can print it now (rule D4)."""
        resting = not isinstance(self._paper, Printing | Printed)
        return self._able and self._issued and resting

    @Property(bool, notify=changed)
    def notable(self) -> bool:
        """Whether the status is news: paper moves, came, or did not."""
        return self._paper is not None


@QmlElement
class ResultViewModel(QObject):
    """The end of a payment as QML sees it."""

    changed = Signal()

    def __init__(self, today: Callable[[], date] = hospital_day) -> None:
        super().__init__()
        self._finished: Finished | None = None
        self.ticket_model = TicketViewModel(today)
        self.receipt_model = PaperViewModel(Document.RECEIPT)
        self.invoice_model = PaperViewModel(Document.INVOICE)

    def show(self, state: Visit) -> None:
        self._finished = state if isinstance(state, Finished) else None
        self.ticket_model.show(state)
        self.receipt_model.show(self._finished)
        self.invoice_model.show(self._finished)
        self.changed.emit()

    @Property(bool, notify=changed)
    def settled(self) -> bool:
        """Paid, and the hospital knows it."""
        return bool(self._finished and isinstance(self._finished.payment, Settled))

    @Property(bool, notify=changed)
    def invoiced(self) -> bool:
        """Whether an invoice comes of it; the stay's will hold a deposit."""
        match self._finished:
            case Finished(payment=Settled(intent)):
                return intent.is_invoiced
        return False

    @Property(bool, notify=changed)
    def untouched(self) -> bool:
        """Nothing is taken, and she may try again."""
        payment = self._finished.payment if self._finished else None
        return isinstance(payment, Declined | Refunded | Indebted)

    @Property(bool, notify=changed)
    def indebted(self) -> bool:
        """What was registered came to nothing, and is still to be paid."""
        return bool(self._finished and isinstance(self._finished.payment, Indebted))

    @Property(bool, notify=changed)
    def pending(self) -> bool:
        """She leaves before it is over and needs the case number (rule M7)."""
        return self._finished is not None and not (
            self.property("settled") or self.property("untouched")
        )

    @Property(bool, notify=changed)
    def printing(self) -> bool:
        """Whether paper moves, so that nobody may leave yet."""
        return self._finished is not None and not self._finished.paper_rests

    @Property(str, notify=changed)
    def payer(self) -> str:
        """Who paid, how, and what where it does not stand above."""
        parts = [str(self.property("patient")), str(self.property("method"))]
        if self.ticket_model.property("valid"):
            parts.append(str(self.property("paid")))
        return " · ".join(part for part in parts if part)

    @Property(str, notify=changed)
    def patient(self) -> str:
        return self._finished.patient if self._finished else ""

    @Property(str, notify=changed)
    def paid(self) -> str:
        match self._finished:
            case Finished(payment=Settled(intent, paid=paid)):
                return yuan(paid) if paid or not intent.deposits else ""
        return ""

    @Property(str, notify=changed)
    def method(self) -> str:
        if self._finished is None:
            return ""
        return payment_wording.ways(self._finished.payment.intent)

    @Property(str, notify=changed)
    def case(self) -> str:
        """The number to show at the window."""
        return self._finished.payment.intent.case_number if self._finished else ""

    @Property(TicketViewModel, constant=True)
    def ticket(self) -> TicketViewModel:
        return self.ticket_model

    @Property(PaperViewModel, constant=True)
    def receipt(self) -> PaperViewModel:
        return self.receipt_model

    @Property(PaperViewModel, constant=True)
    def invoice(self) -> PaperViewModel:
        return self.invoice_model
