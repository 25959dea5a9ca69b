"""The PDFs of central: issued invoices, the statements behind them, numbered forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Response
from starlette.concurrency import run_in_threadpool

from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.port import Reason
from kiosk.model.bill import BillLine
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import Books
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.headers import Id, respond
from kiosk.sandbox.invoices import draw, draw_form, draw_list
from kiosk.sandbox.listing import find_printable
from kiosk.sandbox.records import FormExchange, Issued, Person


class PdfResponse(Response):
    """An issued paper, byte for byte."""

    media_type = "application/pdf"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a paper shows."""

    issued: Issued
    person: Person
    lines: Sequence[BillLine]


class Files:
    """Draws each paper when it is asked for, the same bytes each time, and no other
    than may be printed (rule P5)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def invoice_file(self, code: Id, number: Id) -> Response:
        with self._desk.store.opened() as books:
            facts = _facts(books, code, number)
        if isinstance(facts, Answer):
            return respond(facts)
        if facts.issued.file is not None:
            return PdfResponse(facts.issued.file)
        file = await run_in_threadpool(
            draw, facts.issued, facts.person, facts.lines, self._hospital
        )
        with self._desk.store.opened() as books:
            now = books.find(Issued, number)
            if now is not None:  # it may have been reversed meanwhile
                books.put(now.with_file(file))
        return PdfResponse(file)

    async def statement_file(self, code: Id, number: Id) -> Response:
        with self._desk.store.opened() as books:
            facts = _facts(books, code, number)
        if isinstance(facts, Answer):
            return respond(facts)
        file = await run_in_threadpool(
            draw_list, facts.issued, facts.person, facts.lines, self._hospital
        )
        return PdfResponse(file)

    async def form_file(self, exchange_key: Id) -> Response:
        """For a form that is reserved, and for no other."""
        with self._desk.store.opened() as books:
            exchange = books.find(FormExchange, exchange_key)
            if exchange is None or exchange.status is not ExchangeStatus.RESERVED:
                return respond(denied(Reason.NOT_FOUND))
            issued = books.find(Issued, exchange.number)
            assert issued is not None
            facts = _facts(books, issued.code, issued.number)
        if isinstance(facts, Answer):
            return respond(facts)
        paper = (exchange.paper_code or "", exchange.paper_number or "")
        file = await run_in_threadpool(
            draw_form, facts.issued, facts.person, facts.lines, self._hospital, paper
        )
        return PdfResponse(file)

    @property
    def _hospital(self) -> str:
        return self._desk.settings.hospital


def _facts(books: Books, code: str, number: str) -> Facts | Answer:
    issued = find_printable(books, code, number)
    if isinstance(issued, Answer):
        return issued
    person = books.find(Person, issued.psn_no)
    assert person is not None
    found = {ordered.id: ordered for ordered in books.bills(issued.bill_ids)}
    bills = (found[id].bill for id in issued.bill_ids)
    return Facts(issued, person, [line for bill in bills for line in bill.lines])
