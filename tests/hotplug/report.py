"""What a storm found out about one device."""

from dataclasses import dataclass, field
from statistics import median

FOUND_WITHIN_S = 2.0


@dataclass(slots=True)
class Report:
    """Counts, waits in seconds, and what must never happen."""

    device: str
    comings: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    found_after_s: list[float] = field(default_factory=list)
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def took(self, seconds: float, limit_s: float) -> None:
        """Every call ends by its deadline (rule D3)."""
        self.slowest_s = max(self.slowest_s, seconds)
        if seconds > limit_s:
            self.faults.append(f"a call took {seconds:.1f} s of {limit_s:.1f}")

    def found(self, after_s: float) -> None:
        """It came back and is there again, without a person (rule D2)."""
        self.comings += 1
        self.found_after_s.append(after_s)
        if after_s > FOUND_WITHIN_S:
            self.faults.append(f"found again only after {after_s:.2f} s")

    def lines(self) -> list[str]:
        counts = ", ".join(f"{name} {n}" for name, n in sorted(self.outcomes.items()))
        waits = sorted(self.found_after_s)
        line = f"{self.device}: away and back {self.comings} times; {counts}; "
        if waits:
            p99 = waits[int(0.99 * (len(waits) - 1))]
            line += f"found again after {median(waits):.2f} s (p99 {p99:.2f}, "
            line += f"worst {waits[-1]:.2f}); slowest call {self.slowest_s:.1f} s"
        return [line, *(f"  FAULT: {fault}" for fault in self.faults[:20])]
