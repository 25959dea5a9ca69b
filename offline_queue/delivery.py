"""Carries what is owed, again and again, until it is owed no more.

Delivery never deletes: a task ends when its stream stops owing it. When to try again
is kept in memory on a clock that only runs forward, so a changed wall clock and a
restart can only make it try too early, never too late.
"""

import random
from collections.abc import Callable

from offline_queue.outbox import Outbox, Owed, Task

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0


class Delivery:
    """One pass at a time. The caller brings the thread and the clock."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        send: Callable[[Task], float | None],
        clock: Callable[[], float],
        dice: random.Random,
    ) -> None:
        """`send` returns None once answered, else how long the other side asks us to
        wait (0 for no wish). It must not raise."""
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._dice = dice
        self._not_before: dict[str, float] = {}

    def deliver(self) -> float:
        """Try everything that is due. Return the seconds until more will be."""
        waiting = self._outbox.waiting()
        known = {owed.task.id for owed in waiting}
        self._not_before = {
            id_: at for id_, at in self._not_before.items() if id_ in known
        }
        for owed in waiting:
            if self._not_before.get(owed.task.id, 0.0) <= self._clock():
                self._try(owed)
        now = self._clock()
        pauses = (self._not_before.get(id_, now) - now for id_ in known)
        return max(0.0, min(pauses, default=LONGEST_PAUSE_S))

    def hurry(self) -> None:
        """The way is free again: everything is due at once."""
        self._not_before.clear()

    def _try(self, owed: Owed) -> None:
        wish_s = self._send(owed.task)
        pause_s = self._pause_s(owed.tries)
        if wish_s is not None:
            self._outbox.count_try(owed.task.id)
            pause_s = max(pause_s, wish_s)
        # Also after an answer: the stream needs a moment to take note of it.
        self._not_before[owed.task.id] = self._clock() + pause_s

    def _pause_s(self, tries: int) -> float:
        """Exponential with full jitter, but never a busy loop."""
        ceiling = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(tries, 10))
        return max(FIRST_PAUSE_S / 2, self._dice.uniform(0, ceiling))
