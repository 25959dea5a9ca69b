"""`python -m tests.power`: every cut of every course, on all cores."""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tqdm import tqdm

from tests.power.proof import COURSES, cut_at, moments


def main() -> int:
    """Print every loss and one line at the end; 0 if nothing was lost."""
    began = time.monotonic()
    places = [(course, moment) for course in COURSES for moment in moments(course)]
    cuts = lost = 0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        verdicts = pool.map(cut_at, *zip(*places, strict=True), chunksize=8)
        for verdict in tqdm(verdicts, total=len(places), unit="moment", disable=None):
            cuts += verdict.cuts
            lost += len(verdict.losses)
            for loss in verdict.losses:
                print(loss, file=sys.stderr)
    print(f"{cuts} cuts, {lost} lost, {time.monotonic() - began:.0f} s")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
