"""The roll of receipts: how much of it is left, and until when. Pure.

What was printed is measured. The printer's own sensor knows better when it says that
the end is near, and a roll that was out and is there again is a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.diagnostics.doctor import Level, Verdict

WARN_RECEIPTS = 50  # left
USUAL_MM = 150.0  # a receipt, before enough of them were measured
ENOUGH_RECEIPTS = 10
LOOK_BACK_H = 6  # of use, to foretell from


@dataclass(frozen=True, slots=True)
class Roll:
    """One roll, since it was put in. `hours` says what each hour since 1970 used."""

    full_mm: float
    used_mm: float = 0.0
    receipts: int = 0
    was_out: bool = False
    was_low: bool = False
    hours: Mapping[int, float] | None = None

    @property
    def left_mm(self) -> float:
        return max(0.0, self.full_mm - self.used_mm)

    @property
    def left_ratio(self) -> float | None:
        """From 0 to 1; None where nobody said how long a roll is."""
        if not self.full_mm:
            return None
        return 0.0 if self.was_out else self.left_mm / self.full_mm

    @property
    def receipts_left(self) -> int:
        """By the length of those that it printed."""
        is_enough = self.receipts >= ENOUGH_RECEIPTS and self.used_mm > 0
        usual_mm = self.used_mm / self.receipts if is_enough else USUAL_MM
        return int(self.left_mm // usual_mm)

    def printed(self, mm: float, at: datetime) -> "Roll":
        """One receipt more came out."""
        hour = _hour(at)
        hours = {
            known: used
            for known, used in (self.hours or {}).items()
            if hour - LOOK_BACK_H < known <= hour
        }
        hours[hour] = hours.get(hour, 0.0) + mm
        return replace(
            self, used_mm=self.used_mm + mm, receipts=self.receipts + 1, hours=hours
        )

    def seen(self, *, is_low: bool, is_out: bool, near_end_mm: float) -> "Roll":
        """What its sensors say. The near end is where it is, whatever was measured."""
        if is_out:
            return self if self.was_out else replace(self, was_out=True)
        if self.was_out:
            full = Roll(self.full_mm, hours=self.hours)
            return full.seen(is_low=is_low, is_out=False, near_end_mm=near_end_mm)
        if is_low and not self.was_low:
            left_mm = min(near_end_mm, self.full_mm)
            return replace(self, was_low=True, used_mm=self.full_mm - left_mm)
        return self

    def ends_at(self, now: datetime) -> datetime | None:
        """At the pace of the last hours; None where nothing was printed in them."""
        first = _hour(now) - LOOK_BACK_H + 1
        used = {hour: mm for hour, mm in (self.hours or {}).items() if hour >= first}
        if not sum(used.values()):
            return None
        since_s = now.timestamp() - min(used) * 3600
        left_s = self.left_mm / sum(used.values()) * max(since_s, 60.0)
        return now + timedelta(seconds=left_s)


def of_roll(roll: Roll, now: datetime) -> Verdict:
    """Whether staff should come before it is out."""
    if not roll.full_mm:
        remedy = "say how long a new roll is: receipt_printer.roll_m"
        return Verdict("receipt roll", Level.INFO, "its length is not known", remedy)
    if roll.was_out:
        return Verdict("receipt roll", Level.FAIL, "out", "put in paper")
    ends = roll.ends_at(now)
    words = [f"{roll.left_mm / 1000:.1f} m left, {roll.receipts_left} receipts"]
    words += [f"until {ends:%m-%d %H:%M} at this pace"] if ends else []
    is_low = roll.receipts_left < WARN_RECEIPTS
    level = Level.WARN if is_low else Level.OK
    remedy = "have paper at hand" if is_low else ""
    return Verdict("receipt roll", level, ", ".join(words), remedy)


def _hour(at: datetime) -> int:
    return int(at.timestamp() // 3600)
