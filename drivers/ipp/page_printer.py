"""A page printer that takes PDF by IPP. Implements port.PagePrinter.

It is spoken to directly, or through a queue of CUPS as the printer behind it shows.
Either may keep a job and print it later by itself. As long as that is in doubt no
other is sent, and what is left is cancelled as soon as it can be reached.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from drivers.ipp.client import NotConnected, Unanswered
from drivers.ipp.journey import Journey
from drivers.ipp.pdf_sheet import Sheet, sheet_of
from drivers.ipp.progress import Progress, verdict
from drivers.ipp.request import Wish
from drivers.ipp.route import IppRoute
from drivers.ipp.trust import Trust
from drivers.ipp.wishes import WISH_ATTRIBUTES, wishes_for
from drivers.port import Condition, Health, MaybePrinted, NotPrinted, ignore_progress

CONDITION_TIMEOUT_S = 1.9
SEND_TIMEOUT_S = 20.0
POLL_TIMEOUT_S = 2.0
POLL_EVERY_S = 0.2
CANCEL_TIMEOUT_S = 3.0
FIRST_PAGE_S = 50.0
EACH_PAGE_S = 10.0
# Kept back from a job's deadline: a question, the order to cancel, a last question.
CLOSING_S = 2 * POLL_TIMEOUT_S + CANCEL_TIMEOUT_S
LOST_CONTACT_S = 10.0
BUSY_TIMEOUT_S = 3.0


class IppPagePrinter:
    """Sends one PDF as one job and follows it to its end.

    A job may take `first_page_s`, for waking up, and `each_page_s` for every page; one
    still unfinished then is cancelled. Jobs are named after `owner`, by default this
    machine, and only those are cancelled.
    """

    def __init__(
        self,
        uri: str,
        *,
        owner: str = "",
        trust: Trust | None = None,
        first_page_s: float = FIRST_PAGE_S,
        each_page_s: float = EACH_PAGE_S,
    ) -> None:
        self._route = IppRoute(uri, owner or socket.gethostname(), trust or Trust())
        self._first_page_s = first_page_s
        self._each_page_s = each_page_s
        self._one_at_a_time = threading.Lock()
        # Whether the printer may still hold a job of ours. From the start: the
        # program may have ended within one.
        self._in_doubt = True
        self._between_polls = threading.Event()  # never set: a bounded wait

    def condition(self) -> Condition:
        """Ask the printer how it is, and clear up what is in doubt between jobs."""
        ends_at = time.monotonic() + CONDITION_TIMEOUT_S
        seen = self._route.look(CONDITION_TIMEOUT_S)
        if not self._in_doubt or not self._one_at_a_time.acquire(blocking=False):
            return seen
        try:
            return self._tidy(seen, ends_at - time.monotonic())
        finally:
            self._one_at_a_time.release()

    def identity(self) -> str:
        """Make, model and name of the printer, or nothing. Never raises."""
        self._route.look(CONDITION_TIMEOUT_S)
        return self._route.identity(CONDITION_TIMEOUT_S)

    def print_pages(
        self,
        pdf: bytes,
        name: str,
        progress: Callable[[int], None] = ignore_progress,
    ) -> None:
        """Return once the printer reports the job completed."""
        sheet = sheet_of(pdf)
        deadline_s = self._first_page_s + self._each_page_s * sheet.pages
        gives_up_at = time.monotonic() + max(deadline_s - CLOSING_S, deadline_s / 2)
        errand = Errand(pdf, name, sheet, gives_up_at, progress)
        if not self._one_at_a_time.acquire(timeout=BUSY_TIMEOUT_S):
            raise NotPrinted("busy")
        try:
            seen = self._tidy(self._route.look(CONDITION_TIMEOUT_S), CANCEL_TIMEOUT_S)
            if not seen.usable:
                raise NotPrinted(seen.detail)
            self._print(errand)
        finally:
            self._one_at_a_time.release()

    def _tidy(self, seen: Condition, timeout_s: float) -> Condition:
        """Take back what may be left; a printer that keeps it is of no use."""
        if self._in_doubt and seen.health is not Health.UNKNOWN:
            self._in_doubt = not self._route.take_back(timeout_s)
        if self._in_doubt and seen.usable:
            return Condition(Health.FAILED, "earlier job left", seen.paper)
        return seen

    def _print(self, errand: "Errand") -> None:
        """Send and follow. MaybePrinted leaves a doubt, even after cancelling."""
        wishes = self._wishes(errand.sheet)
        self._in_doubt = True
        jams = self._route.jams
        try:
            job, name = self._send(errand, wishes)
            self._follow(Journey(self._route, job, name, jams), errand)
        except NotPrinted:
            self._in_doubt = False
            raise
        self._in_doubt = False

    def _wishes(self, sheet: Sheet) -> dict[str, Wish]:
        """None at all for a printer that does not say what it can do."""
        try:
            can = self._route.front.attributes(WISH_ATTRIBUTES, POLL_TIMEOUT_S)
        except (NotConnected, Unanswered):
            return {}
        return wishes_for(sheet, can, self._route.ready)

    def _send(self, errand: "Errand", wishes: dict[str, Wish]) -> tuple[int, str]:
        """Hand over the document; the job's number proves that it arrived."""
        jobs = self._route.front.jobs
        name = jobs.marked(errand.name)
        try:
            reply = jobs.send(errand.pdf, name, wishes, self._send_timeout_s)
        except NotConnected as error:
            raise NotPrinted(str(error)) from error
        except Unanswered as error:
            self._route.take_back(CANCEL_TIMEOUT_S)
            raise MaybePrinted("no answer to the job") from error
        if reply.is_refusal:
            raise NotPrinted(f"job refused, status {reply.status:#06x}")
        job = reply.number("job-id")
        if job is None:
            raise MaybePrinted("a job without number")
        return job, name

    @property
    def _send_timeout_s(self) -> float:
        return min(SEND_TIMEOUT_S, (self._first_page_s + self._each_page_s) / 2)

    def _follow(self, journey: Journey, errand: "Errand") -> None:
        heard_at, told = time.monotonic(), 0
        while time.monotonic() < errand.gives_up_at:
            progress = journey.ask(POLL_TIMEOUT_S)
            if progress is not None:
                heard_at = time.monotonic()
                told = _tell(progress, told, errand.progress)
                if progress.is_over:
                    return _conclude(progress, journey)
            elif time.monotonic() - heard_at > LOST_CONTACT_S:
                journey.cancel(CANCEL_TIMEOUT_S)
                raise MaybePrinted("lost contact")
            self._between_polls.wait(POLL_EVERY_S)
        self._give_up(journey)

    def _give_up(self, journey: Journey) -> None:
        """Cancel. Only what never began, or was done just now, is beyond doubt."""
        journey.cancel(CANCEL_TIMEOUT_S)
        last = journey.ask(POLL_TIMEOUT_S)
        if last is not None and last.is_over and (last.never_began or last.is_done):
            return _conclude(last, journey)
        why = journey.seen.detail
        raise MaybePrinted("stuck and cancelled" + (f": {why}" if why else ""))


@dataclass(frozen=True, slots=True)
class Errand:
    """One document to print, and how long that may take."""

    pdf: bytes
    name: str
    sheet: Sheet
    gives_up_at: float
    progress: Callable[[int], None]


def _tell(progress: Progress, told: int, tell: Callable[[int], None]) -> int:
    """Report pages that were not reported yet."""
    pages = progress.impressions or 0
    if pages > told:
        tell(pages)
    return max(pages, told)


def _conclude(end: Progress, journey: Journey) -> None:
    error = verdict(end, jammed=journey.jammed)
    if error is not None:
        raise error
