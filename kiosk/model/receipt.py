"""What stands on the 80 mm slip."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import Masked
from kiosk.model.settlement import Split


class MoneyWord(StrEnum):
    """Rule M11: the patient always reads exactly one of these."""

    NOT_TAKEN = "未扣款"
    TAKEN = "已扣款"
    UNCERTAIN = "正在确认，请勿重复缴费"


class ReceiptKind(StrEnum):
    """Which slip it is."""

    PAID = "paid"  # paid and settled
    UNSETTLED = "unsettled"  # paid, the settlement is still to come (rule M7)
    REFUNDING = "refunding"  # paid, and on its way back
    DEFERRED = "deferred"  # nothing taken; registered, settled later (rule O3)
    UNCERTAIN = "uncertain"  # nobody knows yet whether money moved


@dataclass(frozen=True, slots=True)
class Receipt:
    """凭条. No full name, no department, no item ever stands on it."""

    kind: ReceiptKind
    hospital: str
    kiosk_id: str
    patient: Masked
    bill_count: int
    split: Split
    method: Method
    case_number: str
    printed_at: datetime
    settlement_id: str | None = None
    invoice: Invoice | None = None
    copy: int = 1  # 补打 from 2 on
    credit: Money = ZERO  # of the self-pay part, what the contract pays beside `method`
