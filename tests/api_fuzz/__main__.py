"""`python -m tests.api_fuzz`: exit code 0 says that central kept to its description."""

import argparse
import random
import sys

from tests.api_fuzz.face import described
from tests.api_fuzz.run import feed


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.api_fuzz", description=__doc__
    )
    parser.add_argument("--examples", type=int, default=500, metavar="N")
    parser.add_argument("--database", default=":memory:", metavar="FILE|URL")
    parser.add_argument("--seed", type=int, help="the same seed, the same requests")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    faults = 0
    with described(options.database) as schema:
        for found in schema.get_all_operations():
            operation = found.ok()
            print(operation.label, flush=True)
            for fault in feed(operation, options.examples, seed):
                faults += 1
                print(fault, flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
