"""Registration as QML sees it: one question at a time, its answers a page at a time."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    OfferingCancel,
    Seeking,
)
from kiosk.flows.visit_events import (
    AppointmentTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    SlotTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    OutOfService,
    Service,
    Starting,
    Visit,
    Welcome,
)
from kiosk.model.registration import Clinic, Registration
from kiosk.model.registration import Slot as Place
from ui import registration_wording as wording
from ui.display import Display
from ui.message import today as hospital_day
from ui.message import yuan
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One answer. `objection` says why it cannot be chosen."""

    position: int
    label: str
    aside: str = ""  # beside the label
    note: str = ""
    detail: str = ""
    fee: str = ""
    objection: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day whose places can be looked at."""

    position: int
    word: str  # what the day is called
    date: str
    chosen: bool


@QmlElement
class SeekingViewModel(QObject):
    """Whoever wants to register, until there is a fee to pay."""

    changed = Signal()

    def __init__(
        self,
        tap: Callable[[str, VisitEvent], None],
        display: Display,
        today: Callable[[], date] = hospital_day,
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._today = today
        self._state: Visit = Starting()
        self._large = False
        self._page = 0
        self._leafed: dict[Hashable, int] = {}  # how far she turned, in each list
        self.row_model = Rows(OptionRow)
        self.day_model = Rows(DayRow)

    def show(self, state: Visit, *, large: bool) -> None:
        """Show this question, where she left it, or where something can be had."""
        before, now = _list_of(self._state), _list_of(state)
        self._state = state
        self._large = large
        options = self._options()
        if now != before:
            self._leafed[before] = self._page
        if isinstance(state, Welcome | OutOfService):
            self._leafed.clear()
        if now != before:
            start = _first_open(options) // self._size
            self._page = self._leafed.get(now, start)
        self._turn_rows(options)

    def _turn_rows(self, options: Sequence[OptionRow]) -> None:
        self._page = clamped(self._page, len(options), self._size)
        self.row_model.replace(page_of(options, self._page, self._size))
        self.day_model.replace(self._days())
        self.changed.emit()

    def _options(self) -> list[OptionRow]:
        match self._state:
            case ChoosingAppointment(appointments=appointments):
                return [self._appointment(*pair) for pair in enumerate(appointments)]
            case ChoosingDepartment(departments=departments):
                return [OptionRow(at, one.name) for at, one in enumerate(departments)]
            case ChoosingClinic(clinics=clinics):
                return [self._clinic(*pair) for pair in enumerate(clinics)]
            case ChoosingSlot(clinic=clinic, day=open_day):
                return [_place_row(*pair) for pair in enumerate(clinic.on(open_day))]
        return []

    def _appointment(self, at: int, one: Registration) -> OptionRow:
        return OptionRow(
            at,
            label=wording.moment(one, self._today()),
            note=wording.clinic(one),
            detail=wording.whereabouts(one),
            fee=yuan(one.bill.total) if wording.is_open(one) else "",
            objection=wording.standing(one),
        )

    def _clinic(self, at: int, clinic: Clinic) -> OptionRow:
        first = clinic.days[0]
        free = [slot for slot in clinic.on(first) if slot.remaining]
        day = wording.day_name(first, self._today())
        left = wording.places(sum(slot.remaining for slot in free))
        return OptionRow(
            at,
            label=wording.doctor(clinic.doctor),
            aside=wording.title(clinic.doctor, clinic.title),
            note=f"{day} · {left}",
            fee=yuan(free[0].fee),
        )

    def _days(self) -> list[DayRow]:
        if not isinstance(self._state, ChoosingSlot):
            return []
        today = self._today()
        return [
            DayRow(
                at,
                wording.short_day(one, today),
                f"{one.month}/{one.day}",
                one == self._state.day,
            )
            for at, one in enumerate(self._state.clinic.days)
        ]

    @property
    def _size(self) -> int:
        return self._lines * int(self.property("columns"))

    @property
    def _lines(self) -> int:
        """How many answers fit below each other, large enough to read and to touch."""
        upright, large = self._display.portrait, self._large
        small = self._display.small
        close, tight = large or small, large and small
        match self._state:
            case ChoosingDepartment():
                return 5 - tight if upright else 3
            case ChoosingSlot():
                return 4 if upright else 3 - close - tight
            case ChoosingAppointment():
                return 3 - close if upright else 2 - tight
        return 5 - large - small if upright else 2 - tight

    # The way in.

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether one can register from here."""
        state = self._state
        return isinstance(state, Welcome) and state.abilities.can_register

    @Property(bool, notify=changed)
    def wanted(self) -> bool:
        """Whether this is what she came for."""
        match self._state:
            case AwaitingCode(service=service):
                return service is Service.REGISTER
        return False

    @Slot()
    def begin(self) -> None:
        self._tap("register", Tap.REGISTER)

    # A place that is given back, 退号.

    @Property(str, notify=changed)
    def clinic(self) -> str:
        """Which place it is."""
        match self._state:
            case OfferingCancel(registration=one) | CancelShown(registration=one):
                return wording.clinic(one)
        return ""

    @Property(str, notify=changed)
    def moment(self) -> str:
        """And when."""
        match self._state:
            case OfferingCancel(registration=one) | CancelShown(registration=one):
                return wording.moment(one, self._today())
        return ""

    @Property(bool, notify=changed)
    def written(self) -> bool:
        """Whether it is on the disk, so that she may go."""
        state = self._state
        return isinstance(state, CancelShown) and state.cancellation is not None

    # The question and its answers.

    @Property(str, notify=changed)
    def question(self) -> str:
        state = self._state
        return wording.question(state) if isinstance(state, Seeking) else ""

    @Property(str, notify=changed)
    def context(self) -> str:
        """What has been chosen so far; the day too, where there is but one."""
        state = self._state
        text = wording.context(state) if isinstance(state, Seeking) else ""
        if isinstance(state, ChoosingSlot) and not self.property("dated"):
            day = wording.day_name(state.day, self._today())
            text = f"{text} · {day}"
        return text

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self.row_model

    @Property(Rows, constant=True)
    def days(self) -> Rows:
        return self.day_model

    @Property(bool, notify=changed)
    def dated(self) -> bool:
        """Whether there is more than one day to look at."""
        state = self._state
        return isinstance(state, ChoosingSlot) and len(state.clinic.days) > 1

    @Property(bool, notify=changed)
    def narrow(self) -> bool:
        """Whether every millimetre of an answer is wanted for its words."""
        pressed = ChoosingDepartment if self._display.portrait else ChoosingClinic
        return isinstance(self._state, pressed)

    @Property(int, notify=changed)
    def columns(self) -> int:
        """How many answers stand side by side."""
        upright = self._display.portrait
        match self._state:
            case ChoosingDepartment():
                return 2
            case ChoosingSlot():
                return 2 if upright or self._large else 3
            case ChoosingClinic():
                return 1 if upright else 2
        return 1

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._options()), self._size)

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._turn_rows(self._options())
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def choose(self, position: int) -> None:
        event = self._answer(position)
        if event is not None:
            self._tap("option", event)

    def _answer(self, position: int) -> VisitEvent | None:
        match self._state:
            case ChoosingAppointment(appointments=appointments):
                return AppointmentTapped(appointments[position].id)
            case ChoosingDepartment(departments=departments):
                return DepartmentTapped(departments[position].id)
            case ChoosingClinic(clinics=clinics):
                return ClinicTapped(clinics[position].id)
            case ChoosingSlot(clinic=clinic, day=open_day):
                return SlotTapped(clinic.on(open_day)[position].id)
        return None

    @Slot(int)
    def open(self, position: int) -> None:
        """Look at the places of another day."""
        if isinstance(self._state, ChoosingSlot):
            day = self._state.clinic.days[position]
            self._tap(f"day-{position}", DayTapped(day))

    @Slot()
    def another(self) -> None:
        self._tap("another", Tap.ANOTHER)


def _place_row(at: int, slot: Place) -> OptionRow:
    is_free = slot.remaining > 0
    return OptionRow(
        at,
        label=slot.time,
        detail=wording.places(slot.remaining) if is_free else "",
        fee=yuan(slot.fee) if is_free else "",
        objection="" if is_free else wording.places(0),
    )


def _first_open(options: Sequence[OptionRow]) -> int:
    return next((one.position for one in options if not one.objection), 0)


def _list_of(state: Visit) -> Hashable:
    """Which list this is."""
    match state:
        case ChoosingSlot(clinic=clinic, day=open_day):
            return (ChoosingSlot, clinic.id, open_day)
        case ChoosingClinic(department=department):
            return (ChoosingClinic, department.id)
    return (type(state),)
