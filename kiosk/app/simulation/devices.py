"""Printers whose paper can be counted, and a scanner that delivers what is held up."""

from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers.port import (
    Condition,
    Health,
    MaybePrinted,
    NotPrinted,
    ignore_progress,
)
from kiosk.app.simulation.weather import Weather
from kiosk.app.simulation.workers import Shift
from kiosk.flows.invoice_states import CoverFacts
from kiosk.flows.printing import File


@dataclass(slots=True)
class Tray:
    """What came out, counted by the kiosk that stands above it."""

    slips: int = 0
    pages: int = 0
    forms: int = 0
    # Of pages and forms, by job name.
    named: Count[str] = field(default_factory=Count, compare=False)


@dataclass(slots=True)
class SimPrinter:
    """Each of the printers: for slips, for pages, for numbered stock."""

    weather: Weather
    shift: Shift
    came_out: Callable[[bytes, str], None]
    takes_s: float = field(default=2.0)

    def condition(self) -> Condition:
        return Condition(Health.OK)

    def identity(self) -> str:
        return "simulated"

    def print_slip(self, slip: bytes) -> None:
        self._print(slip, "slip")

    def print_pages(
        self,
        pdf: bytes,
        name: str,
        progress: Callable[[int], None] = ignore_progress,
    ) -> None:
        self._print(pdf, name)

    def _print(self, paper: bytes, name: str) -> None:
        self.shift.spend(self.takes_s)
        swarm = self.weather.swarm
        if self.weather.hits(swarm.slip_fails):
            raise NotPrinted("simulated: no paper")
        if self.weather.hits(swarm.slip_in_doubt):
            if self.weather.dice.random() < 0.5:
                self.came_out(paper, name)
            raise MaybePrinted("simulated: silence")
        self.came_out(paper, name)


class SimPaperwork:
    """Every file is one page, and every picture is the same."""

    def check(self, pdf: bytes) -> int:
        return 1

    def marked(self, pdf: bytes, copy: int) -> bytes:
        return pdf

    def picture(self, file: File, page: int) -> bytes:
        return b"picture"

    def qr(self, text: str) -> bytes:
        return b"picture"

    def cover(self, facts: CoverFacts) -> File:
        return File(b"cover", 1)
