"""What central's words and silences mean for a payment. Only a clear no is a no."""

import pytest

from kiosk.app.answers import (
    charge_event,
    charge_failed,
    credential_refusal,
    is_our_bug,
    problem,
    settle_refusal,
)
from kiosk.app.gallery.values import KEY
from kiosk.central.port import (
    Busy,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    PaymentEvent,
)
from kiosk.flows.visit_states import Problem
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
from kiosk.model.money import Money

PAID = Money(56_29)
UNCLEAR = {
    Reason.OTHER,
    Reason.NOT_FOUND,
    Reason.KEY_REUSED,
    Reason.PERSON_UNKNOWN,
    Reason.FAMILY_CODE_OVER,
    Reason.AT_WINDOW,
    Reason.NOT_PRINTABLE,
    Reason.FORM_TAKEN,
    Reason.SLOT_FULL,
}


@pytest.mark.parametrize(
    ("status", "event"),
    [
        (ChargeStatus.PAID, ChargeConfirmed(KEY, PAID)),
        (ChargeStatus.USER_PAYING, ChargePending(KEY)),
        (ChargeStatus.REFUSED, ChargeRefused(KEY, Refusal.OTHER)),
        (ChargeStatus.NOT_FOUND, ChargeUnanswered(KEY)),
        (ChargeStatus.CLOSED, ChargeVoided(KEY)),
        (ChargeStatus.REVERSED, ChargeReversed(KEY)),
    ],
)
def test_each_status_is_one_fact(status: ChargeStatus, event: PaymentEvent) -> None:
    assert charge_event(KEY, ChargeAnswer(status, PAID)) == event


@pytest.mark.parametrize("status", ChargeStatus)
def test_a_word_about_one_share_is_about_no_other(status: ChargeStatus) -> None:
    event = charge_event(KEY, ChargeAnswer(status, PAID), share=1)
    assert event != charge_event(KEY, ChargeAnswer(status, PAID))
    assert getattr(event, "share", None) == 1
    for error in (Unanswered(), NotSent(), Refused(Refusal.NOT_ENOUGH)):
        assert getattr(charge_failed(KEY, error, share=1), "share", None) == 1


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (Refused(Refusal.NO_CREDENTIAL), Refusal.NO_CREDENTIAL),
        (Refused(Reason.OTHER), Refusal.NOT_ANSWERED),
        (NotSent(), Refusal.NOT_SENT),
        (Unanswered(), Refusal.NOT_ANSWERED),
        (Busy(1), Refusal.NOT_ANSWERED),
        (Misanswered(), Refusal.NOT_ANSWERED),
    ],
)
def test_without_a_credential_silence_is_a_no(
    error: CentralError, refusal: Refusal
) -> None:
    assert credential_refusal(error) is refusal


def test_only_a_key_that_was_used_for_something_else_is_our_bug() -> None:
    errors = [Unanswered(), NotSent(), Busy(1), Misanswered()]
    refusals = [Refused(reason) for reason in (*Reason, *Refusal)]
    bugs = [error for error in (*errors, *refusals) if is_our_bug(error)]
    assert [str(bug) for bug in bugs] == [Reason.KEY_REUSED.value]


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_keeps_its_reason(refusal: Refusal) -> None:
    answer = ChargeAnswer(ChargeStatus.REFUSED, refusal=refusal)
    assert charge_event(KEY, answer) == ChargeRefused(KEY, refusal)
    assert charge_failed(KEY, Refused(refusal)) == ChargeRefused(KEY, refusal)


@pytest.mark.parametrize("error", [Unanswered(), Busy(1), Misanswered()])
def test_silence_and_nonsense_are_no_refusal(error: CentralError) -> None:
    assert charge_failed(KEY, error) == ChargeUnanswered(KEY)


def test_what_never_left_the_kiosk_took_nothing() -> None:
    assert charge_failed(KEY, NotSent()) == ChargeRefused(KEY, Refusal.NOT_SENT)


@pytest.mark.parametrize("reason", Reason)
def test_only_a_reason_that_excludes_a_charge_is_a_no(reason: Reason) -> None:
    event = charge_failed(KEY, Refused(reason))
    assert isinstance(event, ChargeUnanswered) == (reason in UNCLEAR)


def test_an_expired_payment_code_is_called_expired() -> None:
    event = charge_failed(KEY, Refused(Reason.CODE_EXPIRED))
    assert event == ChargeRefused(KEY, Refusal.CODE_EXPIRED)


@pytest.mark.parametrize("reason", [*Reason, *Refusal])
def test_only_a_word_about_the_bills_sends_the_money_back(
    reason: Reason | Refusal,
) -> None:
    about_bills = isinstance(reason, Refusal) or reason is Reason.BILLS_CHANGED
    assert (settle_refusal(Refused(reason)) is not None) == about_bills


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (NotSent(), Problem.CENTRAL_SILENT),
        (Unanswered(), Problem.CENTRAL_SILENT),
        (Misanswered(), Problem.WRONG_PATIENT),
        (Refused(Reason.CODE_EXPIRED), Problem.CODE_EXPIRED),
        (Refused(Reason.PERSON_UNKNOWN), Problem.UNKNOWN_PERSON),
        (Refused(Reason.FAMILY_CODE_OVER), Problem.FAMILY_CODE_OVER),
        (Refused(Reason.BILLS_CHANGED), Problem.BILLS_CHANGED),
        (Refused(Refusal.ALREADY_PAID), Problem.BILLS_CHANGED),
        (Refused(Reason.OTHER), Problem.CENTRAL_REFUSED),
    ],
)
def test_each_failure_before_money_has_its_own_words(
    error: CentralError, shown: Problem
) -> None:
    assert problem(error) is shown
