"""The sandbox beside the fleet: a process of its own, on the fleet's clock.

What it judges by time - codes, quotes, payers who think, days - it judges by the
simulated time, which the fleet writes into a number that both processes share.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

import requests

from kiosk.app.simulation.fleet_plan import Day
from kiosk.sandbox.books import Books
from kiosk.sandbox.people import sample_bills, sample_people
from kiosk.sandbox.serve import serve
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.stays import close_list, make_stay, put_down_elsewhere
from kiosk.sandbox.store import Store

START_DEADLINE_S = 60
STOP_DEADLINE_S = 20
PANEL_DEADLINE_S = 10


@dataclass(frozen=True, slots=True)
class SharedClock:
    """Simulated time. The fleet puts it forward; central only reads it."""

    began: datetime
    elapsed_s: c_double

    def now(self) -> datetime:
        return self.began + timedelta(seconds=self.elapsed_s.value)


class Phones:
    """Every phone in the hall and every doctor's printer: the sandbox's panel."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def codes(self, psn_no: str) -> dict[str, str]:
        """What a phone shows now, by kind."""
        reply = self._ask(f"/sandbox/people/{psn_no}/codes")
        reply.raise_for_status()
        codes: dict[str, str] = reply.json()
        return codes

    def scan(self, psn_no: str, text: str) -> None:
        """Have a phone scan what stands on a kiosk's screen, unless it is closed."""
        self._ask(f"/sandbox/people/{psn_no}/scan", text=text)

    def guide_slip(self, psn_no: str) -> bytes:
        """The code on the slip that a doctor's printer makes now; empty where nothing
        is open, or too much for one slip."""
        reply = self._ask(f"/sandbox/people/{psn_no}/guide-slip")
        return str(reply.json()["text"]).encode() if reply.ok else b""

    def close(self) -> None:
        self._session.close()

    def _ask(self, path: str, **how: str) -> requests.Response:
        url = self._url + path
        return self._session.post(url, params=how, timeout=PANEL_DEADLINE_S)


class FleetCentral:
    """The sandbox with one day's people in its books."""

    def __init__(self, database: Path, day: Day, began: datetime) -> None:
        self._database = database
        _fill(database, day, began)
        context = multiprocessing.get_context("spawn")
        self.clock = SharedClock(began, context.Value("d", 0.0, lock=False))
        ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_serve, args=(database, self.clock, theirs), name="central"
        )
        self._process.start()
        theirs.close()
        if not ours.poll(START_DEADLINE_S):
            self.stop()
            raise RuntimeError("the sandbox did not start")
        self.url = f"http://127.0.0.1:{ours.recv()}"
        ours.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @contextmanager
    def books(self) -> Iterator[Books]:
        """Central's own books, read beside it."""
        store = Store(self._database)
        try:
            with store.opened() as books:
                yield books
        finally:
            store.close()

    def stop(self) -> None:
        self._process.terminate()
        self._process.join(STOP_DEADLINE_S)


def _fill(database: Path, day: Day, began: datetime) -> None:
    """The sample people too: their presence tells the sandbox that it is filled."""
    store = Store(database)
    with store.opened() as books:
        books.start_over(
            (*sample_people(), *day.people),
            (*sample_bills(began.date()), *day.bills),
        )
        _admit(books, day, Moment(began, Settings()))
    store.close()


def _admit(books: Books, day: Day, moment: Moment) -> None:
    for at, planned in enumerate(day.stays):
        if planned.days is None:
            make_stay(books, planned.psn_no, at, None)
            continue
        began = moment.today - timedelta(days=planned.days)
        stay = make_stay(books, planned.psn_no, at, began)
        for amount, method in planned.deposits:
            put_down_elsewhere(books, stay, amount, method, moment)
        close_list(books, stay, moment)


def _serve(database: Path, clock: SharedClock, announce: Connection) -> None:
    serve("127.0.0.1", 0, database, announce.send, clock=clock.now)
