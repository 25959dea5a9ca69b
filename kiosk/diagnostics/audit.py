"""The audit chain: who did what at this kiosk, so that nobody can change it unseen.

Each record is authenticated (HMAC-SHA256) together with the code of the one before it.
What was edited, deleted, inserted or moved does not fit its neighbours; what was cut
off the end is missed by whoever remembers the head. No record speaks of a patient.
"""

import hmac
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain

BEGINNING = bytes(32)  # before the first record
PURPOSE = "audit"  # of the key
LONGEST = {"actor": 40, "outcome": 40, "detail": 200}

_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class Action(StrEnum):
    """All that is ever written down."""

    KIOSK_STARTED = "kiosk.started"  # detail: its version
    KIOSK_STOPPED = "kiosk.stopped"
    CONFIGURATION_LOADED = "configuration.loaded"  # detail: its fingerprint
    CLOCK_CHANGED = "clock.changed"  # found at the next record; detail: by how much
    STAFF_ADMITTED = "staff.admitted"
    STAFF_REFUSED = "staff.refused"
    STAFF_LEFT = "staff.left"
    DEVICE_TRIED = "device.tried"
    OUTBOX_HURRIED = "outbox.hurried"
    TASK_HANDED_OVER = "task.handed_over"  # to the staff, early; detail: its case
    BUNDLE_MADE = "bundle.made"


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that was done."""

    sequence: int
    boot: str  # which start of the machine
    up_s: float  # since then: no clock that is set changes it
    at: str  # by the wall clock, in UTC
    action: str
    actor: str = ""
    outcome: str = ""
    detail: str = ""

    @property
    def body(self) -> bytes:
        """The one way to write it."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return text.encode()

    @classmethod
    def read(cls, body: bytes) -> "Record":
        return cls(**json.loads(body))


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it was found. Its body is None where that cannot be read."""

    sequence: int
    body: bytes | None
    mac: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The last record, to be remembered elsewhere."""

    sequence: int = 0
    mac: bytes = BEGINNING

    def __str__(self) -> str:
        return f"{self.sequence}:{self.mac.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read what `str` writes; else ValueError."""
        found = _HEAD.fullmatch(text)
        if found is None:
            raise ValueError("a head is a number, a colon and 64 hexadecimal digits")
        return cls(int(found[1]), bytes.fromhex(found[2]))


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold, and why."""

    sequence: int
    what: str

    def __str__(self) -> str:
        return f"record {self.sequence}: {self.what}"


def mac_of(key: bytes, before: bytes, body: bytes) -> bytes:
    """What proves a record and its place behind another."""
    return hmac.digest(key, before + body, "sha256")


def verify(
    entries: Sequence[Entry], keys: Sequence[bytes], head: Head | None = None
) -> list[Fault]:
    """Every place where something was done to the chain. `keys` are all that this
    kiosk ever had; `head` is what somebody else remembers of it."""
    ends = () if head is None else _against(entries, head)
    return [*chain(_broken(entries, keys), ends)]


def _broken(entries: Sequence[Entry], keys: Sequence[bytes]) -> Iterator[Fault]:
    expected, before = 1, BEGINNING
    for entry in entries:
        if entry.sequence > expected:
            yield Fault(expected, f"missing, and all before {entry.sequence}")
        elif entry.sequence < expected:
            yield Fault(entry.sequence, "stands where another should")
        elif not _fits(entry, before, keys):
            yield Fault(entry.sequence, "changed, or does not follow the one before")
        expected, before = entry.sequence + 1, entry.mac


def _fits(entry: Entry, before: bytes, keys: Sequence[bytes]) -> bool:
    body = entry.body
    return body is not None and any(
        hmac.compare_digest(mac_of(key, before, body), entry.mac) for key in keys
    )


def _against(entries: Sequence[Entry], head: Head) -> Iterator[Fault]:
    last = max((entry.sequence for entry in entries), default=0)
    if last < head.sequence:
        yield Fault(last + 1, f"missing, and all up to {head.sequence}")
        return
    known = {entry.sequence: entry.mac for entry in entries} | {0: BEGINNING}
    if known.get(head.sequence) != head.mac:
        yield Fault(head.sequence, "is another than the head that was remembered")
