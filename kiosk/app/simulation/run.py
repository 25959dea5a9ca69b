"""`kiosk simulate`: many seeds, on all cores; a failure says how to see it again."""

import multiprocessing
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from tqdm import tqdm

from kiosk.app import log
from kiosk.app.simulation.world import Outcome, World


def simulate(seed: int) -> Outcome:
    """Live through one world."""
    log.stay_silent()
    return World(seed).run()


def simulate_many(
    seeds: Iterable[int], processes: int | None = None
) -> Iterator[Outcome]:
    """Live through many, in no particular order."""
    workers = processes or os.cpu_count() or 1
    if workers == 1:
        log.stay_silent()
        yield from map(simulate, seeds)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(simulate, seeds, chunksize=4)


def fresh_seed() -> int:
    """Where to begin when nobody says where."""
    return secrets.randbelow(2**31)


def run(count: int, first: int | None) -> bool:
    """Print what became of the seeds; True if all of them are well."""
    start = fresh_seed() if first is None else first
    began = time.monotonic()
    visits = failed = 0
    ends: Counter[str] = Counter()
    outcomes = simulate_many(range(start, start + count))
    for outcome in tqdm(outcomes, total=count, unit="seed", disable=None):
        visits += outcome.visits
        ends.update(outcome.ends)
        if outcome.violations:
            failed += 1
            report(outcome)
    took_s = time.monotonic() - began
    print(
        f"{count} seeds from {start}: {visits} visits, {ends.total()} payments,"
        f" {failed} seeds failed, {count / took_s:.0f} seeds/s"
    )
    for end, times in sorted(ends.items()):
        print(f"  {times:8} {end}")
    return not failed


def replay(seed: int) -> bool:
    """Print one seed's whole story."""
    log.stay_silent()
    outcome = World(seed, keep_trace=True).run()
    print("\n".join(outcome.trace))
    print(f"seed {seed}: trace {outcome.trace_hash}, {outcome.visits} visits")
    report(outcome)
    return not outcome.violations


def report(outcome: Outcome) -> None:
    """Say what is wrong, and the one command that shows it again."""
    for violation in outcome.violations:
        print(f"seed {outcome.seed}: {violation}", file=sys.stderr)
    if outcome.violations:
        print(how_to_replay(outcome.seed), file=sys.stderr)


def how_to_replay(seed: int) -> str:
    """The one command."""
    return f"  again: kiosk simulate --from {seed} --seeds 1 --trace"
