"""The diagnostics screen as QML sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.attending_states import AskingPin, Attending, Trying
from kiosk.flows.visit_events import (
    PanelTapped,
    PinEntered,
    Tap,
    TaskTapped,
    TrialTapped,
    VerdictGiven,
    VisitEvent,
)
from kiosk.flows.visit_states import Starting, Visit
from kiosk.model.staff import Line, Outcome, Panel, Trial
from ui import attending_wording as wording
from ui import device_drawings
from ui.display import Display
from ui.found_wording import found
from ui.paging import clamped, page_of, pages_of
from ui.rows import Rows
from ui.sight_view_model import SightViewModel
from ui.wording import code_names

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

MOST_DIGITS = 16
LEAST_DIGITS = 6
FOUND_BESIDE_PICTURE = 2  # lines
TONES = {"ok": "good", "info": "calm", "warn": "wait", "fail": "warn"}
SYMBOLS = {"ok": "done", "info": "info", "warn": "warning", "fail": "close"}


@dataclass(frozen=True, slots=True)
class PanelTab:
    """One panel that may be seen."""

    label: str
    on: bool
    position: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """One thing that was looked at. `act` is what a touch does, `picture` a drawing of
    it, `repair` one of its remedy; empty: there is none."""

    label: str
    found: str
    remedy: str
    tone: str
    icon: str
    detail: str
    picture: str
    repair: str
    act: str
    position: int


@QmlElement
class AttendingViewModel(QObject):
    """Whoever works at the kiosk."""

    changed = Signal()
    typed = Signal()

    def __init__(
        self, tap: Callable[[str, VisitEvent], None], display: Display
    ) -> None:
        super().__init__()
        self._tap = tap
        self._display = display
        self._state: Visit = Starting()
        self._large = False
        self._page = 0
        self._digits = ""
        self.tab_model = Rows(PanelTab)
        self.line_model = Rows(LineRow)
        self.sight_model = SightViewModel()

    def show(self, state: Visit, *, large: bool) -> None:
        before, self._state, self._large = self._state, state, large
        if not isinstance(state, AskingPin) or state is not before:
            self._digits = ""
            self.typed.emit()
        if not (
            isinstance(state, Attending)
            and isinstance(before, Attending)
            and before.panel is state.panel
        ):
            self._page = 0
        self.sight_model.show(there=_looks_through_camera(state))
        self._fill()

    def _fill(self) -> None:
        state = self._state
        tabs: list[PanelTab] = []
        if isinstance(state, Attending):
            names = wording.panels()
            tabs = [
                PanelTab(names[panel], panel is state.panel, at)
                for at, panel in enumerate(state.staff.panels)
            ]
        self.tab_model.replace(tabs)
        lines = self._lines
        self._page = clamped(self._page, len(lines), self._size)
        rows = [self._row(line, at) for at, line in enumerate(lines)]
        self.line_model.replace(page_of(rows, self._page, self._size))
        self.changed.emit()

    @property
    def _lines(self) -> tuple[Line, ...]:
        state = self._state
        return (state.lines or ()) if isinstance(state, Attending) else ()

    @property
    def _size(self) -> int:
        """How many lines fit."""
        tight = self._large and self._display.small
        if self._display.portrait:
            return 4 - self._large - tight + 2 * self._is_brief
        return 2 - tight + self._is_brief

    @property
    def _is_brief(self) -> bool:
        """Whether no line says what to do or how it was."""
        return not any(
            line.remedy or line.detail or line.counts for line in self._lines
        )

    def _row(self, line: Line, at: int) -> LineRow:
        state = self._state
        assert isinstance(state, Attending)
        return LineRow(
            label=wording.device_name(line.name),
            found=wording.found_on(state.panel, line),
            remedy=wording.remedy(line),
            tone=TONES[line.level],
            icon=SYMBOLS[line.level],
            detail=wording.past(line),
            picture=device_drawings.device(line.name),
            repair=device_drawings.act(line),
            act=wording.act(line, state.staff),
            position=at,
        )

    # The PIN.

    @Property(str, notify=typed)
    def dots(self) -> str:
        """As many as were typed; what was typed nobody sees."""
        return "•" * len(self._digits)

    @Property(bool, notify=typed)
    def enough(self) -> bool:
        return len(self._digits) >= LEAST_DIGITS

    @Property(str, notify=changed)
    def objection(self) -> str:
        """Why the last one was not right."""
        state = self._state
        if isinstance(state, AskingPin) and state.objection:
            return wording.objections()[state.objection]
        return ""

    @Slot(str)
    def type(self, digit: str) -> None:
        """One more digit; its button keeps its own time, as the same comes twice."""
        if len(digit) == 1 and digit.isdecimal() and len(self._digits) < MOST_DIGITS:
            self._digits += digit
            self.typed.emit()

    @Slot()
    def erase(self) -> None:
        self._digits = self._digits[:-1]
        self.typed.emit()

    @Slot()
    def enter(self) -> None:
        if self.property("enough"):
            typed, self._digits = self._digits, ""
            self.typed.emit()
            self._tap("confirm", PinEntered(typed))

    # The panels.

    @Property(str, notify=changed)
    def whose(self) -> str:
        match self._state:
            case Attending(staff=staff) | Trying(before=Attending(staff=staff)):
                return wording.whose(staff)
        return ""

    @Property(bool, notify=changed)
    def looking(self) -> bool:
        """Whether it is being looked at."""
        return isinstance(self._state, Attending) and self._state.lines is None

    @Property(str, notify=changed)
    def nothing(self) -> str:
        """What is said where there is no line."""
        state = self._state
        if isinstance(state, Attending) and state.lines == ():
            return wording.nothing_on(state.panel)
        return ""

    @Property(str, notify=changed)
    def deed(self) -> str:
        """What can be done about all that stands here; empty: nothing."""
        state = self._state
        if not isinstance(state, Attending) or not state.lines:
            return ""
        return wording.deed_on(state.panel)

    @Property(Rows, constant=True)
    def tabs(self) -> Rows:
        return self.tab_model

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self.line_model

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._page + 1

    @Property(int, notify=changed)
    def pages(self) -> int:
        return pages_of(len(self._lines), self._size)

    @Property(str, notify=changed)
    def symbol(self) -> str:
        """What stands beside it."""
        state = self._state
        is_queue = isinstance(state, Attending) and state.panel is Panel.QUEUE
        return "question" if is_queue else "folder"

    @Slot(int)
    def turn(self, pages: int) -> None:
        self._page += pages
        self._fill()
        self._tap("turn", Tap.ELSEWHERE)

    @Slot(int)
    def open(self, position: int) -> None:
        """Another panel, or this one once more."""
        if isinstance(self._state, Attending):
            panel = self._state.staff.panels[position]
            self._tap("panel", PanelTapped(panel))

    @Slot(int)
    def choose(self, position: int) -> None:
        """Do what this line is about."""
        line = self._lines[position]
        if line.trial is not None:
            self._tap("trial", TrialTapped(line.trial))
        elif line.task is not None:
            self._tap("trial", TaskTapped(line.task))

    @Slot()
    def act(self) -> None:
        self._tap("confirm", Tap.CONFIRM)

    # One trial.

    @Property(str, notify=changed)
    def trial(self) -> str:
        """What is tried, for the screen that shows it."""
        return self._state.trial.value if isinstance(self._state, Trying) else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        if isinstance(self._state, Trying):
            return wording.trials()[self._state.trial]
        return ""

    @Property(str, notify=changed)
    def drawing(self) -> str:
        """The device that is tried."""
        match self._state:
            case Trying(Attending(lines=tuple(lines)), trial):
                return device_drawings.tried(lines, trial)
        return ""

    @Property(str, notify=changed)
    def question(self) -> str:
        """What to look at, or what the device says."""
        state = self._state
        if not isinstance(state, Trying):
            return ""
        if state.outcome is Outcome.SHOWN:
            return wording.look_for(state.trial)
        return wording.outcomes()[state.outcome]

    @Property(bool, notify=changed)
    def judging(self) -> bool:
        """Whether it is for a person to say how it was."""
        state = self._state
        return isinstance(state, Trying) and state.outcome is not Outcome.RUNNING

    @Property(str, notify=changed)
    def found(self) -> str:
        """What has come of it, the newest first, one a line."""
        state = self._state
        if not isinstance(state, Trying):
            return ""
        if state.trial is not Trial.SCAN:
            return "\n".join(map(found, state.found))
        names = {kind.value: name for kind, name in code_names().items()}
        known = names | wording.unread()
        is_seen = bool(self.sight_model.property("there"))
        most = FOUND_BESIDE_PICTURE - self._large if is_seen else None
        return "\n".join(known.get(one, one) for one in state.found[:most])

    @Property(SightViewModel, constant=True)
    def sight(self) -> SightViewModel:
        """What the camera sees, while it is tried out."""
        return self.sight_model

    @Slot(bool, str)
    def judge(self, passed: bool, detail: str) -> None:
        self._tap("confirm", VerdictGiven(passed, detail))


def _looks_through_camera(state: Visit) -> bool:
    match state:
        case Trying(Attending(lines=tuple(lines)), Trial.SCAN):
            return any(line.name == "camera" for line in lines)
    return False
