"""换开 at central: a numbered form is kept for an invoice, then used or given back.

A key that was voided before its reservation came stays void, as a closed charge stays
closed (rules M2 and P5).
"""

from dataclasses import replace

import kiosk.central.paper_wire as paper_wire
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.port import Reason
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.listing import find_valid
from kiosk.sandbox.records import FormExchange, Issued
from kiosk.sandbox.settings import Moment


def reserve(
    books: Books, kiosk_id: str, request: paper_wire.ExchangeRequest, moment: Moment
) -> Answer:
    """Keep this form for this invoice, under this key and no other."""
    wanted = FormExchange(
        key=request.exchange_key,
        status=ExchangeStatus.RESERVED,
        made_at=moment.now,
        kiosk_id=kiosk_id,
        number=request.invoice_number,
        paper_code=request.paper_code,
        paper_number=request.paper_number,
    )
    known = books.find(FormExchange, wanted.key)
    if known is not None:
        return _known(known, wanted)
    issued = find_valid(books, request.invoice_code, request.invoice_number)
    if isinstance(issued, Answer):
        return issued
    refusal = _against(books, issued, request, moment)
    if refusal is not None:
        return denied(refusal)
    books.add([wanted])
    return _stands(wanted)


def confirm(books: Books, key: str, moment: Moment) -> Answer:
    """From now on the invoice is paper. Only what was reserved can be."""
    known = books.find(FormExchange, key)
    if known is None or known.status is ExchangeStatus.VOID:
        return denied(Reason.NOT_FOUND)
    confirmed = replace(known, status=ExchangeStatus.CONFIRMED)
    books.put(confirmed)
    return _stands(confirmed)


def void(
    books: Books, key: str, request: paper_wire.VoidRequest, moment: Moment
) -> Answer:
    """The e-invoice stays. What was confirmed is not undone here."""
    known = books.find(FormExchange, key)
    if known is None:
        known = FormExchange(key, ExchangeStatus.VOID, moment.now)
    if known.status is ExchangeStatus.CONFIRMED:
        return denied(Reason.OTHER)
    spoiled = known.spoiled or request.spoiled
    voided = replace(known, status=ExchangeStatus.VOID, spoiled=spoiled)
    books.put(voided)
    return _stands(voided)


def find_reserved(books: Books, key: str) -> tuple[FormExchange, Issued] | Answer:
    """What is printed on which form, as long as it is neither used nor given back; or
    what is said instead."""
    exchange = books.find(FormExchange, key)
    if exchange is None or exchange.status is not ExchangeStatus.RESERVED:
        return denied(Reason.NOT_FOUND)
    issued = books.find(Issued, exchange.number)
    if issued is None:
        return denied(Reason.NOT_FOUND)
    found = find_valid(books, issued.code, issued.number)
    return found if isinstance(found, Answer) else (exchange, found)


def _known(known: FormExchange, wanted: FormExchange) -> Answer:
    """A key that is known is never decided again."""
    if known.status is ExchangeStatus.VOID:
        return denied(Reason.NOT_PRINTABLE)
    same = replace(known, status=wanted.status, made_at=wanted.made_at)
    return _stands(known) if same == wanted else denied(Reason.KEY_REUSED)


def _against(
    books: Books, issued: Issued, request: paper_wire.ExchangeRequest, moment: Moment
) -> Reason | None:
    if request.psn_no != issued.psn_no:
        return Reason.NOT_FOUND
    if not moment.settings.exchanges:
        return Reason.NOT_PRINTABLE
    others = books.exchanges_of(issued.number)
    if any(one.status is not ExchangeStatus.VOID for one in others):
        return Reason.NOT_PRINTABLE
    on_form = books.exchanges_on(request.paper_code, request.paper_number)
    return Reason.FORM_TAKEN if any(one.uses_form for one in on_form) else None


def _stands(exchange: FormExchange) -> Answer:
    reply = paper_wire.ExchangeReply(exchange_key=exchange.key, status=exchange.status)
    return done(reply)
