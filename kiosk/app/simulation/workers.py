"""Workers without threads: a job takes its time, and its worker is busy for so long."""

from collections.abc import Callable

from kiosk.app.simulation.loop import Loop

Job = Callable[[], None]
QUEUE_LENGTH = 64


class Shift:
    """How long the job at hand has taken so far. What it posts arrives that late."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._elapsed_s: float | None = None

    def spend(self, seconds: float) -> None:
        """The job at hand waits for something."""
        if self._elapsed_s is not None:
            self._elapsed_s += seconds

    def later(self, act: Job) -> None:
        """Do it when the job has come this far."""
        self._loop.after(self._elapsed_s or 0.0, act)

    def run(self, job: Job) -> float:
        """Do a job; return how many seconds it took."""
        self._elapsed_s = 0.0
        try:
            job()
            return self._elapsed_s
        finally:
            self._elapsed_s = None


class SimWorker:
    """Does one job after the other. `alive` tells whether its kiosk still has power."""

    def __init__(self, loop: Loop, shift: Shift, guard: Callable[[Job], Job]) -> None:
        self._loop = loop
        self._shift = shift
        self._guard = guard
        self._jobs: list[Job] = []
        self._busy = False

    def submit(self, job: Job) -> bool:
        if len(self._jobs) >= QUEUE_LENGTH:
            return False
        self._jobs.append(job)
        if not self._busy:
            self._busy = True
            self._loop.after(0.0, self._guard(self._next))
        return True

    def _next(self) -> None:
        if not self._jobs:
            self._busy = False
            return
        took_s = self._shift.run(self._jobs.pop(0))
        self._loop.after(took_s, self._guard(self._next))


class SimTimers:
    """Calls jobs later, as long as the kiosk has power."""

    def __init__(self, loop: Loop, guard: Callable[[Job], Job]) -> None:
        self._loop = loop
        self._guard = guard

    def after(self, delay_s: float, job: Job) -> None:
        self._loop.after(delay_s, self._guard(job))
