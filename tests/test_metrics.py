"""What a kiosk counts, and who can read it."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from prometheus_client.openmetrics.exposition import generate_latest

from drivers.port import UNPLUGGED, Condition, Health, Media, Paper
from kiosk.app.config import SCANNERS, BadConfig, load
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery.attending import ATTENDING
from kiosk.app.steps import STEP_OF, step_of
from kiosk.app.tally import Tally
from kiosk.central.exchange import Reply
from kiosk.central.measured import MeasuredExchange, op_of
from kiosk.central.port import Unanswered
from kiosk.diagnostics import metrics as words
from kiosk.diagnostics.audit import Action
from kiosk.diagnostics.metrics import Backlog, Metrics, Page
from kiosk.flows.abilities import Abilities
from kiosk.flows.printing import Job, Printed, Printing
from kiosk.flows.visit_events import Clock, Tap
from kiosk.flows.visit_states import (
    AwaitingCode,
    Busy,
    Choosing,
    Finished,
    Idle,
    Problem,
    Quoted,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.document import Document
from kiosk.sandbox.routes import ROUTES
from tests.openmetrics import Numbers, Reader, free_port, parse, risen, series
from tests.test_visits_end_to_end import PATIENCE, Visitor, configure, visiting

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
DEVICES = (*SCANNERS, "receipt_printer", "page_printer", "form_printer")
COUNTED = (
    "kiosk_sessions_total",
    "kiosk_session_duration_seconds_count",
    "kiosk_step_duration_seconds_count",
    "kiosk_scan_total",
    "kiosk_scan_to_result_seconds_count",
    "kiosk_payment_total",
    "kiosk_payment_unknown_total",
    "kiosk_print_total",
)
# R109, and what else somebody far away should see.
GOLDEN = (
    "kiosk_audit_broken",
    "kiosk_audit_records_total",
    "kiosk_build_info",
    "kiosk_can",
    "kiosk_central_request_duration_seconds",
    "kiosk_clock_offset_seconds",
    "kiosk_device_state",
    "kiosk_escalations",
    "kiosk_last_heartbeat_timestamp_seconds",
    "kiosk_paper_not_taken_total",
    "kiosk_paper_remaining_ratio",
    "kiosk_paper_state",
    "kiosk_payment_total",
    "kiosk_payment_unknown_total",
    "kiosk_print_total",
    "kiosk_queue_depth",
    "kiosk_queue_oldest_age_seconds",
    "kiosk_scan_to_result_seconds",
    "kiosk_scan_total",
    "kiosk_session_duration_seconds",
    "kiosk_session_open",
    "kiosk_sessions_total",
    "kiosk_state_since_timestamp_seconds",
    "kiosk_step_duration_seconds",
    "kiosk_tech_login_total",
    "kiosk_ui_stall_seconds",
)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def page(scene: Scene) -> Reader:
    return Reader(free_port())


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path, page: Reader) -> Iterator[Visitor]:
    extra = f"{PATIENCE}\n[metrics]\nport = {page.port}\n"
    with visiting(scene, configure(scene, tmp_path, extra)) as visitor:
        yield visitor


def numbers_of(metrics: Metrics) -> Numbers:
    return parse(generate_latest(metrics.registry).decode())


# A visit through the real kiosk.


def test_a_visit_that_pays_is_counted_once_and_nothing_else_is(
    visitor: Visitor, page: Reader
) -> None:
    visitor.is_served()
    before = page.numbers()
    visitor.scans("P1008", "voucher")
    visitor.sees(Choosing)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    visitor.ends()
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: f.receipt is not None and f.paper_rests)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Welcome)
    assert risen(before, page.numbers(), *COUNTED) == {
        "kiosk_sessions_total{result=paid}": 1,
        "kiosk_session_duration_seconds_count": 1,
        "kiosk_step_duration_seconds_count{step=wait}": 3,
        "kiosk_step_duration_seconds_count{step=choose}": 1,
        "kiosk_step_duration_seconds_count{step=amount}": 1,
        "kiosk_step_duration_seconds_count{step=pay}": 1,
        "kiosk_step_duration_seconds_count{step=result}": 1,
        "kiosk_scan_total{result=read}": 1,
        "kiosk_scan_to_result_seconds_count": 1,
        "kiosk_payment_total{result=paid}": 1,
        "kiosk_print_total{kind=receipt,result=printed}": 1,
    }


def test_a_charge_that_nobody_answers_is_an_unknown_payment(
    visitor: Visitor, scene: Scene, page: Reader
) -> None:
    visitor.reaches_the_amount("P1008")
    before = page.numbers()
    scene.sandbox.fail("charge", "drop_before")
    scene.sandbox.fail("ask", "error", times=2)
    visitor.taps(Tap.CONFIRM)
    visitor.ends()
    assert risen(before, page.numbers(), "kiosk_payment_unknown_total") == {
        "kiosk_payment_unknown_total": 1
    }


def test_while_somebody_is_there_the_page_says_so(
    visitor: Visitor, page: Reader
) -> None:
    visitor.is_served()
    rested = page.numbers()
    visitor.taps(Tap.START)
    visitor.sees(AwaitingCode)
    there = page.numbers()
    is_open = series("kiosk_session_open")
    since = series("kiosk_state_since_timestamp_seconds")
    assert (rested[is_open], there[is_open]) == (0, 1)
    assert there[since] > rested[since]


def test_a_printer_without_paper_and_what_then_works_are_on_the_page(
    visitor: Visitor, scene: Scene, page: Reader
) -> None:
    visitor.is_served()
    scene.receipt_printer.paper_low()
    low = series("kiosk_paper_state", device="receipt_printer", state="low")
    page.waits_for(lambda now: now.get(low) == 1)
    scene.cable.pull()
    pay = series("kiosk_can", what="pay")
    page.waits_for(lambda now: now[pay] == 0)
    scene.receipt_printer.refill()


def test_central_is_measured_by_what_it_was_asked_for(
    visitor: Visitor, page: Reader
) -> None:
    visitor.reaches_the_amount("P1008")
    numbers = page.numbers()
    for op in ("identify", "look_up", "quote", "health"):
        count = "kiosk_central_request_duration_seconds_count"
        assert numbers[series(count, op=op, outcome="answered")] >= 1


# What it may grow to.


def test_every_name_that_is_promised_is_there_and_no_other() -> None:
    names = {name for name, _ in numbers_of(full())}
    families = {name.removesuffix("_bucket") for name in names}
    families = {name.removesuffix("_count").removesuffix("_sum") for name in families}
    assert sorted(families) == sorted(GOLDEN)


def test_no_kiosk_has_more_than_300_series() -> None:
    assert 200 < len(numbers_of(full())) <= 300


def full() -> Metrics:
    """All devices there can be, in every state, and everything else that happens."""
    metrics = Metrics("1.0")
    for name, health, paper, media in product(DEVICES, Health, Paper, Media):
        is_printer = name not in SCANNERS
        paper = paper if is_printer else Paper.UNKNOWN
        metrics.device(name, UNPLUGGED, Condition(health, "", paper, media))
    for result in words.RESULTS:
        metrics.visit_ended(result, 45)
    for step in words.STEPS:
        metrics.step_ended(step, 3)
    for op, outcome in product(words.OPS, words.OUTCOMES):
        metrics.asked_central(op, outcome, 0.2)
    for document, result in product(Document, words.PRINTS):
        if document is not Document.EXCHANGE:  # no print job: its form is a stock's
            metrics.print_ended(document.value, result)
    metrics.backlog(Backlog(3, 20.0, 1))
    metrics.paper_left(0.4)
    metrics.audit_looked_at(False)
    return metrics


@pytest.mark.parametrize("state", get_args(Busy))
def test_every_state_is_a_step(state: type) -> None:
    states = get_args(state) or (state,)
    assert {STEP_OF[one] for one in states} <= {*words.STEPS}


def test_whoever_is_asked_whether_she_is_there_is_where_she_was() -> None:
    assert step_of(Idle(AwaitingCode(Abilities()))) == "scan"
    assert step_of(Welcome(Abilities())) is None


def test_no_path_of_central_is_a_label_of_its_own() -> None:
    ops = {op_of(route.method, f"/v1{route.path}") for route in ROUTES}
    assert ops == {*words.OPS}
    assert op_of("POST", "/2207") == "settle"


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "answered"), (422, "refused"), (503, "failed")]
)
def test_a_request_is_timed_whatever_comes_of_it(status: int, outcome: str) -> None:
    told: list[tuple[str, str, float]] = []
    clock = iter([10.0, 12.5])
    exchange = MeasuredExchange(
        _Answers(status), lambda: next(clock), lambda *one: told.append(one)
    )
    exchange.send("POST", "/v1/charges", {}, b"", 10)
    assert told == [("charge", outcome, 2.5)]


def test_silence_is_timed_too() -> None:
    told: list[tuple[str, str, float]] = []
    exchange = MeasuredExchange(
        _Answers(None), lambda: 0.0, lambda *one: told.append(one)
    )
    with pytest.raises(Unanswered):
        exchange.send("GET", "/v1/patients/P1/bills", {}, None, 10)
    assert told == [("look_up", "failed", 0.0)]


class _Answers:
    """An exchange that says one thing, or nothing."""

    def __init__(self, status: int | None) -> None:
        self._status = status

    def send(self, *_: object) -> Reply:
        if self._status is None:
            raise Unanswered("silence")
        return Reply(self._status, {}, b"")


# How a visit ends.


@pytest.fixture
def metrics() -> Metrics:
    return Metrics("1.0")


@pytest.fixture
def tally(metrics: Metrics) -> Tally:
    return Tally(metrics, lambda: 0.0, lambda: NOW)


CAN = Abilities()
JOB = Job("J1", Document.INVOICE)
SCANNING = AwaitingCode(CAN)


@pytest.mark.parametrize(
    ("event", "result"), [(Tap.CANCEL, "cancelled"), (Clock.TIMED_OUT, "timeout")]
)
def test_who_leaves_with_nothing_went_or_was_gone(
    tally: Tally, metrics: Metrics, event: Tap | Clock, result: str
) -> None:
    tally.visit_moved(Welcome(CAN), Tap.START, SCANNING)
    tally.visit_moved(SCANNING, event, Welcome(CAN))
    assert results(metrics) == {result: 1}


def test_who_called_for_help_and_left_was_helped(
    tally: Tally, metrics: Metrics
) -> None:
    tally.visit_moved(Welcome(CAN), Tap.START, SCANNING)
    tally.helped()
    tally.visit_moved(SCANNING, Tap.CANCEL, Welcome(CAN))
    tally.visit_moved(Welcome(CAN), Tap.START, SCANNING)
    tally.visit_moved(SCANNING, Tap.CANCEL, Welcome(CAN))
    assert results(metrics) == {"helped": 1, "cancelled": 1}


def test_a_visit_that_cannot_go_on_has_failed(tally: Tally, metrics: Metrics) -> None:
    troubled = Troubled(CAN, Problem.CENTRAL_SILENT)
    tally.visit_moved(Welcome(CAN), Tap.START, SCANNING)
    tally.visit_moved(SCANNING, Clock.TIMED_OUT, troubled)
    tally.visit_moved(troubled, Clock.TIMED_OUT, Idle(troubled))
    tally.visit_moved(Idle(troubled), Clock.TIMED_OUT, Welcome(CAN))
    assert results(metrics) == {"failed": 1}


def test_who_works_at_the_kiosk_is_no_visitor(tally: Tally, metrics: Metrics) -> None:
    before: Visit = Welcome(CAN)
    for after in (*ATTENDING.values(), Welcome(CAN)):
        tally.visit_moved(before, Tap.CANCEL, after)
        before = after
    assert results(metrics) == {}


def test_a_kiosk_that_looks_around_has_no_visitor(
    tally: Tally, metrics: Metrics
) -> None:
    tally.visit_moved(Starting(), Tap.START, Welcome(CAN))
    assert results(metrics) == {}


def test_what_is_written_down_is_counted_and_who_wanted_in_by_what_came_of_it() -> None:
    metrics = Metrics("1.0")
    for action in ("kiosk.started", "staff.refused", "staff.admitted", "staff.left"):
        metrics.audited(Action(action))
        metrics.heard_of_staff(Action(action))
    metrics.audit_looked_at(False)
    numbers = numbers_of(metrics)
    assert numbers[series("kiosk_audit_records_total")] == 4
    for result in ("admitted", "refused"):
        assert numbers[series("kiosk_tech_login_total", result=result)] == 1
    assert numbers[series("kiosk_audit_broken")] == 1
    metrics.audit_looked_at(True)
    assert numbers_of(metrics)[series("kiosk_audit_broken")] == 0


def test_a_copy_that_central_has_heard_of_is_still_one_copy(
    tally: Tally, metrics: Metrics
) -> None:
    printed = Printed(JOB)
    tally.paper_moved(None, Printing(JOB))
    tally.paper_moved(Printing(JOB), printed)
    tally.paper_moved(printed, replace(printed, counted=1))
    prints = series("kiosk_print_total", kind="invoice", result="printed")
    assert numbers_of(metrics)[prints] == 1


def results(metrics: Metrics) -> dict[str, float]:
    return {
        dict(labels)["result"]: value
        for (name, labels), value in numbers_of(metrics).items()
        if name == "kiosk_sessions_total" and value
    }


# Who can read it.


def test_the_page_is_on_loopback_only(metrics: Metrics) -> None:
    page = Page(metrics, free_port())
    try:
        with socket.socket() as other, pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", page.port))
        assert Reader(page.port).numbers()
    finally:
        page.close()


def test_nobody_listens_unless_it_is_configured(scene: Scene, tmp_path: Path) -> None:
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        visitor.is_served()
        assert visitor.kiosk.page is None


def test_a_port_that_is_taken_stops_nobody(scene: Scene, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        extra = f"\n[metrics]\nport = {taken.getsockname()[1]}\n"
        with visiting(scene, configure(scene, tmp_path, extra)) as visitor:
            assert visitor.is_served().can_pay


@pytest.mark.parametrize("port", [0, 80, 65536])
def test_a_port_that_no_kiosk_may_use_is_refused_by_name(
    scene: Scene, tmp_path: Path, port: int
) -> None:
    config = configure(scene, tmp_path, f"\n[metrics]\nport = {port}\n")
    with pytest.raises(BadConfig, match=r"metrics\.port"):
        load(config)
