"""Who this terminal is to the national interface, and how its messages are numbered."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiosk.model.beijing import BEIJING

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Terminal:
    """What stands in every envelope."""

    kiosk_id: str  # opter and dev_no
    institution: str  # fixmedins_code, 12 characters
    institution_name: str
    area: str  # mdtrtarea_admvs, 6 digits
    system: str = "YBXT"  # recer_sys_code
    version: str = "V1.0"
    application: str = ""  # x-tif-paasid
    secret: str = field(default="", repr=False)  # what x-tif-signature is made with
    mac: str = ""  # for 9001
    ip: str = ""


class Numbers:
    """Gives each message its msgid: institution, second, serial.

    An institution has ten thousand serials a second for all its terminals, so each
    terminal has a block of its own. When a second's block is used up, or the clock
    runs back, the numbers run ahead of the clock.
    """

    def __init__(self, terminal: Terminal, serials: range, now: Clock) -> None:
        self._institution = terminal.institution
        self._serials = serials
        self._now = now
        self._lock = threading.Lock()
        self._second = datetime.min.replace(tzinfo=BEIJING)
        self._used = 0

    def next(self) -> str:
        with self._lock:
            second = self._now().astimezone(BEIJING).replace(microsecond=0)
            if self._used == len(self._serials):
                second = max(second, self._second + timedelta(seconds=1))
            if second > self._second:
                self._second, self._used = second, 0
            serial = self._serials[self._used]
            self._used += 1
            return f"{self._institution}{self._second:%Y%m%d%H%M%S}{serial:04d}"


def written(moment: datetime) -> str:
    """A time as the interface writes it, Beijing's."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


def read_time(text: str) -> datetime:
    """ValueError, if it is none."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
