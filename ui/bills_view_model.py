"""The open bills, a page at a time, and the lines of one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.visit_events import BillTapped, DetailTapped, Tap, VisitEvent
from kiosk.flows.visit_states import Choosing, OutOfService, Visit, Welcome
from kiosk.model.bill import Bill
from kiosk.model.money import total
from ui.display import Display
from ui.message import day, yuan
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

MOST_ROWS = 5  # a screen (rule H2)


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill as a row. `position` counts through all pages."""

    position: int
    day: str
    items: str
    amount: str
    chosen: bool
    window: str  # where it is paid, if not here


@dataclass(frozen=True, slots=True)
class LineRow:
    """One item of the bill that is open."""

    name: str
    quantity: str
    category: str
    amount: str


@QmlElement
class BillsViewModel(QObject):
    """What is owed, what of it is chosen, and which page is open."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._choosing: Choosing | None = None
        self._large = False
        self._page = self._line_page = 0
        self.row_model, self.line_model = Rows(BillRow), Rows(LineRow)

    def show(self, state: Visit, *, large: bool) -> None:
        """Show these bills. The page stays while the visit does."""
        before = self._detail()
        self._choosing = state if isinstance(state, Choosing) else None
        self._large = large
        if isinstance(state, Welcome | OutOfService):
            self._page = 0
        if self._detail() != before:
            self._line_page = 0
        self._turn_rows()

    def _turn_rows(self) -> None:
        if self._choosing is None:
            self.row_model.replace([])
            self.line_model.replace([])
            self.changed.emit()
            return
        self._page = clamped(self._page, len(self._bills()), self._size)
        self._line_page = clamped(
            self._line_page, len(self._detail_lines()), self._size
        )
        bills = list(enumerate(self._bills()))
        shown = page_of(bills, self._page, self._size)
        self.row_model.replace([self._row(*pair) for pair in shown])
        lines = page_of(self._detail_lines(), self._line_page, self._size)
        self.line_model.replace(lines)
        self.changed.emit()

    @property
    def _size(self) -> int:
        """How many rows fit without scrolling."""
        small = self._display.small
        lying = not self._display.portrait
        return MOST_ROWS - small - lying - (self._large and (small or lying))

    def _bills(self) -> tuple[Bill, ...]:
        return self._choosing.bills if self._choosing else ()

    def _detail(self) -> Bill | None:
        wanted = self._choosing.detail if self._choosing else None
        return next((bill for bill in self._bills() if bill.id == wanted), None)

    def _detail_lines(self) -> Sequence[LineRow]:
        bill = self._detail()
        return [
            LineRow(line.name, line.quantity, line.category, yuan(line.amount))
            for line in (bill.lines if bill else ())
        ]

    def _row(self, position: int, bill: Bill) -> BillRow:
        items = translate("Bills", "Items: {count}").format(count=len(bill.lines))
        if bill.is_debt:
            owed = translate("Bills", "Still owed: credit was refused")
            items = f"{owed} · {items}"
        chosen = self._choosing is not None and bill.id in self._choosing.chosen
        ordered = day(bill.ordered_on)
        amount = yuan(bill.total)
        return BillRow(position, ordered, items, amount, chosen, pay_at(bill))

    # The bills.

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.row_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._bills()), self._size)

    @Property(str, notify=changed)
    def patient(self) -> str:
        return self._choosing.identity.patient.name if self._choosing else ""

    @Property(str, notify=changed)
    def counted(self) -> str:
        chosen = self._choosing.chosen_bills if self._choosing else ()
        text = translate("Bills", "Chosen: {chosen} of {all}")
        payable = self._choosing.payable if self._choosing else ()
        return text.format(chosen=len(chosen), all=len(payable))

    @Property(str, notify=changed)
    def sum(self) -> str:
        chosen = self._choosing.chosen_bills if self._choosing else ()
        return yuan(total(bill.total for bill in chosen))

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether anything is chosen."""
        return bool(self._choosing and self._choosing.chosen)

    @Property(bool, notify=changed)
    def payable(self) -> bool:
        """Whether any of them can be paid here."""
        return bool(self._choosing and self._choosing.payable)

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._turn_rows()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def toggle(self, position: int) -> None:
        bill = self._bills()[position]
        self._tap(f"bill-{bill.id}", BillTapped(bill.id))

    @Slot(int)
    def open(self, position: int) -> None:
        bill = self._bills()[position]
        self._tap(f"detail-{bill.id}", DetailTapped(bill.id))

    # The lines of one bill.

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self.line_model

    @Property(bool, notify=changed)
    def detailed(self) -> bool:
        """Whether the lines of a bill are open."""
        return self._detail() is not None

    @Property(str, notify=changed)
    def subject(self) -> str:
        """Which bill is open: its day and its sum."""
        bill = self._detail()
        if bill is None:
            return ""
        text = translate("Bills", "Bill of {day}, {amount}")
        ordered = day(bill.ordered_on)
        return text.format(day=ordered, amount=yuan(bill.total))

    @Property(int, notify=changed)
    def leaf(self) -> int:
        """The page of lines that is open."""
        return self._line_page + 1

    @Property(int, notify=changed)
    def leaves(self) -> int:
        return pages_of(len(self._detail_lines()), self._size)

    @Slot(int)
    def flip(self, pages: int) -> None:
        self._line_page += pages
        self._turn_rows()
        self._tap("flip", Tap.ELSEWHERE)

    @Slot()
    def close(self) -> None:
        self._tap("closeDetail", Tap.CLOSE_DETAIL)


def pay_at(bill: Bill) -> str:
    """Where alone it can be paid; nothing if here."""
    if bill.window is None:
        return ""
    return translate("Bills", "Please pay at {window}").format(window=bill.window)
