"""The payment machine: what follows from which fact, and what it leaves owing.

Pure. No clock, no I/O, no Qt: time and replies come in as events, wishes go out
as effects. The journal keeps the events, so recovery after a power cut is a
replay of `step`, and `owed` says what must still be done.
"""

from typing import NamedTuple

from kiosk.flows.payment_effects import (
    AskCharge,
    Charge,
    CloseCharge,
    Duty,
    Effect,
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
from kiosk.model.intent import Intent, Method
from kiosk.model.money import ZERO, Money


class Step(NamedTuple):
    """What is true now, and what to do about it."""

    state: Payment
    effects: tuple[Effect, ...] = ()


def begin(opened: Opened) -> Step:
    """Open the payment. Where insurance pays everything there is nothing to charge."""
    intent = opened.intent
    if intent.method is Method.NOTHING:
        return Step(Settling(intent, ZERO))
    give_up = GiveUp(intent.key, intent.patience.limit_s)
    return Step(Charging(intent), (Charge(intent, opened.code), give_up))


def step(state: Payment, event: PaymentEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        # Money that arrives is never ignored, whatever was true before.
        case (
            Charging(intent) | AwaitingPayer(intent) | Closing(intent),
            ChargeConfirmed(paid=paid),
        ):
            return _taken(intent, paid)
        case Reversing(intent), ChargeConfirmed(paid=paid):
            return Step(Refunding(intent, paid, Refusal.TOO_SLOW))
        case Declined(intent, reason), ChargeConfirmed(paid=paid):
            return Step(Refunding(intent, paid, reason))

        case Charging(intent) | AwaitingPayer(intent), ChargeRefused(reason=reason):
            return Step(Declined(intent, reason))
        case Charging(intent), ChargePending():
            return Step(AwaitingPayer(intent), (_ask_again(intent),))
        case Charging(intent, asked), ChargeUnanswered():
            # Silence is not a refusal, and a late request may still land.
            if asked >= intent.patience.queries:
                return Step(Closing(intent))
            wait = _ask_again(intent) if asked else _ask_first(intent)
            return Step(Charging(intent, asked + 1), (wait,))
        case AwaitingPayer(intent, asked), ChargePending() | ChargeUnanswered():
            if asked >= intent.patience.queries:
                return Step(Reversing(intent))
            return Step(AwaitingPayer(intent, asked + 1), (_ask_again(intent),))
        case Charging(intent), TimeRanOut():
            return Step(Closing(intent))
        case AwaitingPayer(intent), TimeRanOut():
            return Step(Reversing(intent))
        case Charging(intent) | AwaitingPayer(
            intent
        ), ChargeVoided() | ChargeReversed():
            return Step(Declined(intent, Refusal.NOT_ANSWERED))  # ended over there
        case Charging(intent) | AwaitingPayer(intent), PowerReturned():
            return Step(Closing(intent))  # it may have been sent: never charge blind

        case Closing(intent), ChargeVoided() | ChargeReversed():
            return Step(Declined(intent, Refusal.NOT_ANSWERED))
        case Closing(intent), ChargeRefused(reason=reason):
            return Step(Declined(intent, reason))
        case Reversing(intent), ChargeReversed() | ChargeVoided() | ChargeRefused():
            return Step(Declined(intent, Refusal.TOO_SLOW))

        case Settling(intent, paid), SettlementConfirmed(settlement=settlement):
            return Step(Settled(intent, paid, settlement))
        case Settling(intent, paid), SettlementRefused(reason=reason):
            if paid:
                return Step(Refunding(intent, paid, reason))
            return Step(Declined(intent, reason))
        case Settled(intent, paid, settlement, None), InvoiceIssued(invoice=invoice):
            return Step(Settled(intent, paid, settlement, invoice))
        case Refunding(intent, paid, reason), RefundConfirmed():
            return Step(Refunded(intent, paid, reason))

    return Step(state)


def owed(state: Payment) -> tuple[Duty, ...]:
    """What must be done before this payment may be forgotten."""
    match state:
        case Closing(intent):
            return (CloseCharge(intent.key),)
        case Reversing(intent):
            return (ReverseCharge(intent.key),)
        case Settling(intent):
            return (Settle(intent),)
        case Refunding(intent, paid):
            return (RefundCharge(intent.key, paid),)
        case Settled(intent, settlement=settlement, invoice=None):
            return (IssueInvoice(intent.key, settlement.id),)
    return ()


def is_open(state: Payment) -> bool:
    """Whether a kiosk that wakes up must look at this payment again."""
    return isinstance(state, Charging | AwaitingPayer) or bool(owed(state))


def _taken(intent: Intent, paid: Money) -> Step:
    if paid == intent.split.self_pay:
        return Step(Settling(intent, paid))
    # Another sum than the patient agreed to goes back whole.
    return Step(Refunding(intent, paid, Refusal.AMOUNT_CHANGED))


def _ask_first(intent: Intent) -> AskCharge:
    return AskCharge(intent.key, intent.patience.first_query_s)


def _ask_again(intent: Intent) -> AskCharge:
    return AskCharge(intent.key, intent.patience.query_every_s)
