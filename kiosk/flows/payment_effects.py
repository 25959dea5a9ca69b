"""What a payment asks of the outside world.

Two kinds. An Effect is tried once, now. A Duty is owed until it is answered, goes
through the outbox and outlives every power cut.
"""

from dataclasses import dataclass, field

from kiosk.model.codes import Code
from kiosk.model.intent import Intent
from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Charge:
    """Take the self-pay part. Never repeated blindly, so never owed (rule O2)."""

    intent: Intent
    code: Code | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskCharge:
    """Ask what became of the charge, some seconds from now."""

    key: str
    after_s: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Say when the payer has had all the time there is."""

    key: str
    after_s: float


Effect = Charge | AskCharge | GiveUp


@dataclass(frozen=True, slots=True)
class CloseCharge:
    """End the charge for good: either it was paid, or it never will be."""

    key: str


@dataclass(frozen=True, slots=True)
class ReverseCharge:
    """Undo the charge, whether or not it was paid."""

    key: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Have the hospital settle what was paid."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class RefundCharge:
    """Give back what was taken, under a fixed refund key."""

    key: str
    amount: Money


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    """Have the official invoice issued."""

    key: str
    settlement_id: str


Duty = CloseCharge | ReverseCharge | Settle | RefundCharge | IssueInvoice
