"""The PDFs of central: issued invoices, the statements behind them, numbered forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from fastapi import Response
from starlette.concurrency import run_in_threadpool

from kiosk.model.bill import BillLine
from kiosk.sandbox.answers import Answer
from kiosk.sandbox.books import Books
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.exchanges import find_reserved
from kiosk.sandbox.headers import Id, respond
from kiosk.sandbox.invoices import draw, draw_form, draw_list
from kiosk.sandbox.listing import find_printable
from kiosk.sandbox.records import Drawn, Issued, Person
from kiosk.sandbox.settings import Moment


class PdfResponse(Response):
    """An issued paper, byte for byte."""

    media_type = "application/pdf"


PDF = {
    "description": "An issued paper, byte for byte",
    "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}
Draw = Callable[[Issued, Person, Sequence[BillLine], str], bytes]


@dataclass(frozen=True, slots=True)
class Paper:
    """What may be printed: under which name it is kept, and how it is drawn."""

    name: str
    issued: Issued
    draw: Draw


Find = Callable[[Books, Moment], Paper | Answer]


class Files:
    """Draws each paper when it is first asked for, keeps it, and gives out no other
    than may be printed (rule P5)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def invoice_file(self, code: Id, number: Id) -> Response:
        def find(books: Books, moment: Moment) -> Paper | Answer:
            found = find_printable(books, code, number, moment)
            return _paper(f"invoice {number}", found, draw)

        return await self._file(find)

    async def statement_file(self, code: Id, number: Id) -> Response:
        def find(books: Books, moment: Moment) -> Paper | Answer:
            found = find_printable(books, code, number, moment)
            return _paper(f"statement {number}", found, draw_list)

        return await self._file(find)

    async def form_file(self, exchange_key: Id) -> Response:
        """For a form that is reserved, and for no other."""

        def find(books: Books, _: Moment) -> Paper | Answer:
            found = find_reserved(books, exchange_key)
            if isinstance(found, Answer):
                return found
            exchange, issued = found
            form = (exchange.paper_code or "", exchange.paper_number or "")
            return Paper(f"form {exchange_key}", issued, partial(draw_form, paper=form))

        return await self._file(find)

    async def _file(self, find: Find) -> Response:
        with self._desk.store.opened() as books:
            paper = find(books, self._desk.moment())
            if isinstance(paper, Answer):
                return respond(paper)
            kept = books.find(Drawn, paper.name)
            behind = _behind(books, paper.issued)
        if kept is None:
            hospital = self._desk.settings.hospital
            file = await run_in_threadpool(paper.draw, paper.issued, *behind, hospital)
            kept = self._keep(Drawn(paper.name, file))
        return PdfResponse(kept.file)

    def _keep(self, drawn: Drawn) -> Drawn:
        """Two may ask at once. What came first stays."""
        with self._desk.store.opened() as books:
            kept = books.find(Drawn, drawn.name)
            if kept is None:
                books.add([drawn])
        return kept or drawn


def _paper(name: str, found: Issued | Answer, draw: Draw) -> Paper | Answer:
    return found if isinstance(found, Answer) else Paper(name, found, draw)


def _behind(books: Books, issued: Issued) -> tuple[Person, Sequence[BillLine]]:
    """Whose invoice it is, and all that was paid for."""
    person = books.find(Person, issued.psn_no)
    assert person is not None
    found = {ordered.id: ordered for ordered in books.bills(issued.bill_ids)}
    bills = (found[id].bill for id in issued.bill_ids)
    return person, [line for bill in bills for line in bill.lines]
