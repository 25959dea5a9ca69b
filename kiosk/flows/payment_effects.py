"""What a payment asks of the outside world.

Two kinds. An Effect is tried once, now. A Duty is owed until it is answered, goes
through the outbox and outlives every power cut.
"""

from dataclasses import dataclass, field

from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.deferral import Capture
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Intent
from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Authorise:
    """Have one-code pay allow the amount. Moves no money."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Charge:
    """Take one share. Never repeated blindly, so never owed (rule O2)."""

    intent: Intent
    share: int = 0
    code: Code | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AskCharge:
    """Ask what became of a charge, some seconds from now."""

    key: str
    share: int
    after_s: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Say when a stage has had all the time there is. A stage is a share's number, or
    BEFORE_MONEY."""

    key: str
    stage: int
    after_s: float


Effect = Authorise | Charge | AskCharge | GiveUp


@dataclass(frozen=True, slots=True)
class CloseCharge:
    """End the charge for good: either it was paid, or it never will be."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class ReverseCharge:
    """Undo the charge, whether or not it was paid."""

    key: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Settle:
    """Have the hospital settle the bills."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class RevokeSettlement:
    """Undo the settlement, whether or not there is one, and see that none comes."""

    key: str


@dataclass(frozen=True, slots=True)
class RefundCharge:
    """Give back this much of a share, under a fixed refund key."""

    key: str
    share: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ReturnDeposit:
    """Give back what is left of one deposit, under a fixed key of its own (rule M8)."""

    key: str
    what: DepositReturn


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    """Have the official invoice issued."""

    key: str
    settlement_id: str


@dataclass(frozen=True, slots=True)
class BeginDeferral:
    """Say when central can be reached, before it is told of a deferral: until then the
    screen may say that nothing was taken."""

    key: str


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Have central charge and settle what was registered offline."""

    intent: Intent
    capture: Capture


@dataclass(frozen=True, slots=True)
class ReportDebt:
    """Have the patient told that what she registered did not go through."""

    intent: Intent
    reason: Refusal


Duty = (
    CloseCharge
    | ReverseCharge
    | Settle
    | RevokeSettlement
    | RefundCharge
    | ReturnDeposit
    | IssueInvoice
    | BeginDeferral
    | CarryOut
    | ReportDebt
)
