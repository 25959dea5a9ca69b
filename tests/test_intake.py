"""Codes that come in a row, come again, or come too late (standards.md R57, R58)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.events import Delivered, InVisit
from kiosk.app.gallery.values import CAN, IDENTITY, KEY, intent
from kiosk.app.intake import REMEMBERED, Intake, Limits, Pace
from kiosk.central.port import NotSent, Unanswered
from kiosk.flows.payment_effects import Charge
from kiosk.flows.payment_events import ChargeConfirmed, ChargeRefused, ChargeUnanswered
from kiosk.flows.visit import step
from kiosk.flows.visit_effects import Identify
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    Failed,
    IdentityFound,
    ScannedTooSoon,
    Tap,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Identifying,
    Problem,
    Service,
    Welcome,
)
from kiosk.model.business import BusinessType
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
from kiosk.model.codes import Code, CodeKind
from tests.fickle_central import FickleCentral
from tests.test_engine import Disk, Lobby
from tests.test_performer import PAID, outcome_of, raises

VOUCHER = b"424" + b"0" * 24 + b"1"
WECHAT = Code(CodeKind.WECHAT, "134567890123456789")
PAYS = Charge(intent(), 0, WECHAT)


class Clock:
    """Says what time it is."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def intake(clock: Clock) -> Intake:
    return Intake(Limits(), clock)


@pytest.fixture
def lobby(intake: Intake) -> Lobby:
    lobby = Lobby(Disk(), FickleCentral(random.Random(0)), intake=intake)
    lobby.engine.handle(AbilitiesChanged(CAN))
    return lobby


# At most so many in a row.


def test_three_pass_and_the_fourth_makes_a_pause() -> None:
    pace = Pace(Limits())
    assert [pace.passes(at) for at in (0, 4, 8, 9, 13.9)] == [True] * 3 + [False] * 2
    assert [pace.passes(at) for at in (14, 14, 14)] == [True, True, False]


def test_a_code_shown_in_a_pause_makes_it_no_longer() -> None:
    pace = Pace(Limits())
    for at in (0, 7, 8, 9, 10, 11, 12, 13):
        pace.passes(at)
    assert pace.passes(14)


@given(
    st.lists(st.floats(0, 4), max_size=60),
    st.integers(1, 5),
    st.floats(0.5, 20),
    st.floats(0, 10),
)
def test_never_more_than_the_limit_in_any_window(
    gaps: list[float], lookups: int, within_s: float, pause_s: float
) -> None:
    pace, now_s, passed = Pace(Limits(lookups, within_s, pause_s)), 0.0, []
    for gap in gaps:
        now_s += gap
        if pace.passes(now_s):
            passed.append(now_s)
    for first, later in zip(passed, passed[lookups:], strict=False):
        assert later >= first + within_s


@given(st.lists(st.floats(3.4, 60), max_size=30))
def test_who_takes_some_seconds_for_each_code_is_never_held_up(
    gaps: list[float],
) -> None:
    pace, now_s = Pace(Limits()), 0.0
    for gap in gaps:
        now_s += gap
        assert pace.passes(now_s)


def shows(lobby: Lobby, times: int) -> None:
    """One code after the other, each of which central does not know."""
    for number in range(times):
        lobby.engine.handle(Delivered(VOUCHER[:-1] + b"%d" % number))
        lobby.inbox.clear()
        lobby.engine.handle(Failed(Problem.UNKNOWN_PERSON))
        lobby.engine.handle(Tap.BACK)


def asked(lobby: Lobby) -> int:
    return sum(isinstance(one, Identify) for one in lobby.performed)


def test_central_is_not_asked_about_a_fourth_code_in_a_row(
    lobby: Lobby, clock: Clock
) -> None:
    shows(lobby, 4)
    assert asked(lobby) == 3
    assert lobby.engine.visit == AwaitingCode(CAN, too_soon=True)
    clock.now_s += 10
    assert asked(lobby) == 3  # it was not kept
    shows(lobby, 1)
    assert asked(lobby) == 4


def test_who_shows_a_second_code_at_once_is_served(lobby: Lobby) -> None:
    shows(lobby, 1)
    lobby.engine.handle(Delivered(VOUCHER))
    assert isinstance(lobby.engine.visit, Identifying)


def test_codes_of_a_wrong_kind_count_as_no_lookup(lobby: Lobby) -> None:
    lobby.engine.handle(Tap.START)
    for _ in range(50):
        lobby.engine.handle(Delivered(WECHAT.value.encode()))
    assert lobby.engine.visit == AwaitingCode(CAN, CodeKind.WECHAT)
    lobby.engine.handle(Delivered(VOUCHER))
    assert isinstance(lobby.engine.visit, Identifying)


@pytest.mark.parametrize("service", Service)
def test_who_is_asked_to_show_it_again_still_comes_for_the_same(
    service: Service,
) -> None:
    before = AwaitingCode(CAN, service=service)
    after = AwaitingCode(CAN, service=service, too_soon=True)
    assert step(before, ScannedTooSoon()) == (after, ())
    assert step(Welcome(CAN), ScannedTooSoon()).state == AwaitingCode(
        CAN, too_soon=True
    )


# The same one again.


def test_a_code_that_is_read_twice_is_looked_up_once(lobby: Lobby) -> None:
    for _ in range(2):
        lobby.engine.handle(Delivered(VOUCHER))
    assert asked(lobby) == 1


def test_the_same_code_shown_again_leads_to_the_same_person(lobby: Lobby) -> None:
    found = []
    for _ in range(2):
        lobby.engine.handle(Delivered(VOUCHER))
        [reply] = lobby.inbox
        lobby.inbox.clear()
        assert isinstance(reply, InVisit)
        found.append(reply.event)
        lobby.engine.handle(Tap.CANCEL)
    assert found == [IdentityFound(IDENTITY)] * 2


def test_a_payment_code_that_is_read_twice_is_charged_once() -> None:
    lobby = Lobby(
        Disk(), FickleCentral(random.Random(0), loses=0), decides=(Tap.PAY_BY_CODE,)
    )
    lobby.inbox += [AbilitiesChanged(CAN), Delivered(VOUCHER)]
    lobby.live()
    assert isinstance(lobby.engine.visit, AwaitingPaymentCode)
    lobby.inbox += [Delivered(WECHAT.value.encode())] * 2
    lobby.live()
    charged = [one for one in lobby.performed if isinstance(one, Charge)]
    assert [one.code for one in charged] == [WECHAT]


def test_a_payment_code_pays_once_whatever_came_of_it(intake: Intake) -> None:
    first = outcome_of(PAYS, raises(Unanswered("silence")), intake=intake)
    assert first.posted == [ChargeUnanswered(KEY)]
    again = outcome_of(PAYS, raises(Unanswered("silence")), intake=intake)
    assert again.posted == [ChargeRefused(KEY, Refusal.CODE_USED)]
    assert again.asked == []


def test_a_payment_code_that_never_left_the_kiosk_is_as_good_as_before(
    intake: Intake,
) -> None:
    outcome_of(PAYS, raises(NotSent("no cable")), intake=intake)
    paid = ChargeAnswer(ChargeStatus.PAID, PAID)
    again = outcome_of(PAYS, lambda: paid, intake=intake)
    assert again.posted == [ChargeConfirmed(KEY, PAID)]


# Too late.


@pytest.mark.parametrize(("waited_s", "is_sent"), [(60, True), (60.1, False)])
def test_a_payment_code_scanned_a_minute_ago_is_shown_again(
    intake: Intake, clock: Clock, waited_s: float, *, is_sent: bool
) -> None:
    intake.came(WECHAT)
    clock.now_s += waited_s
    paid = ChargeAnswer(ChargeStatus.PAID, PAID)
    outcome = outcome_of(PAYS, lambda: paid, intake=intake)
    expired = ChargeRefused(KEY, Refusal.CODE_EXPIRED)
    assert outcome.posted == [ChargeConfirmed(KEY, PAID) if is_sent else expired]
    assert bool(outcome.asked) == is_sent


def test_a_code_that_waited_for_a_minute_is_not_looked_up(
    intake: Intake, clock: Clock
) -> None:
    code = Code(CodeKind.VOUCHER, VOUCHER.decode())
    asks = Identify(code, BusinessType.SETTLEMENT)
    intake.came(code)
    clock.now_s += 61
    outcome = outcome_of(asks, lambda: IDENTITY, intake=intake)
    assert outcome.posted == [InVisit(7, Failed(Problem.CODE_EXPIRED))]
    assert outcome.asked == []
    intake.came(code)  # shown again
    assert outcome_of(asks, lambda: IDENTITY, intake=intake).posted == [
        InVisit(7, IdentityFound(IDENTITY))
    ]


def test_what_is_remembered_is_bounded_and_says_nothing_of_a_code(
    intake: Intake,
) -> None:
    for number in range(10 * REMEMBERED):
        code = Code(CodeKind.WECHAT, f"13{number:016}")
        intake.came(code)
        intake.spend(code)
    assert len(intake._came_s) == len(intake._spent) == REMEMBERED
    assert code.value not in repr(vars(intake))
