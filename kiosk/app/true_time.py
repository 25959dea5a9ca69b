"""Whether the clock on the wall can be believed while central is out of reach.

Central's own clock comes with every reply. Between two replies a clock that only runs
forward tells how much time has passed, so a jump of the wall clock shows.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)


class TrueTime:
    """Noted on one thread, asked on another: each does one assignment."""

    def __init__(
        self,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        *,
        was_wrong: bool = False,
    ) -> None:
        """`clock` counts seconds and never runs backwards. `was_wrong` is what was
        known before the kiosk started: a restart puts no clock right."""
        self._was_wrong = was_wrong
        self._now = now
        self._clock = clock
        self._known: tuple[datetime, float] | None = None  # the true time, and when

    def note(self, ahead_s: float) -> None:
        """Central has just said by how much its clock is ahead of ours."""
        true = self._now() + timedelta(seconds=ahead_s)
        self._known = (true, self._clock())

    def off_by(self) -> timedelta | None:
        """How far the wall clock is from the truth; None if nobody knows."""
        if self._known is None:
            return None
        true, noted_s = self._known
        return abs(self._now() - true - timedelta(seconds=self._clock() - noted_s))

    def is_wrong(self) -> bool:
        """Whether the wall clock is known to be wrong."""
        off = self.off_by()
        return self._was_wrong if off is None else off > TOLERANCE
