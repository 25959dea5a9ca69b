"""What was used up and counted since the kiosk was set up, in a small file of its own.

It is no journal: after a power cut it may be a minute old, and a damaged one is as good
as none.
"""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from drivers.port import (
    Condition,
    DeviceError,
    MaybePrinted,
    PagePrinter,
    Paper,
    ReceiptPrinter,
    ignore_progress,
)
from kiosk.diagnostics.consumables import Roll
from printing.slip_length import length_mm

KEEP_EVERY = timedelta(minutes=1)
LIMIT_BYTES = 65536
Counts = dict[str, dict[str, int]]  # by device and by what was counted


@dataclass(frozen=True, slots=True)
class Used:
    """As plain data."""

    roll: Roll
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Usage:
    """Counts, and writes at most once a minute. Thread-safe."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        *,
        roll_mm: float,
        near_end_mm: float,
    ) -> None:
        self._path = path
        self._now = now
        self._near_end_mm = near_end_mm
        self._lock = threading.Lock()
        used = read_usage(path, roll_mm)
        self._roll = used.roll
        self._counts: Counts = {name: dict(it) for name, it in used.counts.items()}
        self._kept_at: datetime | None = None

    def count(self, device: str, what: str, number: int = 1) -> None:
        with self._lock:
            counts = self._counts.setdefault(device, {})
            counts[what] = counts.get(what, 0) + number
            self._keep()

    def printed(self, mm: float) -> None:
        """A receipt of this length came out."""
        with self._lock:
            self._roll = self._roll.printed(mm, self._now())
            self._keep()

    def looked(self, condition: Condition) -> None:
        """The receipt printer said this of its paper, if anything."""
        if condition.paper in (Paper.UNKNOWN, Paper.JAMMED):
            return
        with self._lock:
            roll = self._roll.seen(
                is_low=condition.paper is Paper.LOW,
                is_out=condition.paper is Paper.OUT,
                near_end_mm=self._near_end_mm,
            )
            if roll is not self._roll:
                self._roll = roll
                self._write()

    @property
    def roll(self) -> Roll:
        with self._lock:
            return self._roll

    def close(self) -> None:
        """Keep what was counted since."""
        with self._lock:
            self._write()

    def _keep(self) -> None:
        if self._kept_at is None or self._now() - self._kept_at >= KEEP_EVERY:
            self._write()

    def _write(self) -> None:
        """A disk that takes nothing is no reason to stop."""
        self._kept_at = self._now()
        fresh = self._path.with_suffix(".new")
        text = json.dumps({"roll": asdict(self._roll), "counts": self._counts})
        with contextlib.suppress(OSError):
            fresh.write_text(text, encoding="utf-8")
            os.replace(fresh, self._path)


def read_usage(path: Path, roll_mm: float) -> Used:
    """What was kept, for a roll of this length; a new one where there is nothing."""
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(LIMIT_BYTES))
        hours = {int(hour): mm for hour, mm in (kept["roll"]["hours"] or {}).items()}
        roll = Roll(**{**kept["roll"], "hours": hours})
        return Used(replace(roll, full_mm=roll_mm), kept["counts"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Used(Roll(roll_mm))


@dataclass(frozen=True, slots=True)
class CountedReceiptPrinter:
    """A receipt printer whose paper is measured."""

    printer: ReceiptPrinter
    usage: Usage

    def condition(self) -> Condition:
        seen = self.printer.condition()
        self.usage.looked(seen)
        return seen

    def identity(self) -> str:
        return self.printer.identity()

    def print_slip(self, slip: bytes) -> None:
        """What may be on the paper has used it up."""
        try:
            self.printer.print_slip(slip)
        except DeviceError as error:
            self.usage.count("receipt_printer", "failures")
            if isinstance(error, MaybePrinted):
                self.usage.printed(length_mm(slip))
            raise
        self.usage.count("receipt_printer", "cuts")
        self.usage.printed(length_mm(slip))


@dataclass(frozen=True, slots=True)
class CountedPagePrinter:
    """A page printer whose pages are counted, as far as it counts them itself."""

    name: str
    printer: PagePrinter
    usage: Usage

    def condition(self) -> Condition:
        return self.printer.condition()

    def identity(self) -> str:
        return self.printer.identity()

    def print_pages(
        self,
        pdf: bytes,
        name: str,
        progress: Callable[[int], None] = ignore_progress,
    ) -> None:
        out = 0

        def told(pages: int) -> None:
            nonlocal out
            out = pages
            progress(pages)

        try:
            self.printer.print_pages(pdf, name, told)
            self.usage.count(self.name, "jobs")
        except DeviceError:
            self.usage.count(self.name, "failures")
            raise
        finally:
            if out:
                self.usage.count(self.name, "pages", out)
