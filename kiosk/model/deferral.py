"""延后结算: what is promised offline, and how far a promise may go (rule O3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.model.intent import Intent
from kiosk.model.money import Money, total
from kiosk.model.patient import Masked
from kiosk.model.settlement import PreSettlement


@dataclass(frozen=True, slots=True)
class Capture:
    """The device's signature under a deferral, so that central can trust it later.

    `signed` is the text that was signed, as it was signed.
    """

    signed: str
    signature: str  # base64url
    algorithm: str
    key_id: str
    slip: str | None = None  # the guide slip it rests on, as it was scanned


@dataclass(frozen=True, slots=True)
class Offer:
    """What a patient may register for later: her own quote, or a doctor's slip."""

    patient: Masked
    quote: PreSettlement
    slip: str | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """How far the hospital trusts a promise made offline. Beyond it: the window."""

    per_order: Money
    per_patient: Money
    per_patient_count: int
    per_kiosk: Money
    per_kiosk_count: int
    oldest: timedelta  # once one has waited this long, no new ones


class Objection(StrEnum):
    """Why nothing may be registered. Said before anything is promised."""

    ALREADY_REGISTERED = "already_registered"
    ORDER_TOO_LARGE = "order_too_large"
    PATIENT_AT_LIMIT = "patient_at_limit"
    KIOSK_AT_LIMIT = "kiosk_at_limit"
    WAITED_TOO_LONG = "waited_too_long"


def objection(
    quote: PreSettlement, waiting: Iterable[Intent], caps: Caps, now: datetime
) -> Objection | None:
    """Weigh one more deferral against those that wait on this kiosk."""
    others = tuple(waiting)
    hers = [other for other in others if other.patient_id == quote.patient_id]
    due = quote.split.self_pay
    bills = {bill_id for other in hers for bill_id in other.bill_ids}
    if bills & set(quote.bill_ids):
        return Objection.ALREADY_REGISTERED
    if due > caps.per_order:
        return Objection.ORDER_TOO_LARGE
    if len(hers) >= caps.per_patient_count or _sum(hers) + due > caps.per_patient:
        return Objection.PATIENT_AT_LIMIT
    if len(others) >= caps.per_kiosk_count or _sum(others) + due > caps.per_kiosk:
        return Objection.KIOSK_AT_LIMIT
    if any(now - other.opened_at > caps.oldest for other in others):
        return Objection.WAITED_TOO_LONG
    return None


def _sum(intents: Iterable[Intent]) -> Money:
    return total(intent.split.self_pay for intent in intents)
