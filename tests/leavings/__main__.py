"""`python -m tests.leavings`: exit code 0 says that no visit left anything behind."""

import argparse
import random
import sys
from statistics import quantiles

from tests.leavings.run import Lobbyist
from tests.lobby import Lobby

LIMIT_MS = 500  # from the end of a visit to the pristine screen (R35)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.leavings", description=__doc__
    )
    parser.add_argument("--visits", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, help="the same seed, the same visits")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    with Lobby() as lobby:
        found = Lobbyist(lobby, seed).come(options.visits)
    for fault in found.faults:
        print(fault)
    parts = [1000 * one for one in quantiles(found.ends_s, n=100)]
    print(
        f"{options.visits} visits, {len(found.faults)} leavings; from the end to the "
        f"pristine frame: p50 {parts[49]:.0f} ms, p99 {parts[98]:.0f} ms, "
        f"at most {1000 * max(found.ends_s):.0f} ms, of {LIMIT_MS} ms"
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
