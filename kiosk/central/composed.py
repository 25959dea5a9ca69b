"""A Central made of another one: every verb is passed on.

What speaks another interface to the insurer, the bank or the hospital's own system
overrides the verbs that this interface has, and leaves the rest to the other.
"""

from collections.abc import Mapping
from datetime import date

from kiosk.central.port import Central
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


class Composed:
    """Says what `rest` says."""

    def __init__(self, rest: Central) -> None:
        self._rest = rest

    def identify(self, code: Code, business: BusinessType) -> Identity:
        return self._rest.identify(code, business)

    def open_bills(self, patient_id: str) -> tuple[Bill, ...]:
        return self._rest.open_bills(patient_id)

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        return self._rest.pre_settle(patient_id, bill_ids)

    def credential(self, intent: Intent) -> Code:
        return self._rest.credential(intent)

    def begin_sign_up(self, patient_id: str, key: str) -> SignUp:
        return self._rest.begin_sign_up(patient_id, key)

    def ask_sign_up(self, sign_up_id: str) -> Progress:
        return self._rest.ask_sign_up(sign_up_id)

    def charge(self, intent: Intent, share: Share, code: Code | None) -> ChargeAnswer:
        return self._rest.charge(intent, share, code)

    def ask_charge(self, key: str) -> ChargeAnswer:
        return self._rest.ask_charge(key)

    def close_charge(self, key: str) -> ChargeAnswer:
        return self._rest.close_charge(key)

    def reverse_charge(self, key: str) -> ChargeAnswer:
        return self._rest.reverse_charge(key)

    def refund_charge(self, key: str, amount: Money) -> None:
        self._rest.refund_charge(key, amount)

    def settle(self, intent: Intent) -> Settlement:
        return self._rest.settle(intent)

    def revoke_settlement(self, key: str) -> None:
        self._rest.revoke_settlement(key)

    def carry_out(self, intent: Intent, capture: Capture) -> Settlement:
        return self._rest.carry_out(intent, capture)

    def report_debt(self, intent: Intent, reason: Refusal) -> None:
        self._rest.report_debt(intent, reason)

    def report_case(self, case: Case) -> None:
        self._rest.report_case(case)

    def call_help(self, screen: str, key: str) -> None:
        self._rest.call_help(screen, key)

    def report_heartbeat(self, heartbeat: Heartbeat) -> None:
        self._rest.report_heartbeat(heartbeat)

    def report_event(self, event: FleetEvent, *, is_history: bool) -> None:
        self._rest.report_event(event, is_history=is_history)

    def report_support(self, part: FilePart) -> None:
        self._rest.report_support(part)

    def day(self, day: date) -> tuple[Entry, ...]:
        return self._rest.day(day)

    def slip_keys(self) -> Mapping[str, str]:
        return self._rest.slip_keys()

    def enrol_key(self, algorithm: str, key_id: str, public_key: str) -> None:
        self._rest.enrol_key(algorithm, key_id, public_key)

    def open_items(self, patient_id: str) -> OpenItems:
        return self._rest.open_items(patient_id)

    def entitlements(self, patient_id: str) -> tuple[Entitlement, ...]:
        return self._rest.entitlements(patient_id)

    def claims(self, patient_id: str) -> tuple[Claim, ...]:
        return self._rest.claims(patient_id)

    def stay(self, patient_id: str) -> Stay | None:
        return self._rest.stay(patient_id)

    def day_lists(self, stay: Stay) -> tuple[DayList, ...]:
        return self._rest.day_lists(stay)

    def order_deposit(self, stay: Stay, amount: Money, key: str) -> Bill:
        return self._rest.order_deposit(stay, amount, key)

    def return_deposit(self, key: str, what: DepositReturn) -> None:
        self._rest.return_deposit(key, what)

    def issue_invoice(self, key: str, settlement_id: str) -> Invoice:
        return self._rest.issue_invoice(key, settlement_id)

    def invoices(self, patient_id: str) -> tuple[ListedInvoice, ...]:
        return self._rest.invoices(patient_id)

    def invoice_file(self, invoice: Invoice) -> bytes:
        return self._rest.invoice_file(invoice)

    def statement_file(self, invoice: Invoice) -> bytes:
        return self._rest.statement_file(invoice)

    def report_print(self, report: PrintReport) -> int:
        return self._rest.report_print(report)

    def reserve_form(self, exchange: Exchange) -> None:
        self._rest.reserve_form(exchange)

    def form_file(self, exchange: Exchange) -> bytes:
        return self._rest.form_file(exchange)

    def confirm_exchange(self, key: str) -> None:
        self._rest.confirm_exchange(key)

    def void_exchange(self, key: str, *, spoiled: bool) -> None:
        self._rest.void_exchange(key, spoiled=spoiled)

    def departments(self) -> tuple[Department, ...]:
        return self._rest.departments()

    def clinics(self, department_id: str) -> tuple[Clinic, ...]:
        return self._rest.clinics(department_id)

    def registrations(self, patient_id: str) -> tuple[Registration, ...]:
        return self._rest.registrations(patient_id)

    def hold(self, patient_id: str, slot_id: str, key: str) -> Registration:
        return self._rest.hold(patient_id, slot_id, key)

    def release(self, registration_id: str) -> None:
        self._rest.release(registration_id)

    def registration(self, registration_id: str) -> Registration:
        return self._rest.registration(registration_id)

    def cancel(self, cancellation: Cancellation) -> Money:
        return self._rest.cancel(cancellation)

    def ping(self) -> float:
        return self._rest.ping()
