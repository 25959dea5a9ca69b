"""What is well and what is not, in four words that a script can act on.

ok      as it should be
info    to know, not to act on
warn    works, and will not for ever
fail    somebody has to do something
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntEnum

from drivers.port import Health, Paper
from kiosk.diagnostics.checks import Finding

HEAD = ("", "WHAT", "FOUND", "TO DO")


class Level(IntEnum):
    """From the best to the worst."""

    OK = 0
    INFO = 1
    WARN = 2
    FAIL = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was looked at. Texts are for technicians and name no patient."""

    name: str
    level: Level
    found: str
    remedy: str = ""


def of_finding(finding: Finding) -> Verdict:
    """What a device's own answer means."""
    condition = finding.condition
    level = {Health.OK: Level.OK, Health.FAILED: Level.FAIL}.get(
        condition.health, Level.WARN
    )
    if level is Level.OK and condition.paper is Paper.LOW:
        level = Level.WARN
    words = [
        finding.identity,
        condition.detail or condition.health.value,
        finding.where,
    ]
    found = ", ".join(word for word in words if word)
    return Verdict(finding.name, level, found, finding.remedy)


def worst(verdicts: Sequence[Verdict]) -> Level:
    return max((one.level for one in verdicts), default=Level.OK)


def table(verdicts: Sequence[Verdict]) -> str:
    """One line each, the worst first."""
    ordered = sorted(verdicts, key=lambda one: -one.level)
    rows = [HEAD, *((x.level.word, x.name, x.found, x.remedy) for x in ordered)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def as_json(verdicts: Sequence[Verdict], kiosk_id: str, at: datetime) -> str:
    """The same for a program: {"kiosk", "at", "level", "checks": [...]}."""
    checks = [{**asdict(one), "level": one.level.word} for one in verdicts]
    report = {
        "kiosk": kiosk_id,
        "at": at.isoformat(timespec="seconds"),
        "level": worst(verdicts).word,
        "checks": checks,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)
