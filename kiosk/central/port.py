"""What the kiosk asks of central, and the ways central can fail it.

    CentralError       no usable answer
      NotSent          nothing left the kiosk; asking again is safe
      Unanswered       silence, or a fault over there; it may have happened
        Busy           central asked for some time; `retry_after_s` says how much
      Refused          a clear no, with a reason; nothing happened
      Misanswered      an answer that cannot be about what was asked; nobody may use it

Every call has a deadline of its own, so none of them hangs.
"""

from enum import StrEnum
from typing import Protocol

from kiosk.model.bill import Bill
from kiosk.model.charge import ChargeAnswer, Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import Intent
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.patient import Identity
from kiosk.model.settlement import PreSettlement, Settlement


class Reason(StrEnum):
    """Why central said no, besides the reasons about money in `Refusal`."""

    CODE_INVALID = "code_invalid"
    CODE_EXPIRED = "code_expired"
    PERSON_UNKNOWN = "person_unknown"
    BILLS_CHANGED = "bills_changed"
    NOT_AUTHORISED = "not_authorised"  # this kiosk is not enrolled
    NOT_FOUND = "not_found"
    KEY_REUSED = "key_reused"  # same key, other body: a bug of ours (rule M1)
    OTHER = "other"


class CentralError(Exception):
    """No usable answer."""


class NotSent(CentralError):
    """Nothing left the kiosk. Asking again is safe."""


class Unanswered(CentralError):
    """Silence, or a fault at central. It may have happened."""


class Busy(Unanswered):
    """Central asked the kiosk to come back later."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Refused(CentralError):
    """A clear no. Nothing happened."""

    def __init__(self, reason: Reason | Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Misanswered(CentralError):
    """The answer is not about what was asked, or cannot be read."""


class Central(Protocol):
    """The one platform behind all kiosks. Each method may raise a CentralError."""

    def identify(self, code: Code) -> Identity:
        """Say whose code it is, masked."""

    def open_bills(self, patient_id: str) -> tuple[Bill, ...]:
        """List what the patient still has to pay."""

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        """Compute who would pay what. Changes nothing."""

    def charge(self, intent: Intent, code: Code | None) -> ChargeAnswer:
        """Take the self-pay part under the intent's key."""

    def ask_charge(self, key: str) -> ChargeAnswer:
        """Say what became of a charge. Changes nothing."""

    def close_charge(self, key: str) -> ChargeAnswer:
        """End the charge: it is PAID, or CLOSED and never will be."""

    def reverse_charge(self, key: str) -> ChargeAnswer:
        """Undo the charge: REVERSED, whether it was paid or not."""

    def refund_charge(self, key: str, amount: Money) -> None:
        """Give back what was taken. Return once central has it in its books."""

    def settle(self, intent: Intent) -> Settlement:
        """Settle the bills for good."""

    def issue_invoice(self, key: str, settlement_id: str) -> Invoice:
        """Have the invoice issued, or get the one that already is."""

    def invoice_file(self, invoice: Invoice) -> bytes:
        """Fetch the issued PDF."""

    def ping(self) -> float:
        """Return how many seconds central's clock is ahead of ours."""
