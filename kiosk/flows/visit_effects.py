"""What a visit asks of the outside world. None of it is owed after the visit."""

from dataclasses import dataclass, field

from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Document
from kiosk.model.codes import Code
from kiosk.model.deferral import Offer
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import Masked
from kiosk.model.settlement import PreSettlement


@dataclass(frozen=True, slots=True)
class Identify:
    """Ask central whose code it is."""

    code: Code


@dataclass(frozen=True, slots=True)
class FindBills:
    """Ask central for the open bills."""

    patient_id: str


@dataclass(frozen=True, slots=True)
class PreSettle:
    """Ask central what each would pay."""

    patient_id: str
    bill_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """Make a key and open the journal. From here on the payment lives by itself."""

    quote: PreSettlement
    method: Method
    code: Code | None = field(default=None, repr=False)
    credit: Money = ZERO  # what the contract takes beside the code


@dataclass(frozen=True, slots=True)
class ReadSlip:
    """Check the signature of a guide slip, without central."""

    code: Code


@dataclass(frozen=True, slots=True)
class WeighDeferral:
    """See whether the hospital's caps leave room for one more."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class OpenDeferral:
    """Sign it, and open the journal."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class StartPrint:
    """Begin a print job on the journal."""

    document: Document
    payment: Payment
    patient: Masked
    copy: int = 1


Effect = (
    Identify
    | FindBills
    | PreSettle
    | OpenPayment
    | ReadSlip
    | WeighDeferral
    | OpenDeferral
    | StartPrint
)
