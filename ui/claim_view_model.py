"""Everything for a claim: the times to choose from, and what each of them holds."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.invoice_states import ChoosingPeriod, Period, Shelf
from kiosk.flows.visit_events import PeriodTapped, VisitEvent
from kiosk.flows.visit_states import Visit
from kiosk.model.money import total
from ui import invoice_wording
from ui.message import day, yuan
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate

PERIODS = tuple(Period)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One time to choose. `objection` says why it cannot be chosen."""

    position: int
    label: str
    since: str
    counted: str
    sum: str
    objection: str


@QmlElement
class ClaimViewModel(QObject):
    """Of which time the invoices of a claim are."""

    changed = Signal()

    def __init__(self, tap: Callable[[str, VisitEvent], None]) -> None:
        super().__init__()
        self._tap = tap
        self.row_model = Rows(PeriodRow)

    def show(self, state: Visit) -> None:
        rows: list[PeriodRow] = []
        if isinstance(state, ChoosingPeriod):
            shelf = state.picking.shelf
            rows = [_row(at, shelf) for at in range(len(PERIODS))]
        self.row_model.replace(rows)
        self.changed.emit()

    @Property(Rows, constant=True)
    def periods(self) -> Rows:
        return self.row_model

    @Slot(int)
    def choose(self, position: int) -> None:
        self._tap("period", PeriodTapped(PERIODS[position]))


def _row(position: int, shelf: Shelf) -> PeriodRow:
    period = PERIODS[position]
    invoices = shelf.printable(period)
    since = ""
    if period is not Period.ALL:
        text = translate("Invoice", "since {day}")
        since = text.format(day=day(period.begins(shelf.today)))
    counted = translate("Invoice", "Invoices: {count}").format(count=len(invoices))
    return PeriodRow(
        position,
        invoice_wording.periods()[period],
        since,
        counted,
        yuan(total(one.amount for one in invoices)) if invoices else "",
        invoice_wording.objection(len(invoices)),
    )
