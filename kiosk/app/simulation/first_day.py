"""`kiosk first-day`: one hospital's first day with cardless payment, on a fleet.

Every kiosk is the real core in simulated time; central is the sandbox in a process of
its own, with its books in a file, spoken to over real HTTP.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from kiosk.app.simulation.fleet import Share
from kiosk.app.simulation.fleet_audit import Audit, End, audit
from kiosk.app.simulation.fleet_central import FleetCentral
from kiosk.app.simulation.fleet_faults import Faults
from kiosk.app.simulation.fleet_plan import OPENS_S, Day, Kind, draw_day
from kiosk.app.simulation.fleet_report import Figures, add_up
from kiosk.app.simulation.fleet_run import run_parts
from kiosk.model.beijing import day_of

BEGAN = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)  # ten to seven in Beijing
WORTH_SHOWING = 20  # lines of what is wrong, at most


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the day came to."""

    audit: Audit
    figures: Figures
    acts: int
    took_s: float  # real, from the first boot to the last reconciliation

    @property
    def is_well(self) -> bool:
        return not self.audit.wrong and not self.figures.bugs


def run(
    kiosks: int = 40,
    faults: Faults = Faults.STANDARD,
    *,
    seed: int = 1,
    scale: float = 1.0,
) -> bool:
    """Live through the day and print its table; True if not one fen is amiss."""
    outcome = live(kiosks, faults, seed=seed, scale=scale)
    print(table(outcome))
    print(f"kiosks {kiosks}, faults {faults.value}, seed {seed}, scale {scale:g}")
    return outcome.is_well


def live(kiosks: int, faults: Faults, *, seed: int, scale: float) -> Outcome:
    """Live through the day."""
    today = day_of(BEGAN)
    day = draw_day(Random(seed), today, scale)
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-first-day-") as folder,
        FleetCentral(Path(folder) / "central.sqlite", day, BEGAN) as central,
    ):
        began = time.monotonic()
        shares = _shares(day, kiosks, faults, seed)
        reports = run_parts(shares, central, today)
        figures = add_up(report.figures for report in reports)
        with central.books() as books:
            all_kiosks = [kiosk for report in reports for kiosk in report.kiosks]
            found = audit(books, day.acts, all_kiosks)
        return Outcome(found, figures, len(day.acts), time.monotonic() - began)


def _shares(day: Day, kiosks: int, faults: Faults, seed: int) -> list[Share]:
    """Deal kiosks and people to as many processes as there are cores."""
    parts = min(kiosks, os.cpu_count() or 1)
    return [
        Share(tuple(range(part, kiosks, parts)), day.acts[part::parts], faults, seed)
        for part in range(parts)
    ]


def table(outcome: Outcome) -> str:
    """Everything about the day, in one table."""
    found, figures = outcome.audit, outcome.figures
    ends = list(End)
    lines = [f"{'':14}" + "".join(f"{end.value:>11}" for end in ends)]
    for kind in Kind:
        counts = "".join(f"{found.ends[kind, end]:11}" for end in ends)
        lines.append(f"{kind.value:14}{counts}")
    lines.append(f"{'all':14}" + "".join(f"{found.count(end):11}" for end in ends))
    lines.extend(f"{name:34}{value}" for name, value in _measured(outcome))
    for text in (*found.wrong, *figures.bugs)[:WORTH_SHOWING]:
        lines.append(f"! {text}")
    return "\n".join(lines)


def _measured(outcome: Outcome) -> list[tuple[str, str]]:
    found, figures = outcome.audit, outcome.figures
    simulated_s = figures.ended_s - OPENS_S
    speed = simulated_s / outcome.took_s
    visits = figures.visit_s
    cpu_ms = [1000 * seconds for seconds in figures.visit_cpu_s]
    cases = ", ".join(f"{kind} {times}" for kind, times in sorted(found.cases.items()))
    return [
        ("the hall was open (simulated)", f"{simulated_s / 3600:.2f} h"),
        ("it took (real)", f"{outcome.took_s:.0f} s, {speed:.0f} times as fast"),
        ("acts per second", f"{outcome.acts / outcome.took_s:.1f}"),
        ("HTTP requests of the kiosks", f"{figures.requests}"),
        ("HTTP requests per second", f"{figures.requests / outcome.took_s:.0f}"),
        ("visits", f"{len(visits)}"),
        ("a visit takes, p50 / p99", f"{_percentiles(visits, 's')} simulated"),
        ("kiosk's CPU per visit, p50 / p99", _percentiles(cpu_ms, "ms")),
        ("most in an outbox", _spread(figures.outbox_most.values())),
        ("payments in the journals", f"{found.payments}"),
        ("cases told to the staff", cases or "none"),
        ("kept by central", f"{found.sums.kept} yuan"),
        ("differences when reconciled", f"{found.differences}"),
    ]


def _percentiles(values: list[float], unit: str) -> str:
    if not values:
        return "-"
    ordered = sorted(values)
    half, most = (ordered[int(len(ordered) * share)] for share in (0.5, 0.99))
    return f"{half:.1f} / {most:.1f} {unit}"


def _spread(most: Iterable[int]) -> str:
    """How many kiosks had how much at most: `2 at 38 kiosks, 5 at 2 kiosks`."""
    counts = sorted(Counter(most).items())
    return ", ".join(f"{count} at {kiosks} kiosks" for count, kiosks in counts)
