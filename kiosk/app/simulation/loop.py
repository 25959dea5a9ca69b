"""Simulated time. Nothing waits: whatever is due next happens now."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

Act = Callable[[], None]


class Loop:
    """Acts in the order of their time, and of their making where times are equal."""

    def __init__(self) -> None:
        self.now_s = 0.0  # seconds since the world began; never runs backwards
        self._due: list[tuple[float, int, Act]] = []
        self._numbers = itertools.count()

    def after(self, delay_s: float, act: Act) -> None:
        """Do it so many seconds from now."""
        when = self.now_s + max(0.0, delay_s)
        heapq.heappush(self._due, (when, next(self._numbers), act))

    def run_until(self, end_s: float) -> None:
        """Do everything that is due by then."""
        while self._due and self._due[0][0] <= end_s:
            self.now_s, _, act = heapq.heappop(self._due)
            act()
        self.now_s = max(self.now_s, end_s)


class WallClock:
    """What a clock on the wall shows. It may be wrong, and be put right."""

    def __init__(self, loop: Loop, began: datetime) -> None:
        self._loop = loop
        self._began = began
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self._loop.now_s) + self.ahead
