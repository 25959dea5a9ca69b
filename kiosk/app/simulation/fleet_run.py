"""A fleet in several processes, each with its kiosks and its queue, and one bar."""

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import date
from multiprocessing.connection import Connection, wait

from tqdm import tqdm

from kiosk.app import log
from kiosk.app.simulation.fleet import Fleet, Share
from kiosk.app.simulation.fleet_central import FleetCentral
from kiosk.app.simulation.fleet_pace import Pace
from kiosk.app.simulation.fleet_report import PartReport

GLANCE_S = 0.5  # between two looks at how far it is
STOP_DEADLINE_S = 20


def run_parts(
    shares: Sequence[Share], central: FleetCentral, day: date
) -> list[PartReport]:
    """Live through the day; what every part reports. EOFError if one breaks."""
    context = multiprocessing.get_context("spawn")
    open_acts = context.Array("i", [len(one.acts) for one in shares], lock=False)
    barrier = context.Barrier(len(shares))
    processes, ends = [], []
    for number, share in enumerate(shares):
        ours, theirs = context.Pipe(duplex=False)
        pace = Pace(number, central.clock, open_acts, barrier)
        process = context.Process(
            target=_part, args=(share, central.url, pace, day, theirs)
        )
        process.start()
        theirs.close()
        processes.append(process)
        ends.append(ours)
    try:
        return _collect(ends, lambda: sum(open_acts))
    except EOFError:
        barrier.abort()  # the others stop waiting for the one that broke
        raise
    finally:
        for process in processes:
            process.join(STOP_DEADLINE_S)
            process.terminate()


def _part(share: Share, url: str, pace: Pace, day: date, end: Connection) -> None:
    log.stay_silent()
    fleet = Fleet(share, url, pace)
    fleet.run()
    end.send(fleet.report(day))


def _collect(ends: list[Connection], left: Callable[[], int]) -> list[PartReport]:
    """Wait for every report, and show how many acts are over."""
    reports: dict[Connection, PartReport] = {}
    total = left()
    with tqdm(total=total, unit="act", disable=None) as progress:
        while len(reports) < len(ends):
            waiting = [end for end in ends if end not in reports]
            for end in wait(waiting, GLANCE_S):
                assert isinstance(end, Connection)
                reports[end] = end.recv()
            progress.update(total - left() - progress.n)
    return [reports[end] for end in ends]
