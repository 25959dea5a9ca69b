"""Threads. Each worker has one thread and one bounded queue; timers share another.

The only `except Exception` of the program is here: a bug ends as an event that stops
selling, never as a silent dead thread.
"""

import heapq
import itertools
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.app import last_words, log
from kiosk.central.tracing import carried

RESTART_S = 1.0  # until a loop that broke begins anew
QUEUE_LENGTH = 64  # jobs; more than any visit can owe one device
Job = Callable[[], None]


class Worker:
    """Runs jobs one after another on its own thread."""

    def __init__(
        self,
        name: str,
        on_bug: Callable[[], None],
        length: int = QUEUE_LENGTH,
        *,
        drains: bool = False,
    ) -> None:
        """With `drains`, what is queued is still done before the worker stops."""
        self._name = name
        self._on_bug = on_bug
        self._jobs: queue.Queue[Job | None] = queue.Queue(length)
        self._drains = drains
        self._at_work = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, job: Job) -> bool:
        """Queue a job. False, and nothing will happen, when the queue is full."""
        try:
            self._jobs.put_nowait(carried(job))
        except queue.Full:
            log.error("worker.overrun", worker=self._name)
            return False
        return True

    def repeat(self, loop: Job) -> None:
        """Run a loop until it returns by itself; after a bug it begins anew."""

        def again() -> None:
            finished = False
            try:
                loop()
                finished = True
            finally:
                if not finished and not self._stopping.wait(RESTART_S):
                    self.submit(again)

        self.submit(again)

    def submit_if_idle(self, job: Job) -> None:
        """Queue a job that may as well be left out, unless others wait already."""
        if self._jobs.empty() and not self._at_work:
            self.submit(job)

    def stop(self, timeout_s: float = 5) -> bool:
        """Finish the job at hand and, unless it drains, forget the others.

        False: it is still at it.
        """
        self._stopping.set()
        with suppress(queue.Full):
            self._jobs.put_nowait(None)  # wakes it when there is nothing to do
        if self._thread is not threading.current_thread() and self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._stopping.is_set() and not self._drains:
                break
            self._at_work = True
            _do(job, self._name, self._on_bug)
            del job  # it may hold a code, and the next one may be hours away
            self._at_work = False


class Timers:
    """Calls jobs later, on one thread. Jobs must be short: they only post."""

    def __init__(self, on_bug: Callable[[], None]) -> None:
        self._on_bug = on_bug
        self._due: list[tuple[float, int, Job]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="timers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def after(self, delay_s: float, job: Job) -> None:
        """Run `job` once, `delay_s` seconds from now."""
        with self._changed:
            due = time.monotonic() + delay_s
            heapq.heappush(self._due, (due, next(self._numbers), carried(job)))
            self._changed.notify()

    def stop(self) -> None:
        """Forget what is due."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            _do(job, "timers", self._on_bug)
            del job

    def _next(self) -> Job | None:
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                if self._due and self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(self._due[0][0] - now if self._due else None)
        return None


def _do(job: Job, worker: str, on_bug: Callable[[], None]) -> None:
    """Do a job; its bugs end here."""
    try:
        job()
    except Exception as error:
        last_words.report(worker, type(error), error.__traceback__)
        on_bug()
