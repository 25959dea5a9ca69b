"""Settling bills and taking it back: the rules applied to the books."""

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING
from kiosk.model.charge import Refusal
from kiosk.sandbox import rules, settling_rules
from kiosk.sandbox.answers import Answer, denied, done, later
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import (
    bills_behind,
    held_by_others,
    let_payers_answer,
    payment_of,
)
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import OrderedBill, Person, Quote, Revocation, Settled
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.settling_rules import Part, SettleAsked, SettleFacts
from kiosk.sandbox.verbs import read_split, split_message, split_of


def settle(books: Books, asked: SettleAsked, moment: Moment) -> Answer:
    """Settle, or say no. While the payer still thinks, ask to come back."""
    let_payers_answer(books, moment)
    payment = payment_of(books, asked.payment_key)
    if payment.standing is not None:
        return repeated(
            payment.standing, settling_rules.is_same(payment.standing, asked)
        )
    if payment.is_paying:
        return later(409, moment.settings.retry_after_s)
    facts = _facts(books, asked, payment, moment)
    decided = settling_rules.settle(asked, facts)
    if not isinstance(decided, Part):
        return denied(decided)
    return done(settle_reply(enter(books, asked, decided, moment)))


def asked_for(kiosk_id: str, request: wire.SettleRequest) -> SettleAsked:
    return SettleAsked(
        payment_key=request.payment_key,
        kiosk_id=kiosk_id,
        psn_no=request.psn_no,
        presettle_id=request.presettle_id,
        split=read_split(request.split),
        order=request.order,
    )


def revoke(books: Books, payment_key: str, moment: Moment) -> Answer:
    """Undo the settlement and give the account its part back; or see to it that
    nothing is ever settled under this key."""
    let_payers_answer(books, moment)
    payment = payment_of(books, payment_key)
    decided = settling_rules.revoke(payment_key, payment, moment)
    if not isinstance(decided, Revocation):
        return denied(decided)
    if payment.standing is not None:
        if books.invoice_of(payment.standing.id) is not None:
            return denied(Refusal.ALREADY_PAID)
        _undo(books, payment.standing)
    books.put(decided)
    return done(wire.RevokeReply(payment_key=payment_key))


def repeated(standing: Settled, is_same: bool) -> Answer:
    """What was settled under this key is settled once, however often it is asked."""
    return done(settle_reply(standing)) if is_same else denied(Reason.KEY_REUSED)


def enter(books: Books, asked: SettleAsked, part: Part, moment: Moment) -> Settled:
    """Write the settlement down, and move what it moves."""
    today = moment.now.astimezone(BEIJING)
    settled = Settled(
        id=f"S{today:%Y%m%d}{books.next_number('settlement'):09d}",
        payment_key=asked.payment_key,
        kiosk_id=asked.kiosk_id,
        psn_no=asked.psn_no,
        presettle_id=asked.presettle_id,
        order=asked.order,
        bill_ids=part.bill_ids,
        split=part.split,
        settled_at=moment.now,
        deposits=part.deposits,
    )
    books.add([settled])
    books.mark_paid(part.bill_ids, settled.id)
    if part.split.account:
        patient = books.find(Person, settled.psn_no)
        assert patient is not None
        books.put(patient.spends(part.split.account))
    return settled


def settle_reply(settled: Settled) -> wire.SettleReply:
    return wire.SettleReply(
        setl_id=settled.id,
        payment_key=settled.payment_key,
        psn_no=settled.psn_no,
        presettle_id=settled.presettle_id,
        bill_ids=settled.bill_ids,
        split=split_message(settled.split),
        setl_time=settled.settled_at.astimezone(BEIJING),
    )


def settled_bills(books: Books, settled: Settled) -> tuple[OrderedBill, ...]:
    """The settled bills, in the order in which they were asked for."""
    found = {ordered.id: ordered for ordered in books.bills(settled.bill_ids)}
    return tuple(found[id] for id in settled.bill_ids)


def _facts(
    books: Books, asked: SettleAsked, payment: Payment, moment: Moment
) -> SettleFacts:
    quote = books.find(Quote, asked.presettle_id)
    ids = quote.bill_ids if quote else ()
    patient = books.find(Person, asked.psn_no)
    bills = bills_behind(books, quote, asked.payment_key)
    is_partial = moment.settings.settles_partly and bills is not rules.Bills.OPEN
    rest = _rest(books, asked, ids, patient) if is_partial and patient else None
    return SettleFacts(payment, quote, bills, patient, rest)


def _rest(
    books: Books, asked: SettleAsked, ids: tuple[str, ...], patient: Person
) -> Part | None:
    held = held_by_others(books, ids, asked.payment_key)
    rest = settling_rules.still_open(ids, books.settled_as(ids), held)
    return Part(rest, split_of(books, rest, patient)) if rest else None


def _undo(books: Books, settled: Settled) -> None:
    books.reopen(settled.id)
    if settled.split.account:
        patient = books.find(Person, settled.psn_no)
        assert patient is not None
        books.put(patient.earns(settled.split.account))
