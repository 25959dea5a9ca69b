"""Who works at the kiosk instead of being served by it, and what each may do there.

None of them may move money: there is no such act.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the hospital."""

    CLEANER = "cleaner"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    FINANCE = "finance"


class Panel(StrEnum):
    """One page of the diagnostics screen."""

    DEVICES = "devices"
    NETWORK = "network"
    QUEUE = "queue"  # what is owed to central
    SYSTEM = "system"
    SETTINGS = "settings"
    LOG = "log"  # what went wrong lately


class Trial(StrEnum):
    """A test of one device that a person looks at, and judges."""

    SCAN = "scan"
    RECEIPT = "receipt"  # the pattern of every character and shade, and the cut
    PAGE = "page"
    TOUCH = "touch"
    DISPLAY = "display"
    SOUND = "sound"
    KEYPAD = "keypad"

    @property
    def is_of_paper(self) -> bool:
        return self in (Trial.RECEIPT, Trial.PAGE)


_SEES = {
    Role.CLEANER: (Panel.DEVICES,),
    Role.NURSE: (Panel.DEVICES, Panel.NETWORK),
    Role.TECHNICIAN: tuple(Panel),
    Role.FINANCE: (Panel.NETWORK, Panel.QUEUE),
}
_TRIES = {
    Role.CLEANER: (Trial.RECEIPT, Trial.PAGE),
    Role.NURSE: (Trial.RECEIPT, Trial.PAGE, Trial.SCAN),
    Role.TECHNICIAN: tuple(Trial),
    Role.FINANCE: (),
}


@dataclass(frozen=True, slots=True)
class Staff:
    """One of them, by the number of a badge: nobody's name is known here."""

    badge: str
    role: Role

    @property
    def panels(self) -> tuple[Panel, ...]:
        """What they see, the first of them first."""
        return _SEES[self.role]

    def may_try(self, trial: Trial) -> bool:
        return trial in _TRIES[self.role]

    @property
    def may_hurry(self) -> bool:
        """Whether they may have everything that is owed asked after again, now."""
        return Panel.QUEUE in self.panels


class Objection(StrEnum):
    """Why somebody is not let in."""

    FORGED = "forged"  # not central's, or changed
    ELSEWHERE = "elsewhere"  # made for another kiosk
    EXPIRED = "expired"  # or its clock and ours differ
    USED = "used"
    UNKNOWN_BADGE = "unknown_badge"
    WRONG_PIN = "wrong_pin"
    LOCKED = "locked"  # too many tries
    BUSY = "busy"  # money or paper of the last patient still moves
    FAULT = "fault"  # the journal cannot be written


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at. `level` is ok, info, warn or fail; the texts name
    nobody. `trial` is how it can be tried out."""

    name: str
    level: str
    found: str
    remedy: str = ""
    trial: Trial | None = None
    detail: str = ""  # how it was tried last
    counts: tuple[tuple[str, int], ...] = ()  # codes, cuts, pages, failures ...
    well_at: datetime | None = None  # when it was last known to be well
    task: int | None = None  # of what is owed: where it stands in the outbox


class Outcome(StrEnum):
    """How far a trial is."""

    RUNNING = "running"
    SHOWN = "shown"  # it is out, or on the screen: a person says what she sees
    FAILED = "failed"  # the device says so itself
    UNCERTAIN = "uncertain"
