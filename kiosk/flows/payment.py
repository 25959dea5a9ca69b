"""The payment machine: what follows from which fact, and what it leaves owing.

Pure. No clock, no I/O, no Qt: time and replies come in as events, wishes go out
as effects. The journal keeps the events, so recovery after a power cut is a
replay of `step`, and `owed` says what must still be done.

Money is taken in shares, one charge after the other; insurance settles after the last
or before the first. Whatever was reached when the rest fails is undone.
"""

from dataclasses import replace
from typing import NamedTuple

from kiosk.flows.payment_effects import (
    AskCharge,
    Authorise,
    BeginDeferral,
    CarryOut,
    Charge,
    CloseCharge,
    Duty,
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
    NOTHING_DONE,
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
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import Intent, Method, Order
from kiosk.model.money import Money, total
from kiosk.model.settlement import Settlement

BEFORE_MONEY = -1  # the stage before the first share


class Step(NamedTuple):
    """What is true now, and what to do about it."""

    state: Payment
    effects: tuple[Effect, ...] = ()


def begin(opened: Opened) -> Step:
    """Open the payment. Where insurance pays everything there is nothing to charge."""
    intent = opened.intent
    if intent.order is Order.DEFERRED:
        assert opened.capture is not None, "a deferral is signed before it is opened"
        return Step(Deferred(intent, opened.capture))
    if intent.method is Method.ONE_CODE:
        return Step(Authorising(intent), (Authorise(intent), _give_up(intent)))
    return _start(intent, opened.code)


def step(state: Payment, event: PaymentEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        # Money that arrives is never ignored, whatever was true before.
        case (
            Charging() | AwaitingPayer() | Closing(),
            ChargeConfirmed(paid=paid, share=share),
        ) if share == state.share:
            return _taken(state, paid)
        case Reversing(intent, done), ChargeConfirmed(paid=paid, share=share) if (
            share == state.share
        ):
            if paid != intent.shares[share].amount:
                return Step(state)  # hardly true; a reversal needs no sum
            return _undo(intent, done.and_taken(Taken(share, paid)), Refusal.TOO_SLOW)
        case (
            Declined() | Refunded() | Undoing(),
            ChargeConfirmed(paid=paid, share=share),
        ):
            return _late(state, Taken(share, paid))

        case Authorising(intent), CredentialGranted(code=code):
            return _start(intent, code)
        case Authorising(intent), CredentialRefused(reason=reason):
            return Step(Declined(intent, reason))
        case Authorising(intent), TimeRanOut() | PowerReturned():
            return Step(Declined(intent, Refusal.NOT_ANSWERED))

        case (
            Charging() | AwaitingPayer() | Closing() | Reversing(),
            ChargePending()
            | ChargeRefused()
            | ChargeUnanswered()
            | ChargeVoided()
            | ChargeReversed(),
        ) if event.share != state.share:
            return Step(state)  # about a share that is long taken
        case Charging(intent, done) | AwaitingPayer(intent, done), ChargeRefused():
            return _undo(intent, done, event.reason)
        case Charging(intent, done), ChargePending(qr=qr):
            return Step(AwaitingPayer(intent, done, qr=qr), (_ask_again(state),))
        case Charging(intent, done, asked), ChargeUnanswered():
            # Silence is not a refusal, and a late request may still land.
            if asked >= intent.patience.queries:
                return Step(Closing(intent, done))
            wait = _ask_again(state) if asked else _ask_first(state)
            return Step(Charging(intent, done, asked + 1), (wait,))
        case AwaitingPayer(intent, asked=asked), ChargePending() | ChargeUnanswered():
            if asked >= intent.patience.queries:
                return Step(_given_up(state))
            return Step(replace(state, asked=asked + 1), (_ask_again(state),))
        case Charging(intent, done), TimeRanOut(stage=stage) if stage == state.share:
            return Step(Closing(intent, done))
        case AwaitingPayer(), TimeRanOut(stage=stage) if stage == state.share:
            return Step(_given_up(state))
        case Charging(intent, done) | AwaitingPayer(intent, done), QrTakenDown() if (
            _is_shown(state)
        ):
            return Step(Closing(intent, done))
        case Charging(intent, done) | AwaitingPayer(
            intent, done
        ), ChargeVoided() | ChargeReversed():
            return _undo(intent, done, Refusal.NOT_ANSWERED)  # ended over there
        case Charging(intent, done) | AwaitingPayer(intent, done), PowerReturned():
            # It may have been sent: never charge blind.
            return Step(Closing(intent, done))

        case Closing(intent, done), ChargeVoided() | ChargeReversed():
            slow = Refusal.TOO_SLOW if _is_shown(state) else Refusal.NOT_ANSWERED
            return _undo(intent, done, slow)
        case Closing(intent, done), ChargeRefused(reason=reason):
            return _undo(intent, done, reason)
        case Reversing(intent, done), (
            ChargeReversed() | ChargeVoided() | ChargeRefused()
        ):
            return _undo(intent, done, Refusal.TOO_SLOW)

        case Settling(), SettlementConfirmed(settlement=settlement):
            return _settled(state, settlement)
        case Settling(intent, taken), SettlementRefused(reason=reason):
            return _undo(intent, Done(taken), reason)
        case Settling(intent), TimeRanOut(stage=stage) if (
            state.before_money and stage == BEFORE_MONEY
        ):
            return Step(Undoing(intent, Refusal.NOT_ANSWERED, revoking=True))
        case Settling(intent), PowerReturned() if state.before_money:
            # The code is gone with the power, so nothing can be charged any more.
            return Step(Undoing(intent, Refusal.NOT_ANSWERED, revoking=True))

        case Settled(invoice=None), InvoiceIssued(invoice=invoice):
            return Step(replace(state, invoice=invoice))
        case Settled(owing=owing), RefundConfirmed():
            return Step(replace(state, owing=_without(owing, event.share)))
        case Settled(returned=returned), DepositReturned(deposit_id=id):
            is_news = any(one.deposit_id == id for one in state.to_return)
            return Step(replace(state, returned=(*returned, id)) if is_news else state)

        case Undoing(intent, reason, taken, owing), SettlementRevoked():
            return Step(_undone(Undoing(intent, reason, taken, owing)))
        case Undoing(intent, reason, taken, owing, revoking), RefundConfirmed():
            rest = _without(owing, event.share)
            return Step(_undone(Undoing(intent, reason, taken, rest, revoking)))

        case Deferred(intent, capture), DeferralBegun():
            return Step(CarryingOut(intent, capture))
        case CarryingOut(intent), SettlementConfirmed(settlement=settlement) if (
            settlement.split == intent.split
        ):
            taken = (Taken(0, settlement.split.self_pay),)
            return Step(Settled(intent, taken, settlement))
        case CarryingOut(intent), SettlementRefused(reason=Refusal.ALREADY_PAID):
            return Step(Declined(intent, Refusal.ALREADY_PAID))  # nobody owes anything
        case CarryingOut(intent), SettlementRefused(reason=reason):
            return Step(Indebted(intent, reason))
        case Indebted(intent, reason), DebtReported():
            return Step(Indebted(intent, reason, reported=True))

    return Step(state)


def owed(state: Payment) -> tuple[Duty, ...]:
    """What must be done before this payment may be forgotten."""
    match state:
        case Closing(intent):
            return (CloseCharge(intent.key, state.share),)
        case Reversing(intent):
            return (ReverseCharge(intent.key, state.share),)
        case Settling(intent):
            return (Settle(intent),)
        case Undoing(intent, revoking=True):
            return (RevokeSettlement(intent.key),)  # first: money rests on it
        case Undoing(intent, owing=owing):
            return _refunds(intent, owing)
        case Settled(intent, owing=owing):
            return (*_refunds(intent, owing), *_returns(state), *_invoice(state))
        case Deferred(intent):
            return (BeginDeferral(intent.key),)
        case CarryingOut(intent, capture):
            return (CarryOut(intent, capture),)
        case Indebted(intent, reason, reported=False):
            return (ReportDebt(intent, reason),)
    return ()


def is_open(state: Payment) -> bool:
    """Whether a kiosk that wakes up must look at this payment again."""
    waits = isinstance(state, Authorising | Charging | AwaitingPayer)
    return waits or bool(owed(state))


def moves_money(state: Payment) -> bool:
    """Whether money is on its way, so that it is no time to stop the kiosk. One that
    was registered for later is not: it waits for the network, for days if need be."""
    if isinstance(state, Settled):
        return bool(state.owing or state.to_return)
    still = (Declined, Refunded, Indebted, Deferred)
    return not isinstance(state, still)


def _start(intent: Intent, code: Code | None) -> Step:
    """Insurance or the first share, whichever comes first."""
    if not intent.shares:
        return Step(Settling(intent))
    if intent.order is Order.SETTLE_FIRST:
        return Step(Settling(intent, code=code), (_give_up(intent),))
    return _charge(intent, NOTHING_DONE, code)


def _is_shown(state: Charging | AwaitingPayer | Closing) -> bool:
    """Whether the share at hand is paid by a code that the kiosk shows."""
    return state.intent.shares[state.share].is_shown


def _given_up(state: AwaitingPayer) -> Closing | Reversing:
    """A wallet that asked is reversed (rule M3), a code that was shown closed (M5)."""
    kind = Closing if _is_shown(state) else Reversing
    return kind(state.intent, state.done)


def _charge(intent: Intent, done: Done, code: Code | None) -> Step:
    state = Charging(intent, done)
    give_up = GiveUp(intent.key, state.share, intent.patience.limit_s)
    return Step(state, (Charge(intent, state.share, code), give_up))


def _taken(state: Charging | AwaitingPayer | Closing, paid: Money) -> Step:
    """One share more. The last one settles the bills, unless that came first."""
    intent, share = state.intent, state.share
    done = state.done.and_taken(Taken(share, paid))
    if paid != intent.shares[share].amount:
        if isinstance(state, Closing) and paid == state.doubted:
            # Another sum than the patient agreed to goes back whole.
            return _undo(intent, done, Refusal.AMOUNT_CHANGED)
        return Step(Closing(intent, state.done, doubted=paid))
    if len(done.taken) < len(intent.shares):
        return _charge(intent, done, None)
    if done.settlement is not None:
        return Step(Settled(intent, done.taken, done.settlement))
    return Step(Settling(intent, done.taken))


def _settled(state: Settling, settlement: Settlement) -> Step:
    intent, taken = state.intent, state.taken
    is_whole = settlement.split == intent.split
    if state.before_money:
        if not is_whole:  # she agreed to another sum
            return Step(Undoing(intent, Refusal.AMOUNT_CHANGED, revoking=True))
        return _charge(intent, Done(settlement=settlement), state.code)
    due = settlement.split.self_pay - intent.deposits
    if due > state.paid:
        return Step(state)  # nobody agreed to more
    too_much = state.paid - due
    if not too_much:
        return Step(Settled(intent, taken, settlement))
    return Step(Settled(intent, taken, settlement, owing=_last(taken, too_much)))


def _last(taken: tuple[Taken, ...], amount: Money) -> tuple[Taken, ...]:
    """Spread an amount over the shares, from the last one taken backwards."""
    spread: list[Taken] = []
    for one in reversed(taken):
        part = min(one.amount, amount - total(other.amount for other in spread))
        if part:
            spread.append(Taken(one.share, part))
    return tuple(spread)


def _undo(intent: Intent, done: Done, reason: Refusal) -> Step:
    """Give back everything that was reached; often that is nothing."""
    revoking = done.settlement is not None
    return Step(_undone(Undoing(intent, reason, done.taken, done.taken, revoking)))


def _late(state: Declined | Refunded | Undoing, late: Taken) -> Step:
    """Success that arrives after all was over goes back (rule M4)."""
    taken = () if isinstance(state, Declined) else state.taken
    if any(one.share == late.share for one in taken):
        return Step(state)  # told twice
    owing = state.owing if isinstance(state, Undoing) else ()
    revoking = isinstance(state, Undoing) and state.revoking
    return Step(
        Undoing(
            state.intent,
            state.reason,
            (*taken, late),
            (*owing, late),
            revoking=revoking,
        )
    )


def _undone(state: Undoing) -> Payment:
    if state.owing or state.revoking:
        return state
    if state.taken:
        return Refunded(state.intent, state.reason, state.taken)
    return Declined(state.intent, state.reason)


def _refunds(intent: Intent, owing: tuple[Taken, ...]) -> tuple[RefundCharge, ...]:
    return tuple(RefundCharge(intent.key, one.share, one.amount) for one in owing)


def _returns(state: Settled) -> tuple[ReturnDeposit, ...]:
    return tuple(ReturnDeposit(state.intent.key, one) for one in state.to_return)


def _invoice(state: Settled) -> tuple[IssueInvoice, ...]:
    if state.invoice is not None or not state.intent.is_invoiced:
        return ()
    return (IssueInvoice(state.intent.key, state.settlement.id),)


def _without(owing: tuple[Taken, ...], share: int) -> tuple[Taken, ...]:
    return tuple(one for one in owing if one.share != share)


def _give_up(intent: Intent) -> GiveUp:
    return GiveUp(intent.key, BEFORE_MONEY, intent.patience.limit_s)


def _ask_first(state: Charging) -> AskCharge:
    return AskCharge(state.intent.key, state.share, state.intent.patience.first_query_s)


def _ask_again(state: Charging | AwaitingPayer) -> AskCharge:
    return AskCharge(state.intent.key, state.share, state.intent.patience.query_every_s)
