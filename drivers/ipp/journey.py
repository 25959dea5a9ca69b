"""One job on its way to the paper, and what is known of it at each moment."""

import time
from dataclasses import replace

from drivers.ipp.client import NotConnected, Unanswered
from drivers.ipp.own_jobs import left_s
from drivers.ipp.progress import CANNOT_PROVE, VANISHED, Progress
from drivers.ipp.route import IppRoute
from drivers.port import Condition, Health


class Journey:
    """Follows the job at the queue and at the printer behind it, or at the printer."""

    def __init__(self, route: IppRoute, job: int, name: str, jams_before: int) -> None:
        self._route = route
        self._job = job
        self._name = name
        self._job_behind: int | None = None
        self._jams_before = jams_before
        self.seen = Condition(Health.UNKNOWN)

    @property
    def jammed(self) -> bool:
        """Whether anybody saw paper stuck since the job was sent."""
        return self._route.jams > self._jams_before

    def ask(self, timeout_s: float) -> Progress | None:
        """How far the paper is; None if nobody says. VANISHED: it cannot be known."""
        ends_at = time.monotonic() + timeout_s
        progress = self._ask(ends_at)
        # Only now: a job that a jam has just ended shows its jam.
        self.seen = self._route.look(left_s(ends_at))
        return progress

    def _ask(self, ends_at: float) -> Progress | None:
        here = self._route.front.jobs.progress(self._job, self._name, left_s(ends_at))
        if not self._route.is_queue:
            return here
        if self._route.behind is None:
            return _of_a_blind_queue(here)
        there = self._at_printer(left_s(ends_at))
        if there is not None and there != VANISHED:
            return there
        return self._of_the_queue(here, is_heard=there is not None)

    def cancel(self, timeout_s: float) -> None:
        """At both ends: a printer runs on when only its queue is told."""
        ends_at = time.monotonic() + timeout_s
        self._route.front.jobs.cancel(self._job, timeout_s)
        if self._route.behind is not None and self._job_behind is not None:
            self._route.behind.jobs.cancel(self._job_behind, left_s(ends_at))

    def _at_printer(self, timeout_s: float) -> Progress | None:
        """The job as the printer behind has it: a queue hands its name on."""
        assert self._route.behind is not None
        jobs, ends_at = self._route.behind.jobs, time.monotonic() + timeout_s
        if self._job_behind is None:
            try:
                self._job_behind = jobs.find(self._name, timeout_s)
            except (NotConnected, Unanswered):
                return None
        if self._job_behind is None:
            return VANISHED
        return jobs.progress(self._job_behind, self._name, left_s(ends_at))

    def _of_the_queue(
        self, here: Progress | None, *, is_heard: bool
    ) -> Progress | None:
        """What the queue's word is worth when the printer shows no such job."""
        if here is None or here.never_began:
            return here
        if not here.is_over:
            return replace(here, impressions=None)  # pages of its filters, not paper
        if not is_heard:
            return None
        # CUPS calls completed what its printer has lost, and complains softly of a
        # "missing job history".
        return VANISHED


def _of_a_blind_queue(here: Progress | None) -> Progress | None:
    """A queue that hands bytes on, and never learns what became of them."""
    if here is None or here.never_began:
        return here
    return CANNOT_PROVE if here.is_done else replace(here, impressions=None)
