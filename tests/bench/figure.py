"""One line of the table: what we measured, what stands beside it, and the aim."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and the runs it stands for: how far they spread is part of it."""

    value: float
    unit: str
    runs: tuple[float, ...]
    spreads: bool = True

    def __str__(self) -> str:
        spread = ""
        if self.spreads:
            low, *_, high = statistics.quantiles(self.runs, n=10, method="inclusive")
            spread = f" ({_short(low)}-{_short(high)})"
        return f"{_short(self.value)} {self.unit}{spread}"

    def beside(self, peer: "Measured") -> float:
        """The ratio, run by run where runs took turns: both met the same load."""
        if self.spreads and len(self.runs) == len(peer.runs):
            pairs = zip(self.runs, peer.runs, strict=True)
            return statistics.median(ours / its for ours, its in pairs if its)
        return self.value / peer.value


@dataclass(frozen=True, slots=True)
class Aim:
    """What we want: of the value itself, or of its ratio to the peer."""

    limit: float
    unit: str = ""  # none: the limit is a ratio
    at_least: bool = False

    def met(self, value: float, ratio: float | None) -> bool:
        seen = value if self.unit else ratio
        assert seen is not None, "a ratio needs a peer"
        return seen >= self.limit if self.at_least else seen <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        return f"{sign} {self.limit:g} {self.unit or 'x'}"


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours, and what it is measured against."""

    name: str
    ours: Measured
    peer_name: str = ""
    peer: Measured | None = None
    aim: Aim | None = None

    @property
    def ratio(self) -> float | None:
        """None where there is no peer, or it does nothing at all."""
        if self.peer is None or not self.peer.value:
            return None
        return self.ours.beside(self.peer)

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return "-"
        return "yes" if self.aim.met(self.ours.value, self.ratio) else "NO"


def median(runs: Sequence[float], unit: str = "ms") -> Measured:
    """The middle of the runs; the 10th and the 90th percentile are shown beside it."""
    spreads = len(runs) > 1
    return Measured(statistics.median(runs), unit, tuple(runs), spreads=spreads)


def worst_of_hundred(runs: Sequence[float], unit: str = "ms") -> Measured:
    """The 99th percentile. It has no spread of its own."""
    hundredths = statistics.quantiles(runs, n=100, method="inclusive")
    return Measured(hundredths[-1], unit, tuple(runs), spreads=False)


def _short(value: float) -> str:
    """Three digits are all that a measurement here is good for."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"
