"""How fast what is owed to central goes out."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta

from offline_queue.delivery import Again
from offline_queue.outbox import Task

WHILE = timedelta(minutes=10)
MOST = 10_000  # answers that are remembered

Send = Callable[[Task], Again | None]


class Drain:
    """Counts what central has answered. One thread tells, any may ask."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._clock = clock
        self._answered_s: deque[float] = deque(maxlen=MOST)

    def watched(self, send: Send) -> Send:
        """The same, and every answer is counted."""

        def send_and_count(task: Task) -> Again | None:
            again = send(task)
            if again is None:
                self._answered_s.append(self._clock())
            return again

        return send_and_count

    def lately(self) -> int:
        """How many tasks central has answered within the last while."""
        since_s = self._clock() - WHILE.total_seconds()
        return sum(1 for at_s in tuple(self._answered_s) if at_s >= since_s)
