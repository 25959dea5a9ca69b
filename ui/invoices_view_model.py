"""A patient's invoices, a page at a time, and which of them she wants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.invoice_states import Picking, is_offered
from kiosk.flows.visit_events import (
    ExchangeTapped,
    InvoiceTapped,
    QrTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import OutOfService, Visit, Welcome
from kiosk.model.invoice import ListedInvoice
from ui import invoice_wording
from ui.display import Display
from ui.message import day, grouped, month, yuan
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

MOST_ROWS = 5  # a screen (rule H2), each under a heading of its own


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice as a row. `position` counts through all pages."""

    position: int
    heading: str  # the month, where one begins
    day: str
    kind: str
    number: str
    amount: str
    status: str
    tone: str
    chosen: bool
    printable: bool
    portable: bool  # on a phone
    exchangeable: bool


@QmlElement
class InvoicesViewModel(QObject):
    """The list, what of it is chosen, and which page of it is open."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._picking: Picking | None = None
        self._large = False
        self._page = 0
        self.row_model = Rows(InvoiceRow)

    def show(self, state: Visit, *, large: bool) -> None:
        """Show these invoices. The page stays while the visit does."""
        self._picking = state if isinstance(state, Picking) else None
        self._large = large
        if isinstance(state, Welcome | OutOfService):
            self._page = 0
        self._turn_rows()

    def _turn_rows(self) -> None:
        invoices = self._invoices()
        if invoices:
            self._page = clamped(self._page, len(invoices), self._size)
        shown = page_of(range(len(invoices)), self._page, self._size)
        self.row_model.replace([self._row(at, at == shown[0]) for at in shown])
        self.changed.emit()

    def _invoices(self) -> tuple[ListedInvoice, ...]:
        return self._picking.shelf.invoices if self._picking else ()

    @property
    def _size(self) -> int:
        """How many rows fit without scrolling."""
        small = self._display.small
        lying = not self._display.portrait
        tight = small and self._large
        return max(2, MOST_ROWS - small - 2 * lying - self._large - tight)

    def _row(self, at: int, is_first: bool) -> InvoiceRow:
        assert self._picking is not None
        invoices, today = self._invoices(), self._picking.shelf.today
        one = invoices[at]
        begins = is_first or _begins_month(invoices, at)
        number = translate("Invoice", "No number")
        return InvoiceRow(
            position=at,
            heading=month(one.day) if begins else "",
            day=day(one.day),
            kind=invoice_wording.kinds()[one.kind],
            number=grouped(one.invoice.number) if one.invoice else number,
            amount=yuan(one.amount),
            status=invoice_wording.state(one, today),
            tone=invoice_wording.tone(one, today),
            chosen=one.settlement_id in self._picking.picked,
            printable=one.is_printable(today),
            portable=is_offered(one),
            exchangeable=self._picking.may_exchange(one),
        )

    # The invoices.

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.row_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._invoices()), self._size)

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What can be done with the list. The window's name is still to be put in."""
        text = invoice_wording.advice(self._picking) if self._picking else ""
        return text.format(window=self._display.window)

    @Property(bool, notify=changed)
    def exchangeable(self) -> bool:
        """Whether any of them may be exchanged: the rows then keep room for it."""
        picking = self._picking
        return picking is not None and any(map(picking.may_exchange, self._invoices()))

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._turn_rows()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def toggle(self, position: int) -> None:
        invoice_id = self._invoices()[position].settlement_id
        self._tap(f"invoice-{invoice_id}", InvoiceTapped(invoice_id))

    @Slot(int)
    def carry(self, position: int) -> None:
        """Take it along on the phone."""
        self._tap("carry", QrTapped(self._invoices()[position].settlement_id))

    @Slot(int)
    def exchange(self, position: int) -> None:
        """Have it on numbered paper."""
        self._tap("exchange", ExchangeTapped(self._invoices()[position].settlement_id))

    # What becomes of them.

    @Property(bool, notify=changed)
    def itemised(self) -> bool:
        """Whether the statements are wanted too."""
        return self._picking is not None and self._picking.statements

    @Property(bool, notify=changed)
    def able(self) -> bool:
        """Whether any of them can be printed now."""
        now = self._picking
        return (
            now is not None and now.abilities.invoices and bool(now.shelf.printable())
        )

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether anything is chosen that can be printed now."""
        now = self._picking
        return now is not None and now.abilities.invoices and bool(now.picked)

    @Property(str, notify=changed)
    def action(self) -> str:
        """The way on, and how many documents it is about."""
        chosen = len(self._picking.chosen) if self._picking else 0
        if chosen == 0:
            return translate("Invoice", "Choose an invoice first")
        both = self._picking is not None and self._picking.statements
        return invoice_wording.look_first(chosen * (1 + both))

    @Slot()
    def itemise(self) -> None:
        self._tap("itemise", Tap.STATEMENTS)

    @Slot()
    def claim(self) -> None:
        """Everything for a reimbursement."""
        self._tap("claim", Tap.CLAIM)


def _begins_month(invoices: Sequence[ListedInvoice], at: int) -> bool:
    if at == 0:
        return True
    now, before = invoices[at].day, invoices[at - 1].day
    return (now.year, now.month) != (before.year, before.month)
