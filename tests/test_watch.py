"""What the kiosk knows of its surroundings, and when it says so."""

import threading
from functools import partial

import pytest

from drivers.port import Condition, Health
from kiosk.app.watch import Reachability, Watch
from kiosk.app.workers import Timers, Worker
from kiosk.flows.visit_states import Abilities

FINE = Condition(Health.OK)


def looked_around(reports: list[Abilities]) -> Watch:
    watch = Watch(reports.append)
    watch.receipt_printer(FINE)
    watch.page_printer(FINE)
    watch.central(online=True)
    watch.scanner("camera", usable=True)
    return watch


def test_nothing_is_said_before_everything_was_looked_at() -> None:
    reports: list[Abilities] = []
    looked_around(reports)
    assert reports == [Abilities()]


def test_only_news_is_reported() -> None:
    reports: list[Abilities] = []
    watch = looked_around(reports)
    watch.receipt_printer(FINE)
    assert len(reports) == 1
    watch.receipt_printer(Condition(Health.FAILED, "paper out"))
    assert reports[-1] == Abilities(receipts=False)


def test_one_working_scanner_is_enough() -> None:
    reports: list[Abilities] = []
    watch = looked_around(reports)
    watch.scanner("serial", usable=False)
    assert reports[-1].scanner
    watch.scanner("camera", usable=False)
    assert not reports[-1].scanner


def test_a_printer_that_does_not_say_how_it_is_prints_nothing() -> None:
    reports: list[Abilities] = []
    looked_around(reports).page_printer(Condition(Health.UNKNOWN))
    assert not reports[-1].invoices


def test_two_failures_among_five_mean_offline() -> None:
    reachability = Reachability()
    told = [reachability.note(answered) for answered in (True, False, True, True)]
    assert told == [True] * 4
    assert not reachability.note(False)


def test_one_answer_brings_central_back() -> None:
    reachability = Reachability()
    assert not reachability.note(False)
    assert not reachability.note(False)
    assert reachability.note(True)
    assert reachability.note(False), "one failure after it came back is not enough"


def test_a_bug_is_told_and_the_worker_goes_on() -> None:
    bugs = threading.Semaphore(0)
    done = threading.Event()
    worker = Worker("w", bugs.release)
    worker.start()
    worker.submit(lambda: 1 // 0)  # type: ignore[arg-type]
    worker.submit(done.set)
    assert done.wait(5)
    assert bugs.acquire(timeout=5)
    worker.stop()


def test_a_worker_that_is_full_says_no() -> None:
    worker = Worker("w", lambda: None, length=1)
    assert worker.submit(lambda: None)
    assert not worker.submit(lambda: None)
    worker.stop()


def test_what_arrived_before_the_end_is_still_done_where_it_must_be() -> None:
    seen: list[int] = []
    worker = Worker("w", lambda: None, drains=True)
    for number in range(3):
        worker.submit(partial(seen.append, number))
    worker.start()
    assert worker.stop()
    assert seen == [0, 1, 2]


def test_a_loop_that_breaks_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.app.workers.RESTART_S", 0.01)
    rounds = iter([1, 0])
    done = threading.Event()

    def loop() -> None:
        if next(rounds):
            raise ZeroDivisionError
        done.set()

    worker = Worker("w", lambda: None)
    worker.repeat(loop)
    worker.start()
    assert done.wait(5)
    worker.stop()


def test_timers_go_off_in_the_order_of_their_time() -> None:
    seen: list[int] = []
    over = threading.Event()
    timers = Timers()
    timers.after(0.04, over.set)
    timers.after(0.02, lambda: seen.append(2))
    timers.after(0.01, lambda: seen.append(1))
    timers.start()
    assert over.wait(5)
    timers.stop()
    assert seen == [1, 2]
