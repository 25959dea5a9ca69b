"""Talks to everything the kiosk needs and says what is wrong and what to do.

It knows devices by their port alone: a name, a question, an answer.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from drivers.port import IN_USE, UNPLUGGED, Condition, Health, Paper
from kiosk.diagnostics.sightings import Sighting

HEAD = ("", "DEVICE", "AT", "FOUND", "IDENTIFIED", "STATUS", "LAST GOOD", "TO DO")
# A running kiosk looks at everything within seconds and says so once a minute.
STILL_TRUE = timedelta(minutes=2)


def _says_nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to check: where it should be, and how to ask it."""

    name: str
    where: str
    ask: Callable[[], Condition]
    remedy: str  # what a technician does when it is not there
    identify: Callable[[], str] = _says_nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """What one point answered. `well_at` is when it was last known to be well."""

    name: str
    where: str
    identity: str
    condition: Condition
    well_at: datetime | None
    remedy: str
    by_kiosk: bool = False  # the running kiosk holds the device and says so

    @property
    def usable(self) -> bool:
        return self.condition.usable


def check(
    points: list[Point], seen: Mapping[str, Sighting], now: datetime
) -> list[Finding]:
    """Ask all points at once; none can hold up the others.

    A device that a running kiosk holds is not disturbed: what the kiosk has `seen` of
    it stands for an answer.
    """
    with ThreadPoolExecutor(len(points)) as pool:
        return [
            *pool.map(lambda point: _look(point, seen.get(point.name), now), points)
        ]


def table(findings: list[Finding]) -> str:
    """One line a point, in columns."""
    rows: list[tuple[str, ...]] = [HEAD]
    rows += [_row(finding) for finding in findings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _look(point: Point, seen: Sighting | None, now: datetime) -> Finding:
    condition = point.ask()
    by_kiosk = condition == IN_USE and seen is not None and _is_fresh(seen, now)
    if by_kiosk and seen is not None:
        condition = seen.condition
    is_there = condition.usable and not by_kiosk
    well_at = seen.well_at if seen else None
    return Finding(
        name=point.name,
        where=point.where,
        identity=point.identify() if is_there else "",
        condition=condition,
        well_at=now if is_there else well_at,
        remedy=_remedy(point, condition),
        by_kiosk=by_kiosk,
    )


def _is_fresh(seen: Sighting, now: datetime) -> bool:
    return now - seen.seen_at < STILL_TRUE


def _row(finding: Finding) -> tuple[str, ...]:
    condition = finding.condition
    status = f"{condition.health} {condition.detail}".strip()
    found = "no" if condition == UNPLUGGED else "yes"
    if condition.health is Health.UNKNOWN:
        found = "?"
    return (
        "ok" if finding.usable else "!!",
        finding.name,
        finding.where,
        found,
        finding.identity or "-",
        f"{status}, says the running kiosk" if finding.by_kiosk else status,
        f"{finding.well_at:%Y-%m-%d %H:%M}" if finding.well_at else "never",
        finding.remedy,
    )


def _remedy(point: Point, condition: Condition) -> str:
    if condition.health is Health.OK:
        return ""
    if condition == IN_USE:
        return "another program holds it: end that, or ask the running kiosk"
    match condition.paper:
        case Paper.OUT:
            return "put in paper"
        case Paper.LOW:
            return "have paper at hand"
        case Paper.JAMMED:
            return "open the cover and take out the jammed paper"
    return point.remedy
