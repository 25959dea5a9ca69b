"""The first day: who comes, what befalls the wire, and what the audit cannot miss."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from ctypes import c_double
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import Barrier
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.app.cli import main
from kiosk.app.gallery.values import (
    CHOICE,
    INVOICE,
    KEY,
    NOW,
    SETTLEMENT,
    SPLIT,
    intent,
)
from kiosk.app.simulation.first_day import Outcome, live, table
from kiosk.app.simulation.fleet_audit import (
    Audit,
    End,
    Evidence,
    find_doubled,
    find_lost,
)
from kiosk.app.simulation.fleet_central import FleetCentral, Phones, SharedClock
from kiosk.app.simulation.fleet_faults import Faults, trouble
from kiosk.app.simulation.fleet_pace import Pace
from kiosk.app.simulation.fleet_people import Outpatient
from kiosk.app.simulation.fleet_plan import (
    HOUR_S,
    MANNERS,
    OPENS_S,
    Day,
    Kind,
    draw_day,
)
from kiosk.app.simulation.fleet_report import Figures
from kiosk.app.simulation.fleet_wire import LATEST_S, FleetExchange
from kiosk.app.simulation.loop import Loop
from kiosk.app.simulation.network import GIVES_UP_S
from kiosk.app.simulation.weather import Weather
from kiosk.app.simulation.workers import Shift
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Reply
from kiosk.central.http import HttpCentral
from kiosk.central.port import NotSent, Reason, Refused, Unanswered
from kiosk.flows.abilities import Abilities
from kiosk.flows.payment_states import Charging, Settled, Taken
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import Choosing, Troubled, Welcome
from kiosk.flows.visit_states import Problem as WhyNot
from kiosk.model.business import BusinessType
from kiosk.model.charge import ChargeStatus
from kiosk.model.codes import Code, CodeKind
from kiosk.model.intent import Method, Order
from kiosk.model.money import Money, total
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import Charge
from kiosk.sandbox.records import Settled as AtCentral
from kiosk.sandbox.sums import Sums

TODAY = date(2026, 11, 23)
OTHER = KEY.replace("0001", "0002")
PAID = Charge(
    KEY,
    ChargeStatus.PAID,
    NOW,
    payment_key=KEY,
    psn_no="P1",
    presettle_id="Q1",
    method=Method.CREDIT,
    amount=SPLIT.self_pay,
)
STANDS = AtCentral(
    "S1", KEY, "K01", "P1", "Q1", Order.CHARGE_FIRST, ("B1",), SPLIT, NOW
)
OURS = Settled(intent(), (Taken(0, SPLIT.self_pay),), SETTLEMENT, INVOICE)
WELL = Evidence(
    theirs={KEY: Payment((PAID,), STANDS)},
    ours={KEY: OURS},
    told=frozenset(),
    quoted={"Q1": ("B1",), "Q2": ("B1",)},
    settled={"B1": "S1"},
)
NO_SUMS = Sums.model_construct(kept=SPLIT.self_pay)
OVER = Audit(Counter({(Kind.PAYMENT, End.DONE): 1}), (), 0, Counter(), 1, NO_SUMS)


# Who comes


@pytest.fixture(scope="module")
def day() -> Day:
    return draw_day(Random(1), TODAY)


def test_as_many_come_as_on_the_day_to_beat(day: Day) -> None:
    kinds = Counter(act.kind for act in day.acts)
    assert kinds == {
        Kind.REGISTRATION: 8455,
        Kind.PAYMENT: 7358,
        Kind.ADMISSION: 350,
        Kind.DISCHARGE: 310,
    }
    assert len(day.people) == 16_496
    assert len({act.psn_no for act in day.acts}) == len(day.acts)


def test_most_come_in_the_morning_and_nobody_after_five(day: Day) -> None:
    hours = Counter(int((act.comes_at_s - OPENS_S) // HOUR_S) for act in day.acts)
    assert set(hours) == set(range(10))
    assert hours[1] > 3 * hours[5]


def test_only_payments_bring_bills_and_only_inpatients_have_stays(day: Day) -> None:
    owing = {ordered.psn_no for ordered in day.bills}
    staying = {stay.psn_no: stay for stay in day.stays}
    for act in day.acts:
        assert (act.psn_no in owing) == (act.kind is Kind.PAYMENT)
        stay = staying.get(act.psn_no)
        match act.kind:
            case Kind.ADMISSION:
                assert stay is not None
                assert (stay.days, stay.deposits) == (None, ())
            case Kind.DISCHARGE:
                assert stay is not None
                assert stay.days
                assert stay.deposits
            case _:
                assert stay is None


def test_every_bill_adds_up(day: Day) -> None:
    for ordered in day.bills:
        lines = ordered.bill.lines
        assert ordered.bill.total == total(line.amount for line in lines)


def test_whoever_is_discharged_wants_the_invoice(day: Day) -> None:
    discharged = [act for act in day.acts if act.kind is Kind.DISCHARGE]
    assert all(act.wants_invoice for act in discharged)


def test_the_same_seed_is_the_same_day() -> None:
    one, again = (draw_day(Random(7), TODAY, 0.01) for _ in range(2))
    assert one == again
    assert draw_day(Random(8), TODAY, 0.01) != one


def test_a_small_day_has_every_kind() -> None:
    acts = draw_day(Random(1), TODAY, 0.001).acts
    assert {act.kind for act in acts} == set(MANNERS)


# What goes wrong


def test_a_day_without_faults_has_none() -> None:
    drawn = trouble(0, Faults.NONE, Random(1))
    swarm = drawn.swarm
    assert not any((drawn.outages, drawn.power_cuts_s, drawn.clock_ahead_s))
    assert not any((swarm.lost, swarm.unheard, swarm.late, swarm.cut_at_commit))


def test_every_kiosk_is_cut_off_with_the_hospital() -> None:
    ten_past_nine_s = OPENS_S + 2 * HOUR_S + 600
    for number in range(40):
        outages = trouble(number, Faults.STANDARD, Random(number)).outages
        assert any(start <= ten_past_nine_s < end for start, end in outages)


def test_one_clock_is_wrong_on_a_standard_day() -> None:
    drawn = [trouble(number, Faults.STANDARD, Random(number)) for number in range(40)]
    assert sum(one.clock_ahead_s != 0 for one in drawn) == 1


# The wire


@dataclass
class FakeCentral:
    """An exchange that answers everything, and knows when it did."""

    loop: Loop
    heard_s: list[float] = field(default_factory=list)

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        self.heard_s.append(self.loop.now_s)
        return Reply(200, {"X-Kiosk-Id": headers["X-Kiosk-Id"]}, b"{}")


@dataclass
class Wire:
    """One kiosk's wire on which one thing always happens."""

    fault: str
    loop: Loop = field(default_factory=Loop)

    def __post_init__(self) -> None:
        calm = trouble(1, Faults.NONE, Random(1)).swarm
        outages = [(0.0, 1e9)] if self.fault == "outage" else []
        faults: dict[str, Any] = {self.fault: 1.0} if hasattr(calm, self.fault) else {}
        weather = Weather(replace(calm, **faults), Random(1), outages)
        self.central = FakeCentral(self.loop)
        shift = Shift(self.loop)
        self.exchange = FleetExchange(self.central, self.loop, shift, weather)

    def send(self) -> Reply:
        headers = {"X-Kiosk-Id": "K01", "Idempotency-Key": KEY}
        return self.exchange.send("POST", "/v1/charges", headers, b"{}", 1000)


def test_without_a_fault_a_request_arrives_once() -> None:
    wire = Wire("none")
    assert wire.send().body == b"{}"
    assert wire.central.heard_s == [0.0]


def test_a_lost_request_never_arrives() -> None:
    wire = Wire("lost")
    with pytest.raises(Unanswered):
        wire.send()
    wire.loop.run_until(2 * LATEST_S)
    assert not wire.central.heard_s


def test_an_unheard_request_arrives() -> None:
    wire = Wire("unheard")
    with pytest.raises(Unanswered):
        wire.send()
    assert len(wire.central.heard_s) == 1


def test_a_late_request_arrives_after_it_was_given_up() -> None:
    wire = Wire("late")
    with pytest.raises(Unanswered):
        wire.send()
    assert not wire.central.heard_s
    wire.loop.run_until(2 * LATEST_S)
    [heard_s] = wire.central.heard_s
    assert heard_s >= GIVES_UP_S


def test_a_doubled_request_arrives_twice() -> None:
    wire = Wire("twice")
    assert wire.send().status == 200
    assert len(wire.central.heard_s) == 2


def test_behind_a_cut_nothing_arrives() -> None:
    wire = Wire("outage")
    with pytest.raises((NotSent, Unanswered)):
        wire.send()
    assert not wire.central.heard_s


# People


class FakePhones(Phones):
    """Phones that always show the same."""

    def codes(self, psn_no: str) -> dict[str, str]:
        return {"voucher": f"voucher of {psn_no}"}


@pytest.fixture
def outpatient(day: Day) -> Iterator[Outpatient]:
    act = replace(day.acts[0], changes_mind=False)
    phones = FakePhones("http://127.0.0.1:1")
    yield Outpatient(act, phones, Random(1))
    phones.close()


def test_what_failed_is_tried_again(outpatient: Outpatient) -> None:
    outpatient.look(Troubled(Abilities(), WhyNot.CENTRAL_SILENT))
    assert outpatient.has_left
    assert outpatient.comes_again


def test_who_has_nothing_to_pay_does_not_come_again(outpatient: Outpatient) -> None:
    outpatient.look(Troubled(Abilities(), WhyNot.NO_BILLS))
    assert outpatient.has_left
    assert not outpatient.comes_again


def test_a_power_cut_under_her_hands_brings_her_back(outpatient: Outpatient) -> None:
    assert outpatient.look(Welcome(Abilities()))
    assert not outpatient.look(Welcome(Abilities()))
    assert outpatient.comes_again


def test_who_changes_her_mind_leaves_for_good(outpatient: Outpatient) -> None:
    outpatient.act = replace(outpatient.act, changes_mind=True)
    assert isinstance(CHOICE, Choosing)
    assert outpatient.look(CHOICE) == (Tap.CANCEL,)
    assert outpatient.has_left
    assert not outpatient.comes_again


# The audit


def test_books_that_agree_have_nothing_lost_and_nothing_doubled() -> None:
    assert not find_lost(WELL)
    assert not find_doubled(WELL)


LOST: dict[str, Evidence] = {
    "money that is kept and not settled": replace(
        WELL, theirs={KEY: Payment((PAID,))}, settled={"B1": None}
    ),
    "a settlement with too little money": replace(
        WELL, theirs={KEY: Payment((replace(PAID, returned=Money(1)),), STANDS)}
    ),
    "a charge that is in no journal": replace(WELL, ours={}),
    "a settlement that only the kiosk believes in": replace(
        WELL, theirs={}, settled={"B1": None}
    ),
    "a settlement that the kiosk does not know": replace(
        WELL, ours={KEY: Charging(intent())}
    ),
    "another settlement than the kiosk's": replace(
        WELL,
        theirs={KEY: Payment((PAID,), replace(STANDS, id="S2"))},
        settled={"B1": "S2"},
    ),
    "a payment that never ended": replace(
        WELL, theirs={}, ours={KEY: Charging(intent())}, settled={"B1": None}
    ),
    "a bill whose settlement does not stand": replace(
        WELL, settled={"B1": "S1", "B2": "S9"}
    ),
}


@pytest.mark.parametrize("what", LOST)
def test_what_is_lost_is_found(what: str) -> None:
    assert find_lost(LOST[what])


def test_an_unfinished_payment_of_which_staff_were_told_is_not_lost() -> None:
    unfinished = LOST["a payment that never ended"]
    assert not find_lost(replace(unfinished, told=frozenset({KEY})))


def test_money_kept_for_nothing_is_lost_even_if_staff_were_told() -> None:
    kept = LOST["money that is kept and not settled"]
    assert find_lost(replace(kept, told=frozenset({KEY})))


def test_a_bill_that_two_payments_keep_money_for_is_doubled() -> None:
    again = replace(PAID, key=OTHER, payment_key=OTHER, presettle_id="Q2")
    theirs = {**WELL.theirs, OTHER: Payment((again,))}
    assert find_doubled(replace(WELL, theirs=theirs)).keys() == {KEY, OTHER}


def test_a_bill_that_two_payments_settled_is_doubled() -> None:
    again = replace(STANDS, id="S2", payment_key=OTHER, split=replace(SPLIT))
    theirs = {**WELL.theirs, OTHER: Payment((), again)}
    assert find_doubled(replace(WELL, theirs=theirs)).keys() == {KEY, OTHER}


def test_more_money_than_was_settled_is_doubled() -> None:
    second = replace(PAID, key=f"{KEY}.2")
    theirs = {KEY: Payment((PAID, second), STANDS)}
    assert find_doubled(replace(WELL, theirs=theirs)).keys() == {KEY}


def test_money_that_went_back_is_not_doubled() -> None:
    undone = replace(PAID, key=OTHER, payment_key=OTHER).undone()
    theirs = {**WELL.theirs, OTHER: Payment((undone,))}
    assert not find_doubled(replace(WELL, theirs=theirs))


def test_one_thing_that_is_wrong_is_shown_and_fails_the_day() -> None:
    outcome = Outcome(OVER, Figures(), acts=1, took_s=1.0)
    assert outcome.is_well
    failed = replace(outcome, audit=replace(OVER, wrong=("a fen is missing",)))
    assert not failed.is_well
    assert "! a fen is missing" in table(failed)


def test_a_bug_at_a_kiosk_fails_the_day() -> None:
    outcome = Outcome(OVER, Figures(bugs=["KeyError"]), acts=1, took_s=1.0)
    assert not outcome.is_well
    assert "! KeyError" in table(outcome)


# All together


def test_central_judges_by_the_fleets_clock(tmp_path: Path) -> None:
    began = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    day = draw_day(Random(1), TODAY, 0.001)
    with FleetCentral(tmp_path / "central.sqlite", day, began) as central:
        phones = Phones(central.url)
        text = phones.codes(day.acts[0].psn_no)["voucher"]
        phones.close()
        kiosk = HttpCentral(central.url, KioskIdentity("K01", "sandbox"))
        code = Code(CodeKind.VOUCHER, text)
        assert (
            kiosk.identify(code, BusinessType.SETTLEMENT).patient.id
            == day.acts[0].psn_no
        )
        central.clock.elapsed_s.value = timedelta(minutes=2).total_seconds()
        with pytest.raises(Refused) as refused:
            kiosk.identify(code, BusinessType.SETTLEMENT)
    assert refused.value.reason is Reason.CODE_EXPIRED


def test_a_small_day_with_faults_loses_and_doubles_nothing() -> None:
    outcome = live(1, Faults.STANDARD, seed=3, scale=0.01)
    found = outcome.audit
    assert outcome.is_well, table(outcome)
    assert found.ends.total() == outcome.acts
    assert found.count(End.LOST) == found.count(End.DOUBLED) == 0
    assert found.count(End.DONE) > 0.8 * outcome.acts
    assert found.count(End.DEFERRED) > 0


def test_no_part_of_a_fleet_runs_ahead_of_another() -> None:
    clock = SharedClock(datetime(2026, 11, 23, tzinfo=UTC), c_double(0))
    barrier, open_acts = Barrier(2), [1, 0]
    parts = [Pace(number, clock, open_acts, barrier) for number in range(2)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(Pace.is_over, parts)) == [False, False]
        open_acts[0] = 0
        assert list(pool.map(Pace.is_over, parts)) == [True, True]
    parts[0].tell_time(7.0)
    parts[1].tell_time(5.0)
    assert clock.now() - clock.began == timedelta(seconds=7)


@pytest.mark.parametrize(
    "options", [["--kiosks", "0"], ["--scale", "0"], ["--scale", "2"]]
)
def test_a_day_that_cannot_be_is_refused(options: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["first-day", *options])
    assert end.value.code == 2
