"""Carries what is owed, again and again, until it is owed no more.

Delivery never deletes: a task ends when its stream stops owing it. When to try again
is kept in memory on a clock that only runs forward, so a changed wall clock and a
restart can only make it try too early, never too late.

It walks through the outbox once, from the front. What it has passed is remembered by
its place: it rests until its time comes, or stands behind another in its lane. So
the cost of one delivery does not grow with what waits.
"""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import islice

from offline_queue.errors import StorageError
from offline_queue.lanes import Lanes
from offline_queue.outbox import Outbox, Owed, Step, Task, priority_at
from offline_queue.pauses import LONGEST_PAUSE_S, backoff_s, slow_s

ANSWERED_CHECKS = 8  # answered tasks that one call asks after: are they still owed?
SEALED = "sealed"  # the reason of a task whose body cannot be opened


@dataclass(frozen=True, slots=True)
class Again:
    """No answer yet: for how long the other side asks us to wait, and why."""

    after_s: float = 0.0
    reason: str = ""


@dataclass(slots=True)
class _Seen:
    """What is remembered of a task that was passed."""

    place: int
    lane: str
    since_s: float
    is_escalated: bool
    tries: int = 0
    answers: int = 0  # that its stream has not taken note of
    not_before_s: float = 0.0
    wished_s: float = 0.0  # no hurry of ours overrides a wish
    rests_until_s: float | None = None

    @property
    def due_s(self) -> float:
        return max(self.not_before_s, self.wished_s)


class Delivery:
    """One task at a time, the most urgent first. The caller brings thread and clock."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        send: Callable[[Task], Again | None],
        clock: Callable[[], float],
        dice: random.Random,
        is_overdue: Callable[[Owed, float], bool],
        escalate: Callable[[Owed], None],
    ) -> None:
        """`send` returns None once answered. `is_overdue` gets a task and the seconds
        since this Delivery first saw it; the first time it agrees, `escalate` is told.
        """
        self._outbox = outbox
        self._send = send
        self._clock = clock
        self._dice = dice
        self._is_overdue = is_overdue
        self._escalate = escalate
        self._remembered: dict[int, _Seen] = {}  # until the walk comes by again
        self._start_over()

    def deliver(self) -> float:
        """Try one task that is due; return the seconds until the next one is.

        Asked again after every task, so that nothing urgent waits behind a long queue.
        What was never tried goes first, by urgency; then what has waited longest, so
        that one task which hangs does not starve the others. A lane waits for its
        first task until that is owed no more or people were told of it.
        """
        self._ask_after_answered()
        owed = self._untried() or self._rested()
        if owed is not None:
            self._try(owed)
        return self._pause_s()

    def hurry(self) -> None:
        """The way is free again: our own pauses are over, the others' wishes stand."""
        self._remembered |= self._seen
        self._start_over()

    def _start_over(self) -> None:
        self._seen: dict[int, _Seen] = {}
        self._walked: dict[int, int] = {}  # how far, priority by priority
        self._lanes = Lanes()
        self._freed: list[int] = []  # a heap: first in their lanes at last
        self._resting: list[tuple[float, int]] = []  # a heap with stale entries
        self._answered: dict[int, None] = {}  # in the order of asking

    def _untried(self) -> Owed | None:
        """The most urgent task that may go and does not rest."""
        while True:
            step = self._outbox.next_after(self._walked)
            freed = self._first_freed()
            if freed is not None and (step is None or freed < step.place):
                place = freed
                owed = self._outbox.find(place)
                heappop(self._freed)
            elif step is None:
                self._remembered.clear()
                return None
            else:
                place = step.place
                owed = self._outbox.find(place)
                self._walked[priority_at(place)] = place
                self._see(step)
            if owed is None:
                self._forget(place)
            elif self._may_go(self._seen[place]):
                return owed

    def _rested(self) -> Owed | None:
        """The task whose rest has been over for longest."""
        now_s = self._clock()
        while (until_s := self._first_rest_ends_s()) is not None and until_s <= now_s:
            _, place = self._resting[0]
            owed = self._outbox.find(place)
            heappop(self._resting)
            seen = self._seen[place]
            seen.rests_until_s = None
            if owed is None:
                self._forget(place)
            elif seen.due_s > now_s:
                self._consider(owed, seen)
                self._rest(seen)
            elif self._may_go(seen):
                return owed
        return None

    def _see(self, step: Step) -> None:
        now_s = self._clock()
        seen = self._remembered.pop(step.place, None)
        if seen is None:
            seen = _Seen(step.place, step.lane, now_s, step.is_escalated)
            if seen.is_escalated:
                seen.not_before_s = now_s + self._dice.uniform(0, LONGEST_PAUSE_S)
        else:
            seen.not_before_s, seen.rests_until_s = 0.0, None
            seen.is_escalated |= (
                step.is_escalated
            )  # people may have been told by others
        self._seen[seen.place] = seen
        if seen.lane and not seen.is_escalated:
            self._lanes.enter(seen.lane, seen.place)
        if seen.due_s > now_s:
            self._rest(seen)

    def _may_go(self, seen: _Seen) -> bool:
        """Whether it neither rests nor stands behind another in its lane."""
        if seen.rests_until_s is not None:
            return False
        if not seen.lane or seen.is_escalated:
            return True
        while (head := self._lanes.head(seen.lane)) is not None:
            if head == seen.place or self._outbox.holds(head):
                return head == seen.place
            self._forget(head)
        return True

    def _forget(self, place: int) -> None:
        """It is owed no more."""
        seen = self._seen.pop(place, None)
        if seen is not None:
            self._leave_lane(seen)

    def _leave_lane(self, seen: _Seen) -> None:
        self._lanes.leave(seen.lane, seen.place)
        head = self._lanes.head(seen.lane)
        if head is not None and self._seen[head].rests_until_s is None:
            heappush(self._freed, head)

    def _ask_after_answered(self) -> None:
        """Their lanes wait for no more than their streams taking note."""
        for place in [*islice(self._answered, ANSWERED_CHECKS)]:
            del self._answered[place]
            if not self._outbox.holds(place):
                self._forget(place)
            elif place in self._seen and self._seen[place].answers:
                self._answered[place] = None

    def _try(self, owed: Owed) -> None:
        seen = self._seen[owed.place]
        seen.tries = max(seen.tries, owed.tries)
        again: Again | None = Again()  # also after a bug: the others get their turn
        try:
            again = self._send(owed.task) if owed.is_readable else Again(reason=SEALED)
        finally:
            self._note(seen, again)
        if again is not None:
            with suppress(StorageError):  # what is in memory decides
                self._outbox.count_try(seen.place, again.reason)
            now = replace(owed, tries=seen.tries, last_reason=again.reason)
            self._consider(now, seen)

    def _note(self, seen: _Seen, again: Again | None) -> None:
        now_s = self._clock()
        if again is None:
            # The stream needs a moment to take note of the answer.
            seen.not_before_s = now_s + backoff_s(seen.answers, self._dice)
            seen.answers += 1
            self._answered[seen.place] = None
        else:
            seen.not_before_s = now_s + backoff_s(seen.tries, self._dice)
            seen.wished_s = now_s + again.after_s
            seen.tries += 1
            seen.answers = 0
        if seen.is_escalated:
            seen.not_before_s = now_s + slow_s(self._dice)
        self._rest(seen)

    def _consider(self, owed: Owed, seen: _Seen) -> None:
        """Tell people, once, and let the lane go on."""
        now_s = self._clock()
        if seen.is_escalated:
            if owed.escalated_at is None:
                self._mark(seen)  # the file took no writes when people were told
            return
        if not self._is_overdue(owed, now_s - seen.since_s):
            return
        seen.is_escalated = True
        seen.not_before_s = now_s + slow_s(self._dice)
        self._rest(seen)
        self._leave_lane(seen)
        self._mark(seen)
        self._escalate(self._outbox.find(seen.place) or owed)

    def _mark(self, seen: _Seen) -> None:
        with suppress(StorageError):
            self._outbox.mark_escalated(seen.place)

    def _rest(self, seen: _Seen) -> None:
        """Until it is due; but look at it now and then, for it may be overdue."""
        seen.rests_until_s = min(seen.due_s, self._clock() + LONGEST_PAUSE_S)
        heappush(self._resting, (seen.rests_until_s, seen.place))

    def _pause_s(self) -> float:
        if self._first_freed() or self._outbox.next_after(self._walked):
            return 0.0
        until_s = self._first_rest_ends_s()
        if until_s is None:
            return LONGEST_PAUSE_S
        return max(0.0, until_s - self._clock())

    def _first_freed(self) -> int | None:
        while self._freed:
            seen = self._seen.get(self._freed[0])
            if seen is not None and seen.rests_until_s is None:
                return seen.place
            heappop(self._freed)
        return None

    def _first_rest_ends_s(self) -> float | None:
        while self._resting:
            until_s, place = self._resting[0]
            seen = self._seen.get(place)
            if seen is not None and seen.rests_until_s == until_s:
                return until_s
            heappop(self._resting)
        return None
