"""Carrying out what a kiosk registered offline: one charge and one settlement.

Either both come to be or neither does. What central refuses here becomes a debt.
"""

from pydantic import ValidationError

import kiosk.central.guide_slips as guide_slips
import kiosk.central.wire as wire
from kiosk.central.signed_text import Untrusted
from kiosk.central.signing import read_base64url
from kiosk.model.charge import ChargeStatus
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.intent import Method, Order
from kiosk.sandbox import charges, deferral_rules, settlements
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.deferral_rules import DeferralFacts, Evidence, Promise
from kiosk.sandbox.keys import slip_verifiers, verifier
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import Charge, DeviceKey, Person, Quote, Settled
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.settling_rules import Part, SettleAsked
from kiosk.sandbox.verbs import read_split, split_of

PURPOSE = "deferral"


def carry_out(
    books: Books, kiosk_id: str, request: wire.DeferralRequest, moment: Moment
) -> Answer:
    """Charge the contract and settle, or say why not."""
    charges.let_payers_answer(books, moment)
    asked = _promise(kiosk_id, request)
    evidence = _evidence(books, kiosk_id, request)
    doubt = deferral_rules.doubt(asked, evidence)
    if doubt is not None:
        return denied(doubt)
    payment = charges.payment_of(books, asked.payment_key)
    if payment.standing is not None:
        is_same = _is_settled(asked, payment.standing)
        return settlements.repeated(payment.standing, is_same)
    refusal = deferral_rules.lateness(asked, evidence.slip, moment)
    refusal = refusal or deferral_rules.refusal(asked, _facts(books, asked, payment))
    if refusal is not None:
        return denied(refusal)
    return done(settlements.settle_reply(_enter(books, asked, moment)))


def _promise(kiosk_id: str, request: wire.DeferralRequest) -> Promise:
    return Promise(
        payment_key=request.payment_key,
        kiosk_id=kiosk_id,
        psn_no=request.psn_no,
        presettle_id=request.presettle_id,
        bill_ids=request.bill_ids,
        split=read_split(request.split),
        captured_at=request.captured_at,
    )


def _evidence(books: Books, kiosk_id: str, request: wire.DeferralRequest) -> Evidence:
    key = books.find(DeviceKey, kiosk_id)
    return Evidence(
        key=key,
        signed=_signed(request) if key and _is_signed(key, request) else None,
        has_slip=request.guide_slip is not None,
        slip=_slip(books, request.guide_slip),
    )


def _is_signed(key: DeviceKey, request: wire.DeferralRequest) -> bool:
    check = verifier(key)
    named = (request.algorithm, request.key_id)
    if check is None or named != (key.algorithm, key.key_id):
        return False
    try:
        signature = read_base64url(request.signature)
    except ValueError:
        return False
    return check.verify(request.signed.encode(), signature, purpose=PURPOSE)


def _signed(request: wire.DeferralRequest) -> Promise | None:
    try:
        signed = wire.SignedDeferral.model_validate_json(request.signed)
    except ValidationError:
        return None
    return Promise(
        payment_key=signed.payment_key,
        kiosk_id=signed.kiosk_id,
        psn_no=signed.psn_no,
        presettle_id=signed.presettle_id,
        bill_ids=signed.bill_ids,
        split=read_split(signed.split),
        captured_at=signed.captured_at,
    )


def _slip(books: Books, text: str | None) -> GuideSlip | None:
    try:
        return guide_slips.read(text, slip_verifiers(books)) if text else None
    except Untrusted:
        return None


def _facts(books: Books, asked: Promise, payment: Payment) -> DeferralFacts:
    patient = books.find(Person, asked.psn_no)
    ids = asked.bill_ids
    return DeferralFacts(
        payment=payment,
        quote=books.find(Quote, asked.presettle_id),
        bills=charges.bills_of(books, ids, None),
        split=split_of(books, ids, patient) if patient else None,
        patient=patient,
        is_buried=books.find(Charge, asked.payment_key) is not None,
    )


def _is_settled(asked: Promise, settled: Settled) -> bool:
    return (settled.order, settled.presettle_id, settled.bill_ids) == (
        Order.DEFERRED,
        asked.presettle_id,
        asked.bill_ids,
    )


def _enter(books: Books, asked: Promise, moment: Moment) -> Settled:
    if asked.split.self_pay:
        charges.enter(books, _charge(asked, moment), None, moment)
    to_settle = SettleAsked(
        payment_key=asked.payment_key,
        kiosk_id=asked.kiosk_id,
        psn_no=asked.psn_no,
        presettle_id=asked.presettle_id,
        split=asked.split,
        order=Order.DEFERRED,
    )
    part = Part(asked.bill_ids, asked.split)
    return settlements.enter(books, to_settle, part, moment)


def _charge(asked: Promise, moment: Moment) -> Charge:
    return Charge(
        key=asked.payment_key,
        status=ChargeStatus.PAID,
        made_at=moment.now,
        payment_key=asked.payment_key,
        kiosk_id=asked.kiosk_id,
        psn_no=asked.psn_no,
        presettle_id=asked.presettle_id,
        payer=asked.psn_no,
        method=Method.CREDIT,
        amount=asked.split.self_pay,
    )
