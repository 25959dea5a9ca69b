"""What a trace and a statistic say of a kiosk. They name nobody."""

from kiosk.app.events import Event
from kiosk.flows.payment_states import Payment
from kiosk.model.intent import Order


def end_of(payment: Payment) -> str:
    """In a word or two: the last state, and what was special about it."""
    intent = payment.intent
    name = type(payment).__name__
    reason = getattr(payment, "reason", None)
    order = "" if intent.order is Order.CHARGE_FIRST else f" {intent.order.value}"
    shown = " shown" if intent.is_shown else ""
    parts = " two shares" if len(intent.shares) > 1 else ""
    return f"{name}{f' {reason.value}' if reason else ''}{order}{parts}{shown}"


def describe(event: Event) -> str:
    """An event in the trace: what happened to which key, and nothing personal."""
    key = getattr(event, "key", "")
    name = getattr(event, "name", type(event).__name__)
    inner = getattr(event, "event", None)
    return f"{name} {key} {describe(inner) if inner is not None else ''}".strip()
