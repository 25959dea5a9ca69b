"""A case: what a person must look at, raised once, owed until central has it."""

from dataclasses import fields

import pytest

from kiosk.app.alarm import Alarm
from kiosk.app.gallery.values import CAPTURE, KEY, NOW
from kiosk.flows import casework, payment
from kiosk.flows.casework import (
    CaseOpened,
    CaseReported,
    CaseState,
    ReportCase,
    case_id,
    kind_of,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    PaymentEvent,
    RefundConfirmed,
    SettlementRefused,
)
from kiosk.flows.payment_states import (
    CarryingOut,
    Closing,
    Declined,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Undoing,
)
from kiosk.flows.recovery import replay_case
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import Refusal
from kiosk.model.money import Money
from tests.test_payment import DEFERRED, EVENTS, INTENT, PAID, SHARED, STATES

CASE = Case("C1", CaseKind.OVERDUE, KEY, NOW, "Settle")
OPENED = CaseOpened(CASE)
LATE = ChargeConfirmed(KEY, PAID)


def kind(state: Payment, event: PaymentEvent) -> CaseKind | None:
    return kind_of(state, event, payment.step(state, event).state)


@pytest.mark.parametrize(
    "state",
    [
        Reversing(INTENT),
        Declined(INTENT, Refusal.TOO_SLOW),
        Refunded(SHARED, Refusal.OTHER, ()),
        Undoing(SHARED, Refusal.OTHER, revoking=True),
    ],
)
def test_money_that_comes_after_it_was_given_up_is_a_case(state: Payment) -> None:
    assert kind(state, LATE) is CaseKind.LATE_SUCCESS


def test_money_that_is_told_twice_is_no_second_case() -> None:
    late = payment.step(Declined(INTENT, Refusal.TOO_SLOW), LATE).state
    assert kind(late, LATE) is None
    back = payment.step(late, RefundConfirmed(KEY)).state
    assert kind(back, LATE) is None


def test_another_sum_is_a_case_when_it_goes_back_and_not_when_it_is_doubted() -> None:
    other = ChargeConfirmed(KEY, Money(1))
    assert kind(Closing(INTENT), other) is None
    assert kind(Closing(INTENT, doubted=Money(1)), other) is CaseKind.OTHER_SUM


def test_a_promise_that_became_a_debt_is_a_case() -> None:
    carrying_out = CarryingOut(DEFERRED, CAPTURE)
    expired = SettlementRefused(KEY, Refusal.EXPIRED)
    paid = SettlementRefused(KEY, Refusal.ALREADY_PAID)
    assert kind(carrying_out, expired) is CaseKind.DEFERRAL_REFUSED
    assert kind(carrying_out, paid) is None


@pytest.mark.parametrize("state", STATES)
def test_only_what_changes_something_is_ever_a_case(state: Payment) -> None:
    for event in EVENTS:
        after = payment.step(state, event).state
        found = kind_of(state, event, after)
        if found is not None:
            assert after != state
            assert isinstance(after, Undoing | Indebted)
        if isinstance(event, ChargeConfirmed):
            over = isinstance(state, Declined | Refunded)
            assert not over or (found is None) == (after == state)


def test_the_same_thing_has_the_same_name_and_another_thing_another() -> None:
    names = [
        case_id(KEY, CaseKind.OVERDUE, "Settle"),
        case_id(KEY, CaseKind.OVERDUE, "RefundCharge"),
        case_id(KEY, CaseKind.LATE_SUCCESS),
        case_id("another", CaseKind.LATE_SUCCESS),
    ]
    assert len({*names}) == len(names)
    assert case_id(KEY, CaseKind.OVERDUE, "Settle") == names[0]
    assert all(name.startswith((KEY, "another")) for name in names)


def test_a_case_is_owed_until_central_has_it() -> None:
    state = casework.begin(OPENED)
    assert casework.owed(state) == (ReportCase(CASE),)
    assert casework.owed(casework.step(state, CaseReported("C1"))) == ()


@pytest.mark.parametrize(
    ("story", "reported"),
    [
        ([OPENED], False),
        ([OPENED, OPENED], False),
        ([OPENED, CaseReported("C1")], True),
        ([OPENED, CaseReported("C1"), OPENED, CaseReported("C1")], True),
    ],
)
def test_a_case_that_is_opened_twice_is_one_case(
    story: list[casework.CaseEvent], reported: bool
) -> None:
    assert replay_case(story) == CaseState(CASE, reported)


def test_a_case_has_no_place_for_a_person() -> None:
    assert {field.name for field in fields(Case)} == {
        "id",
        "kind",
        "payment_key",
        "opened_at",
        "about",
    }


def test_an_alarm_stops_the_selling_before_it_calls_anybody() -> None:
    told: list[object] = []
    alarm = Alarm(lambda: told.append("no more money"), told.append, lambda: NOW)
    alarm.ring(KEY)
    kind = CaseKind.KEY_REUSED
    case = Case(case_id(KEY, kind), kind, KEY, NOW)
    assert told == ["no more money", CaseOpened(case)]
