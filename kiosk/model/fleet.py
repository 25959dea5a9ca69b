"""What a kiosk says of itself to those who watch a fleet. It is never about anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to a kiosk."""

    STARTED = "started"
    UPDATED = "updated"  # it started as another version; `detail` says from which
    DEVICE_CHANGED = "device_changed"
    DEVICE_FLAPS = "device_flaps"  # it changed often; the heartbeat says how it is
    ABILITY_LOST = "ability_lost"  # `subject` cannot be finished any more
    ABILITY_BACK = "ability_back"
    ESCALATED = "escalated"  # staff were told that something owed does not get through
    SCAN_PROBE = "scan_probe"  # many codes that nothing knows, in a few minutes


@dataclass(frozen=True, slots=True)
class FleetEvent:
    """One thing that happened, once. `sequence` counts within one `boot`."""

    id: str
    boot: str
    sequence: int
    kind: EventKind
    at: datetime
    subject: str = ""  # a device, an ability, a kind of task; never a person
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How one device was at the last look."""

    name: str
    health: str
    paper: str


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """How the kiosk is now. Only the last one counts."""

    boot: str  # made anew at each start
    version: str
    config: str  # a digest: kiosks of one configuration say the same
    uptime_s: int
    can: tuple[str, ...]  # what can be finished
    queue_depth: int
    queue_oldest_s: int
    escalations: int
    devices: tuple[DeviceState, ...]
    clock_off_by_s: float | None  # None if nobody knows
    disk_free_bytes: int
    temperature_c: float | None  # of the hottest part; None where none is measured
    audit_head: str  # of the audit chain: number and code of its last record
