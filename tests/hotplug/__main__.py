"""`python -m tests.hotplug`: pull every device's cable a thousand times.

Each device is a process that speaks its real protocol over a pty or a socket, and
is looked after as in a running kiosk. Exit code 0 says: never a hang, never a
duplicate, never a wrong "printed", and found again within two seconds, every time.
"""

import argparse
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.hotplug.benches import STORMS, rage


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.hotplug", description=__doc__
    )
    parser.add_argument("--times", type=int, default=1000, metavar="N")
    parser.add_argument("--device", choices=STORMS, help="only this one")
    parser.add_argument("--at-once", type=int, default=2, metavar="N", help="devices")
    parser.add_argument("--seed", type=int, help="of the moments")
    options = parser.parse_args()
    seed = random.randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    chosen = [options.device] if options.device else [*STORMS]
    faults = 0
    with ProcessPoolExecutor(options.at_once, get_context("spawn")) as pool:
        jobs = [pool.submit(rage, device, options.times, seed) for device in chosen]
        for job in jobs:
            report = job.result()
            print(*report.lines(), sep="\n", flush=True)
            faults += len(report.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
