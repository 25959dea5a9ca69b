"""Lets the hands loose, drives the visit by what they post, and watches."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPoint, QPointF

from kiosk.app.gallery.states import HOSPITAL, SAMPLES, WINDOW
from kiosk.flows.visit import step
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import Visit
from tests.lobby import Lobby
from tests.monkey.hands import Hands
from tests.monkey.offers import is_offered
from tests.monkey.watch import Watch, population, watching
from ui.display import Display

EACH = 1_000  # events between two looks
ANOTHER = 0.025  # chance that an event is followed by another state
ANSWER_S = 5.0
VAIN = 0.2  # chance that a hand also aims at what cannot be touched now

# Full as on the wall. The screen that nobody sees has 800 x 800 pixels, so that either
# layout has more room in one direction than it was drawn for.
TALL = Display(450, 800, 268, 476, HOSPITAL, WINDOW, fullscreen=True)
WIDE = Display(800, 450, 476, 268, HOSPITAL, WINDOW, fullscreen=True)


@dataclass
class Report:
    """What was done, and what came of it."""

    deeds: Counter[str] = field(default_factory=Counter)
    posted: Counter[str] = field(default_factory=Counter)
    states: int = 0
    slowest_s: float = 0.0
    objects: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"{self.deeds.total()} events: {listed(self.deeds)}"
        yield f"{self.states} states shown"
        yield f"{self.posted.total()} taps posted: {listed(self.posted)}"
        yield f"slowest answer: {self.slowest_s * 1000:.0f} ms"
        yield f"objects in the window: {self.objects[0]} at first, then at most " + str(
            max(self.objects[1:], default=0)
        )
        yield from (f"FAULT {fault}" for fault in self.faults)


class Game:
    """One window, two hands, and a visit that goes wherever they lead it."""

    def __init__(self, lobby: Lobby, seed: int, watch: Watch) -> None:
        self.report = Report(faults=watch.faults)
        self._lobby = lobby
        self._watch = watch
        self._posted: list[VisitEvent] = []
        self._chance = random.Random(seed)
        self._state: Visit = SAMPLES["welcome"]
        self._names = sorted(SAMPLES)
        self._aims: list[QPoint] = []
        self._hands = Hands(
            lobby.window.root, lobby.finger, self._chance, lambda: self._aims
        )
        self._frames = 0
        lobby.window.root.frameSwapped.connect(self._count_frame)

    def play(self, events: int) -> None:
        self._rest()
        for at in range(1, events + 1):
            self._lobby.now += self._chance.uniform(0, 0.4)
            self.report.deeds[self._hands.do()] += 1
            self._follow()
            if self._chance.random() < ANOTHER:
                self._show(SAMPLES[self._chance.choice(self._names)])
            if at % EACH == 0:
                self._check()

    def hear(self, event: VisitEvent) -> None:
        """At once, before anything moves: who could have posted this?"""
        name = getattr(event, "name", type(event).__name__)
        self.report.posted[name] += 1
        at = self._hands.at
        if not is_offered(self._lobby, event, None if at is None else QPointF(at)):
            self._watch.blame(f"{name} was posted and not offered")
        self._posted.append(event)

    def _follow(self) -> None:
        """Let the visit go where the posted events lead it."""
        if not self._posted:
            return
        posted, self._posted = self._posted, []
        for event in posted:
            self._show(step(self._state, event).state)
        self._aim()

    def _show(self, state: Visit) -> None:
        if state == self._state:
            return
        self._state = state
        self.report.states += 1
        self._lobby.show(state)
        self._aim()

    def _aim(self) -> None:
        self._aims = [
            self._lobby.area(item).center().toPoint()
            for item in self._lobby.controls()
            if item.isEnabled() or self._chance.random() < VAIN
        ]

    def _check(self) -> None:
        started, before = time.perf_counter(), self._frames
        self._rest()
        self._lobby.window.root.update()
        while self._frames == before:
            QCoreApplication.processEvents()
            if time.perf_counter() - started > ANSWER_S:
                self._watch.blame("the window no longer answers")
                break
        took = time.perf_counter() - started
        self.report.slowest_s = max(self.report.slowest_s, took)
        self._watch.look()

    def _rest(self) -> None:
        """The next patient's welcome: as many objects as for the first."""
        self._hands.lift()
        self._show(SAMPLES["out_of_service"])
        self._show(SAMPLES["welcome"])
        self._posted.clear()
        self.report.objects.append(population(self._lobby.window.root))
        if self.report.objects[-1] > self.report.objects[0]:
            self._watch.blame("the window keeps what it no longer shows")

    def _count_frame(self) -> None:
        self._frames += 1


def play(events: int, seed: int, *, wide: bool = False) -> Report:
    """So many random events; the same seed does the same."""
    games: list[Game] = []

    def post(event: VisitEvent) -> None:
        for game in games:
            game.hear(event)

    display = WIDE if wide else TALL
    with Lobby(display, post) as lobby, watching(lobby) as watch:
        game = Game(lobby, seed, watch)
        games.append(game)
        game.play(events)
    return game.report


def listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())
