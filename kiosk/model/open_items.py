"""What is still open for one patient: to do, or on its way."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.bill import Bill
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.model.registration import Registration
from kiosk.model.stay import StayStatus


@dataclass(frozen=True, slots=True)
class ComingRefund:
    """Money that goes back and may not have arrived yet."""

    amount: Money
    method: Method  # the way it went out, and comes back
    since: date


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Central's one answer. None where central could not find out that part."""

    patient_id: str
    bills: tuple[Bill, ...] | None
    unprinted: int | None  # invoices that were never printed, and may be
    appointments: tuple[Registration, ...] | None  # still ahead, the next first
    stays: tuple[StayStatus, ...] | None
    refunds: tuple[ComingRefund, ...] | None
    on_credit: Money = ZERO  # paid today by her contract, 信用就医: nothing to do

    @property
    def is_whole(self) -> bool:
        """Whether no part of the answer is missing."""
        parts = (self.bills, self.unprinted, self.appointments, self.stays)
        return all(part is not None for part in (*parts, self.refunds))
