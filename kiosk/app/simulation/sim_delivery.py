"""Keeps an outbox moving without a thread."""

from collections.abc import Callable

from kiosk.app.simulation.loop import Act, Loop
from kiosk.app.simulation.workers import Shift
from offline_queue.delivery import Delivery


class SimDelivery:
    """Keeps the outbox moving, as DeliveryRun does on its thread."""

    def __init__(self, loop: Loop, shift: Shift, guard: Callable[[Act], Act]) -> None:
        self.delivery: Delivery | None = None
        self._loop = loop
        self._shift = shift
        self._guard = guard
        self._next = 0  # the number of the run that counts
        self._busy_until_s = 0.0

    def soon(self) -> None:
        """Something new may be owed."""
        self._plan(0.0)

    def now(self) -> None:
        """Central is back: try everything at once."""
        if self.delivery is not None:
            self.delivery.hurry()
        self._plan(0.0)

    def _plan(self, delay_s: float) -> None:
        self._next += 1
        number = self._next
        wait_s = max(delay_s, self._busy_until_s - self._loop.now_s)
        self._loop.after(wait_s, self._guard(lambda: self._run(number)))

    def _run(self, number: int) -> None:
        if number != self._next or self.delivery is None:
            return
        pauses: list[float] = []
        delivery = self.delivery
        took_s = self._shift.run(lambda: pauses.append(delivery.deliver()))
        self._busy_until_s = self._loop.now_s + took_s
        if number == self._next:
            self._plan(took_s + pauses[0])
        else:
            self._plan(took_s)
