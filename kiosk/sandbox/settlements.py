"""Settling bills for good, and the invoices that follow."""

import secrets
from datetime import datetime, timedelta, timezone

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.charge import ChargeStatus
from kiosk.sandbox import rules
from kiosk.sandbox.answers import Answer, denied, done, later
from kiosk.sandbox.charges import bills_of, let_payers_answer
from kiosk.sandbox.records import (
    Charge,
    Issued,
    OrderedBill,
    Person,
    Quote,
    Settled,
)
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.store import Books
from kiosk.sandbox.verbs import read_split, split_message

BEIJING = timezone(timedelta(hours=8))
_CHECK_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def settle(books: Books, request: wire.SettleRequest, moment: Moment) -> Answer:
    """Settle, or say no. While the payer still thinks, ask to come back."""
    let_payers_answer(books, moment)
    asked = rules.SettleAsked(
        psn_no=request.psn_no,
        presettle_id=request.presettle_id,
        split=read_split(request.split),
        charge_key=request.charge_key,
    )
    quote = books.find(Quote, asked.presettle_id)
    charge = books.find(Charge, asked.charge_key) if asked.charge_key else None
    if charge is not None and charge.status is ChargeStatus.USER_PAYING:
        return later(409, moment.settings.retry_after_s)
    ids = quote.bill_ids if quote else ()
    patient = books.find(Person, asked.psn_no)
    denial = rules.settle(
        asked,
        quote,
        bills_of(books, ids, but_not_by=asked.charge_key),
        charge,
        patient,
    )
    if denial is not None or quote is None or patient is None:
        return denied(denial or Reason.BILLS_CHANGED)
    return done(_settle(books, quote, patient, asked.charge_key, moment))


def issue_invoice(books: Books, request: wire.InvoiceRequest, moment: Moment) -> Answer:
    """Issue the invoice, or give the numbers of the one that already is."""
    settled = books.find(Settled, request.setl_id)
    if settled is None:
        return denied(Reason.NOT_FOUND)
    issued = books.invoice_of(settled.id)
    if issued is None:
        issued = _issue(books, settled, moment.now)
    return done(
        wire.InvoiceReply(
            setl_id=issued.setl_id,
            invoice_code=issued.code,
            invoice_number=issued.number,
            check_code=issued.check_code,
            amount=issued.amount,
            issued_on=issued.issued_on,
        )
    )


def bills_behind(books: Books, settled: Settled) -> tuple[OrderedBill, ...]:
    """The settled bills, in the order in which they were asked for."""
    found = {ordered.id: ordered for ordered in books.bills(settled.bill_ids)}
    return tuple(found[id] for id in settled.bill_ids)


def _settle(
    books: Books,
    quote: Quote,
    patient: Person,
    charge_key: str | None,
    moment: Moment,
) -> wire.SettleReply:
    today = moment.now.astimezone(BEIJING)
    number = books.next_number("settlement")
    settled = Settled(
        id=f"S{today:%Y%m%d}{number:09d}",
        psn_no=patient.id,
        presettle_id=quote.id,
        charge_key=charge_key,
        bill_ids=quote.bill_ids,
        split=quote.split,
        settled_at=moment.now,
    )
    books.add([settled])
    books.mark_paid(quote.bill_ids, settled.id)
    if quote.split.account:
        books.put(patient.spends(quote.split.account))
    return wire.SettleReply(
        setl_id=settled.id,
        psn_no=settled.psn_no,
        presettle_id=quote.id,
        split=split_message(settled.split),
        setl_time=today,
    )


def _issue(books: Books, settled: Settled, now: datetime) -> Issued:
    today = now.astimezone(BEIJING).date()
    issued = Issued(
        number=f"{books.next_number('invoice'):010d}",
        code=f"310601{today:%y}",
        setl_id=settled.id,
        check_code="".join(secrets.choice(_CHECK_LETTERS) for _ in range(6)),
        amount=settled.split.total,
        issued_on=today,
    )
    books.add([issued])
    return issued
