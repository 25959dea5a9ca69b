"""The inside of a simulated page printer: jobs, paper, and their faults."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

PENDING, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = 3, 5, 6, 7, 8, 9
SECONDS_PER_PAGE = 0.02
SLOW_SECONDS_PER_PAGE = 3.0
HINDRANCES = (
    "media-empty",
    "media-jam",
    "cover-open",
    "marker-supply-empty",
    "paused",
)
PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


@dataclass(slots=True)
class Job:
    number: int
    pdf: bytes
    user: str = ""
    name: str = ""
    fault: "Callable[[Job], None] | None" = None
    state: int = PENDING
    reason: str = "none"
    impressions: int = 0

    @property
    def is_over(self) -> bool:
        return self.state in (CANCELED, ABORTED, COMPLETED)


class PagePress:
    """Prints one job after the other, page by page, until it cannot.

    Keeps every PDF it printed to the end in `pages`, one entry a job. `on_job` is
    called with each of them, in the press's thread.
    """

    def __init__(
        self, on_job: Callable[[bytes], None], seconds_per_page: float
    ) -> None:
        self.pages: list[bytes] = []
        self._on_job = on_job
        self._usual_seconds_per_page = seconds_per_page
        self._seconds_per_page = seconds_per_page
        self._changed = threading.Condition()
        self._jobs: list[Job] = []
        self._next: Callable[[Job], None] | None = None
        self._reasons: set[str] = set()
        self._closed = False
        threading.Thread(target=self._press, daemon=True).start()

    def run_out_of_paper(self) -> None:
        self._set("media-empty-warning")  # many real ones call it a warning

    def paper_low(self) -> None:
        self._set("media-low-report")

    def refill(self) -> None:
        self._unset("media-empty-warning", "media-low-report")

    def open_cover(self) -> None:
        self._set("cover-open-error")

    def close_cover(self) -> None:
        """Close the cover after taking out what was jammed."""
        self._unset("cover-open-error", "media-jam-error")

    def toner_low(self) -> None:
        self._set("marker-supply-low-warning")

    def toner_empty(self) -> None:
        self._set("marker-supply-empty-error")

    def change_toner(self) -> None:
        self._unset("marker-supply-empty-error", "marker-supply-low-warning")

    def stop(self) -> None:
        """What staff do with the pause button."""
        self._set("paused")

    def resume(self) -> None:
        self._unset("paused")

    def jam(self) -> None:
        """Crumple the page at work, or what lies in the path."""
        for job in self._at_work():
            self._abort(job)
        self._set("media-jam-error")

    def print_slowly(self) -> None:
        self.print_at(SLOW_SECONDS_PER_PAGE)

    def print_at(self, seconds_per_page: float) -> None:
        with self._changed:
            self._seconds_per_page = seconds_per_page

    def lie_about_next_job(self) -> None:
        """Call the next job completed and keep its pages.

        Nobody but a person can see this: every word of the printer is in order.
        """
        self._strike(self._lie)

    def cancel_job(self) -> None:
        """What somebody at the printer's own panel does to the job at work."""
        for job in self._at_work():
            with self._changed:
                job.state, job.reason = CANCELED, "job-canceled-at-device"
                self._changed.notify_all()

    def forget_job(self) -> None:
        """Go on printing, and know nothing of it any more."""
        with self._changed:
            self._jobs.clear()

    def mend(self) -> None:
        """Be as new: paper, toner, covers, pause and speed."""
        with self._changed:
            self._reasons.clear()
            self._next = None
            self._seconds_per_page = self._usual_seconds_per_page
            self._changed.notify_all()

    def jam_next_job(self) -> None:
        """Crumple the first page of the next job."""
        self._strike(self._jam)

    def abort_next_job(self) -> None:
        """Fail before anything is on paper: a document it cannot interpret."""
        self._strike(self._abort)

    def abort_next_job_after_a_page(self) -> None:
        self._strike(self._abort_after_a_page)

    def stall_next_job(self) -> None:
        """Work on the next job for ever, until it is cancelled."""
        self._strike(self._stall)

    def wait_for(self, pdf: bytes, timeout_s: float = 5.0) -> bool:
        """Whether `pdf` is printed in time."""
        with self._changed:
            return self._changed.wait_for(lambda: pdf in self.pages, timeout_s)

    def wait_for_work(self, timeout_s: float = 5.0) -> bool:
        """Whether a job is at work in time."""
        with self._changed:
            return self._changed.wait_for(self._at_work, timeout_s) != []

    def run_out_during_next_job(self) -> None:
        self._strike(lambda job: self.run_out_of_paper())

    def _set(self, reason: str) -> None:
        with self._changed:
            self._reasons.add(reason)
            self._changed.notify_all()

    def _unset(self, *reasons: str) -> None:
        with self._changed:
            self._reasons.difference_update(reasons)
            self._changed.notify_all()

    def _strike(self, fault: Callable[[Job], None]) -> None:
        with self._changed:
            self._next = fault

    def _enter(self, job: Job) -> None:
        """Take a job in. The fault that waits for the next job goes with it."""
        job.fault, self._next = self._next, None
        self._jobs.append(job)
        self._changed.notify_all()

    @property
    def _prints(self) -> bool:
        return not any(reason.startswith(HINDRANCES) for reason in self._reasons)

    def _press(self) -> None:
        """Print one job after the other, page by page."""
        while not self._closed:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._closed or self._waiting() is not None
                )
                job = self._waiting()
                if job is not None:
                    job.state = PROCESSING
                    self._changed.notify_all()
            if job is not None:
                self._print(job)

    def _waiting(self) -> Job | None:
        if not self._prints:
            return None
        return next((job for job in self._jobs if job.state == PENDING), None)

    def _print(self, job: Job) -> None:
        if job.fault is not None:
            job.fault(job)
        for _ in range(_pages(job)):
            with self._changed:
                self._changed.wait(self._seconds_per_page)
                if not job.is_over and not self._prints:
                    job.state = STOPPED
                self._changed.wait_for(
                    lambda: self._closed or job.is_over or self._prints
                )
                if self._closed or job.is_over:
                    return
                job.state = PROCESSING
                job.impressions += 1
        with self._changed:
            if job.is_over:  # cancelled with the last page just out
                return
            job.state = COMPLETED
            self.pages.append(job.pdf)
            self._changed.notify_all()
        self._on_job(job.pdf)

    def _at_work(self) -> list[Job]:
        with self._changed:
            return [job for job in self._jobs if job.state in (PROCESSING, STOPPED)]

    def _lie(self, job: Job) -> None:
        with self._changed:
            job.state, job.impressions = COMPLETED, _pages(job)

    def _jam(self, job: Job) -> None:
        self._set("media-jam-error")
        self._abort(job)

    def _abort(self, job: Job) -> None:
        with self._changed:
            job.state, job.reason = ABORTED, "aborted-by-system"

    def _abort_after_a_page(self, job: Job) -> None:
        with self._changed:
            job.state, job.impressions = ABORTED, 1

    def _stall(self, job: Job) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or job.is_over)


def _pages(job: Job) -> int:
    return max(1, len(PAGE_OBJECT.findall(job.pdf)))
