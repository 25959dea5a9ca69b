"""`python -m tests.misreads --frames 100000`: exit 1 if a single code is wrong."""

import argparse
import os
import sys
from functools import reduce
from multiprocessing import Pool
from operator import add

from tests.misreads.counting import FRAMES_A_SCENE, Count, scene


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.misreads")
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--from", type=int, default=0, metavar="SEED", dest="first")
    options = parser.parse_args()
    last = options.first + -(-options.frames // FRAMES_A_SCENE)
    with Pool(os.cpu_count()) as pool:
        counts = pool.imap_unordered(scene, range(options.first, last), chunksize=20)
        total = reduce(add, counts, Count())
    print(
        f"{total.frames} frames; {total.scenes} phones, {total.read} read, "
        f"{total.first_or_second} by their second frame; {len(total.wrong)} misread"
    )
    for seed, code in total.wrong:
        print(f"  seed {seed}: {code!r}")
    return int(bool(total.wrong))


if __name__ == "__main__":
    sys.exit(main())
