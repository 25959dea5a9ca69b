"""Central over HTTP and JSON.

One requests session a thread, no proxies and no settings from the environment, no
redirects, a deadline on everything, and no reply above its size limit. Each reply must
come from the central that was asked, for this kiosk and this patient.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import requests
from pydantic import BaseModel, ValidationError
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from kiosk.central import wire
from kiosk.central.auth import KioskIdentity
from kiosk.central.cut_session import CutSession, TooLate
from kiosk.central.port import (
    Busy,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.central.reading import (
    read_bills,
    read_charge,
    read_identity,
    read_invoice,
    read_pre_settlement,
    read_settlement,
    write_split,
)
from kiosk.model.bill import Bill
from kiosk.model.charge import ChargeAnswer, ChargeStatus, Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import Intent, Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.patient import Identity
from kiosk.model.settlement import PreSettlement, Settlement

MAX_REPLY_BYTES = 1024 * 1024
MAX_FILE_BYTES = 5 * 1024 * 1024
OUTPATIENT_SETTLEMENT = "01301"  # businessType of table A.1

Reply = TypeVar("Reply", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds to wait for a connection, and for a whole reply."""

    connect_s: float = 2
    answer_s: float = 10


class HttpCentral:
    """The Central port over one base URL."""

    def __init__(
        self, url: str, identity: KioskIdentity, deadlines: Deadlines | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._identity = identity
        self._deadlines = deadlines or Deadlines()
        self._threads = threading.local()

    def identify(self, code: Code) -> Identity:
        request = wire.IdentifyRequest(
            code=code.value, businessType=OUTPATIENT_SETTLEMENT
        )
        return read_identity(self._post("/v1/identities", request, wire.IdentityReply))

    def open_bills(self, patient_id: str) -> tuple[Bill, ...]:
        reply = self._get(f"/v1/patients/{patient_id}/bills", wire.BillsReply)
        _expect(reply.psn_no, patient_id)
        return read_bills(reply)

    def pre_settle(self, patient_id: str, bill_ids: tuple[str, ...]) -> PreSettlement:
        request = wire.PreSettleRequest(psn_no=patient_id, bill_ids=bill_ids)
        reply = self._post("/v1/pre-settlements", request, wire.PreSettleReply)
        return read_pre_settlement(reply)

    def charge(self, intent: Intent, code: Code | None) -> ChargeAnswer:
        request = wire.ChargeRequest(
            psn_no=intent.patient_id,
            presettle_id=intent.pre_settlement_id,
            amount=intent.split.self_pay,
            method=intent.method,
            auth_code=code.value if code else None,
        )
        reply = self._post("/v1/charges", request, wire.ChargeReply, key=intent.key)
        return read_charge(reply, intent.key)

    def ask_charge(self, key: str) -> ChargeAnswer:
        try:
            return read_charge(self._get(f"/v1/charges/{key}", wire.ChargeReply), key)
        except Refused as refused:
            if refused.reason is Reason.NOT_FOUND:
                return ChargeAnswer(ChargeStatus.NOT_FOUND)
            raise

    def close_charge(self, key: str) -> ChargeAnswer:
        return self._end_charge(key, "close")

    def reverse_charge(self, key: str) -> ChargeAnswer:
        return self._end_charge(key, "reverse")

    def refund_charge(self, key: str, amount: Money) -> None:
        reply = self._post(
            f"/v1/charges/{key}/refund",
            wire.RefundRequest(amount=amount),
            wire.ChargeReply,
            key=f"{key}.refund",
        )
        if read_charge(reply, key).status is not ChargeStatus.REVERSED:
            raise Misanswered("a refund that gave nothing back")

    def settle(self, intent: Intent) -> Settlement:
        request = wire.SettleRequest(
            psn_no=intent.patient_id,
            presettle_id=intent.pre_settlement_id,
            split=write_split(intent.split),
            charge_key=None if intent.method is Method.NOTHING else intent.key,
        )
        reply = self._post(
            "/v1/settlements", request, wire.SettleReply, key=f"{intent.key}.settle"
        )
        _expect(reply.psn_no, intent.patient_id)
        _expect(reply.presettle_id, intent.pre_settlement_id)
        settlement = read_settlement(reply)
        if settlement.split != intent.split:
            raise Misanswered("another split than was settled")
        return settlement

    def issue_invoice(self, key: str, settlement_id: str) -> Invoice:
        request = wire.InvoiceRequest(setl_id=settlement_id)
        reply = self._post(
            "/v1/invoices", request, wire.InvoiceReply, key=f"{key}.invoice"
        )
        _expect(reply.setl_id, settlement_id)
        return read_invoice(reply)

    def invoice_file(self, invoice: Invoice) -> bytes:
        path = f"/v1/invoices/{invoice.code}/{invoice.number}/file"
        return self._ask("GET", path, limit=MAX_FILE_BYTES).body

    def ping(self) -> float:
        before = datetime.now(UTC)
        date = self._ask("GET", "/v1/health").date
        return (date - before).total_seconds() if date else 0.0

    def _end_charge(self, key: str, how: str) -> ChargeAnswer:
        reply = self._post(
            f"/v1/charges/{key}/{how}", None, wire.ChargeReply, key=f"{key}.{how}"
        )
        return read_charge(reply, key)

    def _get(self, path: str, reply: type[Reply]) -> Reply:
        return _parse(self._ask("GET", path), reply)

    def _post(
        self,
        path: str,
        message: wire.Message | None,
        reply: type[Reply],
        *,
        key: str | None = None,
    ) -> Reply:
        body = message.model_dump_json().encode() if message else b""
        return _parse(self._ask("POST", path, body=body, key=key), reply)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        key: str | None = None,
        limit: int = MAX_REPLY_BYTES,
    ) -> "_Answer":
        headers = self._identity.headers()
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        session = self._session()
        limits = (self._deadlines.connect_s, self._deadlines.answer_s)
        try:
            with (
                session.cut_after(sum(limits)),
                session.request(
                    method,
                    self._url + path,
                    data=body,
                    headers=headers,
                    timeout=limits,
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                content = _read(response, limit)
                return _judge(response, content, self._identity.kiosk_id)
        except TooLate as error:
            raise Unanswered("cut at the deadline") from error
        except requests.ConnectTimeout as error:
            raise NotSent("no connection") from error
        except requests.ConnectionError as error:
            if _never_connected(error):
                raise NotSent("no connection") from error
            raise Unanswered("connection lost") from error
        except (requests.RequestException, ValueError) as error:
            # Some malformed headers come through requests as a bare ValueError.
            raise Unanswered(type(error).__name__) from error

    def _session(self) -> CutSession:
        session: CutSession | None = getattr(self._threads, "session", None)
        if session is None:
            session = self._threads.session = CutSession()
        return session


@dataclass(frozen=True, slots=True)
class _Answer:
    """A reply that may be believed: its status was 2xx."""

    body: bytes
    date: datetime | None


def _read(response: requests.Response, limit: int) -> bytes:
    """Take the body in pieces: a huge one does not fill the memory."""
    content = bytearray()
    for piece in response.iter_content(64 * 1024):
        content += piece
        if len(content) > limit:
            raise Misanswered("the reply is too long")
    return bytes(content)


def _judge(response: requests.Response, content: bytes, kiosk_id: str) -> _Answer:
    """Turn a status into an answer or the error that says what the caller may do."""
    status = response.status_code
    if status in (409, 429, 503) and "Retry-After" in response.headers:
        raise Busy(_seconds(response.headers["Retry-After"]))
    if status >= 500 or 300 <= status < 400 or status in (408, 425, 429):
        raise Unanswered(f"status {status}")
    if response.headers.get("X-Kiosk-Id") != kiosk_id:
        raise Misanswered("a reply to another kiosk")
    if status >= 400:
        raise _refusal(status, content)
    return _Answer(content, _date(response.headers.get("Date")))


def _refusal(status: int, content: bytes) -> CentralError:
    try:
        reason = wire.ErrorReply.model_validate_json(content).reason
    except ValidationError:
        if status == 404:
            return Refused(Reason.NOT_FOUND)
        return Unanswered("a refusal that cannot be read")
    for reasons in (Reason, Refusal):
        if reason in [known.value for known in reasons]:
            return Refused(reasons(reason))
    return Refused(Reason.OTHER)


def _parse(answer: _Answer, reply: type[Reply]) -> Reply:
    try:
        return reply.model_validate_json(answer.body)
    except ValidationError as error:
        # Its text would quote the reply, and so a person.
        raise Misanswered(f"{reply.__name__}: {error.error_count()} errors") from None


def _expect(answered: str, asked: str) -> None:
    if answered != asked:
        raise Misanswered("an answer about something else")


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)


def _seconds(retry_after: str) -> float:
    return min(float(retry_after), 3600.0) if retry_after.isdecimal() else 5.0


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    # "-0000" means a time whose zone nobody told; it is UTC all the same.
    return date.replace(tzinfo=UTC) if date and date.tzinfo is None else date
