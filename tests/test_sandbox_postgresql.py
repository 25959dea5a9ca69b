"""Central's books in PostgreSQL: shared by processes, and no looser than SQLite's."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from threading import Barrier

import pytest
import requests
from sqlalchemy import create_engine, text

from kiosk.sandbox import databases
from kiosk.sandbox.books import OutOfReach
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.face import create_app
from kiosk.sandbox.records import Person
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from tests.at_central import Clock, Json, Kiosk, new_key
from tests.postgresql import Server

ROUNDS = 8
WOMAN, OTHER = "P1001", "P1014"
HALF_DONE = """
import sys
from kiosk.sandbox.store import Store
with Store(sys.argv[1]).opened() as books:
    books.mark_paid(tuple(one.id for one in books.open_bills("P1001")), "S1")
    print("marked", flush=True)
    sys.stdin.read()
"""
CUT_THE_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
Asking = Callable[[Kiosk], requests.Response]


@contextmanager
def process(url: str) -> Iterator[str]:
    """`kiosk sandbox` as a process of its own; yields its address."""
    command = [sys.executable, "-m", "kiosk", "sandbox", "--port", "0"]
    with subprocess.Popen(
        [*command, "--database", url], stdout=subprocess.PIPE, text=True
    ) as sandbox:
        try:
            assert sandbox.stdout is not None
            yield sandbox.stdout.readline().removeprefix("listening on ").strip()
        finally:
            sandbox.kill()


class Ask:
    """What a kiosk may ask, ready to be asked anywhere."""

    @staticmethod
    def charge(quote: Json, key: str) -> Asking:
        return lambda kiosk: kiosk.charge(quote, key)

    @staticmethod
    def place(person: str, slot: str) -> Asking:
        asked, key = {"psn_no": person, "slot_id": slot}, new_key()
        return lambda kiosk: kiosk.post("/v1/registrations", asked, key)

    @staticmethod
    def invoice(settlement: str) -> Asking:
        asked, key = {"setl_id": settlement}, new_key()
        return lambda kiosk: kiosk.post("/v1/invoices", asked, key)


class Pair:
    """Two kiosks, each at a process of its own, and one set of books."""

    def __init__(self, addresses: list[str]) -> None:
        self.kiosks = [Kiosk(address, Clock()) for address in addresses]
        self._pool = ThreadPoolExecutor(len(self.kiosks))

    def race(self, *asks: Asking) -> list[requests.Response]:
        """Each asks at its own process, at the same moment."""
        start = Barrier(len(asks))

        def go(kiosk: Kiosk, ask: Asking) -> requests.Response:
            start.wait()
            return ask(kiosk)

        return list(self._pool.map(go, self.kiosks, asks))

    def reset(self) -> None:
        assert self.kiosks[0].post("/sandbox/reset").ok

    def close(self) -> None:
        self._pool.shutdown()
        for kiosk in self.kiosks:
            kiosk.session.close()


@pytest.fixture(scope="module")
def pair(postgresql: Server) -> Iterator[Pair]:
    url = postgresql.fresh()
    with ExitStack() as running, ThreadPoolExecutor() as pool:
        both = [process(url), process(url)]
        addresses = list(pool.map(running.enter_context, both))
        pair = Pair(addresses)
        running.callback(pair.close)
        yield pair


@pytest.fixture
def morning(pair: Pair) -> Iterator[Pair]:
    pair.reset()
    yield pair
    pages = [kiosk.books() for kiosk in pair.kiosks]
    assert pages[0] == pages[1]
    assert pages[0]["balanced"]


def slot_for_one(kiosk: Kiosk) -> str:
    found = kiosk.get("/v1/departments/D03/clinics").json()["clinics"]
    slots = [slot for clinic in found for slot in clinic["slots"]]
    return str(next(slot["slot_id"] for slot in slots if slot["remaining"] == 1))


def test_two_that_begin_at_once_fill_the_books_once(pair: Pair) -> None:
    people = [kiosk.get("/sandbox/people").json() for kiosk in pair.kiosks]
    assert people[0] == people[1]
    assert len({person["id"] for person in people[0]}) == len(people[0])


def test_one_key_raced_at_two_processes_charges_once(morning: Pair) -> None:
    for _ in range(ROUNDS):
        morning.reset()
        quote, key = morning.kiosks[0].quote(WOMAN), new_key()
        said = morning.race(*[Ask.charge(quote, key)] * 2)
        assert said[0].json() == said[1].json()
        assert said[0].json()["status"] == "paid"
        charges = morning.kiosks[0].books()["charges"]
        assert [one["key"] for one in charges] == [key]


def test_a_bill_paid_at_two_kiosks_at_once_is_paid_once(morning: Pair) -> None:
    for _ in range(ROUNDS):
        morning.reset()
        quotes = [kiosk.quote(WOMAN) for kiosk in morning.kiosks]
        said = morning.race(*(Ask.charge(quote, new_key()) for quote in quotes))
        assert sorted(one.json()["status"] for one in said) == ["paid", "refused"]


def test_the_last_place_is_sold_once(morning: Pair) -> None:
    for _ in range(ROUNDS):
        morning.reset()
        slot = slot_for_one(morning.kiosks[0])
        said = morning.race(*(Ask.place(who, slot) for who in (WOMAN, OTHER)))
        assert sorted(one.status_code for one in said) == [200, 409]


def test_a_settlement_has_one_invoice_wherever_it_is_asked_for(morning: Pair) -> None:
    for _ in range(ROUNDS):
        morning.reset()
        settlement = morning.kiosks[0].settled(WOMAN)["setl_id"]
        said = morning.race(*(Ask.invoice(settlement) for _ in morning.kiosks))
        assert len({one.json()["invoice_number"] for one in said}) == 1


def test_what_a_killed_process_had_begun_has_not_happened(
    postgresql: Server,
) -> None:
    url = postgresql.fresh()
    with closing(Store(url)) as store:
        Desk(store, Clock(), Settings()).open_the_day()
        with subprocess.Popen(
            [sys.executable, "-c", HALF_DONE, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as half_done:
            assert half_done.stdout is not None
            assert half_done.stdout.readline() == "marked\n"
            half_done.kill()
        with store.opened() as books:
            assert books.open_bills(WOMAN)


@pytest.fixture
def kept(postgresql: Server) -> Iterator[tuple[str, Store]]:
    url = postgresql.fresh()
    store = Store(url)
    Desk(store, Clock(), Settings()).open_the_day()
    yield url, store
    store.close()


def test_the_books_are_found_again_after_the_database_was_away(
    postgresql: Server,
) -> None:
    store = Store(postgresql.fresh())
    with serving(create_app(store, Clock())) as address:
        kiosk = Kiosk(address, Clock())
        with kiosk.session:
            postgresql.stop()
            away = kiosk.get("/v1/patients/P1001/bills")
            postgresql.start()
            assert away.status_code == 503
            assert "Retry-After" in away.headers
            assert kiosk.bills(WOMAN)
    store.close()


def test_a_connection_that_was_cut_is_made_anew(kept: tuple[str, Store]) -> None:
    """Cut often: where it is noticed is a matter of luck."""
    url, store = kept
    other = create_engine(url.replace("postgresql:", "postgresql+pg8000:", 1))
    for _ in range(ROUNDS):
        with other.connect() as connection:
            connection.execute(text(CUT_THE_OTHERS)).all()
        with suppress(OutOfReach), store.opened():
            pass
        with store.opened() as books:
            assert books.open_bills(WOMAN)
    other.dispose()


def test_who_waits_too_long_for_the_books_has_done_nothing(
    kept: tuple[str, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, store = kept
    monkeypatch.setattr(databases, "WAIT_S", 0.1)
    impatient = Store(url)
    with serving(create_app(impatient, Clock())) as address:
        kiosk = Kiosk(address, Clock())
        with kiosk.session:
            quote = kiosk.quote(WOMAN)
            with store.opened():
                late = kiosk.charge(quote, new_key())
            assert (late.status_code, "Retry-After" in late.headers) == (503, True)
            assert kiosk.books()["charges"] == []
    impatient.close()


def test_text_is_sorted_by_its_bytes_and_rows_by_their_coming(
    kept: tuple[str, Store],
) -> None:
    _, store = kept
    with store.opened() as books:
        first, *_ = books.every(Person)
        for id in ("b", "B", "a", "-"):
            books.put(replace(first, id=id))
        books.put(replace(first, id="b", name="written again"))
        assert [one.id for one in books.every(Person)][-4:] == ["b", "B", "a", "-"]
        bills = [replace(books.open_bills(WOMAN)[0], id=id) for id in "bBa"]
        books.add(bills)
        assert [one.id for one in books.bills(("a", "b", "B"))] == ["B", "a", "b"]
