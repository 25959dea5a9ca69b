"""Replies that nobody may believe: about another, with a wrong sum, or in no words."""

import json
from typing import Any

from kiosk.model.money import Money

STRANGER = "P9999"
_WHOSE = ("psn_no", "key", "setl_id", "payment_key", "job_key", "exchange_key")
_LISTS = ("bills", "entries", "invoices")


def other_patient(body: bytes) -> bytes:
    """Put another's number where this patient's, charge's or paper's stood."""
    reply = _object(body)
    if reply is None:
        return body
    for holder in _holders(reply):
        for name in _WHOSE:
            if name in holder:
                holder[name] = STRANGER
                return _bytes(reply)
    return body


def wrong_sum(body: bytes) -> bytes:
    """Make one amount a fen too large."""
    reply = _object(body)
    if reply is None:
        return body
    items = [item for name in _LISTS for item in reply.get(name, ())]
    holders = [reply.get("split"), *items, *_holders(reply)]
    for holder in holders:
        for name in ("psn_cash_pay", "medfee_sumamt", "kept", "amount"):
            if holder and name in holder:
                holder[name] = str(Money.parse(holder[name]) + Money(1))
                return _bytes(reply)
    return body


def unknown_status(body: bytes) -> bytes:
    """Say a status that is in no contract."""
    reply = _object(body)
    if reply is None:
        return body
    for holder in (*reply.get("invoices", ())[:1], reply):
        holder["status"] = "perhaps"
    return _bytes(reply)


def _holders(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """The reply, or what the national interface's envelope holds."""
    output = reply.get("output") or {}
    return [reply, *(part for part in output.values() if isinstance(part, dict))]


def part_missing(body: bytes) -> bytes:
    """Know nothing of the money that goes back; a whole answer, and an honest one."""
    reply = _object(body)
    if reply is None or "refunds" not in reply:
        return body
    return _bytes(reply | {"refunds": None})


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        reply = json.loads(body)
    except ValueError:
        return None  # a PDF has no sum and no patient that we could change
    return reply if isinstance(reply, dict) else None


def _bytes(reply: dict[str, Any]) -> bytes:
    return json.dumps(reply, ensure_ascii=False).encode()
