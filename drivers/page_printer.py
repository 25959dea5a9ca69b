"""A page printer that takes PDF by IPP. Implements port.PagePrinter.

It is spoken to directly, without a spooler: a spooler keeps jobs and prints them
later by itself, and hides why a printer stopped. A printer may keep a job all the
same. As long as that is in doubt no other is sent, and what is left is cancelled
as soon as the printer can be reached.
"""

import socket
import threading
import time
from dataclasses import dataclass

from pyipp.enums import IppOperation

from drivers.ipp import IppClient, NotConnected, Unanswered
from drivers.ipp_condition import PRINTER_ATTRIBUTES, condition_from
from drivers.ipp_own_jobs import USER, OwnJobs
from drivers.ipp_reply import Reply
from drivers.port import UNPLUGGED, Condition, Health, MaybePrinted, NotPrinted, Paper

CONDITION_TIMEOUT_S = 1.9
SEND_TIMEOUT_S = 20.0
POLL_TIMEOUT_S = 2.0
POLL_EVERY_S = 0.2
CANCEL_TIMEOUT_S = 3.0
JOB_DEADLINE_S = 60.0
# Kept back from a job's deadline: one last question, and the order to cancel.
CLOSING_S = POLL_TIMEOUT_S + CANCEL_TIMEOUT_S
LOST_CONTACT_S = 10.0
BUSY_TIMEOUT_S = 3.0

CANCELED = 7
ABORTED = 8
COMPLETED = 9
JOB_ATTRIBUTES = ["job-state", "job-state-reasons", "job-impressions-completed"]


class IppPagePrinter:
    """Sends one PDF as one job and follows it to its end.

    `deadline_s` is for the whole job; one still unfinished then is cancelled. Jobs
    are named after `owner`, by default this machine, and only those are cancelled.
    """

    def __init__(
        self, uri: str, *, owner: str = "", deadline_s: float = JOB_DEADLINE_S
    ) -> None:
        self._client = IppClient(uri)
        self._own_jobs = OwnJobs(self._client, owner or socket.gethostname())
        self._deadline_s = deadline_s
        self._one_at_a_time = threading.Lock()
        # Whether the printer may still hold a job of ours. From the start: the
        # program may have ended within one.
        self._in_doubt = True
        self._between_polls = threading.Event()  # never set: a bounded wait

    def condition(self) -> Condition:
        """Ask the printer how it is, and clear up what is in doubt between jobs."""
        ends_at = time.monotonic() + CONDITION_TIMEOUT_S
        seen = self._look()
        if not self._in_doubt or not self._one_at_a_time.acquire(blocking=False):
            return seen
        try:
            return self._tidy(seen, ends_at - time.monotonic())
        finally:
            self._one_at_a_time.release()

    def print_pages(self, pdf: bytes, name: str) -> None:
        """Return once the printer reports the job completed."""
        patience_s = max(self._deadline_s - CLOSING_S, self._deadline_s / 2)
        gives_up_at = time.monotonic() + patience_s
        if not self._one_at_a_time.acquire(timeout=BUSY_TIMEOUT_S):
            raise NotPrinted("busy")
        try:
            seen = self._tidy(self._look(), CANCEL_TIMEOUT_S)
            if not seen.usable:
                raise NotPrinted(seen.detail)
            self._print(pdf, name, gives_up_at)
        finally:
            self._one_at_a_time.release()

    def _look(self) -> Condition:
        try:
            reply = self._client.ask(
                IppOperation.GET_PRINTER_ATTRIBUTES,
                {"requested-attributes": PRINTER_ATTRIBUTES},
                timeout_s=CONDITION_TIMEOUT_S,
            )
        except NotConnected:
            return UNPLUGGED
        except Unanswered as error:
            return Condition(Health.UNKNOWN, str(error))
        return condition_from(reply)

    def _tidy(self, seen: Condition, timeout_s: float) -> Condition:
        """Take back what may be left; a printer that keeps it is of no use."""
        if self._in_doubt and seen != UNPLUGGED and seen.health is not Health.UNKNOWN:
            self._in_doubt = not self._own_jobs.take_back(timeout_s)
        if self._in_doubt and seen.usable:
            return Condition(Health.FAILED, "earlier job left", seen.paper)
        return seen

    def _print(self, pdf: bytes, name: str, gives_up_at: float) -> None:
        """Send and follow. MaybePrinted leaves a doubt, even after cancelling."""
        self._in_doubt = True
        try:
            self._follow(self._send(pdf, name), gives_up_at)
        except NotPrinted:
            self._in_doubt = False
            raise
        self._in_doubt = False

    def _send(self, pdf: bytes, name: str) -> int:
        """Hand over the document; the job's number proves that it arrived."""
        try:
            reply = self._client.ask(
                IppOperation.PRINT_JOB,
                {
                    "requesting-user-name": USER,
                    "job-name": self._own_jobs.marked(name),
                    "document-format": "application/pdf",
                },
                timeout_s=min(SEND_TIMEOUT_S, self._deadline_s / 2),
                document=pdf,
            )
        except NotConnected as error:
            raise NotPrinted("not found") from error
        except Unanswered as error:
            self._own_jobs.take_back(CANCEL_TIMEOUT_S)
            raise MaybePrinted("no answer to the job") from error
        if reply.is_refusal:
            raise NotPrinted(f"job refused, status {reply.status:#06x}")
        job = reply.number("job-id")
        if job is None:
            raise MaybePrinted("a job without number")
        return job

    def _follow(self, job: int, gives_up_at: float) -> None:
        heard_at = time.monotonic()
        while time.monotonic() < gives_up_at:
            progress = self._progress(job)
            if progress is not None:
                heard_at = time.monotonic()
                if progress.is_over:
                    return self._judge(progress)
            elif time.monotonic() - heard_at > LOST_CONTACT_S:
                self._own_jobs.cancel(job, CANCEL_TIMEOUT_S)
                raise MaybePrinted("lost contact")
            self._between_polls.wait(POLL_EVERY_S)
        self._own_jobs.cancel(job, CANCEL_TIMEOUT_S)
        raise MaybePrinted("stuck and cancelled")

    def _judge(self, progress: "Progress") -> None:
        """Return if the job completed, or say what is known of the paper."""
        if progress.state == COMPLETED:
            return
        ended = "aborted" if progress.state == ABORTED else "canceled"
        if progress.impressions != 0:
            raise MaybePrinted(ended)
        # A page that jammed is not counted, and may be half out all the same.
        if self._look().paper is Paper.JAMMED:
            raise MaybePrinted("paper jam")
        raise NotPrinted(f"{ended} before the first page")

    def _progress(self, job: int) -> "Progress | None":
        """How far the job is; None if the printer did not say."""
        try:
            reply = self._client.ask(
                IppOperation.GET_JOB_ATTRIBUTES,
                {
                    "job-id": job,
                    "requesting-user-name": USER,
                    "requested-attributes": JOB_ATTRIBUTES,
                },
                timeout_s=POLL_TIMEOUT_S,
            )
        except (NotConnected, Unanswered):
            return None
        return _progress_from(reply)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a printer says of a job. `impressions` is None when it does not count."""

    state: int
    impressions: int | None = None

    @property
    def is_over(self) -> bool:
        return self.state in (CANCELED, ABORTED, COMPLETED)


def _progress_from(reply: Reply) -> Progress | None:
    state = reply.number("job-state")
    if reply.is_refusal or state is None:
        return None
    return Progress(state, reply.number("job-impressions-completed"))
