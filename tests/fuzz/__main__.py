"""`python -m tests.fuzz`: exit code 0 says that nothing escaped, grew or hung."""

import argparse
import random
import sys

from tests.fuzz.run import feed
from tests.fuzz.targets import targets


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--times", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--parser", help="only this one")
    parser.add_argument("--seed", type=int, help="the same seed, the same strings")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    faults = 0
    for target in targets():
        if options.parser in (None, target.name):
            finding = feed(target, options.times, seed)
            print(*finding.lines(), sep="\n", flush=True)
            faults += len(finding.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
