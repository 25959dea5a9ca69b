"""One id finds all that a visit set in motion, and nothing of another one."""

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.app import records
from kiosk.app.config import load
from kiosk.app.courier import Courier
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery.values import KEY
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_vault
from kiosk.app.workers import Timers, Worker
from kiosk.central import tracing
from kiosk.central.exchange import HttpExchange, Reply
from kiosk.central.port import Central, NotSent
from kiosk.central.tracing import current, trace_id, traced
from kiosk.flows.payment_effects import RevokeSettlement
from kiosk.flows.payment_events import PowerReturned
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import Choosing, Finished, Paying, Quoted, Welcome
from offline_queue.database import Database
from offline_queue.outbox import Task
from tests.test_fleet_events import waits_for
from tests.test_visits_end_to_end import PATIENCE, Visitor, configure, visiting

HEADER = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-01")


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Each request: its path, and its traceparent."""
    seen: list[tuple[str, str]] = []
    send = HttpExchange.send

    def note(
        self: HttpExchange,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *rest: Any,
    ) -> Reply:
        seen.append((path, headers.get("traceparent", "")))
        return send(self, method, path, headers, *rest)

    monkeypatch.setattr(HttpExchange, "send", note)
    return seen


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What the kiosk logs."""
    said: list[dict[str, Any]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(json.loads(record.getMessage()))

    logger, ear = logging.getLogger("kiosk"), Ear()
    level = logger.level
    logger.addHandler(ear)
    logger.setLevel(logging.INFO)
    yield said
    logger.removeHandler(ear)
    logger.setLevel(level)


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path, PATIENCE)) as visitor:
        yield visitor


def pays_and_prints(visitor: Visitor, person: str) -> None:
    visitor.sees(Welcome)
    visitor.scans(person, "voucher")
    visitor.sees(Choosing)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    visitor.ends()
    visitor.taps(Tap.PRINT_INVOICE)
    visitor.sees(Finished, lambda f: f.invoice is not None and f.paper_rests)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome)


def traces(sent: list[tuple[str, str]]) -> dict[str, set[str]]:
    """By the first word of the path."""
    found: dict[str, set[str]] = {}
    for path, header in sent:
        match = HEADER.fullmatch(header)
        assert match or not header, header
        found.setdefault(path.split("/")[2], set()).add(match[1] if match else "")
    return found


def test_one_id_finds_the_scan_the_charge_and_the_print(
    sent: list[tuple[str, str]],
    visitor: Visitor,
    scene: Scene,
    lines: list[dict[str, Any]],
) -> None:
    visitor.is_served()
    pays_and_prints(visitor, "P1008")
    waits_for(scene, "prints", bool)
    visit = [
        *("identities", "patients", "pre-settlements", "charges"),
        *("settlements", "invoices", "prints"),
    ]
    found = traces(sent)
    [trace] = found["identities"]
    assert trace
    assert {word: found[word] for word in visit} == {word: {trace} for word in visit}
    assert found["health"] == {""}
    mine = {line["event"] for line in lines if line.get("trace") == trace}
    assert {"payment.moved", "visit.ended"} <= mine
    assert all(line.get("trace") == trace for line in lines if "fact" in line)
    config = load(visitor.config)
    with Database(config.database, seal=open_vault(config)) as database:
        ledger = Ledger(database, bytes)
        [job] = [paper.job for paper in ledger.papers()]
        [payment] = ledger.payments()
    assert (job.trace, payment.intent.trace) == (trace, trace)


def test_the_next_visit_has_another_id(
    visitor: Visitor, sent: list[tuple[str, str]]
) -> None:
    visitor.is_served()
    pays_and_prints(visitor, "P1008")
    [first] = traces(sent)["identities"]
    sent.clear()
    pays_and_prints(visitor, "P1001")
    [second] = traces(sent)["charges"]
    assert second != first


def test_what_is_done_after_a_power_cut_has_the_id_of_before(
    scene: Scene, tmp_path: Path, sent: list[tuple[str, str]]
) -> None:
    config = configure(scene, tmp_path)
    with visiting(scene, config) as visitor:
        visitor.reaches_the_amount("P1008")
        scene.sandbox.fail("settle", "error", times=1000)
        visitor.taps(Tap.CONFIRM)
        visitor.sees(Paying, lambda p: type(p.payment).__name__ == "Settling")
        [before] = traces(sent)["charges"]
        visitor.kiosk.stop()
        sent.clear()
        scene.sandbox.behave()
        later = Visitor(scene, config)
        waits_for(scene, "settlements", bool)
        later.kiosk.stop()
    assert before
    assert traces(sent)["settlements"] == {before}


def test_a_duty_is_carried_under_the_trace_of_its_record() -> None:
    seen: list[str] = []

    class Listens:
        def revoke_settlement(self, key: str) -> None:
            seen.append(current())
            raise NotSent("no network")

    courier = Courier(cast(Central, Listens()), print, print)
    for trace in ("a" * 32, ""):
        body = records.encode(RevokeSettlement(KEY), trace)
        courier.send(Task("t", f"payment/{KEY}", "RevokeSettlement", 0, body))
    assert seen == ["a" * 32, ""]
    assert current() == ""


def test_a_record_without_a_trace_is_what_it_always_was() -> None:
    plain = records.encode(PowerReturned(KEY))
    assert b"trace" not in plain
    assert records.trace_of(plain) == ""
    assert records.trace_of(b"\xff") == records.trace_of(b"[]") == ""
    seen = records.decode_payment(records.encode(PowerReturned(KEY), "a" * 32))
    assert seen == PowerReturned(KEY)


def test_a_job_belongs_to_the_trace_in_which_it_was_handed_over() -> None:
    seen: list[str] = []
    worker, timers = Worker("w", print), Timers(print)
    done = threading.Semaphore(0)

    def look() -> None:
        seen.append(current())
        done.release()

    with traced("a" * 32):
        worker.submit(look)
        timers.after(0, lambda: _submit(worker, look))
    worker.submit(look)
    worker.start()
    timers.start()
    assert all(done.acquire(timeout=10) for _ in range(3))
    timers.stop()
    worker.stop()
    assert sorted(seen) == ["", "a" * 32, "a" * 32]


def _submit(worker: Worker, job: Callable[[], None]) -> None:
    assert worker.submit(job)


def test_a_trace_is_new_for_each_key_and_does_not_show_it() -> None:
    key = "0193f1aa-0000-7000-8000-000000000000"
    trace = trace_id(key)
    assert re.fullmatch("[0-9a-f]{32}", trace)
    assert trace == trace_id(key) != trace_id(KEY)
    assert key.replace("-", "") != trace
    assert HEADER.fullmatch(tracing.traceparent(trace, tracing.new_span()))
