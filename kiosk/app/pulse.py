"""Looks every few seconds at what no event tells of: what is owed, and the clock."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app.true_time import TrueTime
from kiosk.app.watch import Watch
from kiosk.diagnostics.metrics import Backlog, Metrics
from kiosk.flows.abilities import Abilities
from offline_queue.outbox import Outbox

LOOK_EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the kiosk is, as far as it can say so of itself. One thread's."""

    watch: Watch
    outbox: Outbox
    true_time: TrueTime
    now: Callable[[], datetime]

    @property
    def can(self) -> dict[str, bool]:
        return can_of(self.watch.abilities)

    @property
    def backlog(self) -> Backlog:
        owed = self.outbox.backlog()
        waited_s = (self.now() - owed.oldest).total_seconds() if owed.oldest else 0.0
        return Backlog(owed.tasks, max(0.0, waited_s), owed.escalated)

    @property
    def clock_off_by_s(self) -> float | None:
        """None if nobody knows."""
        off_by = self.true_time.off_by()
        return None if off_by is None else off_by.total_seconds()


def measure(vitals: Vitals, metrics: Metrics, stop: threading.Event) -> None:
    """Keep the numbers up to date until `stop`."""
    while not stop.is_set():
        metrics.abilities(vitals.can)
        metrics.backlog(vitals.backlog)
        off_by_s = vitals.clock_off_by_s
        if off_by_s is not None:
            metrics.clock_off_by(off_by_s)
        stop.wait(LOOK_EVERY_S)


def can_of(abilities: Abilities) -> dict[str, bool]:
    """What can be finished now, in the words of `metrics.CANS`."""
    return {
        "serve": abilities.can_serve,
        "pay": abilities.can_pay,
        "receipt": abilities.receipts,
        "invoice": abilities.can_collect,
    }
