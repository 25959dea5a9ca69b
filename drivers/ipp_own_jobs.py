"""The jobs at a printer that are ours, and taking them back (rule P3).

A printer may be shared: only a job that carries our mark is ours. Everybody
else's are never touched.
"""

import contextlib
import threading
import time

from pyipp.enums import IppOperation

from drivers.ipp import IppClient, NotConnected, Unanswered
from drivers.ipp_reply import Reply

USER = "kiosk"
LIST_AGAIN_S = 0.2
SHORTEST_TIMEOUT_S = 0.01
JOB_NAMES = ["job-id", "job-name"]


class OwnJobs:
    """What `owner` has at a printer. No two kiosks at one printer share an owner."""

    def __init__(self, client: IppClient, owner: str) -> None:
        self._client = client
        self._mark = f"{USER}@{owner}:"
        self._between_lists = threading.Event()  # never set: a bounded wait

    def marked(self, name: str) -> str:
        return self._mark + name

    def take_back(self, timeout_s: float) -> bool:
        """Cancel all that is unfinished. False: something may still be printed."""
        ends_at = time.monotonic() + timeout_s
        try:
            while jobs := self._unfinished(_left_s(ends_at)):
                for job in jobs:
                    if time.monotonic() >= ends_at:
                        return False
                    self.cancel(job, _left_s(ends_at))
                if time.monotonic() + LIST_AGAIN_S >= ends_at:
                    return False
                self._between_lists.wait(LIST_AGAIN_S)
        except (NotConnected, Unanswered):
            return False
        return True

    def cancel(self, job: int, timeout_s: float) -> None:
        """Keep the printer from finishing the job by itself, later."""
        # Whether it obeyed is seen in the next list, whatever it says here.
        with contextlib.suppress(NotConnected, Unanswered):
            self._client.ask(
                IppOperation.CANCEL_JOB,
                {"job-id": job, "requesting-user-name": USER},
                timeout_s=timeout_s,
            )

    def _unfinished(self, timeout_s: float) -> list[int]:
        """Our jobs that may still print. Unanswered when the printer does not say."""
        reply = self._client.ask(
            IppOperation.GET_JOBS,
            {
                "requesting-user-name": USER,
                "my-jobs": True,
                "which-jobs": "not-completed",
                "requested-attributes": JOB_NAMES,
            },
            timeout_s=timeout_s,
        )
        if reply.is_refusal:
            raise Unanswered(f"no list of jobs, status {reply.status:#06x}")
        return [_number(job) for job in reply.jobs if self._is_ours(job)]

    def _is_ours(self, job: Reply) -> bool:
        names = job.words("job-name")
        if not names:
            # It may be ours, and it may be anybody's: neither cancel nor trust it.
            raise Unanswered("a job without name")
        return names[0].startswith(self._mark)


def _left_s(ends_at: float) -> float:
    return max(SHORTEST_TIMEOUT_S, ends_at - time.monotonic())


def _number(job: Reply) -> int:
    number = job.number("job-id")
    if number is None:
        raise Unanswered("a job without number")
    return number
