"""Issuing invoices: one a settlement."""

import secrets
from datetime import datetime

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import day_of
from kiosk.model.invoice import InvoiceKind
from kiosk.sandbox.answers import Answer, denied, done, later
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import payment_of
from kiosk.sandbox.deposits import is_invoiced
from kiosk.sandbox.records import CancelledPlace, Inpatient, Issued, Settled
from kiosk.sandbox.settings import Moment

_CHECK_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def issue_invoice(books: Books, request: wire.InvoiceRequest, moment: Moment) -> Answer:
    """Issue the invoice, or give the numbers of the one that already is. What is still
    to be paid has none yet."""
    settled = books.find(Settled, request.setl_id)
    if settled is None or not is_invoiced(books, settled.bill_ids):
        return denied(Reason.NOT_FOUND)
    issued = books.invoice_of(settled.id)
    if issued is None:
        payment = payment_of(books, settled.payment_key)
        if payment.standing is None:
            return denied(Reason.NOT_FOUND)
        if payment.unpaid:
            return later(409, moment.settings.retry_after_s)
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


def kind_of(books: Books, settled: Settled) -> InvoiceKind:
    is_stay = books.find(Inpatient, settled.bill_ids[0]) is not None
    return InvoiceKind.INPATIENT if is_stay else InvoiceKind.OUTPATIENT


def _issue(books: Books, settled: Settled, now: datetime) -> Issued:
    today = day_of(now)
    is_cancelled = any(books.find(CancelledPlace, id) for id in settled.bill_ids)
    kind = kind_of(books, settled)
    family = "02" if kind is InvoiceKind.INPATIENT else "01"
    issued = Issued(
        number=f"{books.next_number('invoice'):010d}",
        code=f"3106{family}{today:%y}",
        setl_id=settled.id,
        psn_no=settled.psn_no,
        kind=kind,
        bill_ids=settled.bill_ids,
        check_code="".join(secrets.choice(_CHECK_LETTERS) for _ in range(6)),
        split=settled.split,
        issued_on=today,
        reversed_on=today if is_cancelled else None,
    )
    books.add([issued])
    return issued
