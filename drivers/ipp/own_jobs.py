"""The jobs at a printer that are ours: sending, following, taking back (rule P3).

A printer may be shared: only a job that carries our mark is ours. Everybody
else's are never touched.
"""

import contextlib
import secrets
import threading
import time
from collections.abc import Mapping

from pyipp.enums import IppOperation

from drivers.ipp.client import IppClient, NotConnected, Unanswered
from drivers.ipp.progress import JOB_ATTRIBUTES, VANISHED, Progress, progress_from
from drivers.ipp.reply import Reply
from drivers.ipp.request import Wish

USER = "kiosk"
LIST_AGAIN_S = 0.2
SHORTEST_TIMEOUT_S = 0.01
JOB_NAMES = ["job-id", "job-name"]
NEWEST = 10  # finished jobs to look through for one of ours


class OwnJobs:
    """What `owner` has at a printer. No two kiosks at one printer share an owner."""

    def __init__(self, client: IppClient, owner: str) -> None:
        self._client = client
        self._mark = f"{USER}@{owner}:"
        self._between_lists = threading.Event()  # never set: a bounded wait

    def marked(self, name: str) -> str:
        """A name that no other job has, at this printer or at one behind it."""
        return f"{self._mark}{secrets.token_hex(3)}:{name}"

    def send(
        self, pdf: bytes, name: str, wishes: Mapping[str, Wish], timeout_s: float
    ) -> Reply:
        """Print-Job. Raise NotConnected or Unanswered as the client does."""
        return self._client.ask(
            IppOperation.PRINT_JOB,
            {
                "requesting-user-name": USER,
                "job-name": name,
                "document-format": "application/pdf",
            },
            wishes=wishes,
            timeout_s=timeout_s,
            document=pdf,
        )

    def progress(self, job: int, name: str, timeout_s: float) -> Progress | None:
        """How far the job is; None if the printer did not say."""
        try:
            reply = self._client.ask(
                IppOperation.GET_JOB_ATTRIBUTES,
                {
                    "job-id": job,
                    "requesting-user-name": USER,
                    "requested-attributes": JOB_ATTRIBUTES,
                },
                timeout_s=timeout_s,
            )
        except (NotConnected, Unanswered):
            return None
        # After a restart a printer may give our number to somebody else's job.
        # A long name may have been cut short.
        if not all(name.startswith(found) for found in reply.words("job-name")):
            return VANISHED
        return progress_from(reply)

    def find(self, name: str, timeout_s: float) -> int | None:
        """The number of the job called `name`, waiting or done.

        Raise NotConnected or Unanswered.
        """
        ends_at = time.monotonic() + timeout_s
        for which in ("not-completed", "completed"):
            for job in self._list(which, left_s(ends_at)):
                if _is(job.words("job-name"), name):
                    return job.number("job-id")
        return None

    def take_back(self, timeout_s: float) -> bool:
        """Cancel all that is unfinished. False: something may still be printed."""
        ends_at = time.monotonic() + timeout_s
        try:
            while jobs := self._unfinished(left_s(ends_at)):
                for job in jobs:
                    if time.monotonic() >= ends_at:
                        return False
                    self.cancel(job, left_s(ends_at))
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
        jobs = self._list("not-completed", timeout_s)
        return [_number(job) for job in jobs if self._is_ours(job)]

    def _list(self, which: str, timeout_s: float) -> tuple[Reply, ...]:
        asked: dict[str, Wish] = {
            "requesting-user-name": USER,
            "my-jobs": True,
            "which-jobs": which,
            "requested-attributes": JOB_NAMES,
        }
        if which == "completed":
            asked["limit"] = NEWEST  # the newest come first
        reply = self._client.ask(IppOperation.GET_JOBS, asked, timeout_s=timeout_s)
        if reply.is_refusal:
            raise Unanswered(f"no list of jobs, status {reply.status:#06x}")
        return reply.jobs

    def _is_ours(self, job: Reply) -> bool:
        names = job.words("job-name")
        if not names:
            # It may be ours, and it may be anybody's: neither cancel nor trust it.
            raise Unanswered("a job without name")
        return names[0].startswith(self._mark)


def left_s(ends_at: float) -> float:
    return max(SHORTEST_TIMEOUT_S, ends_at - time.monotonic())


def _is(names: tuple[str, ...], name: str) -> bool:
    """Whether a job is the one called `name`. A printer may cut a long name short."""
    mark, _, _ = name.rpartition(":")
    return bool(names) and names[0].startswith(mark) and name.startswith(names[0])


def _number(job: Reply) -> int:
    number = job.number("job-id")
    if number is None:
        raise Unanswered("a job without number")
    return number
