"""Three changes of one device within a minute are one event."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.model.fleet import EventKind

WITHIN_S = 60.0
MOST = 3


@dataclass(frozen=True, slots=True)
class Flapping:
    """Remembers the last changes of each device."""

    clock: Callable[[], float]
    _changes: dict[str, list[float]] = field(default_factory=dict)

    def kind_of(self, device: str) -> EventKind | None:
        """What one more change of it is; None while everybody knows that it flaps."""
        now_s = self.clock()
        before = self._changes.get(device, [])
        recent = [at for at in before if now_s - at < WITHIN_S]
        self._changes[device] = [*recent, now_s][-MOST:]
        if len(recent) < MOST - 1:
            return EventKind.DEVICE_CHANGED
        return EventKind.DEVICE_FLAPS if len(recent) == MOST - 1 else None
