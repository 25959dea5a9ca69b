"""Which slip a payment gives, and when a printed one says less than is true now."""

from kiosk.flows.payment_states import Deferred, Payment, Settled, Settling, Undoing
from kiosk.model.receipt import ReceiptKind


def slip_kind(payment: Payment) -> ReceiptKind:
    match payment:
        case Settled():
            return ReceiptKind.PAID
        case Deferred():
            return ReceiptKind.DEFERRED
        case Settling() if payment.paid:
            return ReceiptKind.UNSETTLED
        case Undoing(owing=owing) if owing:
            return ReceiptKind.REFUNDING
    return ReceiptKind.UNCERTAIN


def is_outdated(printed: Payment, now: Payment) -> bool:
    """Whether the slip of the payment as it was says less than is true `now`.

    Most steps of a payment change nothing on its slip, and the same slip comes out
    once.
    """
    return _facts(printed) != _facts(now)


def _facts(payment: Payment) -> tuple[object, ...]:
    settled = payment if isinstance(payment, Settled) else None
    return (
        slip_kind(payment),
        settled and settled.settlement,
        settled and settled.invoice,
    )
