"""What is true of one payment right now. The journal can always tell."""

from dataclasses import dataclass

from kiosk.model.charge import Refusal
from kiosk.model.intent import Intent
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Charging:
    """The charge is out. Whether money moved is not known."""

    intent: Intent
    asked: int = 0


@dataclass(frozen=True, slots=True)
class AwaitingPayer:
    """The payer has to confirm on the phone."""

    intent: Intent
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """The charge is being ended for good: it was paid, or it never will be."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Reversing:
    """The payer took too long. Whatever was taken goes back."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Settling:
    """The money has moved. The hospital must be told, however long it takes."""

    intent: Intent
    paid: Money


@dataclass(frozen=True, slots=True)
class Settled:
    """Paid and settled. The invoice comes when it comes."""

    intent: Intent
    paid: Money
    settlement: Settlement
    invoice: Invoice | None = None


@dataclass(frozen=True, slots=True)
class Refunding:
    """The hospital would not settle. What was taken is going back."""

    intent: Intent
    paid: Money
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Refunded:
    """What was taken went back."""

    intent: Intent
    paid: Money
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Declined:
    """No money moved."""

    intent: Intent
    reason: Refusal


Payment = (
    Charging
    | AwaitingPayer
    | Closing
    | Reversing
    | Settling
    | Settled
    | Refunding
    | Refunded
    | Declined
)
