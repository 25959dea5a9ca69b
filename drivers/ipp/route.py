"""The way to the paper: a printer, or a queue of CUPS and the printer behind it.

A queue keeps to itself that its printer is gone, and calls done what the printer has
lost. So the printer behind it is asked as well, where its address speaks IPP.
"""

import time
from urllib.parse import urlsplit, urlunsplit

from pyipp.enums import IppOperation

from drivers.ipp.client import IppClient, NotConnected, Unanswered, is_printer
from drivers.ipp.condition import (
    PRINTER_ATTRIBUTES,
    behind_queue,
    condition_from,
    is_queue,
)
from drivers.ipp.own_jobs import OwnJobs, left_s
from drivers.ipp.reply import Reply
from drivers.ipp.trust import Trust
from drivers.port import Condition, Health, Paper

IDENTITY_ATTRIBUTES = ["printer-make-and-model", "printer-info", "printer-device-id"]


class Place:
    """One address that speaks IPP, and our jobs there."""

    def __init__(self, uri: str, owner: str, trust: Trust) -> None:
        self.uri = uri
        self.client = IppClient(uri, trust)
        self.jobs = OwnJobs(self.client, owner)

    def attributes(self, names: list[str], timeout_s: float) -> Reply:
        """Raise NotConnected or Unanswered."""
        return self.client.ask(
            IppOperation.GET_PRINTER_ATTRIBUTES,
            {"requested-attributes": names},
            timeout_s=timeout_s,
        )


class IppRoute:
    """Asks at the configured address, and behind it as soon as that is known."""

    def __init__(self, uri: str, owner: str, trust: Trust) -> None:
        self._owner = owner
        self._trust = trust
        self.front = Place(uri, owner, trust)
        self.behind: Place | None = None
        self.is_queue = False
        self.ready: tuple[str, ...] = ()  # the sheets in the trays, as last seen
        self.jams = 0  # looks that found paper stuck, by whoever asked

    def look(self, timeout_s: float) -> Condition:
        """Never raises."""
        condition = self._look(timeout_s)
        if condition.paper is Paper.JAMMED:
            self.jams += 1
        return condition

    def _look(self, timeout_s: float) -> Condition:
        ends_at = time.monotonic() + timeout_s
        try:
            reply = self.front.attributes(PRINTER_ATTRIBUTES, timeout_s)
        except NotConnected as error:
            return Condition(Health.FAILED, str(error))
        except Unanswered as error:
            return Condition(Health.UNKNOWN, str(error))
        self.ready = reply.words("media-ready")
        if not is_queue(reply):
            return condition_from(reply)
        self._find_behind(reply)
        return self._look_behind(reply, left_s(ends_at))

    def take_back(self, timeout_s: float) -> bool:
        """Cancel all of ours, everywhere. False: something may still be printed."""
        ends_at = time.monotonic() + timeout_s
        if not self.front.jobs.take_back(timeout_s):
            return False
        return self.behind is None or self.behind.jobs.take_back(left_s(ends_at))

    def identity(self, timeout_s: float) -> str:
        """What the machine calls itself, for technicians; empty if it does not say."""
        try:
            reply = (self.behind or self.front).attributes(
                IDENTITY_ATTRIBUTES, timeout_s
            )
        except (NotConnected, Unanswered):
            return ""
        words = (word for name in IDENTITY_ATTRIBUTES for word in reply.words(name)[:1])
        return ", ".join(word for word in words if word)

    def _find_behind(self, queue: Reply) -> None:
        uri = _without_options(next(iter(queue.words("device-uri")), ""))
        self.is_queue = True
        if self.behind is None or self.behind.uri != uri:
            known = is_printer(uri)
            self.behind = Place(uri, self._owner, self._trust) if known else None

    def _look_behind(self, queue: Reply, timeout_s: float) -> Condition:
        if self.behind is None:
            return behind_queue(queue, None)
        try:
            reply = self.behind.attributes(PRINTER_ATTRIBUTES, timeout_s)
        except NotConnected as error:
            gone = Condition(Health.FAILED, f"printer {error}")
            return behind_queue(queue, gone)
        except Unanswered as error:
            silent = Condition(Health.UNKNOWN, f"printer: {error}")
            return behind_queue(queue, silent)
        self.ready = reply.words("media-ready")
        return behind_queue(queue, condition_from(reply))


def _without_options(device_uri: str) -> str:
    """CUPS appends ?waitjob=no and the like, which are for its own backend."""
    try:
        parts = urlsplit(device_uri)
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    except ValueError:
        return ""
