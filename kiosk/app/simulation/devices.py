"""Printers whose paper can be counted, and a scanner that delivers what is held up."""

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


@dataclass(slots=True)
class Tray:
    """What came out, counted by the kiosk that stands above it."""

    slips: int = 0
    pages: int = 0


@dataclass(slots=True)
class SimPrinter:
    """Both printers: one for slips, one for pages."""

    weather: Weather
    shift: Shift
    came_out: Callable[[bytes], None]
    takes_s: float = field(default=2.0)

    def condition(self) -> Condition:
        return Condition(Health.OK)

    def identity(self) -> str:
        return "simulated"

    def print_slip(self, slip: bytes) -> None:
        self._print(slip)

    def print_pages(
        self,
        pdf: bytes,
        name: str,
        progress: Callable[[int], None] = ignore_progress,
    ) -> None:
        self._print(pdf)

    def _print(self, paper: bytes) -> None:
        self.shift.spend(self.takes_s)
        swarm = self.weather.swarm
        if self.weather.hits(swarm.slip_fails):
            raise NotPrinted("simulated: no paper")
        if self.weather.hits(swarm.slip_in_doubt):
            if self.weather.dice.random() < 0.5:
                self.came_out(paper)
            raise MaybePrinted("simulated: silence")
        self.came_out(paper)
