"""What goes wrong around the kiosk while it lives, by dice."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from heapq import heappop, heappush
from itertools import count

from kiosk.app.demo.scene import Scene

PLACES = (
    *("identify", "bills", "pre_settle", "credential", "charge", "ask", "close"),
    *("reverse", "refund", "settle", "revoke", "deferral", "debt", "case", "invoice"),
    *("enrol", "slip_keys", "all"),
)
KINDS = ("drop_before", "drop_after", "slow", "error", "busy")
LONGEST_SLOW_S = 1.5
CABLE_OUT = 0.04  # of all lives see it pulled
OUT_FOR_S = (0.3, 3.0)
DARK_FOR_S = (0.0, 1.5)  # central without power


class Weather:
    """Acts when its time has come and somebody calls `blow`."""

    def __init__(self, scene: Scene, dice: random.Random) -> None:
        self.cuts = 0  # of central's power
        self._scene = scene
        self._dice = dice
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()
        self._is_out = self._is_dark = False

    def brew(self, within_s: float, *, cuts_central: bool) -> None:
        """Decide what happens in the next seconds."""
        for _ in range(self._dice.choice((0, 0, 1, 1, 2))):
            self._after(self._moment(within_s), self._order_fault)
        if not self._is_out and self._dice.random() < CABLE_OUT:
            self._is_out = True
            at_s = self._moment(within_s)
            self._after(at_s, self._scene.cable.pull)
            self._after(at_s + self._dice.uniform(*OUT_FOR_S), self._plug_in)
        if cuts_central and not self._is_dark:
            self._is_dark = True
            at_s = self._moment(within_s)
            self._after(at_s, self._cut_central)
            self._after(at_s + self._dice.uniform(*DARK_FOR_S), self._light_central)

    def blow(self) -> None:
        """Do what is due."""
        for act in self._ripe(time.monotonic()):
            act()

    def clear_up(self) -> None:
        """Everything is well again, and stays so."""
        for act in self._ripe(float("inf")):
            act()
        self._scene.sandbox.behave()

    def _ripe(self, now_s: float) -> Iterator[Callable[[], None]]:
        while self._due and self._due[0][0] <= now_s:
            yield heappop(self._due)[2]

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        heappush(self._due, (time.monotonic() + seconds, next(self._numbers), act))

    def _moment(self, within_s: float) -> float:
        return self._dice.uniform(0, within_s)

    def _order_fault(self) -> None:
        if self._is_dark:
            return
        fail = partial(self._scene.sandbox.fail, times=self._dice.choice((1, 1, 2, 3)))
        what = self._dice.choice(KINDS)
        seconds = self._dice.uniform(0, LONGEST_SLOW_S) if what == "slow" else 0.0
        fail(self._dice.choice(PLACES), what, seconds=seconds)

    def _plug_in(self) -> None:
        self._scene.cable.plug_in()
        self._is_out = False

    def _cut_central(self) -> None:
        self.cuts += 1
        self._scene.sandbox.cut_power()

    def _light_central(self) -> None:
        self._scene.sandbox.restore_power()
        self._is_dark = False
