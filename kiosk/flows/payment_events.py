"""What can happen to a payment. Each event is written down before it has effect."""

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.deferral import Capture
from kiosk.model.intent import Intent
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Opened:
    """The patient decided to pay, or to register it for later. The payment code never
    touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"code"})

    intent: Intent
    code: Code | None = field(default=None, repr=False)
    capture: Capture | None = None

    @property
    def key(self) -> str:
        return self.intent.key


@dataclass(frozen=True, slots=True)
class CredentialGranted:
    """One-code pay allows the amount. The credential never touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"code"})

    key: str
    code: Code | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CredentialRefused:
    """One-code pay does not allow it, or does not answer. No money moved."""

    key: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class ChargeConfirmed:
    """The money has moved."""

    key: str
    paid: Money
    share: int = 0


@dataclass(frozen=True, slots=True)
class ChargePending:
    """The payer is being asked on the phone, or has a code to scan. Whoever has its
    text can pay, so it never touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"qr"})

    key: str
    share: int = 0
    qr: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class QrTakenDown:
    """The code that was shown stands on no screen any more (rule M5)."""

    key: str


@dataclass(frozen=True, slots=True)
class ChargeRefused:
    """No money moved, and none will under this share's key."""

    key: str
    reason: Refusal
    share: int = 0


@dataclass(frozen=True, slots=True)
class ChargeUnanswered:
    """Silence, or an answer that says nothing about money."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class ChargeVoided:
    """Closed: nothing was taken and nothing will be."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class ChargeReversed:
    """Reversed: nothing stays taken."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class SettlementConfirmed:
    """The hospital has settled the bills, or those that were still there."""

    key: str
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class SettlementRefused:
    """The hospital will not settle under this key."""

    key: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class SettlementRevoked:
    """Nothing is settled, and nothing will be under this key."""

    key: str


@dataclass(frozen=True, slots=True)
class RefundConfirmed:
    """What was owed of this share is back."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class DepositReturned:
    """What was left of this deposit is back."""

    key: str
    deposit_id: str


@dataclass(frozen=True, slots=True)
class InvoiceIssued:
    """The official invoice exists."""

    key: str
    invoice: Invoice


@dataclass(frozen=True, slots=True)
class TimeRanOut:
    """A stage has had as long as anybody may wait (rule M3)."""

    key: str
    stage: int = 0


@dataclass(frozen=True, slots=True)
class DeferralBegun:
    """Central can be reached and will be told of the deferral next."""

    key: str


@dataclass(frozen=True, slots=True)
class DebtReported:
    """Central will tell the patient that she still owes."""

    key: str


@dataclass(frozen=True, slots=True)
class PowerReturned:
    """The kiosk woke up and found this payment unfinished."""

    key: str


PaymentEvent = (
    Opened
    | CredentialGranted
    | CredentialRefused
    | ChargeConfirmed
    | ChargePending
    | QrTakenDown
    | ChargeRefused
    | ChargeUnanswered
    | ChargeVoided
    | ChargeReversed
    | SettlementConfirmed
    | SettlementRefused
    | SettlementRevoked
    | RefundConfirmed
    | DepositReturned
    | InvoiceIssued
    | TimeRanOut
    | DeferralBegun
    | DebtReported
    | PowerReturned
)
