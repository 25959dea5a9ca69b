"""Signing up for credit, 信用就医: the bank does it, and the kiosk says how far."""

from dataclasses import replace

import pytest

from kiosk.app.gallery.registrations import FAR
from kiosk.app.gallery.states import FREE, SIGNABLE
from kiosk.flows.visit import held_by, step
from kiosk.flows.visit_effects import (
    AskSignUp,
    BeginSignUp,
    DrawQr,
    OpenPayment,
    ReleaseSlot,
)
from kiosk.flows.visit_events import (
    Clock,
    Failed,
    QrDrawn,
    SignUpBegun,
    SignUpSeen,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import Idle, Opening, Problem, Quoted, SigningUp, Visit
from kiosk.model.intent import Method
from kiosk.model.money import Money
from kiosk.model.patient import CreditContract
from kiosk.model.registration import RegistrationStatus
from kiosk.model.sign_up import Progress, SignUp, SignUpStatus

PAGE = "https://bank.example/sign-up?id=up-1"
BEGUN = SignUp("up-1", PAGE)
PATIENT = SIGNABLE.quote.patient_id
CONTRACT = CreditContract("示范银行", Money(5_000_00))
SHOWN = SigningUp(SIGNABLE, BEGUN, b"PNG")
SIGNED = SignUpSeen("up-1", Progress(SignUpStatus.SIGNED, CONTRACT))
OVER = [status for status in SignUpStatus if status.is_over]


def seen(status: SignUpStatus) -> SignUpSeen:
    return SignUpSeen("up-1", Progress(status))


def run(state: Visit, *events: VisitEvent) -> Visit:
    for event in events:
        state = step(state, event).state
    return state


def test_who_may_sign_up_is_offered_it_beside_the_amount() -> None:
    asked = step(SIGNABLE, Tap.SIGN_UP)
    assert asked == (SigningUp(SIGNABLE), (BeginSignUp(PATIENT),))


def test_nobody_else_is_offered_it() -> None:
    choice = SIGNABLE.choice
    for identity in (
        replace(choice.identity, can_sign_up=False),
        replace(choice.identity, contract=CONTRACT),
    ):
        other = replace(SIGNABLE, choice=replace(choice, identity=identity))
        assert step(other, Tap.SIGN_UP) == (other, ())
    free = replace(FREE, choice=choice)
    assert step(free, Tap.SIGN_UP) == (free, ())


def test_the_code_on_the_screen_is_the_banks_page_for_her() -> None:
    begun = step(SigningUp(SIGNABLE), SignUpBegun(PATIENT, BEGUN))
    waiting = SigningUp(SIGNABLE, BEGUN)
    assert begun == (waiting, (DrawQr(PAGE),))
    assert step(SigningUp(SIGNABLE), SignUpBegun("somebody else", BEGUN)).effects == ()
    drawn = step(waiting, QrDrawn(PAGE, b"PNG"))
    assert drawn == (SHOWN, (AskSignUp("up-1"),))
    assert step(waiting, QrDrawn("https://other.example", b"x")).effects == ()


@pytest.mark.parametrize(
    "status", [SignUpStatus.WAITING, SignUpStatus.SCANNED, SignUpStatus.UNKNOWN]
)
def test_central_is_asked_until_it_is_over(status: SignUpStatus) -> None:
    after = step(SHOWN, seen(status))
    assert after == (replace(SHOWN, progress=Progress(status)), (AskSignUp("up-1"),))


def test_an_answer_about_another_sign_up_changes_nothing() -> None:
    other = SignUpSeen("up-0", Progress(SignUpStatus.SIGNED, CONTRACT))
    assert step(SHOWN, other) == (SHOWN, ())


def test_once_signed_one_touch_pays_the_same_amount_by_credit() -> None:
    signed = step(SHOWN, SIGNED)
    assert signed.effects == ()
    quoted = run(signed.state, Tap.CONFIRM)
    assert isinstance(quoted, Quoted)
    assert quoted.quote == SIGNABLE.quote
    assert quoted.contract == CONTRACT
    paid = step(quoted, Tap.CONFIRM)
    assert paid == (Opening(quoted), (OpenPayment(quoted.quote, Method.CREDIT),))


@pytest.mark.parametrize("status", [one for one in OVER if one != SignUpStatus.SIGNED])
def test_without_a_contract_she_pays_as_before(status: SignUpStatus) -> None:
    over = step(SHOWN, seen(status))
    assert over.effects == ()
    assert run(over.state, Tap.CONFIRM) == SIGNABLE
    assert run(over.state, Tap.BACK) == SIGNABLE


def test_a_bank_that_cannot_be_reached_costs_her_nothing_but_the_offer() -> None:
    begun = SigningUp(SIGNABLE, BEGUN)
    for waiting in (SigningUp(SIGNABLE), begun):
        off = step(waiting, Failed(Problem.CENTRAL_SILENT))
        assert isinstance(off.state, SigningUp)
        assert off.state.progress == Progress(SignUpStatus.IMPOSSIBLE)
        assert off.effects == ()
        assert run(off.state, Tap.CONFIRM) == SIGNABLE
        late = step(off.state, SignUpBegun(PATIENT, BEGUN))
        assert late == (off.state, ())


def test_a_question_that_found_no_worker_is_asked_again() -> None:
    again = step(SHOWN, Failed(Problem.CENTRAL_SILENT))
    assert again == (SHOWN, (AskSignUp("up-1"),))


def test_it_goes_on_while_the_kiosk_asks_whether_she_is_still_there() -> None:
    assert patience_s(SHOWN) == 180
    idle = step(SHOWN, Clock.TIMED_OUT)
    assert idle.state == Idle(SHOWN)
    behind = step(idle.state, seen(SignUpStatus.SCANNED))
    assert behind.effects == (AskSignUp("up-1"),)
    assert run(behind.state, SIGNED, Tap.STAY) == replace(
        SHOWN, progress=SIGNED.progress
    )


def test_a_held_place_waits_while_she_signs_up() -> None:
    held = replace(FAR, status=RegistrationStatus.HELD)
    fee = replace(SIGNABLE, choice=replace(SIGNABLE.choice, registration=held))
    shown = step(fee, Tap.SIGN_UP)
    assert held_by(shown.state) == held
    assert ReleaseSlot(held.id) not in shown.effects
    assert step(shown.state, Tap.CANCEL).effects == (ReleaseSlot(held.id),)
