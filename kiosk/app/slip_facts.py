"""Joins what a payment knows with where and when its slip is printed."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.flows.payment_states import Settled
from kiosk.flows.printing import Slip
from kiosk.flows.slip import slip_kind
from kiosk.flows.visit_effects import StartPrint
from kiosk.model.money import ZERO
from kiosk.model.receipt import Receipt
from kiosk.model.registration import Registration
from kiosk.model.slips import (
    DepositSlip,
    DischargeSlip,
    Imprint,
    RegistrationSlip,
    Returned,
    ToppedUp,
)
from kiosk.model.stay import Stay


@dataclass(frozen=True, slots=True)
class Place:
    """Where this kiosk stands, as slips name it."""

    hospital: str
    kiosk_id: str


def slip_of(effect: StartPrint, place: Place, now: datetime) -> Slip:
    """The slip that tells most of this payment."""
    payment = effect.payment
    imprint = Imprint(place.hospital, place.kiosk_id, now, effect.copy)
    if isinstance(payment, Settled):
        if effect.stay is not None:
            return _of_stay(effect, effect.stay, payment, imprint)
        one = effect.registration
        if one is not None and one.queue_number:
            return _of_registration(effect, one, payment, imprint)
    return _receipt(effect, place, now)


def _of_registration(
    effect: StartPrint, one: Registration, payment: Settled, imprint: Imprint
) -> RegistrationSlip:
    """What she shows at the clinic, and what it cost."""
    return RegistrationSlip(
        imprint=imprint,
        patient=effect.patient,
        department=one.department,
        doctor=one.doctor,
        place=one.place,
        day=one.day,
        slot=one.time,
        queue_number=one.queue_number or "",
        split=payment.settlement.split,
        method=payment.intent.method,
        case_number=payment.intent.case_number,
        credit=payment.intent.credit,
    )


def _of_stay(
    effect: StartPrint, stay: Stay, payment: Settled, imprint: Imprint
) -> DepositSlip | DischargeSlip:
    """`stay` is as it was before the payment."""
    intent = payment.intent
    if stay.bill is None:
        return DepositSlip(
            imprint=imprint,
            patient=effect.patient,
            stay_number=stay.id,
            amount=payment.paid,
            balance=stay.deposited + payment.paid,
            method=intent.method,
            case_number=intent.case_number,
        )
    return DischargeSlip(
        imprint=imprint,
        patient=effect.patient,
        stay_number=stay.id,
        settlement_id=payment.settlement.id,
        split=payment.settlement.split,
        deposits=stay.deposited,
        topped_up=tuple(
            ToppedUp(intent.shares[one.share].method, one.amount)
            for one in payment.taken
        ),
        returned=tuple(
            Returned(deposit.method, deposit.paid_on, one.amount)
            for one in intent.returns
            if (deposit := stay.find(one.deposit_id))
        ),
        invoices=(payment.invoice,) if payment.invoice else (),
        case_number=intent.case_number,
    )


def _receipt(effect: StartPrint, place: Place, now: datetime) -> Receipt:
    payment = effect.payment
    settled = payment if isinstance(payment, Settled) else None
    intent = payment.intent
    bill_ids, split, credit = intent.bill_ids, intent.split, intent.credit
    if settled:
        bill_ids = settled.settlement.bill_ids or bill_ids
        split = settled.settlement.split
        # What too much was taken goes back from the contract first.
        too_much = intent.split.self_pay - split.self_pay
        credit = max(ZERO, credit - too_much)
    return Receipt(
        kind=slip_kind(payment),
        hospital=place.hospital,
        kiosk_id=place.kiosk_id,
        patient=effect.patient,
        bill_count=len(bill_ids),
        split=split,
        method=intent.method,
        credit=credit,
        case_number=intent.case_number,
        printed_at=now,
        settlement_id=settled.settlement.id if settled else None,
        invoice=settled.invoice if settled else None,
        copy=effect.copy,
    )
