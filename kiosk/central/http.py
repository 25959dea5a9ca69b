"""Central over HTTP and JSON: the port, verb by verb.

Each reply must be about what was asked: this patient, this payment, these bills. How
bytes come and go is `line`'s matter.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from kiosk.central import (
    fleet_wire,
    open_items_reading,
    open_items_wire,
    paper_reading,
    paper_wire,
    registration_reading,
    registration_wire,
    sign_up_reading,
    sign_up_wire,
    standing_reading,
    standing_wire,
    stay_reading,
    stay_wire,
    wire,
)
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Deadlines, HttpExchange
from kiosk.central.exchange import Exchange as Carrier
from kiosk.central.line import Line
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.port import Misanswered, Reason, Refused
from kiosk.central.reading import (
    read_bills,
    read_charge,
    read_credential,
    read_day,
    read_identity,
    read_invoice,
    read_pre_settlement,
    read_refund,
    read_settlement,
    write_deferral,
    write_split,
)
from kiosk.central.signing import base64url
from kiosk.central.trust import Trust
from kiosk.model.bill import Bill
from kiosk.model.business import BusinessType
from kiosk.model.case import Case
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
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

__all__ = ["CentralClient", "Deadlines", "HttpCentral"]

MAX_FILE_BYTES = 5 * 1024 * 1024


def utc_now() -> datetime:
    """The kiosk's own clock."""
    return datetime.now(UTC)


class CentralClient:
    """The Central port over any way of carrying bytes."""

    def __init__(
        self,
        exchange: Carrier,
        identity: KioskIdentity,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._now = now
        self._kiosk_id = identity.kiosk_id
        self._line = Line(exchange, identity)

    def identify(self, code: Code, business: BusinessType) -> Identity:
        request = wire.IdentifyRequest(code=code.value, businessType=business)
        return read_identity(
            self._line.post("/v1/identities", request, wire.IdentityReply)
        )

    def open_bills(self, patient_id: str) -> tuple[Bill, ...]:
        reply = self._line.get(f"/v1/patients/{patient_id}/bills", wire.BillsReply)
        _expect(reply.psn_no, patient_id)
        return read_bills(reply)

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        request = wire.PreSettleRequest(psn_no=patient_id, bill_ids=bill_ids)
        reply = self._line.post("/v1/pre-settlements", request, wire.PreSettleReply)
        return read_pre_settlement(reply)

    def credential(self, intent: Intent) -> Code:
        request = wire.CredentialRequest(
            psn_no=intent.patient_id,
            payment_key=intent.key,
            amount=intent.shares[0].amount,
        )
        reply = self._line.post(
            "/v1/credentials",
            request,
            wire.CredentialReply,
            key=f"{intent.key}.credential",
        )
        return read_credential(reply, intent.key)

    def begin_sign_up(self, patient_id: str, key: str) -> SignUp:
        request = sign_up_wire.SignUpRequest(psn_no=patient_id)
        reply = self._line.post(
            "/v1/sign-ups", request, sign_up_wire.SignUpReply, key=key
        )
        return sign_up_reading.read_sign_up(reply, patient_id)

    def ask_sign_up(self, sign_up_id: str) -> Progress:
        path = f"/v1/sign-ups/{sign_up_id}"
        reply = self._line.get(path, sign_up_wire.ProgressReply)
        return sign_up_reading.read_progress(reply, sign_up_id)

    def charge(self, intent: Intent, share: Share, code: Code | None) -> ChargeAnswer:
        request = wire.ChargeRequest(
            payment_key=intent.key,
            psn_no=intent.patient_id,
            presettle_id=intent.pre_settlement_id,
            amount=share.amount,
            method=share.method,
            auth_code=code.value if code else None,
            shown=share.is_shown,
        )
        reply = self._line.post("/v1/charges", request, wire.ChargeReply, key=share.key)
        return read_charge(reply, share.key)

    def ask_charge(self, key: str) -> ChargeAnswer:
        try:
            return read_charge(
                self._line.get(f"/v1/charges/{key}", wire.ChargeReply), key
            )
        except Refused as refused:
            if refused.reason is Reason.NOT_FOUND:
                return ChargeAnswer(ChargeStatus.NOT_FOUND)
            raise

    def close_charge(self, key: str) -> ChargeAnswer:
        return self._end_charge(key, "close")

    def reverse_charge(self, key: str) -> ChargeAnswer:
        return self._end_charge(key, "reverse")

    def refund_charge(self, key: str, amount: Money) -> None:
        reply = self._line.post(
            f"/v1/charges/{key}/refund",
            wire.RefundRequest(amount=amount),
            wire.ChargeReply,
            key=f"{key}.refund",
        )
        read_refund(reply, key, amount)

    def settle(self, intent: Intent) -> Settlement:
        request = wire.SettleRequest(
            payment_key=intent.key,
            psn_no=intent.patient_id,
            presettle_id=intent.pre_settlement_id,
            split=write_split(intent.split),
            order=intent.order,
        )
        reply = self._line.post(
            "/v1/settlements", request, wire.SettleReply, key=f"{intent.key}.settle"
        )
        return read_settlement(reply, intent)

    def revoke_settlement(self, key: str) -> None:
        reply = self._line.post(
            f"/v1/settlements/{key}/revoke",
            None,
            wire.RevokeReply,
            key=f"{key}.revoke",
        )
        _expect(reply.payment_key, key)

    def carry_out(self, intent: Intent, capture: Capture) -> Settlement:
        request = write_deferral(intent, capture)
        reply = self._line.post(
            "/v1/deferrals", request, wire.SettleReply, key=intent.key
        )
        return read_settlement(reply, intent)

    def report_debt(self, intent: Intent, reason: Refusal) -> None:
        request = wire.DebtRequest(
            payment_key=intent.key,
            psn_no=intent.patient_id,
            bill_ids=intent.bill_ids,
            amount=intent.split.self_pay,
            reason=reason,
        )
        key = f"{intent.key}.debt"
        _expect_noted(self._line.post("/v1/debts", request, wire.NotedReply, key=key))

    def report_case(self, case: Case) -> None:
        request = wire.CaseRequest(
            case_id=case.id,
            kind=case.kind,
            payment_key=case.payment_key,
            opened_at=case.opened_at,
            about=case.about,
        )
        _expect_noted(
            self._line.post("/v1/cases", request, wire.NotedReply, key=case.id)
        )

    def call_help(self, screen: str, key: str) -> None:
        request = wire.HelpRequest(screen=screen)
        _expect_noted(
            self._line.post("/v1/help-calls", request, wire.NotedReply, key=key)
        )

    def report_heartbeat(self, heartbeat: Heartbeat) -> None:
        request = fleet_wire.HeartbeatRequest(
            boot=heartbeat.boot,
            version=heartbeat.version,
            config=heartbeat.config,
            uptime_s=heartbeat.uptime_s,
            can=heartbeat.can,
            queue_depth=heartbeat.queue_depth,
            queue_oldest_s=heartbeat.queue_oldest_s,
            escalations=heartbeat.escalations,
            devices=tuple(
                fleet_wire.DeviceMessage(
                    name=one.name, health=one.health, paper=one.paper
                )
                for one in heartbeat.devices
            ),
            clock_off_by_s=heartbeat.clock_off_by_s,
            disk_free_bytes=heartbeat.disk_free_bytes,
            temperature_c=heartbeat.temperature_c,
            audit_head=heartbeat.audit_head,
        )
        _expect_noted(self._line.post("/v1/heartbeats", request, wire.NotedReply))

    def report_event(self, event: FleetEvent, *, is_history: bool) -> None:
        request = fleet_wire.EventRequest(
            event_id=event.id,
            boot=event.boot,
            sequence=event.sequence,
            kind=event.kind,
            at=event.at,
            subject=event.subject,
            detail=event.detail,
            historical=is_history,
        )
        key = f"{event.id}.historical" if is_history else event.id
        _expect_noted(self._line.post("/v1/events", request, wire.NotedReply, key=key))

    def report_support(self, part: FilePart) -> None:
        request = fleet_wire.SupportRequest(
            name=part.name,
            number=part.number,
            of=part.of,
            content=base64url(part.content),
        )
        about = f"{part.name}.{part.number}".encode()  # may be longer than a key
        key = hashlib.blake2b(about, digest_size=16).hexdigest()
        _expect_noted(
            self._line.post("/v1/support-files", request, wire.NotedReply, key=key)
        )

    def day(self, day: date) -> tuple[Entry, ...]:
        return read_day(self._line.get(f"/v1/days/{day:%Y-%m-%d}", wire.DayReply), day)

    def slip_keys(self) -> Mapping[str, str]:
        return self._line.get("/v1/slip-keys", wire.SlipKeysReply).keys

    def enrol_key(self, algorithm: str, key_id: str, public_key: str) -> None:
        request = wire.DeviceKeyRequest(
            algorithm=algorithm, key_id=key_id, public_key=public_key
        )
        path = f"/v1/kiosks/{self._kiosk_id}/key"
        _expect_noted(self._line.put(path, request, wire.NotedReply))

    def issue_invoice(self, key: str, settlement_id: str) -> Invoice:
        request = wire.InvoiceRequest(setl_id=settlement_id)
        reply = self._line.post(
            "/v1/invoices", request, wire.InvoiceReply, key=f"{key}.invoice"
        )
        _expect(reply.setl_id, settlement_id)
        return read_invoice(reply)

    def invoice_file(self, invoice: Invoice) -> bytes:
        path = f"/v1/invoices/{invoice.code}/{invoice.number}/file"
        return self._line.ask("GET", path, limit=MAX_FILE_BYTES).body

    def invoices(self, patient_id: str) -> tuple[ListedInvoice, ...]:
        path = f"/v1/patients/{patient_id}/invoices"
        reply = self._line.get(path, paper_wire.InvoicesReply)
        return paper_reading.read_invoices(reply, patient_id)

    def statement_file(self, invoice: Invoice) -> bytes:
        path = f"/v1/invoices/{invoice.code}/{invoice.number}/statement"
        return self._line.ask("GET", path, limit=MAX_FILE_BYTES).body

    def report_print(self, report: PrintReport) -> int:
        reply = self._line.post(
            "/v1/prints",
            paper_reading.write_print(report),
            paper_wire.PrintReply,
            key=f"{report.key}.{report.outcome}",
        )
        return paper_reading.read_print(reply, report)

    def reserve_form(self, exchange: Exchange) -> None:
        key = exchange.key
        reply = self._line.post(
            "/v1/exchanges",
            paper_reading.write_exchange(exchange),
            paper_wire.ExchangeReply,
            key=f"{key}.reserve",
        )
        paper_reading.expect(reply, key, ExchangeStatus.RESERVED)

    def form_file(self, exchange: Exchange) -> bytes:
        path = f"/v1/exchanges/{exchange.key}/file"
        return self._line.ask("GET", path, limit=MAX_FILE_BYTES).body

    def confirm_exchange(self, key: str) -> None:
        path = f"/v1/exchanges/{key}/confirm"
        reply = self._line.post(
            path, None, paper_wire.ExchangeReply, key=f"{key}.confirm"
        )
        paper_reading.expect(reply, key, ExchangeStatus.CONFIRMED)

    def void_exchange(self, key: str, *, spoiled: bool) -> None:
        reply = self._line.post(
            f"/v1/exchanges/{key}/void",
            paper_wire.VoidRequest(spoiled=spoiled),
            paper_wire.ExchangeReply,
            key=f"{key}.void",
        )
        paper_reading.expect(reply, key, ExchangeStatus.VOID)

    def departments(self) -> tuple[Department, ...]:
        reply = self._line.get("/v1/departments", registration_wire.DepartmentsReply)
        return registration_reading.read_departments(reply)

    def clinics(self, department_id: str) -> tuple[Clinic, ...]:
        path = f"/v1/departments/{department_id}/clinics"
        reply = self._line.get(path, registration_wire.ClinicsReply)
        return registration_reading.read_clinics(reply, department_id)

    def registrations(self, patient_id: str) -> tuple[Registration, ...]:
        path = f"/v1/patients/{patient_id}/registrations"
        reply = self._line.get(path, registration_wire.RegistrationsReply)
        return registration_reading.read_registrations(reply, patient_id)

    def hold(self, patient_id: str, slot_id: str, key: str) -> Registration:
        reply = self._line.post(
            "/v1/registrations",
            registration_wire.HoldRequest(psn_no=patient_id, slot_id=slot_id),
            registration_wire.RegistrationReply,
            key=key,
        )
        return registration_reading.read_registration(reply, patient_id)

    def release(self, registration_id: str) -> None:
        reply = self._line.post(
            f"/v1/registrations/{registration_id}/release",
            None,
            registration_wire.ReleaseReply,
            key=f"{registration_id}.release",
        )
        _expect(reply.registration_id, registration_id)

    def registration(self, registration_id: str) -> Registration:
        path = f"/v1/registrations/{registration_id}"
        reply = self._line.get(path, registration_wire.RegistrationReply)
        _expect(reply.registration_id, registration_id)
        return registration_reading.read_registration(reply)

    def cancel(self, cancellation: Cancellation) -> Money:
        reply = self._line.post(
            f"/v1/registrations/{cancellation.registration_id}/cancel",
            registration_wire.CancelRequest(psn_no=cancellation.patient_id),
            registration_wire.CancelReply,
            key=cancellation.key,
        )
        return registration_reading.read_cancel(reply, cancellation)

    def stay(self, patient_id: str) -> Stay | None:
        path = f"/v1/patients/{patient_id}/stay"
        reply = self._line.get(path, stay_wire.StaysReply)
        return stay_reading.read_stay(reply, patient_id)

    def day_lists(self, stay: Stay) -> tuple[DayList, ...]:
        path = f"/v1/stays/{stay.id}/days"
        reply = self._line.get(path, stay_wire.DayListsReply)
        return stay_reading.read_day_lists(reply, stay)

    def order_deposit(self, stay: Stay, amount: Money, key: str) -> Bill:
        reply = self._line.post(
            f"/v1/stays/{stay.id}/deposits",
            stay_wire.DepositRequest(psn_no=stay.patient_id, amount=amount),
            stay_wire.DepositBillReply,
            key=key,
        )
        return stay_reading.read_deposit_bill(reply, stay, amount)

    def return_deposit(self, key: str, what: DepositReturn) -> None:
        reply = self._line.post(
            f"/v1/deposits/{what.deposit_id}/return",
            stay_wire.ReturnRequest(payment_key=key, amount=what.amount),
            stay_wire.ReturnReply,
            key=f"{what.deposit_id}.return",
        )
        stay_reading.check_return(reply, key, what)

    def open_items(self, patient_id: str) -> OpenItems:
        path = f"/v1/patients/{patient_id}/open-items"
        reply = self._line.get(path, open_items_wire.OpenItemsReply)
        return open_items_reading.read_open_items(reply, patient_id)

    def entitlements(self, patient_id: str) -> tuple[Entitlement, ...]:
        path = f"/v1/patients/{patient_id}/entitlements"
        reply = self._line.get(path, standing_wire.EntitlementsReply)
        return standing_reading.read_entitlements(reply, patient_id)

    def claims(self, patient_id: str) -> tuple[Claim, ...]:
        path = f"/v1/patients/{patient_id}/claims"
        reply = self._line.get(path, standing_wire.ClaimsReply)
        return standing_reading.read_claims(reply, patient_id)

    def ping(self) -> float:
        before = self._now()
        date = self._line.ask("GET", "/v1/health").date
        return (date - before).total_seconds() if date else 0.0

    def _end_charge(self, key: str, how: str) -> ChargeAnswer:
        reply = self._line.post(
            f"/v1/charges/{key}/{how}", None, wire.ChargeReply, key=f"{key}.{how}"
        )
        return read_charge(reply, key)


class HttpCentral(CentralClient):
    """The Central port over one base URL."""

    def __init__(
        self,
        url: str,
        identity: KioskIdentity,
        deadlines: Deadlines | None = None,
        trust: Trust | None = None,
    ) -> None:
        super().__init__(HttpExchange(url, deadlines, trust), identity)


def _expect(answered: str, asked: str) -> None:
    if answered != asked:
        raise Misanswered("an answer about something else")


def _expect_noted(reply: wire.NotedReply) -> None:
    if not reply.noted:
        raise Misanswered("it is not in the books")
