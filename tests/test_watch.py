"""What the kiosk knows of its surroundings, and when it says so."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import cast

import pytest

from drivers.port import UNPLUGGED, Condition, Health
from kiosk.app.gallery.values import NOW
from kiosk.app.true_time import TOLERANCE, TrueTime
from kiosk.app.watch import Reachability, Rounds, Watch
from kiosk.app.workers import Timers, Worker
from kiosk.central import port
from kiosk.central.port import CentralError, NotSent, Reason, Refused
from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_states import OutOfService, Welcome
from kiosk.flows.visit_step import rest

FINE = Condition(Health.OK)


def looked_around(reports: list[Abilities]) -> Watch:
    watch = Watch(reports.append)
    watch.enrolled(True)
    watch.receipt_printer(FINE)
    watch.page_printer(FINE)
    watch.central(online=True)
    watch.scanner("camera", FINE)
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
    watch.scanner("serial", UNPLUGGED)
    assert reports[-1].scanner
    watch.scanner("camera", UNPLUGGED)
    assert not reports[-1].scanner


def test_whether_one_may_register_for_later_is_the_hospitals_word() -> None:
    reports: list[Abilities] = []
    watch = Watch(reports.append)
    watch.enrolled(True)
    watch.deferrals(allowed=True)
    assert reports == [], "nothing is said before everything was looked at"
    watch.receipt_printer(FINE)
    watch.page_printer(FINE)
    watch.scanner("camera", FINE)
    watch.central(online=False)
    assert reports == [Abilities(central=False, deferrals=True)]
    watch.central(online=True)
    assert reports[-1] == Abilities(deferrals=True)


def test_whoever_waits_for_central_is_told_once_that_it_came_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.app.watch.LOOK_EVERY_S", 0)
    stop = threading.Event()
    told: list[str] = []
    answers = iter([True, False, True, False, False, True])

    class Central:
        def ping(self) -> float:
            answer = next(answers, None)
            if answer is None:
                stop.set()
            if answer is False:
                raise NotSent
            return 0.0

    time = TrueTime(lambda: NOW, lambda: 0.0)
    rounds = Rounds(looked_around([]), stop, time)
    rounds.central(
        cast(port.Central, Central()),
        lambda: told.append("back"),
        lambda online: told.append("online" if online else "offline"),
    )
    online = ["online"] * told.count("online")
    assert told.count("back") == 2
    assert told[:2] == ["back", "online"], "what is owed goes first"
    assert len(online) == 5, "at each look while it can be reached"
    assert time.off_by() == timedelta(0), "central's clock was noted"


def test_a_central_that_does_not_know_the_kiosk_says_so_twice_in_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.app.watch.LOOK_EVERY_S", 0)
    answers: list[CentralError | None] = [
        None,
        Refused(Reason.NOT_AUTHORISED),
        Refused(Reason.OTHER),
        Refused(Reason.NOT_AUTHORISED),
        Refused(Reason.NOT_AUTHORISED),
        NotSent("no cable"),
    ]
    stop = threading.Event()
    told: list[str] = []

    class Central:
        def ping(self) -> float:
            error = answers.pop(0)
            if not answers:
                stop.set()
            if error:
                raise error
            return 0.0

    rounds = Rounds(looked_around([]), stop, TrueTime(lambda: NOW, lambda: 0.0))
    rounds.central(
        cast(port.Central, Central()),
        lambda: None,
        lambda online: told.append("looked"),
        lambda: told.append("disowned"),
    )
    assert told == [*["looked"] * 4, "disowned", "looked", "looked"]


def test_nobody_is_served_by_a_kiosk_that_central_does_not_know() -> None:
    reports: list[Abilities] = []
    watch = looked_around(reports)
    watch.enrolled(False)
    assert reports[-1] == Abilities(enrolled=False)
    assert rest(reports[-1]) == OutOfService(Abilities(enrolled=False))
    watch.enrolled(True)
    assert isinstance(rest(reports[-1]), Welcome)


def test_a_technician_can_switch_the_kiosk_offline_while_central_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.app.watch.LOOK_EVERY_S", 0)
    stop = threading.Event()
    switch = iter([False, True, True, True, False])
    looked: list[bool] = []

    class Central:
        def ping(self) -> float:
            return 0.0

    def look(online: bool) -> None:
        looked.append(online)
        if len(looked) == 5:
            stop.set()

    time = TrueTime(lambda: NOW, lambda: 0.0)
    rounds = Rounds(looked_around([]), stop, time, lambda: next(switch))
    rounds.central(cast(port.Central, Central()), lambda: None, look)
    assert looked == [True, True, False, False, True], "two looks, as for any failure"


def test_a_scanner_that_fails_while_it_scans_is_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.app.watch.LOOK_EVERY_S", 0)
    monkeypatch.setattr("kiosk.app.watch.REOPEN_AFTER_S", 0)
    dark = Condition(Health.FAILED, "no picture")
    over = threading.Event()
    looks = iter([FINE, FINE, dark, FINE, FINE])
    noted: list[Condition] = []
    opened: list[str] = []

    class Camera:
        def scan(
            self, found: Callable[[bytes], None], stop: Callable[[], bool]
        ) -> None:
            opened.append("camera")
            while not stop():
                pass

        def identity(self) -> str:
            return ""

        def condition(self) -> Condition:
            look = next(looks, None)
            if look is None:
                over.set()
            return look or FINE

    watch = Watch(lambda abilities: None, lambda device, look: noted.append(look))
    rounds = Rounds(watch, over, TrueTime(lambda: NOW, lambda: 0.0))
    rounds.scan("camera", Camera(), lambda code: None)
    assert opened == ["camera", "camera"]
    assert noted[:5] == [FINE, FINE, dark, FINE, FINE]


class Clocks:
    """A wall clock that can be set, and one that only runs forward."""

    def __init__(self) -> None:
        self.wall, self.seconds = NOW, 0.0
        self.time = TrueTime(lambda: self.wall, lambda: self.seconds)

    def pass_by(self, time: timedelta) -> None:
        self.wall += time
        self.seconds += time.total_seconds()


def test_a_clock_of_which_nobody_knows_anything_is_not_called_wrong() -> None:
    clocks = Clocks()
    assert clocks.time.off_by() is None
    assert not clocks.time.is_wrong()


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_clock_that_differs_from_centrals_by_too_much_is_wrong(sign: int) -> None:
    clocks = Clocks()
    for seconds, is_wrong in ((300, False), (301, True), (0, False)):
        clocks.time.note(sign * seconds)
        assert clocks.time.is_wrong() == is_wrong


@pytest.mark.parametrize("jump", [-TOLERANCE, TOLERANCE])
def test_a_clock_that_jumps_while_central_is_away_is_wrong(jump: timedelta) -> None:
    clocks = Clocks()
    clocks.time.note(0.0)
    clocks.pass_by(timedelta(hours=20))
    assert not clocks.time.is_wrong()
    clocks.wall += 2 * jump
    assert clocks.time.is_wrong()
    assert clocks.time.off_by() == 2 * TOLERANCE


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
    timers = Timers(lambda: None)
    timers.after(0.04, over.set)
    timers.after(0.02, lambda: seen.append(2))
    timers.after(0.01, lambda: seen.append(1))
    timers.start()
    assert over.wait(5)
    timers.stop()
    assert seen == [1, 2]


def breaks() -> None:
    raise ZeroDivisionError


def test_a_bug_in_a_timer_is_told_and_the_others_go_off_all_the_same() -> None:
    bugs: list[None] = []
    over = threading.Event()
    timers = Timers(lambda: bugs.append(None))
    timers.after(0.01, breaks)
    timers.after(0.02, over.set)
    timers.start()
    assert over.wait(5)
    timers.stop()
    assert bugs == [None]
