"""When each device was last seen well, and how it is, in a small file of its own.

A running kiosk keeps it, `kiosk check` reads it. It is no journal: after a power cut it
may be a minute old, and a damaged one is as good as none.
"""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from drivers.port import Condition, Health, Paper

KEEP_EVERY = timedelta(minutes=1)
LIMIT_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Sighting:
    """How a device was when it was last looked at, and when it was last well."""

    condition: Condition
    seen_at: datetime
    well_at: datetime | None = None


class Sightings:
    """Writes when something changed, and otherwise once a minute. Thread-safe."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._seen = dict(read_sightings(path))
        self._kept_at: datetime | None = None

    def note(self, device: str, condition: Condition) -> None:
        """Remember one look. A disk that takes nothing is no reason to stop."""
        with self._lock:
            now = self._now()
            before = self._seen.get(device)
            well_at = before.well_at if before else None
            self._seen[device] = Sighting(
                condition, now, now if condition.usable else well_at
            )
            is_news = before is None or before.condition != condition
            if is_news or self._kept_at is None or now - self._kept_at >= KEEP_EVERY:
                self._kept_at = now
                with contextlib.suppress(OSError):
                    _write(self._path, self._seen)


def read_sightings(path: Path) -> Mapping[str, Sighting]:
    """What was kept; nothing if there is no file or it cannot be read."""
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(LIMIT_BYTES))
        return {name: _sighting(fields) for name, fields in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, seen: Mapping[str, Sighting]) -> None:
    """Replace the file whole: whoever reads sees the old one or the new one."""
    fresh = path.with_suffix(".new")
    text = json.dumps({name: _fields(sighting) for name, sighting in seen.items()})
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def _fields(sighting: Sighting) -> dict[str, str]:
    condition, well_at = sighting.condition, sighting.well_at
    return {
        "health": condition.health,
        "detail": condition.detail,
        "paper": condition.paper,
        "seen_at": sighting.seen_at.isoformat(),
        "well_at": well_at.isoformat() if well_at else "",
    }


def _sighting(fields: Mapping[str, str]) -> Sighting:
    condition = Condition(
        Health(fields["health"]), str(fields["detail"]), Paper(fields["paper"])
    )
    well_at = fields["well_at"]
    return Sighting(
        condition,
        datetime.fromisoformat(fields["seen_at"]),
        datetime.fromisoformat(well_at) if well_at else None,
    )
