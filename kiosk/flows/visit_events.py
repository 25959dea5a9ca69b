"""What can happen during a visit.

Events without data are enum members; events that carry data are frozen classes.
"""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Paper
from kiosk.flows.visit_states import Abilities, Problem
from kiosk.model.bill import Bill
from kiosk.model.codes import Code
from kiosk.model.deferral import Offer
from kiosk.model.hint import Hint
from kiosk.model.patient import Identity
from kiosk.model.settlement import PreSettlement


class Tap(Enum):
    """The patient touched the screen."""

    START = auto()
    CANCEL = auto()
    BACK = auto()
    CONFIRM = auto()  # the one main action of a screen
    PAY_BY_CODE = auto()  # instead of the credit contract
    PAY_REST_BY_CODE = auto()  # beside a credit contract that is too small
    PRINT_RECEIPT = auto()
    PRINT_INVOICE = auto()
    STAY = auto()  # 我还在用
    CLOSE_DETAIL = auto()
    ELSEWHERE = auto()  # turned a page, asked for large text: she is still there


class Clock(Enum):
    """Time has passed."""

    TIMED_OUT = auto()  # the patience of this state is over


@dataclass(frozen=True, slots=True)
class BillTapped:
    """Choose or leave out one bill."""

    bill_id: str


@dataclass(frozen=True, slots=True)
class DetailTapped:
    """Show the lines of one bill."""

    bill_id: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanner delivered a code."""

    code: Code


@dataclass(frozen=True, slots=True)
class HintGiven:
    """A camera sees a code that it cannot read, and knows why; None: no longer."""

    hint: Hint | None


@dataclass(frozen=True, slots=True)
class IdentityFound:
    """Central knows whose code it is."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class BillsFound:
    """Central sent the open bills of one patient."""

    patient_id: str
    bills: tuple[Bill, ...]


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """Central sent the pre-settlement."""

    quote: PreSettlement


@dataclass(frozen=True, slots=True)
class SlipRead:
    """The guide slip is the hospital's own."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class DeferralPossible:
    """The hospital's caps leave room for it."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class Failed:
    """Something before money did not work."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class PaymentMoved:
    """The payment machine is in another state."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class PaperMoved:
    """The paper machine is in another state."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class AbilitiesChanged:
    """A device or the network came or went."""

    abilities: Abilities


VisitEvent = (
    Tap
    | Clock
    | BillTapped
    | DetailTapped
    | Scanned
    | HintGiven
    | IdentityFound
    | BillsFound
    | QuoteFound
    | SlipRead
    | DeferralPossible
    | Failed
    | PaymentMoved
    | PaperMoved
    | AbilitiesChanged
)
