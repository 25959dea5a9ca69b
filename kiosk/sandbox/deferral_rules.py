"""What central decides about promises that kiosks took offline. Pure.

First whether it was ever promised, then whether it is still in time and still right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.central.port import Reason
from kiosk.model.charge import Refusal
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.money import ZERO
from kiosk.model.settlement import Split
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.purses import against_credit
from kiosk.sandbox.records import DeviceKey, Person, Quote
from kiosk.sandbox.rules import Bills, Denial
from kiosk.sandbox.settings import Moment


@dataclass(frozen=True, slots=True)
class Promise:
    """What was registered: these bills, for this patient, at this moment."""

    payment_key: str
    kiosk_id: str
    psn_no: str
    presettle_id: str
    bill_ids: tuple[str, ...]
    split: Split
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a promise. `signed` is what the signature is under, if the
    signature fits; `slip` what the guide slip says, if that was central's."""

    key: DeviceKey | None
    signed: Promise | None
    has_slip: bool = False
    slip: GuideSlip | None = None


@dataclass(frozen=True, slots=True)
class DeferralFacts:
    """What the books say now. `split` is today's; None where bills are missing."""

    payment: Payment
    quote: Quote | None
    bills: Bills
    split: Split | None
    patient: Person | None
    is_buried: bool = False  # a charge under this key must never be


def doubt(asked: Promise, evidence: Evidence) -> Denial | None:
    """Say why nobody can believe the promise; None if it was made as it says."""
    if evidence.key is None:
        return Reason.NOT_AUTHORISED
    if evidence.signed != asked:
        return Refusal.FORGED
    if not evidence.has_slip:
        return None
    return None if _agrees(asked, evidence.slip) else Refusal.FORGED


def lateness(asked: Promise, slip: GuideSlip | None, moment: Moment) -> Refusal | None:
    """A promise holds for some days, and rests on a slip that held when it was made."""
    settings = moment.settings
    age = moment.now - asked.captured_at
    is_old = age > timedelta(days=settings.deferral_valid_days)
    is_ahead = -age > timedelta(seconds=settings.clocks_differ_s)
    is_void = slip is not None and not slip.is_valid_at(asked.captured_at)
    return Refusal.EXPIRED if is_old or is_ahead or is_void else None


def refusal(asked: Promise, facts: DeferralFacts) -> Refusal | None:
    """Say why it can no longer be carried out; None if it can."""
    quote, patient, payment = facts.quote, facts.patient, facts.payment
    if payment.is_revoked or payment.charges or facts.is_buried:
        return Refusal.NOT_ANSWERED
    if facts.bills is Bills.PAID:
        return Refusal.ALREADY_PAID
    if patient is None or quote is None or not _is_quoted(asked, quote):
        return Refusal.AMOUNT_CHANGED
    if facts.bills is Bills.GONE or facts.split != asked.split:
        return Refusal.AMOUNT_CHANGED
    if asked.split.self_pay == ZERO:
        return None
    if patient.bank is None:
        return Refusal.NO_CREDENTIAL
    return against_credit(asked.split.self_pay, patient)


def _agrees(asked: Promise, slip: GuideSlip | None) -> bool:
    return slip is not None and (
        slip.patient_id == asked.psn_no
        and slip.pre_settlement_id == asked.presettle_id
        and slip.bill_ids == asked.bill_ids
        and slip.split == asked.split
    )


def _is_quoted(asked: Promise, quote: Quote) -> bool:
    return (quote.psn_no, quote.bill_ids, quote.split) == (
        asked.psn_no,
        asked.bill_ids,
        asked.split,
    )
