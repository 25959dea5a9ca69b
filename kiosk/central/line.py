"""One request to central and its reply: what is sent, and what a status means.

Each reply must come from the central that was asked, for this kiosk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.central import tracing, wire
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Exchange
from kiosk.central.exchange import Reply as RawReply
from kiosk.central.port import (
    Busy,
    CentralError,
    Misanswered,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.model.charge import Refusal

MAX_REPLY_BYTES = 1024 * 1024

Reply = TypeVar("Reply", bound=BaseModel)


class Line:
    """The way to central. Raises CentralErrors, and nothing else."""

    def __init__(
        self,
        exchange: Exchange,
        identity: KioskIdentity,
        new_span: Callable[[], str] = tracing.new_span,
    ) -> None:
        self._exchange = exchange
        self._new_span = new_span
        self._identity = identity

    def get(self, path: str, reply: type[Reply]) -> Reply:
        return _parse(self.ask("GET", path), reply)

    def post(
        self,
        path: str,
        message: wire.Message | None,
        reply: type[Reply],
        *,
        key: str | None = None,
    ) -> Reply:
        body = message.model_dump_json().encode() if message else b""
        return _parse(self.ask("POST", path, body=body, key=key), reply)

    def put(self, path: str, message: wire.Message, reply: type[Reply]) -> Reply:
        body = message.model_dump_json().encode()
        return _parse(self.ask("PUT", path, body=body), reply)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        key: str | None = None,
        limit: int = MAX_REPLY_BYTES,
    ) -> "Answer":
        headers = self._identity.headers()
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        trace = tracing.current()
        if trace:
            headers["traceparent"] = tracing.traceparent(trace, self._new_span())
        reply = self._exchange.send(method, path, headers, body, limit)
        return _judge(reply, self._identity.kiosk_id)


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that may be believed: its status was 2xx."""

    body: bytes
    date: datetime | None


def _judge(reply: RawReply, kiosk_id: str) -> Answer:
    """Turn a status into an answer or the error that says what the caller may do."""
    status = reply.status
    expect_an_answer(reply)
    if reply.headers.get("X-Kiosk-Id") != kiosk_id:
        raise Misanswered("a reply to another kiosk")
    if status >= 400:
        raise _refusal(status, reply.body)
    return Answer(reply.body, _date(reply.headers.get("Date")))


def expect_an_answer(reply: RawReply) -> None:
    """Raise what a status means that is no answer, in whatever protocol."""
    status = reply.status
    if status in (409, 429, 503) and "Retry-After" in reply.headers:
        raise Busy(_seconds(reply.headers["Retry-After"]))
    if status >= 500 or 300 <= status < 400 or status in (408, 425, 429):
        raise Unanswered(f"status {status}")


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


def _parse(answer: Answer, reply: type[Reply]) -> Reply:
    try:
        return reply.model_validate_json(answer.body)
    except ValidationError as error:
        # Its text would quote the reply, and so a person.
        raise Misanswered(f"{reply.__name__}: {error.error_count()} errors") from None


def _seconds(retry_after: str) -> float:
    return min(float(retry_after), 3600.0) if retry_after.isdecimal() else 5.0


def _date(text: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    # "-0000" means a time whose zone nobody told; it is UTC all the same.
    return date.replace(tzinfo=UTC) if date and date.tzinfo is None else date
