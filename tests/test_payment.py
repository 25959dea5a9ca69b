"""The payment machine, one sentence per test."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows.money_word import money_word
from kiosk.flows.payment import begin, is_open, owed, step
from kiosk.flows.payment_effects import (
    AskCharge,
    Charge,
    CloseCharge,
    GiveUp,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    PowerReturned,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Declined,
    Payment,
    Refunded,
    Refunding,
    Reversing,
    Settled,
    Settling,
)
from kiosk.model.charge import Refusal
from kiosk.model.intent import Method, Patience
from kiosk.model.money import ZERO, Money
from kiosk.model.receipt import MoneyWord
from tests.samples import ALL_FUNDS, INVOICE, KEY, SETTLEMENT, SPLIT, WECHAT, intent

INTENT = intent()
PAID = SPLIT.self_pay
OPENED = Opened(INTENT)

STATES: list[Payment] = [
    Charging(INTENT),
    Charging(INTENT, INTENT.patience.queries),
    AwaitingPayer(INTENT),
    AwaitingPayer(INTENT, INTENT.patience.queries),
    Closing(INTENT),
    Reversing(INTENT),
    Settling(INTENT, PAID),
    Settling(INTENT, ZERO),
    Settled(INTENT, PAID, SETTLEMENT),
    Settled(INTENT, PAID, SETTLEMENT, INVOICE),
    Refunding(INTENT, PAID, Refusal.OTHER),
    Refunded(INTENT, PAID, Refusal.OTHER),
    Declined(INTENT, Refusal.OTHER),
]
EVENTS: list[PaymentEvent] = [
    OPENED,
    ChargeConfirmed(KEY, PAID),
    ChargeConfirmed(KEY, Money(1)),
    ChargePending(KEY),
    ChargeRefused(KEY, Refusal.NOT_ENOUGH),
    ChargeUnanswered(KEY),
    ChargeVoided(KEY),
    ChargeReversed(KEY),
    SettlementConfirmed(KEY, SETTLEMENT),
    SettlementRefused(KEY, Refusal.ALREADY_PAID),
    RefundConfirmed(KEY),
    InvoiceIssued(KEY, INVOICE),
    TimeRanOut(KEY),
    PowerReturned(KEY),
]
ANSWERS = (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeUnanswered,
    ChargeVoided,
    ChargeReversed,
)
TOOK = (Settling, Settled, Refunding, Refunded)

every_pair = pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])


def test_an_opened_payment_charges_what_was_quoted() -> None:
    state, effects = begin(Opened(INTENT, WECHAT))
    assert state == Charging(INTENT)
    assert effects == (Charge(INTENT, WECHAT), GiveUp(KEY, 45))


def test_where_insurance_pays_everything_nothing_is_charged() -> None:
    free = intent(Method.NOTHING, ALL_FUNDS)
    state, effects = begin(Opened(free))
    assert (state, effects) == (Settling(free, ZERO), ())
    assert owed(state) == (Settle(free),)


def test_silence_is_not_a_refusal() -> None:
    state, effects = step(Charging(INTENT), ChargeUnanswered(KEY))
    assert state == Charging(INTENT, 1)
    assert effects == (AskCharge(KEY, INTENT.patience.first_query_s),)


def test_a_silent_charge_is_closed_in_the_end() -> None:
    state: Payment = Charging(INTENT)
    for _ in range(INTENT.patience.queries + 1):
        state = step(state, ChargeUnanswered(KEY)).state
    assert state == Closing(INTENT)
    assert owed(state) == (CloseCharge(KEY),)


def test_a_payer_who_takes_too_long_is_reversed() -> None:
    state: Payment = step(Charging(INTENT), ChargePending(KEY)).state
    for _ in range(INTENT.patience.queries + 1):
        assert isinstance(state, AwaitingPayer)
        state = step(state, ChargePending(KEY)).state
    assert owed(state) == (ReverseCharge(KEY),)


@given(
    every=st.floats(0.1, 30), give_up=st.floats(0, 120), not_before=st.floats(0, 120)
)
def test_a_reversal_never_goes_out_too_early(
    every: float, give_up: float, not_before: float
) -> None:
    patience = Patience(2, every, give_up, not_before)
    assert patience.limit_s >= not_before
    assert patience.queries * every >= 0.999 * patience.limit_s


def test_when_the_time_is_over_nobody_waits_for_answers_any_more() -> None:
    assert owed(step(Charging(INTENT), TimeRanOut(KEY)).state) == (CloseCharge(KEY),)
    late = step(AwaitingPayer(INTENT), TimeRanOut(KEY)).state
    assert owed(late) == (ReverseCharge(KEY),)


def test_a_charge_that_was_ended_over_there_took_nothing() -> None:
    for ended in (ChargeVoided(KEY), ChargeReversed(KEY)):
        for state in (Charging(INTENT), AwaitingPayer(INTENT)):
            after = step(state, ended).state
            assert after == Declined(INTENT, Refusal.NOT_ANSWERED)


@pytest.mark.parametrize("state", [Charging(INTENT), AwaitingPayer(INTENT)])
def test_every_answer_ends_the_waiting_or_leads_to_another_question(
    state: Payment,
) -> None:
    for event in EVENTS:
        if isinstance(event, ANSWERS):
            after, effects = step(state, event)
            asks = any(isinstance(effect, AskCharge) for effect in effects)
            assert asks or not isinstance(after, Charging | AwaitingPayer)


WORDS = {
    Charging: MoneyWord.UNCERTAIN,
    AwaitingPayer: MoneyWord.UNCERTAIN,
    Closing: MoneyWord.UNCERTAIN,
    Reversing: MoneyWord.UNCERTAIN,
    Settled: MoneyWord.TAKEN,
    Refunding: MoneyWord.TAKEN,
    Refunded: MoneyWord.NOT_TAKEN,
    Declined: MoneyWord.NOT_TAKEN,
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_says_one_true_sentence_about_money(state: Payment) -> None:
    if isinstance(state, Settling):
        sure = MoneyWord.TAKEN if state.paid else MoneyWord.UNCERTAIN
        assert money_word(state) is sure
    else:
        assert money_word(state) is WORDS[type(state)]


def test_after_a_power_cut_a_charge_is_closed_and_not_repeated() -> None:
    assert step(Charging(INTENT), PowerReturned(KEY)) == (Closing(INTENT), ())


def test_a_closed_charge_that_was_paid_is_settled() -> None:
    state = step(Closing(INTENT), ChargeConfirmed(KEY, PAID)).state
    assert owed(state) == (Settle(INTENT),)


def test_money_that_comes_after_the_reversal_goes_back() -> None:
    late = step(Declined(INTENT, Refusal.TOO_SLOW), ChargeConfirmed(KEY, PAID)).state
    assert owed(late) == (RefundCharge(KEY, PAID),)


def test_another_sum_than_agreed_goes_back_whole() -> None:
    state = step(Charging(INTENT), ChargeConfirmed(KEY, Money(1))).state
    assert owed(state) == (RefundCharge(KEY, Money(1)),)


def test_what_the_hospital_will_not_settle_is_refunded() -> None:
    refused = SettlementRefused(KEY, Refusal.ALREADY_PAID)
    state = step(Settling(INTENT, PAID), refused).state
    assert owed(state) == (RefundCharge(KEY, PAID),)


def test_a_settled_payment_owes_its_invoice() -> None:
    state = Settled(INTENT, PAID, SETTLEMENT)
    assert owed(state) == (IssueInvoice(KEY, SETTLEMENT.id),)
    assert owed(step(state, InvoiceIssued(KEY, INVOICE)).state) == ()


@every_pair
def test_money_once_taken_is_never_forgotten(
    state: Payment, event: PaymentEvent
) -> None:
    if isinstance(state, TOOK) and state.paid:
        after = step(state, event).state
        assert isinstance(after, TOOK)
        assert after.paid == state.paid


@every_pair
def test_no_step_ever_charges_again(state: Payment, event: PaymentEvent) -> None:
    assert not any(isinstance(effect, Charge) for effect in step(state, event).effects)


@every_pair
def test_the_decision_itself_never_changes(state: Payment, event: PaymentEvent) -> None:
    assert step(state, event).state.intent == state.intent


@every_pair
def test_a_payment_rests_only_when_nothing_is_owed(
    state: Payment, event: PaymentEvent
) -> None:
    after = step(state, event).state
    rests = isinstance(after, Declined | Refunded) or (
        isinstance(after, Settled) and after.invoice is not None
    )
    assert is_open(after) == (not rests)


@every_pair
def test_nobody_reads_not_charged_while_money_may_be_gone(
    state: Payment, event: PaymentEvent
) -> None:
    after = step(state, event).state
    if isinstance(event, ChargeConfirmed) and after != state:
        assert money_word(after) is MoneyWord.TAKEN
    if money_word(after) is MoneyWord.NOT_TAKEN:
        assert owed(after) == ()


@every_pair
def test_hearing_the_same_fact_twice_is_hearing_it_once(
    state: Payment, event: PaymentEvent
) -> None:
    once = step(state, event).state
    counting = isinstance(event, ChargePending | ChargeUnanswered)
    if not counting:
        assert step(once, event).state == once
