"""Events and duties as bytes for the journal and the outbox, and back.

A record names its class and version. Volatile fields are left out: they are for the
moment only and never touch the disk.
"""

import json
from typing import Any, cast, get_args

from pydantic import TypeAdapter

from kiosk.app.fleet_duty import ReportEvent
from kiosk.flows.cancelling import CancelEvent, CancelRegistration
from kiosk.flows.casework import CaseEvent, ReportCase
from kiosk.flows.exchange import ExchangeDuty, ExchangeEvent
from kiosk.flows.payment_effects import Duty
from kiosk.flows.payment_events import PaymentEvent
from kiosk.flows.printing import PaperEvent, ReportPrint
from offline_queue.errors import Foreign

VERSION = 2
Errand = (
    Duty | ReportCase | ReportPrint | ExchangeDuty | CancelRegistration | ReportEvent
)
Fact = PaymentEvent | PaperEvent | CaseEvent | ExchangeEvent | CancelEvent | Errand
_CLASSES: dict[str, type] = {kind.__name__: kind for kind in get_args(Fact)}
_adapters: dict[type, TypeAdapter[Any]] = {}


class Unreadable(Foreign):
    """A record that this version does not understand. Money must stop."""


def encode(fact: Fact, trace: str = "") -> bytes:
    """Write one event or duty, and of which trace it is."""
    kind = type(fact)
    volatile = set(getattr(kind, "VOLATILE", ()))
    data = _adapter(kind).dump_json(fact, exclude=volatile or None)
    name, whose = kind.__name__.encode(), b',"trace":"%s"' % trace.encode()
    head = b'"is":"%s","v":%d%s' % (name, VERSION, whose if trace else b"")
    return b'{%s,"data":%s}' % (head, data)


def trace_of(record: bytes) -> str:
    """Of which trace it is; empty if it is of none, or cannot be read."""
    try:
        return str(json.loads(record).get("trace", ""))
    except (ValueError, AttributeError):
        return ""


def decode_payment(record: bytes) -> PaymentEvent:
    """Read a payment event back; raise Unreadable."""
    return cast(PaymentEvent, _decode(record, get_args(PaymentEvent)))


def decode_paper(record: bytes) -> PaperEvent:
    """Read a paper event back; raise Unreadable."""
    return cast(PaperEvent, _decode(record, get_args(PaperEvent)))


def decode_case(record: bytes) -> CaseEvent:
    """Read a case's event back; raise Unreadable."""
    return cast(CaseEvent, _decode(record, get_args(CaseEvent)))


def decode_exchange(record: bytes) -> ExchangeEvent:
    """Read an exchange's event back; raise Unreadable."""
    return cast(ExchangeEvent, _decode(record, get_args(ExchangeEvent)))


def decode_cancellation(record: bytes) -> CancelEvent:
    """Read a cancellation's event back; raise Unreadable."""
    return cast(CancelEvent, _decode(record, get_args(CancelEvent)))


def decode_duty(record: bytes) -> Errand:
    """Read what is owed back; raise Unreadable."""
    return cast(Errand, _decode(record, get_args(Errand)))


def _decode(record: bytes, allowed: tuple[type, ...]) -> object:
    try:
        envelope = json.loads(record)
        kind = _CLASSES[envelope["is"]]
        if kind not in allowed or envelope["v"] != VERSION:
            raise Unreadable(f"unexpected {envelope['is']} version {envelope['v']}")
        return _adapter(kind).validate_python(envelope["data"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(type(error).__name__) from error


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Built when first needed: building them all would slow the start."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]
