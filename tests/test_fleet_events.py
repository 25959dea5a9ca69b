"""What a kiosk tells those who watch a fleet: that it lives, and what happened."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.app import ledger as ledger_module
from kiosk.app import pulse
from kiosk.app.courier import Courier
from kiosk.app.demo.scene import Scene
from kiosk.app.escalation import is_overdue
from kiosk.app.flapping import Flapping
from kiosk.app.fleet_duty import ReportEvent
from kiosk.app.fleet_events import PROBES, FleetEvents
from kiosk.app.ledger import Ledger
from kiosk.app.pulse import Build, Pulse, Vitals, hottest_c
from kiosk.app.records import decode_duty, encode
from kiosk.app.true_time import TrueTime
from kiosk.app.watch import Watch
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Reply
from kiosk.central.fleet_wire import LONGEST, MAX_BYTES
from kiosk.central.http import CentralClient
from kiosk.central.port import Central, Reason, Refused, Unanswered
from kiosk.diagnostics.audit import Head
from kiosk.diagnostics.consumables import Roll
from kiosk.diagnostics.metrics import Metrics
from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_events import AbilitiesChanged, Failed, Scanned
from kiosk.flows.visit_states import (
    AwaitingCode,
    Identifying,
    Problem,
    Troubled,
    Welcome,
)
from kiosk.model.codes import Code, CodeKind
from kiosk.model.fleet import DeviceState, EventKind, FleetEvent, Heartbeat
from offline_queue.database import Database
from offline_queue.delivery import Again
from offline_queue.errors import Full
from offline_queue.outbox import Outbox, Owed, Task
from tests.openmetrics import series
from tests.test_metrics import numbers_of
from tests.test_visits_end_to_end import Visitor, configure, visiting

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
EVENT = FleetEvent("E1", "B1", 1, EventKind.DEVICE_CHANGED, NOW, "camera", "failed")
MAX_COUNT = 10**15
CAN = Abilities()


# Changes without end.


def test_the_third_change_within_a_minute_is_called_flapping_and_no_more_is_said() -> (
    None
):
    seconds = iter([0.0, 20.0, 40.0, 50.0, 59.0])
    flapping = Flapping(lambda: next(seconds))
    assert [flapping.kind_of("camera") for _ in range(5)] == [
        EventKind.DEVICE_CHANGED,
        EventKind.DEVICE_CHANGED,
        EventKind.DEVICE_FLAPS,
        None,
        None,
    ]


def test_slow_changes_are_told_one_by_one_and_each_device_for_itself() -> None:
    seconds = iter([0.0, 1.0, 61.0, 122.0])
    flapping = Flapping(lambda: next(seconds))
    devices = ("camera", "receipt_printer", "camera", "camera")
    assert [flapping.kind_of(one) for one in devices] == [EventKind.DEVICE_CHANGED] * 4


# What is kept until central has it.


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, bytes)


class AtOnce:
    """A hand that does everything on the spot."""

    def submit(self, job: Callable[[], None]) -> bool:
        job()
        return True


@pytest.fixture
def events(ledger: Ledger) -> FleetEvents:
    keys = iter(f"K{number}" for number in range(100))
    return FleetEvents(
        ledger,
        AtOnce(),
        new_key=lambda: next(keys),
        now=lambda: NOW,
        clock=lambda: 0.0,
        deliver=lambda: None,
    )


def kept(database: Database) -> list[FleetEvent]:
    duties = [decode_duty(owed.task.body) for owed in Outbox(database).waiting()]
    return [duty.event for duty in duties if isinstance(duty, ReportEvent)]


def kinds(database: Database) -> list[EventKind]:
    return [event.kind for event in kept(database)]


def test_events_wait_in_the_order_in_which_they_happened(
    events: FleetEvents, database: Database
) -> None:
    events.started("1.0")
    events.device_changed("camera", "failed", "unknown", "not found")
    events.escalated("Settle")
    waiting = kept(database)
    assert [event.sequence for event in waiting] == [1, 2, 3]
    assert {event.boot for event in waiting} == {events.boot}
    assert {owed.task.lane for owed in Outbox(database).waiting()} == {"events"}


def test_what_central_has_waits_no_more(
    events: FleetEvents, database: Database
) -> None:
    events.started("1.0")
    events.escalated("Settle")
    first, second = kept(database)
    events.told(first.id)
    assert kept(database) == [second]


def test_another_version_is_an_update_and_the_first_one_is_none(
    events: FleetEvents, database: Database
) -> None:
    for version in ("1.0", "1.0", "1.1"):
        events.started(version)
    started, updated = EventKind.STARTED, EventKind.UPDATED
    assert kinds(database) == [started, started, started, updated]
    assert kept(database)[-1].detail == "1.0"


def test_what_can_be_finished_no_more_is_an_event_and_so_is_its_return(
    events: FleetEvents, database: Database
) -> None:
    for abilities in (CAN, replace(CAN, receipts=False), CAN, CAN):
        moved = AbilitiesChanged(abilities)
        events.visit_moved(Welcome(CAN), moved, Welcome(CAN))
    assert kinds(database) == [EventKind.ABILITY_LOST, EventKind.ABILITY_BACK]
    assert {event.subject for event in kept(database)} == {"receipt"}


@pytest.mark.parametrize(("codes", "probes"), [(PROBES - 1, 0), (PROBES, 1)])
def test_many_codes_that_nothing_knows_are_a_probe(
    events: FleetEvents, database: Database, codes: int, probes: int
) -> None:
    state = AwaitingCode(CAN)
    for kind in [CodeKind.UNKNOWN] * codes + [CodeKind.VOUCHER]:
        events.visit_moved(state, Scanned(Code(kind, "canary")), state)
    assert kinds(database) == [EventKind.SCAN_PROBE] * probes
    assert "canary" not in str(kept(database))


def test_many_codes_whose_person_central_does_not_know_are_a_probe(
    events: FleetEvents, database: Database
) -> None:
    unknown, trouble = Failed(Problem.UNKNOWN_PERSON), Troubled(CAN, Problem.NO_BILLS)
    for _ in range(PROBES):
        events.visit_moved(Identifying(CAN), Failed(Problem.CENTRAL_SILENT), trouble)
        events.visit_moved(Troubled(CAN, Problem.NO_BILLS), unknown, trouble)
    assert kinds(database) == []
    for _ in range(PROBES):
        events.visit_moved(Identifying(CAN), unknown, trouble)
    assert kinds(database) == [EventKind.SCAN_PROBE]


def test_beyond_so_many_no_more_is_kept(
    events: FleetEvents, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_module, "MOST_EVENTS", 2)
    for _ in range(4):
        events.escalated("Settle")
    assert [event.sequence for event in kept(database)] == [1, 2]


def test_a_full_disk_costs_an_event_and_nothing_else(
    events: FleetEvents, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise Full("no space left")

    for name in ("owe_event", "forget_event", "kept"):
        monkeypatch.setattr(Ledger, name, full)
    events.started("1.0")
    events.told("E1")


# How it is told.


class Telling:
    """Somebody who knows of events, and a central that is told of them."""

    def __init__(self, does: Callable[[], None]) -> None:
        self.heard: list[tuple[FleetEvent, bool]] = []
        self.known: list[str] = []
        self._does = does

    def report_event(self, event: FleetEvent, *, is_history: bool) -> None:
        self.heard.append((event, is_history))
        self._does()

    def is_history(self, event: FleetEvent) -> bool:
        return event.boot != "B1"

    def told(self, event_id: str) -> None:
        self.known.append(event_id)

    def send(self, event: FleetEvent) -> Again | None:
        task = Task("t", f"event/{event.id}", "ReportEvent", 7, encode(report(event)))
        courier = Courier(cast(Central, self), _unused, _unused, self)
        return courier.send(task)


def report(event: FleetEvent) -> ReportEvent:
    return ReportEvent(event)


def _unused(_: object) -> None:
    raise AssertionError("an event is nothing for the engine")


def refused(reason: Reason) -> Callable[[], None]:
    def refuse() -> None:
        raise Refused(reason)

    return refuse


def unanswered() -> None:
    raise Unanswered("silence")


def test_an_event_that_central_has_is_owed_no_more() -> None:
    telling = Telling(lambda: None)
    assert telling.send(EVENT) is None
    assert telling.heard == [(EVENT, False)]
    assert telling.known == ["E1"]


def test_an_event_of_another_boot_is_history() -> None:
    telling = Telling(lambda: None)
    telling.send(replace(EVENT, boot="B0"))
    assert [is_history for _, is_history in telling.heard] == [True]


def test_silence_is_asked_again() -> None:
    telling = Telling(unanswered)
    assert telling.send(EVENT) == Again(reason="unanswered")
    assert telling.known == []


def test_a_central_that_keeps_no_events_is_told_once() -> None:
    telling = Telling(refused(Reason.NOT_FOUND))
    assert telling.send(EVENT) is None
    assert telling.known == ["E1"]


def test_an_event_waits_for_a_week_and_only_a_refused_one_steps_aside() -> None:
    task = Task("t", "event/E1", "ReportEvent", 7, b"")
    owed = Owed(task, NOW, tries=1000, place=1, last_reason="notsent")
    assert not is_overdue(owed, 7 * 86_400.0)
    assert is_overdue(replace(owed, last_reason="refused: other"), 1.0)


def test_what_is_told_late_is_history(events: FleetEvents) -> None:
    now = replace(EVENT, boot=events.boot)
    assert not events.is_history(now)
    assert events.is_history(replace(now, at=NOW - timedelta(seconds=61)))
    assert events.is_history(EVENT)


class Ear:
    """An exchange that keeps what is sent."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.keys: list[str | None] = []

    def send(
        self, _: str, __: str, headers: Any, body: bytes | None, ___: int
    ) -> Reply:
        self.bodies.append(body or b"")
        self.keys.append(headers.get("Idempotency-Key"))
        return Reply(200, {"X-Kiosk-Id": "K"}, b'{"noted": true}')


def test_nothing_that_is_told_is_longer_than_4_kib() -> None:
    ear = Ear()
    central = CentralClient(ear, KioskIdentity("K", "t"))
    long = "文" * LONGEST
    central.report_event(
        FleetEvent("E" * 64, "B" * 64, MAX_COUNT, EventKind.STARTED, NOW, long, long),
        is_history=True,
    )
    device = DeviceState("keyboard_scanner", "degraded", "unknown")
    central.report_heartbeat(
        Heartbeat(
            boot="B" * 64,
            version=long,
            config=long,
            uptime_s=MAX_COUNT,
            can=("receipt",) * 10,
            queue_depth=MAX_COUNT,
            queue_oldest_s=MAX_COUNT,
            escalations=MAX_COUNT,
            devices=(device,) * 12,
            clock_off_by_s=float(MAX_COUNT),
            disk_free_bytes=MAX_COUNT,
            temperature_c=41.5,
            audit_head=f"{'9' * 18}:{'f' * 64}",
        )
    )
    assert all(len(body) <= MAX_BYTES for body in ear.bodies)


def test_history_is_told_under_a_key_of_its_own() -> None:
    ear = Ear()
    central = CentralClient(ear, KioskIdentity("K", "t"))
    central.report_event(EVENT, is_history=False)
    central.report_event(EVENT, is_history=True)
    assert ear.keys == ["E1", "E1.historical"]


# The pulse.


class Day:
    """An hour of waiting, in no time. It is the clock, and what says when to stop."""

    def __init__(self, ends_s: float = 3600.0) -> None:
        self.now_s, self._ends_s = 0.0, ends_s

    def wait(self, seconds: float) -> bool:
        self.now_s += seconds
        return self.now_s > self._ends_s


class Hears:
    """A central that notes when it hears of a kiosk, or does not."""

    def __init__(self, day: Day, does: Callable[[], None] = lambda: None) -> None:
        self.beats: list[float] = []
        self._day, self._does = day, does

    def report_heartbeat(self, _: Heartbeat) -> None:
        self.beats.append(self._day.now_s)
        self._does()


def test_the_hottest_part_counts_and_one_that_is_asleep_or_broken_does_not(
    tmp_path: Path,
) -> None:
    assert hottest_c(tmp_path) is None
    parts = ("41500", "55000\n", "", "-273200", "9000000", "rubbish")
    for name, text in enumerate(parts):
        zone = tmp_path / f"thermal_zone{name}"
        zone.mkdir()
        (zone / "temp").write_text(text)
    assert hottest_c(tmp_path) == 55.0


def pulse_of(database: Database, day: Day, central: Hears, metrics: Metrics) -> Pulse:
    now = lambda: NOW  # noqa: E731
    clock = lambda: day.now_s  # noqa: E731
    watch = Watch(lambda abilities: None)
    folder = Path("/")
    return Pulse(
        Vitals(
            watch, Outbox(database), TrueTime(now, clock), now, Head, lambda: Roll(0)
        ),
        metrics,
        cast(Central, central),
        Build(boot="B1", version="1.0", config="", data=folder, began_s=0.0),
        clock=clock,
        dice=random.Random(1),
    )


def test_a_heartbeat_comes_soon_and_then_every_minute_give_or_take_six_seconds(
    database: Database,
) -> None:
    day = Day()
    hears = Hears(day)
    pulse_of(database, day, hears, Metrics("1.0")).run(cast(threading.Event, day))
    pauses = [later - one for one, later in pairwise(hears.beats)]
    assert hears.beats[0] <= 10
    assert min(pauses) >= 54
    assert max(pauses) <= 66
    assert len({round(pause, 2) for pause in pauses}) > 50


def test_what_central_did_not_hear_is_no_heartbeat_and_the_next_one_comes(
    database: Database,
) -> None:
    day, metrics = Day(200.0), Metrics("1.0")
    hears = Hears(day, unanswered)
    pulse_of(database, day, hears, metrics).run(cast(threading.Event, day))
    assert len(hears.beats) > 2
    assert last_heartbeat(metrics) == 0
    hears = Hears(day := Day(200.0))
    pulse_of(database, day, hears, metrics).run(cast(threading.Event, day))
    assert last_heartbeat(metrics) == NOW.timestamp()


def last_heartbeat(metrics: Metrics) -> float:
    return numbers_of(metrics)[series("kiosk_last_heartbeat_timestamp_seconds")]


def test_a_disk_that_says_no_does_not_stop_the_pulse(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Outbox) -> None:
        raise Full("no space left")

    monkeypatch.setattr(Outbox, "backlog", full)
    day = Day(200.0)
    pulse_of(database, day, Hears(day), Metrics("1.0")).run(cast(threading.Event, day))
    assert day.now_s > 200


# Through the real kiosk, sandbox and devices.


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@contextmanager
def lively(scene: Scene, folder: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, folder)) as visitor:
        visitor.is_served()
        yield visitor


def waits_for(scene: Scene, kind: str, holds: Callable[[list[Any]], bool]) -> list[Any]:
    """Ask central again and again until its books hold it."""
    for _ in range(400):
        lines: list[Any] = scene.sandbox.books()[kind]
        if holds(lines):
            return lines
        threading.Event().wait(0.05)
    raise AssertionError(scene.sandbox.books()[kind])


def test_a_heartbeat_says_what_can_be_finished_and_the_last_one_counts(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "BEAT_EVERY_S", 0.1)
    monkeypatch.setattr(pulse, "LOOK_EVERY_S", 0.05)
    with lively(scene, tmp_path) as visitor:
        serves = lambda beats: any("pay" in one["can"] for one in beats)  # noqa: E731
        [beat] = waits_for(scene, "heartbeats", serves)
        assert beat["can"] == ["serve", "pay", "receipt", "invoice"]
        scene.receipt_printer.run_out_of_paper()
        visitor.sees(Welcome, lambda w: not w.abilities.receipts)
        waits_for(scene, "heartbeats", lambda beats: "receipt" not in beats[0]["can"])


def test_what_happened_offline_is_told_in_order_and_as_history(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.fleet_events.AT_ONCE", timedelta(0))
    with lively(scene, tmp_path) as visitor:
        waits_for(scene, "events", lambda told: len(told) >= 1)
        scene.cable.pull()
        visitor.sees(Welcome, lambda w: not w.abilities.central)
        scene.receipt_printer.run_out_of_paper()
        visitor.sees(Welcome, lambda w: not w.abilities.receipts)
        scene.receipt_printer.refill()
        visitor.sees(Welcome, lambda w: w.abilities.receipts)
        scene.cable.plug_in()
        told = waits_for(scene, "events", _tells_of_paper)
    assert all(one["historical"] for one in told)
    sequences = [one["sequence"] for one in told]
    assert sequences == [*range(1, len(told) + 1)]
    assert told[0]["kind"] == "started"


def _tells_of_paper(told: list[Any]) -> bool:
    lost, back = ("ability_lost", "receipt"), ("ability_back", "receipt")
    happened = [(one["kind"], one["subject"]) for one in told]
    return lost in happened and back in happened
