"""A scanner whose cable is pulled at random moments of its codes."""

import queue
import random
import time

from drivers.port import Scanner
from tests.hotplug.around import Around
from tests.hotplug.meddler import Meddler
from tests.hotplug.report import Report
from tests.peer import Peer, PeerFailed

READ, LOST = "read", "lost"
GIVE_UP_S = 20.0


class Reading:
    """What was shown and what was read: whole, in order, and once a showing."""

    def __init__(self, report: Report, *, repeats: bool) -> None:
        """A camera `repeats` what stays before it; nothing else may."""
        self._report = report
        self._repeats = repeats
        self._read: queue.Queue[tuple[float, bytes]] = queue.Queue()
        self._shown: list[str] = []
        self._last = -1
        self.count = 0
        self.last_at = 0.0

    @property
    def lost(self) -> int:
        return len(self._shown) - self.count

    def new_code(self, dice: random.Random) -> str:
        digits = "".join(dice.choices("0123456789", k=22))
        self._shown.append(f"{len(self._shown):06d}{digits}")
        return self._shown[-1]

    def found(self, raw: bytes) -> None:
        """Called by the scanner, on its thread."""
        self._read.put((time.monotonic(), raw))

    def heard_since(self, moment_s: float, within_s: float) -> bool:
        """Judge what was read; whether some of it came after this moment."""
        heard = False
        try:
            while True:
                self.last_at, raw = self._read.get(timeout=0 if heard else within_s)
                self._judge(raw)
                heard = heard or self.last_at > moment_s
        except queue.Empty:
            return heard

    def _judge(self, raw: bytes) -> None:
        code = raw.decode("utf-8", "replace")
        if code not in self._shown[max(self._last, 0) :]:
            self._report.faults.append(f"read what was not shown, or again: {code!r}")
            return
        number = int(code[:6])
        if number == self._last and not self._repeats:
            self._report.faults.append(f"read twice: {code!r}")
        self.count += number != self._last
        self._last = number


def storm(
    report: Report,
    peer: Peer,
    scanner: Scanner,
    *,
    times: int,
    dice: random.Random,
    longest_s: float,
    again_every_s: float,
    repeats: bool = False,
) -> None:
    """Show a code and pull the cable meanwhile; back again, show one until it is read.

    Fill the report. `again_every_s` is the time a code is given to be read.
    """
    reading = Reading(report, repeats=repeats)
    meddler = Meddler(peer, dice, longest_s)
    with Around(report.device) as around:
        around.scan(scanner, reading.found)
        around.well_after(0.0)
        for _ in range(times):
            with meddler.at_work():
                _show(peer, reading.new_code(dice))
            while not reading.heard_since(meddler.back_at, again_every_s):
                if time.monotonic() - meddler.back_at > GIVE_UP_S:
                    report.faults.append("never found again")
                    return
                _show(peer, reading.new_code(dice))
            report.found(reading.last_at - meddler.back_at)
        report.faults += ["a bug"] * around.bugs
    report.outcomes |= {READ: reading.count, LOST: reading.lost}


def _show(peer: Peer, code: str) -> None:
    try:
        peer.do("present", code)
    except PeerFailed:
        return  # its cable is out, and nobody reads this one
