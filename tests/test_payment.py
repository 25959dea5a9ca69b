"""The payment machine, one sentence per test."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.app.gallery.values import (
    ALL_FUNDS,
    CAPTURE,
    INVOICE,
    KEY,
    PARTLY,
    SETTLEMENT,
    SPLIT,
    VOUCHER,
    WECHAT,
    intent,
)
from kiosk.flows.money_word import money_word
from kiosk.flows.payment import BEFORE_MONEY, begin, is_open, owed, step
from kiosk.flows.payment_effects import (
    AskCharge,
    Authorise,
    BeginDeferral,
    CarryOut,
    Charge,
    CloseCharge,
    Effect,
    GiveUp,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReturnDeposit,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    CredentialGranted,
    CredentialRefused,
    DebtReported,
    DeferralBegun,
    DepositReturned,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    PowerReturned,
    QrTakenDown,
    RefundConfirmed,
    SettlementConfirmed,
    SettlementRefused,
    SettlementRevoked,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    CarryingOut,
    Charging,
    Closing,
    Declined,
    Deferred,
    Done,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Settled,
    Settling,
    Taken,
    Undoing,
)
from kiosk.flows.recovery import on_waking, replay_payment
from kiosk.model.charge import Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Intent, Method, Order, Patience
from kiosk.model.money import ZERO, Money
from kiosk.model.receipt import MoneyWord
from tests.fickle_central import FickleCentral

PAID = SPLIT.self_pay
CREDIT = Money(16_29)
WALLET = PAID - CREDIT
OTHER_SUM = Money(1)

INTENT = intent()
SHARED = intent(Method.WECHAT, credit=CREDIT)  # a wallet, then the contract
SETTLE_FIRST = intent(Method.WECHAT, order=Order.SETTLE_FIRST)
SHARED_SETTLE_FIRST = replace(SHARED, order=Order.SETTLE_FIRST)
ONE_CODE = intent(Method.ONE_CODE, order=Order.SETTLE_FIRST)
FREE = intent(Method.NOTHING, ALL_FUNDS)
DEFERRED = intent(order=Order.DEFERRED)
DEPOSIT = replace(INTENT, is_invoiced=False)
TOP_UP = replace(intent(Method.WECHAT), deposits=Money(16_29))  # of a stay
RETURNS = (DepositReturn("D2", Money(20_00)), DepositReturn("D1", Money(3_71)))
SHOWN = replace(intent(Method.WECHAT), is_shown=True)
LEFT_OVER = replace(intent(Method.NOTHING), deposits=PAID, returns=RETURNS)
EVERY_INTENT = (
    INTENT,
    SHARED,
    SETTLE_FIRST,
    SHARED_SETTLE_FIRST,
    ONE_CODE,
    FREE,
    DEPOSIT,
    TOP_UP,
    LEFT_OVER,
    SHOWN,
)

FIRST, SECOND = Taken(0, WALLET), Taken(1, CREDIT)
WHOLE = (Taken(0, PAID),)
BOTH = (FIRST, SECOND)
ONE_DONE = Done((FIRST,))
SETTLED_FIRST = Done(settlement=SETTLEMENT)
LAST = INTENT.patience.queries

STATES: list[Payment] = [
    Authorising(ONE_CODE),
    Charging(INTENT),
    Charging(INTENT, asked=LAST),
    Charging(SHARED),
    Charging(SHARED, ONE_DONE),
    Charging(SETTLE_FIRST, SETTLED_FIRST),
    Charging(SHARED_SETTLE_FIRST, Done((FIRST,), SETTLEMENT)),
    AwaitingPayer(INTENT),
    AwaitingPayer(SHOWN, qr="weixin://wxpay/1"),
    Charging(SHOWN),
    AwaitingPayer(INTENT, asked=LAST),
    AwaitingPayer(SHARED, ONE_DONE),
    AwaitingPayer(SETTLE_FIRST, SETTLED_FIRST),
    Closing(INTENT),
    Closing(INTENT, doubted=OTHER_SUM),
    Closing(SHARED, ONE_DONE),
    Closing(SETTLE_FIRST, SETTLED_FIRST),
    Reversing(INTENT),
    Reversing(SHARED, ONE_DONE),
    Reversing(SETTLE_FIRST, SETTLED_FIRST),
    Settling(INTENT, WHOLE),
    Settling(SHARED, BOTH),
    Settling(FREE),
    Settling(SETTLE_FIRST, code=WECHAT),
    Settling(SHARED_SETTLE_FIRST, code=WECHAT),
    Settled(INTENT, WHOLE, SETTLEMENT),
    Settled(INTENT, WHOLE, SETTLEMENT, INVOICE),
    Settled(SHARED, BOTH, PARTLY, owing=(SECOND, Taken(0, Money(20_00)))),
    Settled(SHARED, BOTH, PARTLY, INVOICE, owing=(SECOND,)),
    Undoing(INTENT, Refusal.OTHER, WHOLE, WHOLE),
    Undoing(SHARED, Refusal.OTHER, BOTH, BOTH),
    Undoing(SHARED, Refusal.OTHER, BOTH, (SECOND,)),
    Undoing(SETTLE_FIRST, Refusal.OTHER, revoking=True),
    Undoing(SETTLE_FIRST, Refusal.OTHER, WHOLE, WHOLE, revoking=True),
    Refunded(INTENT, Refusal.OTHER, WHOLE),
    Refunded(SHARED, Refusal.OTHER, (FIRST,)),
    Declined(INTENT, Refusal.OTHER),
    Deferred(DEFERRED, CAPTURE),
    CarryingOut(DEFERRED, CAPTURE),
    Indebted(DEFERRED, Refusal.EXPIRED),
    Indebted(DEFERRED, Refusal.EXPIRED, reported=True),
]
EVENTS: list[PaymentEvent] = [
    Opened(INTENT),
    CredentialGranted(KEY),
    CredentialRefused(KEY, Refusal.NO_CREDENTIAL),
    *(
        event
        for share in (0, 1)
        for event in (
            ChargeConfirmed(KEY, (PAID, CREDIT)[share], share),
            ChargeConfirmed(KEY, OTHER_SUM, share),
            ChargePending(KEY, share),
            ChargeRefused(KEY, Refusal.NOT_ENOUGH, share),
            ChargeUnanswered(KEY, share),
            ChargeVoided(KEY, share),
            ChargeReversed(KEY, share),
            RefundConfirmed(KEY, share),
            TimeRanOut(KEY, share),
        )
    ),
    ChargeConfirmed(KEY, WALLET),
    SettlementConfirmed(KEY, SETTLEMENT),
    SettlementConfirmed(KEY, PARTLY),
    SettlementRefused(KEY, Refusal.ALREADY_PAID),
    SettlementRefused(KEY, Refusal.EXPIRED),
    SettlementRevoked(KEY),
    InvoiceIssued(KEY, INVOICE),
    TimeRanOut(KEY, BEFORE_MONEY),
    DeferralBegun(KEY),
    DebtReported(KEY),
    PowerReturned(KEY),
    QrTakenDown(KEY),
    DepositReturned(KEY, "D1"),
    DepositReturned(KEY, "D9"),
]
ANSWERS = (
    ChargeConfirmed,
    ChargePending,
    ChargeRefused,
    ChargeUnanswered,
    ChargeVoided,
    ChargeReversed,
)
RESTING = (Settled, Refunded, Declined, Indebted)
MOVE_NO_MONEY = (BeginDeferral, ReportDebt)

every_state = pytest.mark.parametrize("state", STATES)


def run(state: Payment, *events: PaymentEvent) -> Payment:
    for event in events:
        state = step(state, event).state
    return state


def taken(state: Payment) -> tuple[Taken, ...]:
    """Every share that is known to have been taken, given back or not."""
    match state:
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            return state.done.taken
        case Settling() | Settled() | Undoing() | Refunded():
            return state.taken
    return ()


def kept(state: Payment) -> Money:
    """What is taken and was not given back, of a payment that is over."""
    return state.paid if isinstance(state, Settled) else ZERO


# One charge, then insurance.


def test_an_opened_payment_charges_what_was_quoted() -> None:
    state, effects = begin(Opened(INTENT, WECHAT))
    assert state == Charging(INTENT)
    assert effects == (Charge(INTENT, 0, WECHAT), GiveUp(KEY, 0, 45))


def test_where_insurance_pays_everything_nothing_is_charged() -> None:
    for free in (FREE, replace(FREE, order=Order.SETTLE_FIRST)):
        state, effects = begin(Opened(free))
        assert (state, effects) == (Settling(free), ())
        assert owed(state) == (Settle(free),)
        assert step(state, TimeRanOut(KEY, BEFORE_MONEY)).state == state


def test_silence_is_not_a_refusal() -> None:
    state, effects = step(Charging(INTENT), ChargeUnanswered(KEY))
    assert state == Charging(INTENT, asked=1)
    assert effects == (AskCharge(KEY, 0, INTENT.patience.first_query_s),)


def test_a_silent_charge_is_closed_in_the_end() -> None:
    state = run(Charging(INTENT), *[ChargeUnanswered(KEY)] * (LAST + 1))
    assert state == Closing(INTENT)
    assert owed(state) == (CloseCharge(KEY),)


def test_a_payer_who_takes_too_long_is_reversed() -> None:
    waiting = run(Charging(INTENT), *[ChargePending(KEY)] * (LAST + 1))
    assert waiting == AwaitingPayer(INTENT, asked=LAST)
    assert owed(run(waiting, ChargePending(KEY))) == (ReverseCharge(KEY),)


@given(
    every=st.floats(0.1, 30),
    give_up=st.floats(0, 120),
    not_before=st.floats(0, 120),
    within=st.floats(0, 30),
)
def test_a_reversal_never_goes_out_too_early(
    every: float, give_up: float, not_before: float, within: float
) -> None:
    patience = Patience(2, every, give_up, not_before, within)
    assert patience.limit_s >= not_before + within
    assert patience.queries * every >= 0.999 * patience.limit_s


def test_when_the_time_is_over_nobody_waits_for_answers_any_more() -> None:
    assert owed(run(Charging(INTENT), TimeRanOut(KEY))) == (CloseCharge(KEY),)
    assert owed(run(AwaitingPayer(INTENT), TimeRanOut(KEY))) == (ReverseCharge(KEY),)


def test_a_charge_that_was_ended_over_there_took_nothing() -> None:
    for ended in (ChargeVoided(KEY), ChargeReversed(KEY)):
        for state in (Charging(INTENT), AwaitingPayer(INTENT)):
            assert run(state, ended) == Declined(INTENT, Refusal.NOT_ANSWERED)


@pytest.mark.parametrize("state", [Charging(INTENT), AwaitingPayer(INTENT)])
def test_every_answer_ends_the_waiting_or_leads_to_another_question(
    state: Payment,
) -> None:
    for event in EVENTS:
        if isinstance(event, ANSWERS) and event.share == 0:
            after, effects = step(state, event)
            asks = any(isinstance(effect, AskCharge) for effect in effects)
            assert asks or not isinstance(after, Charging | AwaitingPayer)


def test_after_a_power_cut_a_charge_is_closed_and_not_repeated() -> None:
    assert step(Charging(INTENT), PowerReturned(KEY)) == (Closing(INTENT), ())


def test_a_closed_charge_that_was_paid_is_settled() -> None:
    assert owed(run(Closing(INTENT), ChargeConfirmed(KEY, PAID))) == (Settle(INTENT),)


def test_what_the_hospital_will_not_settle_is_refunded() -> None:
    refused = SettlementRefused(KEY, Refusal.ALREADY_PAID)
    assert owed(run(Settling(INTENT, WHOLE), refused)) == (RefundCharge(KEY, 0, PAID),)


def test_a_deposit_owes_no_invoice() -> None:
    assert owed(Settled(DEPOSIT, WHOLE, SETTLEMENT)) == ()


def test_a_stay_is_charged_what_its_deposits_leave_to_pay() -> None:
    assert [share.amount for share in TOP_UP.shares] == [WALLET]
    state = run(Charging(TOP_UP), ChargeConfirmed(KEY, WALLET))
    state = run(state, SettlementConfirmed(KEY, SETTLEMENT))
    assert state == Settled(TOP_UP, (FIRST,), SETTLEMENT)
    assert isinstance(state, Settled)
    assert state.paid == WALLET


def test_each_deposit_goes_back_under_a_key_of_its_own_once_the_stay_is_settled() -> (
    None
):
    assert owed(Settling(LEFT_OVER)) == (Settle(LEFT_OVER),)
    state = run(Settling(LEFT_OVER), SettlementConfirmed(KEY, SETTLEMENT))
    invoice = IssueInvoice(KEY, "S1")
    first, second = (ReturnDeposit(KEY, one) for one in RETURNS)
    assert owed(state) == (first, second, invoice)
    state = run(state, DepositReturned(KEY, "D2"))
    assert owed(state) == (second, invoice)
    again = step(state, DepositReturned(KEY, "D2"))
    assert again.state == state
    state = run(state, InvoiceIssued(KEY, INVOICE), DepositReturned(KEY, "D1"))
    assert not is_open(state)


def test_a_settled_payment_owes_its_invoice() -> None:
    state = run(Settling(INTENT, WHOLE), SettlementConfirmed(KEY, SETTLEMENT))
    assert owed(state) == (IssueInvoice(KEY, SETTLEMENT.id),)
    assert owed(run(state, InvoiceIssued(KEY, INVOICE))) == ()


# Two shares.


def test_the_wallet_is_charged_first_and_the_contract_after_it() -> None:
    first, effects = begin(Opened(SHARED, WECHAT))
    assert effects[0] == Charge(SHARED, 0, WECHAT)
    second, effects = step(first, ChargeConfirmed(KEY, WALLET))
    assert second == Charging(SHARED, ONE_DONE)
    assert effects == (Charge(SHARED, 1), GiveUp(KEY, 1, 45))
    assert [share.amount for share in SHARED.shares] == [WALLET, CREDIT]
    assert [share.method for share in SHARED.shares] == [Method.WECHAT, Method.CREDIT]


def test_both_shares_together_are_settled() -> None:
    state = run(Charging(SHARED, ONE_DONE), ChargeConfirmed(KEY, CREDIT, 1))
    assert state == Settling(SHARED, BOTH)
    settled = run(state, SettlementConfirmed(KEY, SETTLEMENT))
    assert settled == Settled(SHARED, BOTH, SETTLEMENT)
    assert kept(settled) == WALLET + CREDIT


@pytest.mark.parametrize(
    "event", [ChargeRefused(KEY, Refusal.LIMIT_TOO_SMALL, 1), ChargeVoided(KEY, 1)]
)
def test_when_the_second_share_is_refused_the_first_goes_back(
    event: PaymentEvent,
) -> None:
    state = run(Charging(SHARED, ONE_DONE), event)
    assert owed(state) == (RefundCharge(KEY, 0, WALLET),)
    assert money_word(state) is MoneyWord.TAKEN
    back = run(state, RefundConfirmed(KEY))
    assert isinstance(back, Refunded)
    assert back.taken == (FIRST,)


def test_a_power_cut_between_the_shares_ends_the_second_and_not_the_first() -> None:
    state = run(Charging(SHARED, ONE_DONE), PowerReturned(KEY))
    assert owed(state) == (CloseCharge(KEY, 1),)
    assert run(state, ChargeConfirmed(KEY, CREDIT, 1)) == Settling(SHARED, BOTH)
    assert owed(run(state, ChargeVoided(KEY, 1))) == (RefundCharge(KEY, 0, WALLET),)


def test_the_time_of_the_first_share_does_not_end_the_second() -> None:
    second = Charging(SHARED, ONE_DONE)
    assert step(second, TimeRanOut(KEY, 0)) == (second, ())
    assert run(second, TimeRanOut(KEY, 1)) == Closing(SHARED, ONE_DONE)


# Insurance first.


def test_settle_first_charges_only_after_the_settlement() -> None:
    state, effects = begin(Opened(SETTLE_FIRST, WECHAT))
    assert state == Settling(SETTLE_FIRST, code=WECHAT)
    assert effects == (GiveUp(KEY, BEFORE_MONEY, 45),)
    assert owed(state) == (Settle(SETTLE_FIRST),)
    charging, effects = step(state, SettlementConfirmed(KEY, SETTLEMENT))
    assert charging == Charging(SETTLE_FIRST, SETTLED_FIRST)
    assert effects[0] == Charge(SETTLE_FIRST, 0, WECHAT)
    settled = run(charging, ChargeConfirmed(KEY, PAID))
    assert settled == Settled(SETTLE_FIRST, WHOLE, SETTLEMENT)


@pytest.mark.parametrize("event", [TimeRanOut(KEY, BEFORE_MONEY), PowerReturned(KEY)])
def test_a_settlement_nobody_waits_for_any_more_is_revoked(event: PaymentEvent) -> None:
    state = run(Settling(SETTLE_FIRST, code=WECHAT), event)
    assert owed(state) == (RevokeSettlement(KEY),)
    assert money_word(state) is MoneyWord.UNCERTAIN, "it may have used the account"
    late = run(state, SettlementConfirmed(KEY, SETTLEMENT))
    assert late == state, "it is revoked, whether or not it came"
    assert run(late, SettlementRevoked(KEY)) == Declined(
        SETTLE_FIRST, Refusal.NOT_ANSWERED
    )


@pytest.mark.parametrize(
    "event", [ChargeRefused(KEY, Refusal.NOT_ENOUGH), ChargeVoided(KEY)]
)
def test_a_charge_that_fails_after_the_settlement_has_it_revoked(
    event: PaymentEvent,
) -> None:
    state = run(Charging(SETTLE_FIRST, SETTLED_FIRST), event)
    assert owed(state) == (RevokeSettlement(KEY),)
    assert isinstance(run(state, SettlementRevoked(KEY)), Declined)


def test_first_the_settlement_is_revoked_and_then_the_money_goes_back() -> None:
    second = Charging(SHARED_SETTLE_FIRST, Done((FIRST,), SETTLEMENT))
    state = run(second, ChargeRefused(KEY, Refusal.LIMIT_TOO_SMALL, 1))
    assert owed(state) == (RevokeSettlement(KEY),)
    revoked = run(state, SettlementRevoked(KEY))
    assert owed(revoked) == (RefundCharge(KEY, 0, WALLET),)
    assert isinstance(run(revoked, RefundConfirmed(KEY)), Refunded)


def test_another_sum_settled_first_is_revoked_before_anything_is_charged() -> None:
    waiting = Settling(SETTLE_FIRST, code=WECHAT)
    state, effects = step(waiting, SettlementConfirmed(KEY, PARTLY))
    assert (owed(state), effects) == ((RevokeSettlement(KEY),), ())


def test_the_limit_before_money_does_not_hurry_a_settlement_after_it() -> None:
    state = Settling(INTENT, WHOLE)
    assert run(state, TimeRanOut(KEY, BEFORE_MONEY), PowerReturned(KEY)) == state


# One-code pay.


def test_one_code_pay_asks_for_a_credential_before_anything_else() -> None:
    state, effects = begin(Opened(ONE_CODE))
    assert state == Authorising(ONE_CODE)
    assert effects == (Authorise(ONE_CODE), GiveUp(KEY, BEFORE_MONEY, 45))
    assert owed(state) == ()
    assert is_open(state)


def test_a_credential_that_is_granted_settles_and_then_charges() -> None:
    state = run(Authorising(ONE_CODE), CredentialGranted(KEY, VOUCHER))
    assert state == Settling(ONE_CODE, code=VOUCHER)
    _, effects = step(state, SettlementConfirmed(KEY, SETTLEMENT))
    assert effects[0] == Charge(ONE_CODE, 0, VOUCHER)


def test_by_configuration_one_code_pay_charges_first() -> None:
    charge_first = replace(ONE_CODE, order=Order.CHARGE_FIRST)
    state, effects = step(Authorising(charge_first), CredentialGranted(KEY, VOUCHER))
    assert state == Charging(charge_first)
    assert effects[0] == Charge(charge_first, 0, VOUCHER)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (CredentialRefused(KEY, Refusal.NO_CREDENTIAL), Refusal.NO_CREDENTIAL),
        (TimeRanOut(KEY, BEFORE_MONEY), Refusal.NOT_ANSWERED),
        (PowerReturned(KEY), Refusal.NOT_ANSWERED),
    ],
)
def test_without_a_credential_nothing_was_taken(
    event: PaymentEvent, reason: Refusal
) -> None:
    declined = run(Authorising(ONE_CODE), event)
    assert declined == Declined(ONE_CODE, reason)
    assert run(declined, CredentialGranted(KEY, VOUCHER)) == declined, "too late"


# Another sum.


@pytest.mark.parametrize("state", [Charging(INTENT), AwaitingPayer(INTENT)])
def test_another_sum_must_be_said_twice_before_it_is_believed(state: Payment) -> None:
    other = ChargeConfirmed(KEY, OTHER_SUM)
    doubting = run(state, other)
    assert doubting == Closing(INTENT, doubted=OTHER_SUM)
    assert owed(doubting) == (CloseCharge(KEY),)
    assert money_word(doubting) is MoneyWord.UNCERTAIN
    assert owed(run(doubting, other)) == (RefundCharge(KEY, 0, OTHER_SUM),)
    assert run(doubting, ChargeConfirmed(KEY, PAID)) == Settling(INTENT, WHOLE)


def test_three_sums_are_no_sum() -> None:
    doubting = run(Closing(INTENT, doubted=OTHER_SUM), ChargeConfirmed(KEY, Money(2)))
    assert doubting == Closing(INTENT, doubted=Money(2))


# Partial settlement.


def test_the_excess_of_a_partial_settlement_goes_back_from_the_last_share() -> None:
    state = run(Settling(SHARED, BOTH), SettlementConfirmed(KEY, PARTLY))
    excess = PAID - PARTLY.split.self_pay
    assert owed(state) == (
        RefundCharge(KEY, 1, CREDIT),
        RefundCharge(KEY, 0, excess - CREDIT),
        IssueInvoice(KEY, PARTLY.id),
    )
    assert kept(state) == PARTLY.split.self_pay


def test_the_invoice_is_owed_until_it_is_there_whatever_goes_back() -> None:
    state = run(Settling(SHARED, BOTH), SettlementConfirmed(KEY, PARTLY))
    refunded = run(state, RefundConfirmed(KEY, 1), RefundConfirmed(KEY, 0))
    assert owed(refunded) == (IssueInvoice(KEY, PARTLY.id),)
    invoiced = run(state, InvoiceIssued(KEY, INVOICE))
    assert owed(invoiced) == owed(state)[:2]


def test_nobody_pays_more_than_she_agreed_to() -> None:
    dearer = replace(SPLIT, total=Money(188_22), self_pay=Money(56_30))
    settlement = replace(SETTLEMENT, split=dearer)
    state = Settling(INTENT, WHOLE)
    assert run(state, SettlementConfirmed(KEY, settlement)) == state


# Success that comes late.


@pytest.mark.parametrize(
    "state",
    [
        Declined(INTENT, Refusal.TOO_SLOW),
        Refunded(SHARED, Refusal.OTHER, (SECOND,)),
        Undoing(SHARED, Refusal.OTHER, (SECOND,), (SECOND,)),
        Undoing(SETTLE_FIRST, Refusal.OTHER, revoking=True),
    ],
)
def test_money_that_comes_after_the_end_goes_back_and_counts_once(
    state: Payment,
) -> None:
    late = ChargeConfirmed(KEY, WALLET)
    after = run(state, late)
    assert isinstance(after, Undoing)
    assert FIRST in after.taken
    assert FIRST in after.owing
    assert run(after, late) == after
    back = run(after, *(RefundConfirmed(KEY, one.share) for one in after.owing))
    assert run(back, late) == back, "also once it has gone back"


# Deferrals.


def test_a_deferral_moves_no_money_until_central_can_be_reached() -> None:
    state, effects = begin(Opened(DEFERRED, capture=CAPTURE))
    assert (state, effects) == (Deferred(DEFERRED, CAPTURE), ())
    assert owed(state) == (BeginDeferral(KEY),)
    assert money_word(state) is MoneyWord.NOT_TAKEN


def test_only_its_begin_starts_a_deferral() -> None:
    state = Deferred(DEFERRED, CAPTURE)
    for event in EVENTS:
        begun = isinstance(event, DeferralBegun)
        assert (run(state, event) != state) == begun


def test_while_a_deferral_is_carried_out_nobody_says_that_nothing_was_taken() -> None:
    state = run(Deferred(DEFERRED, CAPTURE), DeferralBegun(KEY))
    assert owed(state) == (CarryOut(DEFERRED, CAPTURE),)
    assert money_word(state) is MoneyWord.UNCERTAIN
    assert run(state, PowerReturned(KEY)) == state


def test_a_deferral_that_was_carried_out_is_paid_and_settled() -> None:
    state = run(CarryingOut(DEFERRED, CAPTURE), SettlementConfirmed(KEY, SETTLEMENT))
    assert state == Settled(DEFERRED, WHOLE, SETTLEMENT)
    assert owed(state) == (IssueInvoice(KEY, SETTLEMENT.id),)


def test_a_deferral_that_was_refused_is_a_debt_and_central_is_told() -> None:
    refused = SettlementRefused(KEY, Refusal.EXPIRED)
    state = run(CarryingOut(DEFERRED, CAPTURE), refused)
    assert state == Indebted(DEFERRED, Refusal.EXPIRED)
    assert owed(state) == (ReportDebt(DEFERRED, Refusal.EXPIRED),)
    assert money_word(state) is MoneyWord.NOT_TAKEN
    assert not is_open(run(state, DebtReported(KEY)))


def test_when_the_bills_were_paid_elsewhere_nobody_owes_anything() -> None:
    paid = SettlementRefused(KEY, Refusal.ALREADY_PAID)
    state = run(CarryingOut(DEFERRED, CAPTURE), paid)
    assert state == Declined(DEFERRED, Refusal.ALREADY_PAID)
    assert not is_open(state)


# What is true of every state and every event.

WORDS = {
    Authorising: MoneyWord.UNCERTAIN,
    Charging: MoneyWord.UNCERTAIN,
    AwaitingPayer: MoneyWord.UNCERTAIN,
    Closing: MoneyWord.UNCERTAIN,
    Reversing: MoneyWord.UNCERTAIN,
    CarryingOut: MoneyWord.UNCERTAIN,
    Settled: MoneyWord.TAKEN,
    Refunded: MoneyWord.NOT_TAKEN,
    Declined: MoneyWord.NOT_TAKEN,
    Deferred: MoneyWord.NOT_TAKEN,
    Indebted: MoneyWord.NOT_TAKEN,
}


def test_every_state_and_every_event_is_tried() -> None:
    assert {type(state) for state in STATES} == set(get_args(Payment))
    assert {type(event) for event in EVENTS} == set(get_args(PaymentEvent))


@every_state
def test_each_state_says_one_true_sentence_about_money(state: Payment) -> None:
    if isinstance(state, Settling | Undoing):
        sure = MoneyWord.TAKEN if state.paid else MoneyWord.UNCERTAIN
        assert money_word(state) is sure
    else:
        assert money_word(state) is WORDS[type(state)]


@every_state
def test_a_power_cut_leaves_nobody_waiting_for_an_answer(state: Payment) -> None:
    after = run(state, *(e for e in on_waking([state]) if isinstance(e, PowerReturned)))
    waits = is_open(after) and not owed(after)
    assert not waits, "what woke up is over, or is in the outbox"


@every_state
def test_money_once_taken_is_never_forgotten(state: Payment) -> None:
    for event in EVENTS:
        after = step(state, event).state
        assert taken(after)[: len(taken(state))] == taken(state)
        owed_before, owed_after = owed(state), owed(after)
        gone = {duty for duty in owed_before if isinstance(duty, RefundCharge)} - {
            *owed_after
        }
        assert all(event == RefundConfirmed(KEY, duty.share) for duty in gone)


@every_state
def test_no_step_charges_the_same_share_again(state: Payment) -> None:
    for event in EVENTS:
        after, effects = step(state, event)
        for effect in effects:
            if isinstance(effect, Charge):
                assert isinstance(after, Charging)
                assert effect.share == after.share
                settled = isinstance(state, Settling | Authorising)
                assert settled or effect.share == len(taken(state)) + 1


@every_state
def test_the_decision_itself_never_changes(state: Payment) -> None:
    for event in EVENTS:
        assert step(state, event).state.intent == state.intent


@every_state
def test_a_payment_rests_only_when_nothing_is_owed(state: Payment) -> None:
    for event in EVENTS:
        after = step(state, event).state
        if not is_open(after):
            assert isinstance(after, RESTING)
            assert not isinstance(after, Settled) or after.invoice is not None
            assert not isinstance(after, Indebted) or after.reported


@every_state
def test_nobody_reads_not_charged_while_money_may_be_gone(state: Payment) -> None:
    for event in EVENTS:
        after = step(state, event).state
        if money_word(after) is MoneyWord.NOT_TAKEN:
            assert all(isinstance(duty, MOVE_NO_MONEY) for duty in owed(after))
        if isinstance(event, ChargeConfirmed) and taken(after) != taken(state):
            assert money_word(after) is not MoneyWord.NOT_TAKEN


@every_state
def test_hearing_the_same_fact_twice_is_hearing_it_once(state: Payment) -> None:
    for event in EVENTS:
        once = step(state, event).state
        counting = isinstance(event, ChargePending | ChargeUnanswered)
        doubted = isinstance(once, Closing) and once.doubted is not None
        if not counting and not doubted:
            assert step(once, event).state == once


# And of every story.


@dataclass
class Story:
    """One payment and everything that happens to it."""

    central: FickleCentral
    facts: list[PaymentEvent]
    state: Payment
    pending: list[Effect]

    def hear(self, event: PaymentEvent | None) -> None:
        if event is None:
            return
        self.facts.append(event)
        self.state, effects = step(self.state, event)
        self.pending.extend(effects)

    def answer_one(self, dice: Random) -> None:
        if not self.pending:
            return
        effect = self.pending.pop(dice.randrange(len(self.pending)))
        match effect:
            case Authorise():
                self.hear(self.central.authorise(effect))
            case Charge():
                self.hear(self.central.charge(effect))
            case AskCharge(key, share):
                self.hear(self.central.ask(key, share))
            case GiveUp(key, stage):
                self.hear(TimeRanOut(key, stage))

    def do_one(self, dice: Random) -> None:
        duties = owed(self.state)
        if duties:
            self.hear(self.central.do(dice.choice(duties)))

    def cut_the_power(self, _: Random) -> None:
        self.pending.clear()
        assert replay_payment(self.facts) == self.state
        for event in on_waking([self.state]):
            assert isinstance(event, PowerReturned)
            self.hear(event)

    def hear_again(self, dice: Random) -> None:
        self.hear(dice.choice(self.facts))

    def be_surprised(self, _: Random) -> None:
        self.hear(self.central.breaks_its_word(self.state.intent))

    def land_late(self, _: Random) -> None:
        self.central.lands_late()

    def end(self, dice: Random) -> None:
        """Let everything that is owed be done, and every answer arrive."""
        self.central.loses_no_more()
        for _ in range(100):
            while self.pending:
                self.answer_one(dice)
            self.do_one(dice)
        self.central.lands_late()


HAPPENINGS: tuple[Callable[[Story, Random], None], ...] = (
    Story.answer_one,
    Story.answer_one,
    Story.do_one,
    Story.do_one,
    Story.cut_the_power,
    Story.hear_again,
    Story.be_surprised,
    Story.land_late,
)


@settings(max_examples=400, deadline=None)
@given(
    decision=st.sampled_from([*EVERY_INTENT, DEFERRED]),
    happenings=st.lists(st.sampled_from(HAPPENINGS), min_size=5, max_size=30),
    seed=st.integers(0, 2**32),
)
def test_whatever_happens_what_was_taken_and_not_returned_is_what_is_said(
    decision: Intent, happenings: list[Callable[[Story, Random], None]], seed: int
) -> None:
    dice = Random(seed)
    is_deferred = decision.order is Order.DEFERRED
    opened = Opened(decision, None if is_deferred else WECHAT, CAPTURE)
    first = begin(opened)
    central = FickleCentral(dice, odd=0.15)
    story = Story(central, [opened], first.state, [*first.effects])
    for happening in happenings:
        happening(story, dice)
    story.end(dice)
    assert not is_open(story.state)
    assert central.kept(KEY) == kept(story.state)
    assert central.has_settled(KEY) == isinstance(story.state, Settled)
    returns = story.state.intent.returns if isinstance(story.state, Settled) else ()
    assert central.went_back == {one.deposit_id: one.amount for one in returns}
