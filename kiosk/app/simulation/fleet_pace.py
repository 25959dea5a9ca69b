"""Several processes, one day: the parts of a fleet go through it in step.

Within a step each part runs freely, so that their clocks, and central's, are never
further apart than one step.
"""

from collections.abc import MutableSequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier

from kiosk.app.simulation.fleet_central import SharedClock

STEP_S = 5.0  # codes are good for sixty
STEP_IN_THE_EVENING_S = 60.0
STUCK_S = 300.0  # real seconds; a part that takes longer for one step is lost


@dataclass(frozen=True, slots=True)
class Pace:
    """One part's place among the others."""

    number: int
    clock: SharedClock
    open_acts: MutableSequence[int]  # by part, shared
    barrier: Barrier

    def tell_time(self, now_s: float) -> None:
        """Central's clock goes with the part that is furthest."""
        if now_s > self.clock.elapsed_s.value:
            self.clock.elapsed_s.value = now_s

    def in_step(self) -> None:
        """Wait until every part has come this far."""
        self.barrier.wait(STUCK_S)

    def is_over(self) -> bool:
        """Whether nobody anywhere has anything left to do: every part gets the same
        answer."""
        self.in_step()
        left = sum(self.open_acts)
        self.in_step()
        return not left
