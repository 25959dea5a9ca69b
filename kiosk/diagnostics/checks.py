"""Talks to everything the kiosk needs and says what is wrong and what to do.

It knows devices by their port alone: a name, a question, an answer.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from drivers.port import Condition, Health, Paper


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to check: where it should be, and how to ask it."""

    name: str
    where: str
    ask: Callable[[], Condition]
    remedy: str  # what a technician does when it is not there


@dataclass(frozen=True, slots=True)
class Finding:
    """What one point answered."""

    name: str
    where: str
    condition: Condition
    remedy: str

    @property
    def usable(self) -> bool:
        return self.condition.usable


def check(points: list[Point]) -> list[Finding]:
    """Ask all points at once; none can hold up the others."""
    with ThreadPoolExecutor(len(points)) as pool:
        conditions = pool.map(lambda point: point.ask(), points)
        return [
            Finding(point.name, point.where, condition, _remedy(point, condition))
            for point, condition in zip(points, conditions, strict=True)
        ]


def table(findings: list[Finding]) -> str:
    """One line a point, in columns."""
    rows = [("", "DEVICE", "AT", "STATUS", "WHAT TO DO")]
    for finding in findings:
        condition = finding.condition
        status = f"{condition.health} {condition.detail}".strip()
        mark = "ok" if finding.usable else "!!"
        rows.append((mark, finding.name, finding.where, status, finding.remedy))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _remedy(point: Point, condition: Condition) -> str:
    if condition.health is Health.OK:
        return ""
    match condition.paper:
        case Paper.OUT:
            return "put in paper"
        case Paper.LOW:
            return "have paper at hand"
        case Paper.JAMMED:
            return "open the cover and take out the jammed paper"
    return point.remedy
