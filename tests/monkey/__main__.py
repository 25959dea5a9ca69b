"""`python -m tests.monkey`: exit code 0 says that no hand got behind the window."""

import argparse
import random
import sys

from tests.monkey.play import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--seed", type=int, help="the same seed, the same hands")
    parser.add_argument("--wide", action="store_true", help="a screen on its side")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    report = play(options.events, seed, wide=options.wide)
    print(*report.lines(), sep="\n", flush=True)
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
