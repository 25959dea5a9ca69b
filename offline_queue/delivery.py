"""Carries what is owed, again and again, until it is owed no more.

Delivery never deletes: a task ends when its stream stops owing it. When to try again
is kept in memory on a clock that only runs forward, so a changed wall clock and a
restart can only make it try too early, never too late.
"""

import random
from collections.abc import Callable
from contextlib import suppress

from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox, Owed, Task

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0


class Delivery:
    """One task at a time, the most urgent first. The caller brings thread and clock."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        send: Callable[[Task], float | None],
        clock: Callable[[], float],
        dice: random.Random,
    ) -> None:
        """`send` returns None once answered, else how long the other side asks us to
        wait (0 for no wish)."""
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._dice = dice
        self._tries: dict[str, int] = {}
        self._not_before: dict[str, float] = {}
        self._wished: dict[str, float] = {}  # no hurry of ours overrides a wish

    def deliver(self) -> float:
        """Try one task that is due; return the seconds until the next one is.

        Asked again after every task, so that nothing urgent waits behind a long queue.
        What was never tried goes first, by urgency; then what has waited longest, so
        that one task which hangs does not starve the others.
        """
        waiting = self._outbox.waiting()
        self._forget_all_but({owed.task.id for owed in waiting})
        due = [owed for owed in waiting if self._due_in(owed.task.id) <= 0]
        if due:
            self._try(min(due, key=lambda owed: self._not_before.get(owed.task.id, 0)))
        pauses = (self._due_in(owed.task.id) for owed in waiting)
        return max(0.0, min(pauses, default=LONGEST_PAUSE_S))

    def hurry(self) -> None:
        """The way is free again: our own pauses are over, the others' wishes stand."""
        self._not_before.clear()

    def _try(self, owed: Owed) -> None:
        id_ = owed.task.id
        tries = max(owed.tries, self._tries.get(id_, 0))
        self._tries[id_] = tries + 1
        try:
            wish_s = self._send(owed.task)
        finally:
            # Also after a bug, so that the others get their turn, and after an answer:
            # the stream needs a moment to take note of it.
            self._not_before[id_] = self._clock() + self._pause_s(tries)
        if wish_s:
            self._wished[id_] = self._clock() + wish_s
        with suppress(StorageError):  # the count on disk is for people to look at
            self._outbox.count_try(id_)

    def _due_in(self, id_: str) -> float:
        now = self._clock()
        due = max(self._not_before.get(id_, now), self._wished.get(id_, now))
        return due - now

    def _pause_s(self, tries: int) -> float:
        """Exponential with full jitter, but never a busy loop."""
        ceiling = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(tries, 10))
        return max(FIRST_PAUSE_S / 2, self._dice.uniform(0, ceiling))

    def _forget_all_but(self, known: set[str]) -> None:
        for memory in (self._tries, self._not_before, self._wished):
            for id_ in memory.keys() - known:
                del memory[id_]
