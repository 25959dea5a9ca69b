"""A printer whose cable is pulled at random moments of its jobs."""

import queue
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from drivers.port import MaybePrinted, NotPrinted, PagePrinter, ReceiptPrinter
from tests.hotplug.around import Around
from tests.hotplug.meddler import Meddler
from tests.hotplug.report import Report
from tests.peer import Peer

PRINTED, DOUBTFUL, NOT_PRINTED = "printed", "in doubt", "not printed"
MARK = re.compile(rb"hot-plug (\d{6})")


def mark(number: int) -> bytes:
    """What stands on the paper of this job alone."""
    return b"hot-plug %06d" % number


def storm(
    report: Report,
    peer: Peer,
    printer: ReceiptPrinter | PagePrinter,
    print_one: Callable[[int], None],
    *,
    times: int,
    dice: random.Random,
    longest_s: float,
    limit_s: float,
) -> None:
    """Print `times` jobs of at most `longest_s`; each call must end in `limit_s`.

    Fill the report. A job told to be printed came out once; one told not to be never
    did; none came out twice.
    """
    verdicts: dict[int, str] = {}
    came: Counter[int] = Counter()
    meddler = Meddler(peer, dice, longest_s)
    with Around(report.device) as around:
        hand = around.print_on(printer)
        around.well_after(0.0)
        for number in range(times):
            done: queue.Queue[tuple[str, float]] = queue.Queue()
            with meddler.at_work():
                hand.submit(lambda n=number, d=done: d.put(_attempt(print_one, n)))  # type: ignore[misc]
                verdicts[number], seconds = done.get(timeout=2 * limit_s)
            report.count(verdicts[number])
            report.took(seconds, limit_s)
            well_at = around.well_after(meddler.back_at)
            report.found(well_at - meddler.back_at)
            came += came_out(peer)
        report.faults += ["a bug"] * around.bugs
    report.faults += compare(verdicts, came + came_out(peer))


def compare(verdicts: dict[int, str], came: Counter[int]) -> list[str]:
    """What the driver said of each job against what lies in the tray."""
    faults = [f"job {n} came out {k} times" for n, k in came.items() if k > 1]
    for number, verdict in verdicts.items():
        if verdict == PRINTED and not came[number]:
            faults.append(f"job {number} was called printed and never came out")
        if verdict == NOT_PRINTED and came[number]:
            faults.append(f"job {number} was called not printed and came out")
    return faults


def came_out(peer: Peer) -> Counter[int]:
    came: Counter[int] = Counter()
    while not peer.came.empty():
        came.update(numbers_on(peer.came.get()))
    return came


def numbers_on(path: Path) -> list[int]:
    return [int(number) for number in MARK.findall(path.read_bytes())]


def _attempt(print_one: Callable[[int], None], number: int) -> tuple[str, float]:
    began = time.monotonic()
    verdict = PRINTED
    try:
        print_one(number)
    except MaybePrinted:
        verdict = DOUBTFUL
    except NotPrinted:
        verdict = NOT_PRINTED
    return verdict, time.monotonic() - began
