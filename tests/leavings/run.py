"""Walk visits, end them, and compare what is there with what was there before."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from kiosk.app.gallery.sights import seen_well
from kiosk.app.gallery.states import ALL, SAMPLES
from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_states import OutOfService, Resting, Visit, Welcome
from tests.leavings.census import (
    Facts,
    in_memory,
    in_the_models,
    marks_in_memory,
    on_the_glass,
)
from tests.leavings.likeness import is_another
from tests.leavings.marking import mark_of, marked
from tests.lobby import Lobby

KINDS = {name: one for name, one in SAMPLES.items() if not isinstance(one, Resting)}
ENDS: tuple[Visit, ...] = (Welcome(ALL), OutOfService(Abilities(scanner=False)))
MOST_STATES = 6  # of one visit
COMFORTS = ("large", "contrast", "language")
EVERY = 50  # visits between two searches of everything that Python holds


@dataclass(frozen=True, slots=True)
class Pristine:
    """How everything is before anybody has come."""

    picture: QImage
    glass: Facts
    models: Facts


@dataclass
class Leavings:
    """What was found, and how long each visit's end took."""

    faults: list[str] = field(default_factory=list)
    ends_s: list[float] = field(default_factory=list)


class Lobbyist:
    """Comes again and again, as somebody else each time."""

    def __init__(self, lobby: Lobby, seed: int) -> None:
        self._lobby = lobby
        self._dice = random.Random(seed)
        self._deck: list[str] = []
        self.found = Leavings()
        lobby.stop_the_clock()
        for name in (*KINDS, *KINDS):  # whatever is made once is made now
            lobby.show(KINDS[name])
        for end in (*ENDS, *ENDS):
            lobby.show(end)
        self._pristine = [self._look(end) for end in ENDS]
        self._classes = self._count()

    def come(self, visits: int) -> Leavings:
        for number in range(1, visits + 1):
            names = self._draw()
            self._walk(names, mark_of(number))
            at = self._dice.randrange(len(ENDS))
            self._leave(at)
            self._compare(at, names)
            if number % EVERY == 0 or number == visits:
                self._search(names)
        return self.found

    def _draw(self) -> list[str]:
        """Every kind of state comes once before any comes again."""
        drawn = []
        for _ in range(self._dice.randint(1, MOST_STATES)):
            if not self._deck:
                self._deck = [*KINDS]
                self._dice.shuffle(self._deck)
            drawn.append(self._deck.pop())
        return drawn

    def _walk(self, names: Sequence[str], mark: str) -> None:
        lobby, dice = self._lobby, self._dice
        for name in names:
            lobby.now += 1
            lobby.show(marked(KINDS[name], mark))
            self._look_through_camera(mark)
            if dice.random() < 0.2:
                lobby.tap(dice.choice(COMFORTS))
            if dice.random() < 0.5:
                self._touch_something()
            if dice.random() < 0.1:
                lobby.tap("help")
        lobby.posted.clear()

    def _look_through_camera(self, mark: str) -> None:
        """Where a scanner is tried, a picture of somebody who passes by."""
        model = self._lobby.window.view_model
        if model.property("screen") != "TrialScreen":
            return
        sight = model.attending_model.sight_model
        sight.look_through(lambda: marked(seen_well(), mark))
        sight.show(there=True)  # its line, which is marked, names no camera
        sight.look()
        self._lobby.settle()

    def _touch_something(self) -> None:
        controls = [one for one in self._lobby.controls() if one.isEnabled()]
        if controls:
            one = self._dice.choice(controls)
            self._lobby.now += 1
            self._lobby.touch(self._lobby.area(one).center())

    def _leave(self, at: int) -> None:
        """The end as the engine says it, until the frame that shows it is drawn."""
        began = time.perf_counter()
        self._lobby.window.view_model.show(ENDS[at])
        QCoreApplication.processEvents()
        picture = self._lobby.window.grab()
        self.found.ends_s.append(time.perf_counter() - began)
        if is_another(self._pristine[at].picture, picture):
            self.found.faults.append(f"another picture after visit {self._ended}")
        self._lobby.settle()

    @property
    def _ended(self) -> int:
        return len(self.found.ends_s)

    def _compare(self, at: int, names: Sequence[str]) -> None:
        before, now = self._pristine[at], self._look(ENDS[at])
        for what in (
            *_differences(before.glass, now.glass),
            *_differences(before.models, now.models),
            *_differences(self._classes, self._count()),
        ):
            self._say(what, names)

    def _search(self, names: Sequence[str]) -> None:
        for what in marks_in_memory():
            self._say(what, names)

    def _say(self, what: str, names: Sequence[str]) -> None:
        self.found.faults.append(f"visit {self._ended} ({', '.join(names)}): {what}")

    def _look(self, end: Visit) -> Pristine:
        lobby = self._lobby
        lobby.show(end)
        model = lobby.window.view_model
        return Pristine(lobby.window.grab(), on_the_glass(lobby), in_the_models(model))

    def _count(self) -> Facts:
        self._lobby.show(ENDS[0])
        self._lobby.posted.clear()
        return in_memory()


def _differences(before: Facts, now: Facts) -> Iterator[str]:
    yield from (f"left: {what}" for what in now - before)
    yield from (f"gone: {what}" for what in before - now)
