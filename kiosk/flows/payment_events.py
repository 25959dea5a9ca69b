"""What can happen to a payment. Each event is written down before it has effect."""

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import Intent
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Opened:
    """The patient decided to pay. The payment code never touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"code"})

    intent: Intent
    code: Code | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        return self.intent.key


@dataclass(frozen=True, slots=True)
class ChargeConfirmed:
    """The money has moved."""

    key: str
    paid: Money


@dataclass(frozen=True, slots=True)
class ChargePending:
    """The payer is being asked on the phone."""

    key: str


@dataclass(frozen=True, slots=True)
class ChargeRefused:
    """No money moved, and none will under this key."""

    key: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class ChargeUnanswered:
    """Silence, or an answer that says nothing about money."""

    key: str


@dataclass(frozen=True, slots=True)
class ChargeVoided:
    """Closed: nothing was taken and nothing will be."""

    key: str


@dataclass(frozen=True, slots=True)
class ChargeReversed:
    """Reversed: nothing stays taken."""

    key: str


@dataclass(frozen=True, slots=True)
class SettlementConfirmed:
    """The hospital has settled the bills."""

    key: str
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class SettlementRefused:
    """The hospital will not settle under this key."""

    key: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class RefundConfirmed:
    """What was taken is back."""

    key: str


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """The official invoice exists."""

    key: str
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class TimeRanOut:
    """The charge has been out for as long as anybody may wait (rule M3)."""

    key: str


@dataclass(frozen=True, slots=True)
class PowerReturned:
    """The kiosk woke up and found this payment unfinished."""

    key: str


PaymentEvent = (
    Opened
    | ChargeConfirmed
    | ChargePending
    | ChargeRefused
    | ChargeUnanswered
    | ChargeVoided
    | ChargeReversed
    | SettlementConfirmed
    | SettlementRefused
    | RefundConfirmed
    | InvoiceIssued
    | TimeRanOut
    | PowerReturned
)
