"""What the kiosk asks of central, and the ways central can fail it.

    CentralError       no usable answer
      NotSent          nothing left the kiosk; asking again is safe
      Unanswered       silence, or a fault over there; it may have happened
        Busy           central asked for some time; `retry_after_s` says how much
      Refused          a clear no, with a reason; nothing happened
      Misanswered      an answer that cannot be about what was asked; nobody may use it

Every call has a deadline of its own, so none of them hangs.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol

from kiosk.model.bill import Bill
from kiosk.model.business import BusinessType
from kiosk.model.case import Case
from kiosk.model.charge import ChargeAnswer, Refusal
from kiosk.model.codes import Code
from kiosk.model.deferral import Capture
from kiosk.model.deposit import DepositReturn
from kiosk.model.fleet import FleetEvent, Heartbeat
from kiosk.model.intent import Intent, Share
from kiosk.model.invoice import Exchange, Invoice, ListedInvoice, PrintReport
from kiosk.model.money import Money
from kiosk.model.open_items import OpenItems
from kiosk.model.patient import Identity
from kiosk.model.reconciliation import Entry
from kiosk.model.registration import Cancellation, Clinic, Department, Registration
from kiosk.model.settlement import PreSettlement, Settlement
from kiosk.model.sign_up import Progress, SignUp
from kiosk.model.standing import Claim, Entitlement
from kiosk.model.stay import DayList, Stay
from kiosk.model.support import FilePart


class Reason(StrEnum):
    """Why central said no, besides the reasons about money in `Refusal`."""

    CODE_INVALID = "code_invalid"
    CODE_EXPIRED = "code_expired"
    PERSON_UNKNOWN = "person_unknown"
    FAMILY_CODE_OVER = "family_code_over"  # this person shows a code of her own
    BILLS_CHANGED = "bills_changed"
    NOT_AUTHORISED = "not_authorised"  # this kiosk is not enrolled
    NOT_FOUND = "not_found"
    NOT_PRINTABLE = "not_printable"  # reversed, exchanged, or too late (rules P5, P6)
    FORM_TAKEN = "form_taken"  # that numbered form belongs to another invoice
    AT_WINDOW = "at_window"  # a person has to do it: it is too late for a machine
    SLOT_FULL = "slot_full"  # somebody else took the last place
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

    def identify(self, code: Code, business: BusinessType) -> Identity:
        """Say whose code it is, masked. Central is told what it is shown for."""

    def open_bills(self, patient_id: str) -> tuple[Bill, ...]:
        """List what the patient still has to pay."""

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        """Compute who would pay what. Changes nothing."""

    def credential(self, intent: Intent) -> Code:
        """Have one-code pay allow exactly this amount, before anything is settled.
        Moves no money."""

    def begin_sign_up(self, patient_id: str, key: str) -> SignUp:
        """Have the bank offer a credit contract, 信用就医, on the patient's phone."""

    def ask_sign_up(self, sign_up_id: str) -> Progress:
        """Say how far a sign-up is. Changes nothing."""

    def charge(self, intent: Intent, share: Share, code: Code | None) -> ChargeAnswer:
        """Take one share of the self-pay part under the share's key. Of a share that is
        shown there is no code: the answer has the one that the phone scans."""

    # The next five take a charge's key: `Share.key`.

    def ask_charge(self, key: str) -> ChargeAnswer:
        """Say what became of a charge. Changes nothing."""

    def close_charge(self, key: str) -> ChargeAnswer:
        """End the charge: it is PAID, or CLOSED and never will be."""

    def reverse_charge(self, key: str) -> ChargeAnswer:
        """Undo the charge: REVERSED, whether it was paid or not."""

    def refund_charge(self, key: str, amount: Money) -> None:
        """Give back this much of what was taken, under one fixed refund key. Return
        once central has it in its books."""

    def settle(self, intent: Intent) -> Settlement:
        """Settle the bills: for good, or until revoked where money comes after."""

    def revoke_settlement(self, key: str) -> None:
        """Undo what was settled under a payment's key, or see to it that nothing ever
        is. Return once central has it in its books."""

    def carry_out(self, intent: Intent, capture: Capture) -> Settlement:
        """Charge and settle a deferral. A `Refusal` is final, and leaves a debt."""

    def report_debt(self, intent: Intent, reason: Refusal) -> None:
        """Have the patient told that a promised payment did not go through."""

    def report_case(self, case: Case) -> None:
        """Tell the staff what somebody must look at."""

    def call_help(self, screen: str, key: str) -> None:
        """Call somebody to this kiosk, 求助. `screen` is what a person has before her;
        who she is nobody is told. Return once the call is where staff see it."""

    def report_heartbeat(self, heartbeat: Heartbeat) -> None:
        """Say how the kiosk is. What does not arrive is not kept: the next one will."""

    def report_event(self, event: FleetEvent, *, is_history: bool) -> None:
        """Have what happened to the kiosk in central's books, once, however often it is
        told. `is_history`: it could not be told when it happened."""

    def report_support(self, part: FilePart) -> None:
        """Have a piece of a support bundle where those who help technicians find it.
        Told twice, it is there once."""

    def day(self, day: date) -> tuple[Entry, ...]:
        """What central has in its books of this kiosk's payments of one day, Beijing
        time."""

    def slip_keys(self) -> Mapping[str, str]:
        """The public keys under guide slips: key id to base64url."""

    def enrol_key(self, algorithm: str, key_id: str, public_key: str) -> None:
        """Have central know the key that this kiosk signs deferrals with."""

    def stay(self, patient_id: str) -> Stay | None:
        """The stay that the patient is ordered for, in, or leaving, if there is one."""

    def day_lists(self, stay: Stay) -> tuple[DayList, ...]:
        """What each day of a stay cost, the latest first."""

    def order_deposit(self, stay: Stay, amount: Money, key: str) -> Bill:
        """Have a deposit of this much be a bill. What nobody pays is forgotten."""

    def return_deposit(self, key: str, what: DepositReturn) -> None:
        """Give back what a stay, settled under a payment's key, left of one deposit,
        by the way it came. Return once central has it in its books."""

    def issue_invoice(self, key: str, settlement_id: str) -> Invoice:
        """Have the invoice issued, or get the one that already is."""

    def invoices(self, patient_id: str) -> tuple[ListedInvoice, ...]:
        """List the invoices of the last twelve months, newest first."""

    def invoice_file(self, invoice: Invoice) -> bytes:
        """Fetch the issued PDF."""

    def statement_file(self, invoice: Invoice) -> bytes:
        """Fetch the PDF of the itemised list behind an invoice."""

    def report_print(self, report: PrintReport) -> int:
        """Have a copy, or what may be one, in central's books. Return how many copies
        of this invoice central counts now, at all kiosks (rule P6)."""

    def reserve_form(self, exchange: Exchange) -> None:
        """Keep this numbered form for this invoice, 换开 (rule P5). A refusal leaves
        both as they were."""

    def form_file(self, exchange: Exchange) -> bytes:
        """Fetch the PDF that is printed on the reserved form."""

    def confirm_exchange(self, key: str) -> None:
        """Have the e-invoice be paper for good. Return once it is in the books."""

    def void_exchange(self, key: str, *, spoiled: bool) -> None:
        """Have the e-invoice stay, whether anything was reserved or not; a spoiled form
        is never used again. Return once it is in the books."""

    def departments(self) -> tuple[Department, ...]:
        """List where one can register."""

    def clinics(self, department_id: str) -> tuple[Clinic, ...]:
        """List who sees patients there, from today on, and what places are left."""

    def registrations(self, patient_id: str) -> tuple[Registration, ...]:
        """List what a patient has booked or paid for, from today on."""

    def hold(self, patient_id: str, slot_id: str, key: str) -> Registration:
        """Keep one place while she pays. What nobody pays for central lets go."""

    def release(self, registration_id: str) -> None:
        """Let a held place go at once."""

    def registration(self, registration_id: str) -> Registration:
        """Say what a registration is now."""

    def cancel(self, cancellation: Cancellation) -> Money:
        """Take a paid registration back, 退号. Return how much she gets back, by
        the ways she paid, once it is in the books. AT_WINDOW: a person has to do it."""

    def open_items(self, patient_id: str) -> OpenItems:
        """Say what is still open for a patient, and what could not be found out."""

    def entitlements(self, patient_id: str) -> tuple[Entitlement, ...]:
        """List a patient's entries in the register of chronic and serious illness,
        门诊大病, the latest first."""

    def claims(self, patient_id: str) -> tuple[Claim, ...]:
        """List how far a patient's claims are, 报销, the latest first."""

    def ping(self) -> float:
        """Return how many seconds central's clock is ahead of ours."""
