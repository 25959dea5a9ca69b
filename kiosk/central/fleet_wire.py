"""How heartbeats and events look in central's JSON, at most 4 KiB each, and the pieces
of support bundles."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from kiosk.central.wire import Id, Line, Message
from kiosk.model.fleet import EventKind

MAX_BYTES = 4096
LONGEST = 80
MOST = 1_000_000_000_000_000  # of any count
PART_BYTES = 30_000  # of a file, in one request of at most 64 KiB
MOST_PARTS = 200

Word = Annotated[Line, Field(max_length=LONGEST)]
AuditHead = Annotated[str, Field(pattern=r"^[0-9]{1,18}:[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=MOST)]


class DeviceMessage(Message):
    """How one device is."""

    name: Id
    health: Word
    paper: Word


class HeartbeatRequest(Message):
    """How a kiosk is now."""

    boot: Id
    version: Word
    config: Word
    uptime_s: Count
    can: tuple[Word, ...] = Field(max_length=10)
    queue_depth: Count
    queue_oldest_s: Count
    escalations: Count
    devices: tuple[DeviceMessage, ...] = Field(max_length=12)
    clock_off_by_s: float | None = Field(ge=-MOST, le=MOST)
    disk_free_bytes: Count
    temperature_c: float | None = Field(default=None, ge=-273, le=1_000)
    audit_head: AuditHead


class EventRequest(Message):
    """Something that happened to a kiosk. `historical`: central could not be told when
    it happened."""

    event_id: Id
    boot: Id
    sequence: Count
    kind: EventKind
    at: AwareDatetime
    subject: Word
    detail: Word
    historical: bool


class SupportRequest(Message):
    """A piece of a support bundle, or of its signature: the `number`th `of` so many.
    `content` is base64url without padding."""

    name: str = Field(max_length=128, pattern=r"^[0-9A-Za-z_\-]+\.zip(\.sig)?$")
    number: int = Field(ge=1, le=MOST_PARTS)
    of: int = Field(ge=1, le=MOST_PARTS)
    content: str = Field(max_length=PART_BYTES * 4 // 3, pattern=r"^[0-9A-Za-z_\-]*$")
