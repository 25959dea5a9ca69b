"""After printing: which documents are not in her hands, and why."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.invoice_states import Collected, Sheet
from kiosk.flows.printing import InDoubt, Paper, Printed
from kiosk.flows.visit_events import Tap, VisitEvent
from kiosk.flows.visit_states import OutOfService, Visit, Welcome
from ui import invoice_wording, paper_wording
from ui.display import Display
from ui.message import grouped, yuan
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """One document that did not come out, or perhaps did not."""

    name: str
    number: str
    amount: str
    status: str
    tone: str


@QmlElement
class CollectedViewModel(QObject):
    """What is missing, a page at a time, and whether it can be printed again."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._collected: Collected | None = None
        self._large = False
        self._page = 0
        self.row_model = Rows(AbsentRow)

    def show(self, state: Visit, *, large: bool) -> None:
        self._collected = state if isinstance(state, Collected) else None
        self._large = large
        if isinstance(state, Welcome | OutOfService):
            self._page = 0
        self._turn_rows()

    def _turn_rows(self) -> None:
        absent = self._absent()
        if absent:
            self._page = clamped(self._page, len(absent), self._size)
        self.row_model.replace(page_of(absent, self._page, self._size))
        self.changed.emit()

    def _absent(self) -> list[AbsentRow]:
        """What is in doubt comes first: she is asked to look for it."""
        if self._collected is None:
            return []
        pairs = zip(self._collected.sheets, self._collected.papers, strict=True)
        absent = [pair for pair in pairs if not isinstance(pair[1], Printed)]
        absent.sort(key=lambda pair: not isinstance(pair[1], InDoubt))
        return [_row(sheet, paper) for sheet, paper in absent]

    @property
    def _size(self) -> int:
        if self._display.portrait:
            return 3 - self._large
        return 2 - (self._large and self._display.small)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.row_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._absent()), self._size)

    @Property(bool, notify=changed)
    def whole(self) -> bool:
        """Whether everything came out."""
        return not self._absent()

    @Property(bool, notify=changed)
    def repeatable(self) -> bool:
        """Whether what is missing can be printed now."""
        now = self._collected
        return now is not None and bool(now.rest) and now.abilities.invoices

    @Property(str, notify=changed)
    def action(self) -> str:
        """What printing the rest means: where one is in doubt it makes a copy, 补打."""
        if self._collected is not None and self._collected.doubtful is not None:
            return translate("Collected", "Not there: print again")
        return translate("Collected", "Print the rest")

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether other invoices can be printed now."""
        return self._collected is not None and self._collected.abilities.can_collect

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._turn_rows()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot()
    def repeat(self) -> None:
        self._tap("printRest", Tap.PRINT_REST)


def _row(sheet: Sheet, paper: Paper | None) -> AbsentRow:
    listed = sheet.wanted.listed
    invoice = listed.invoice if listed else None
    return AbsentRow(
        paper_wording.name(sheet.wanted.document),
        grouped(invoice.number) if invoice else "",
        yuan(invoice.amount) if invoice else "",
        invoice_wording.paper_state(paper),
        invoice_wording.paper_tone(paper),
    )
