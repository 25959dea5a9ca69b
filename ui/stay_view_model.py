"""A stay as QML sees it: where she lies, the money put down, and what the days cost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.stay_states import AtStay, ReadingDays
from kiosk.flows.visit_events import DayTapped, DepositTapped, Tap, VisitEvent
from kiosk.flows.visit_states import AwaitingCode, Service, Starting, Visit, Welcome
from kiosk.model.stay import Stay, StayStatus
from ui import stay_wording as wording
from ui.bills_view_model import LineRow
from ui.display import Display
from ui.message import day, weekday, yuan
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows
from ui.seeking_view_model import DayRow, OptionRow

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FactRow:
    """One thing that is known of a stay."""

    label: str
    amount: str


@QmlElement
class StayViewModel(QObject):
    """Whoever is in a ward, until there is an amount to pay."""

    changed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._state: Visit = Starting()
        self._large = False
        self._page = 0
        self.fact_model, self.option_model = Rows(FactRow), Rows(OptionRow)
        self.day_model, self.line_model = Rows(DayRow), Rows(LineRow)

    def show(self, state: Visit, *, large: bool) -> None:
        before, self._state = self._state, state
        self._large = large
        if _day_of(before) != _day_of(state):
            self._page = 0
        self._refresh()

    def _refresh(self) -> None:
        lines = self._lines()
        self._page = clamped(self._page, len(lines), self._size)
        self.fact_model.replace(self._facts())
        self.option_model.replace(self._options())
        self.day_model.replace(self._days())
        self.line_model.replace(page_of(lines, self._page, self._size))
        self.changed.emit()

    @property
    def _stay(self) -> Stay | None:
        match self._state:
            case AtStay(stay=stay):
                return stay
            case ReadingDays(before):
                return before.stay
        return None

    def _facts(self) -> list[FactRow]:
        stay = self._stay
        if stay is None:
            return []
        rows = [FactRow(translate("Stay", "Ward and bed"), wording.bed(stay))]
        if stay.since is not None:
            since = day(stay.since)
            rows.append(FactRow(translate("Stay", "Admitted on"), since))
            spent = yuan(stay.spent)
            rows.append(FactRow(translate("Stay", "Spent so far"), spent))
        put_down = yuan(stay.deposited)
        rows.append(FactRow(translate("Stay", "Deposits"), put_down))
        return rows

    def _options(self) -> list[OptionRow]:
        stay = self._stay
        if stay is None or not isinstance(self._state, AtStay):
            return []
        is_new = stay.status is StayStatus.ORDERED
        asked = translate("Stay", "what the ward asks for") if is_new else ""
        return [
            OptionRow(at, yuan(amount), note="" if at else asked)
            for at, amount in enumerate(stay.choices)
        ]

    def _days(self) -> list[DayRow]:
        if not isinstance(self._state, ReadingDays):
            return []
        lists = self._state.lists
        return [
            DayRow(
                at,
                weekday(lists[at].day),
                f"{lists[at].day.month}/{lists[at].day.day}",
                lists[at].day == self._state.day,
            )
            for at in self._days_around(self._state)
        ]

    def _days_around(self, state: ReadingDays) -> range:
        """As many as stand in a row, the open one among them: who touches the last
        of them sees those before it."""
        count = len(state.lists)
        shown = min(count, 5 if self._large else 7)
        open_at = state.lists.index(state.open_list)
        first = max(0, min(open_at - shown // 2, count - shown))
        return range(first, first + shown)

    def _lines(self) -> Sequence[LineRow]:
        if not isinstance(self._state, ReadingDays):
            return []
        return [
            LineRow(line.name, line.quantity, line.category, yuan(line.amount))
            for line in self._state.open_list.lines
        ]

    @property
    def _size(self) -> int:
        """How many lines stand below each other."""
        large, small = self._large, self._display.small
        return 6 - large - small if self._display.portrait else 3 - (large and small)

    # The way in.

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether a stay can be seen to from here."""
        state = self._state
        return isinstance(state, Welcome) and state.abilities.can_stay

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether this is what she came for."""
        match self._state:
            case AwaitingCode(service=service):
                return service is Service.STAY
        return False

    @Slot()
    def begin(self) -> None:
        self._tap("inpatient", Tap.INPATIENT)

    # Her stay.

    @Property(str, notify=changed)
    def question(self) -> str:
        return wording.question(self._stay) if self._stay else ""

    @Property(str, notify=changed)
    def context(self) -> str:
        """Whose stay it is, and the number on her wristband, 住院号."""
        match self._state:
            case AtStay(identity=identity, stay=stay):
                text = translate("Stay", "{patient} · stay number {number}")
                return text.format(patient=identity.patient.name, number=stay.id)
        return ""

    @Property(Rows, constant=True)
    def facts(self) -> Rows:
        return self.fact_model

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.option_model

    @Property(bool, notify=changed)
    def leaving(self) -> bool:
        """Whether it can be settled now."""
        return self._stay is not None and self._stay.bill is not None

    @Property(bool, notify=changed)
    def listed(self) -> bool:
        """Whether there are days to read about."""
        return self._stay is not None and bool(self._stay.spent)

    @Slot(int)
    def choose(self, position: int) -> None:
        if isinstance(self._state, AtStay):
            amount = self._state.stay.choices[position]
            self._tap("option", DepositTapped(amount))

    @Slot()
    def read(self) -> None:
        self._tap("days", Tap.DAYS)

    # The days.

    @Property(str, notify=changed)
    def total(self) -> str:
        """What the open day cost."""
        match self._state:
            case ReadingDays(open_list=one):
                text = translate("Stay", "{day}: {amount} in all")
                when = day(one.day)
                return text.format(day=when, amount=yuan(one.total))
        return ""

    @Property(Rows, constant=True)
    def days(self) -> Rows:
        return self.day_model

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self.line_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._lines()), self._size)

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._refresh()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def open(self, position: int) -> None:
        """Look at another day."""
        if isinstance(self._state, ReadingDays):
            one = self._state.lists[position]
            self._tap(f"day-{position}", DayTapped(one.day))


def _day_of(state: Visit) -> date | None:
    """The day that is read about."""
    return state.day if isinstance(state, ReadingDays) else None
