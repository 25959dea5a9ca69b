"""`python -m tests.storm`: one busy hour in which the kiosk is killed again and again.

The kiosk is a real process with the real wiring, central another; scanner, printers
and cable are simulators on ptys and sockets. Exit code 0 says that no money was lost or
taken twice, and that both sets of books agree.
"""

import argparse
import random
import sys
from pathlib import Path

from tests.storm.run import Outcome, rage


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    parser.add_argument("--kills", type=int, default=500, metavar="N")
    parser.add_argument(
        "--seed",
        type=int,
        help="of the dice; the moments themselves are the machine's own",
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave both sets of books here"
    )
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    if options.keep:
        options.keep.mkdir(parents=True)
    print(f"seed {seed}", flush=True)
    outcome = rage(options.kills, seed, options.keep)
    print(table(outcome))
    return 1 if outcome.faults else 0


def table(outcome: Outcome) -> str:
    width = max(map(len, outcome.rows))
    lines = [f"{name:<{width}}  {value:>8}" for name, value in outcome.rows.items()]
    verdict = "It holds." if not outcome.faults else "IT DOES NOT HOLD:"
    return "\n".join(["", *lines, "", verdict, *outcome.faults])


if __name__ == "__main__":
    sys.exit(main())
