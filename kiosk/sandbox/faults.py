"""Failing on command: what goes wrong, where, and how often.

A fault acts on the wire only. It can lose, delay, repeat or spoil what is said; it
never touches the books.
"""

import asyncio
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.sandbox.answers import later
from kiosk.sandbox.guard import read_body, replay, reply
from kiosk.sandbox.spoiling import (
    other_patient,
    part_missing,
    unknown_status,
    wrong_sum,
)

MAX_FAULTS = 1000


class Where(StrEnum):
    """Which request a fault meets."""

    IDENTIFY = "identify"
    BILLS = "bills"
    PRE_SETTLE = "pre_settle"
    CREDENTIAL = "credential"
    CHARGE = "charge"
    ASK = "ask"
    CLOSE = "close"
    REVERSE = "reverse"
    REFUND = "refund"
    SETTLE = "settle"
    REVOKE = "revoke"
    DEFERRAL = "deferral"
    DEBT = "debt"
    CASE = "case"
    DAY = "day"
    SLIP_KEYS = "slip_keys"
    ENROL = "enrol"
    INVOICE = "invoice"
    INVOICE_FILE = "invoice_file"
    INVOICES = "invoices"
    STATEMENT_FILE = "statement_file"
    PRINT = "print"
    RESERVE = "reserve"
    FORM_FILE = "form_file"
    CONFIRM = "confirm"
    VOID = "void"
    DEPARTMENTS = "departments"
    CLINICS = "clinics"
    HOLD = "hold"
    RELEASE = "release"
    REGISTRATION = "registration"
    REGISTRATIONS = "registrations"
    QUERY = "query"  # only the national interface has this one, and the next
    UNDO = "undo"
    OPEN_ITEMS = "open_items"
    ENTITLEMENTS = "entitlements"
    CLAIMS = "claims"
    ALL = "all"  # every one of them, and the health check


class What(StrEnum):
    """What goes wrong."""

    DROP_BEFORE = "drop_before"  # no effect, no answer
    DROP_AFTER = "drop_after"  # the effect, and then no answer
    SLOW = "slow"  # nothing for `seconds`, then all as usual
    ERROR = "error"  # 500, and no effect
    BUSY = "busy"  # 503 with Retry-After, and no effect
    TOO_MANY = "too_many"  # 429 with Retry-After, and no effect
    WRONG_PATIENT = "wrong_patient"  # the reply is about another
    WRONG_SUM = "wrong_sum"  # the reply's amounts do not add up
    UNKNOWN_STATUS = "unknown_status"  # the reply's `status` is a word nobody knows
    PART_MISSING = "part_missing"  # central could not find out all that was asked
    TRUNCATED = "truncated"  # the first half of the reply's body
    DUPLICATE = "duplicate"  # the request arrives twice


@dataclass(frozen=True, slots=True)
class Fault:
    """One order to fail, `times` times."""

    where: Where
    what: What
    times: int = 1
    seconds: float = 0


class FaultPlan:
    """The orders still to be carried out, oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @property
    def pending(self) -> tuple[Fault, ...]:
        return tuple(self._faults)

    def order(self, fault: Fault) -> None:
        if fault.times > 0 and len(self._faults) < MAX_FAULTS:
            self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def take(self, where: Where) -> Fault | None:
        """The fault that this request meets, if any."""
        for index, fault in enumerate(self._faults):
            if fault.where in (where, Where.ALL):
                left = replace(fault, times=fault.times - 1)
                self._faults[index : index + 1] = [left] if left.times else []
                return fault
        return None


class FaultyWire:
    """Stands between the guard and central, and does what the plan says."""

    def __init__(self, app: ASGIApp, plan: FaultPlan) -> None:
        self._app = app
        self._plan = plan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fault = None
        if self._plan.pending and scope["type"] == "http":
            where = where_of(scope["method"], scope["path"])
            fault = self._plan.take(where) if where else None
        if fault is None:
            await self._app(scope, receive, send)
            return
        await self._fail(fault, scope, receive, send)

    async def _fail(
        self, fault: Fault, scope: Scope, receive: Receive, send: Send
    ) -> None:
        match fault.what:
            case What.DROP_BEFORE:
                await _cut(scope, receive)
            case What.DROP_AFTER:
                await self._listen(scope, receive)
                await _cut(scope, receive)
            case What.SLOW:
                await asyncio.sleep(fault.seconds)
                await self._app(scope, receive, send)
            case What.ERROR:
                await reply(send, replace(later(500, 0), retry_after_s=None))
            case What.BUSY:
                await reply(send, later(503, max(1, round(fault.seconds))))
            case What.TOO_MANY:
                await reply(send, later(429, max(1, round(fault.seconds))))
            case What.DUPLICATE:
                body = await read_body(receive, limit=2**30) or b""
                await self._listen(scope, replay(body, receive))
                await self._app(scope, replay(body, receive), send)
            case _:
                heard = await self._listen(scope, receive)
                await heard.spoilt(fault.what).send(send)

    async def _listen(self, scope: Scope, receive: Receive) -> "_Heard":
        """Run the request, and keep the reply to ourselves."""
        start: list[Message] = []
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.append(message)
            body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        return _Heard(start[0], bytes(body))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A reply that has not been sent."""

    start: Message
    body: bytes

    def spoilt(self, what: What) -> "_Heard":
        match what:
            case What.TRUNCATED:
                return replace(self, body=self.body[: len(self.body) // 2])
            case What.WRONG_PATIENT:
                return replace(self, body=other_patient(self.body))
            case What.WRONG_SUM:
                return replace(self, body=wrong_sum(self.body))
            case What.UNKNOWN_STATUS:
                return replace(self, body=unknown_status(self.body))
            case What.PART_MISSING:
                return replace(self, body=part_missing(self.body))
        return self

    async def send(self, send: Send) -> None:
        length = (b"content-length", str(len(self.body)).encode())
        headers = [h for h in self.start["headers"] if h[0] != b"content-length"]
        await send({**self.start, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": self.body})


_PLACES = (
    (Where.IDENTIFY, re.compile(r"POST /v1/identities")),
    (Where.BILLS, re.compile(r"GET /v1/patients/[^/]+/bills")),
    (Where.PRE_SETTLE, re.compile(r"POST /v1/pre-settlements")),
    (Where.CREDENTIAL, re.compile(r"POST /v1/credentials")),
    (Where.CHARGE, re.compile(r"POST /v1/charges")),
    (Where.ASK, re.compile(r"GET /v1/charges/[^/]+")),
    (Where.CLOSE, re.compile(r"POST /v1/charges/[^/]+/close")),
    (Where.REVERSE, re.compile(r"POST /v1/charges/[^/]+/reverse")),
    (Where.REFUND, re.compile(r"POST /v1/charges/[^/]+/refund")),
    (Where.SETTLE, re.compile(r"POST /v1/settlements")),
    (Where.REVOKE, re.compile(r"POST /v1/settlements/[^/]+/revoke")),
    (Where.DEFERRAL, re.compile(r"POST /v1/deferrals")),
    (Where.DEBT, re.compile(r"POST /v1/debts")),
    (Where.CASE, re.compile(r"POST /v1/cases")),
    (Where.DAY, re.compile(r"GET /v1/days/[^/]+")),
    (Where.SLIP_KEYS, re.compile(r"GET /v1/slip-keys")),
    (Where.ENROL, re.compile(r"PUT /v1/kiosks/[^/]+/key")),
    (Where.INVOICE, re.compile(r"POST /v1/invoices")),
    (Where.INVOICE_FILE, re.compile(r"GET /v1/invoices/[^/]+/[^/]+/file")),
    (Where.INVOICES, re.compile(r"GET /v1/patients/[^/]+/invoices")),
    (Where.STATEMENT_FILE, re.compile(r"GET /v1/invoices/[^/]+/[^/]+/statement")),
    (Where.PRINT, re.compile(r"POST /v1/prints")),
    (Where.RESERVE, re.compile(r"POST /v1/exchanges")),
    (Where.FORM_FILE, re.compile(r"GET /v1/exchanges/[^/]+/file")),
    (Where.CONFIRM, re.compile(r"POST /v1/exchanges/[^/]+/confirm")),
    (Where.VOID, re.compile(r"POST /v1/exchanges/[^/]+/void")),
    (Where.DEPARTMENTS, re.compile(r"GET /v1/departments")),
    (Where.CLINICS, re.compile(r"GET /v1/departments/[^/]+/clinics")),
    (Where.HOLD, re.compile(r"POST /v1/registrations")),
    (Where.RELEASE, re.compile(r"POST /v1/registrations/[^/]+/release")),
    (Where.REGISTRATION, re.compile(r"GET /v1/registrations/[^/]+")),
    (Where.REGISTRATIONS, re.compile(r"GET /v1/patients/[^/]+/registrations")),
    # The national interface, by transaction.
    (Where.IDENTIFY, re.compile(r"POST /national/1101")),
    (Where.PRE_SETTLE, re.compile(r"POST /national/2206")),
    (Where.SETTLE, re.compile(r"POST /national/2207")),
    (Where.REVOKE, re.compile(r"POST /national/2208")),
    (Where.UNDO, re.compile(r"POST /national/2601")),
    (Where.QUERY, re.compile(r"POST /national/5203")),
    (Where.OPEN_ITEMS, re.compile(r"GET /v1/patients/[^/]+/open-items")),
    (Where.ENTITLEMENTS, re.compile(r"GET /v1/patients/[^/]+/entitlements")),
    (Where.CLAIMS, re.compile(r"GET /v1/patients/[^/]+/claims")),
    (Where.ALL, re.compile(r"GET /v1/health")),
)


def where_of(method: str, path: str) -> Where | None:
    """Name a request; the sandbox's own pages never fail."""
    line = f"{method} {path}"
    return next((where for where, shape in _PLACES if shape.fullmatch(line)), None)


async def _cut(scope: Scope, receive: Receive) -> None:
    """Close the connection without a word. `serve` puts the knife into the scope."""
    scope["state"]["cut"]()
    while (await receive())["type"] != "http.disconnect":
        pass
