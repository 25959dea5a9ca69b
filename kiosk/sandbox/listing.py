"""What a patient's invoices are, and which of them may be printed (rules P5, P6)."""

from datetime import date, datetime, time, timedelta

import kiosk.central.paper_wire as paper_wire
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING, day_of
from kiosk.model.invoice import InvoiceStatus
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import payment_of
from kiosk.sandbox.deposits import is_invoiced
from kiosk.sandbox.issuing import kind_of
from kiosk.sandbox.records import Issued, Person, Settled
from kiosk.sandbox.settings import Moment, Settings

LISTED_DAYS = 365


def list_invoices(books: Books, psn_no: str, moment: Moment) -> Answer:
    """The invoices of the last twelve months, newest first."""
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    since = moment.today - timedelta(days=LISTED_DAYS)
    issued = books.invoices_of(psn_no, since)
    begin = datetime.combine(since, time(), BEIJING)
    settled = books.settled_of(psn_no, begin)
    listed = [
        *(_coming(books, one) for one in settled if _is_coming(books, one)),
        *(_listed(books, one, moment) for one in reversed(issued)),
    ]
    newest = sorted(listed, key=lambda one: one.day, reverse=True)
    kept = tuple(newest[: paper_wire.MOST_LISTED])
    return done(paper_wire.InvoicesReply(psn_no=psn_no, invoices=kept))


def count_unprinted(books: Books, psn_no: str, moment: Moment) -> int:
    """How many of these may be printed, and never were."""
    since = moment.today - timedelta(days=LISTED_DAYS)
    return sum(
        status_of(books, one) is InvoiceStatus.ISSUED
        and moment.today <= _last_day(one, moment.settings)
        and copies(books, one.number) == 0
        for one in books.invoices_of(psn_no, since)
    )


def find_invoice(books: Books, code: str, number: str) -> Issued | None:
    """The invoice under this number, if this is its code."""
    issued = books.find(Issued, number)
    return issued if issued is not None and issued.code == code else None


def find_printable(
    books: Books, code: str, number: str, moment: Moment
) -> Issued | Answer:
    """The same, if the hospital still has it printed; or what is said instead."""
    found = find_valid(books, code, number)
    if isinstance(found, Issued) and moment.today > _last_day(found, moment.settings):
        return denied(Reason.NOT_PRINTABLE)
    return found


def find_valid(books: Books, code: str, number: str) -> Issued | Answer:
    """The same, if it is an e-invoice still; or what is said instead."""
    issued = find_invoice(books, code, number)
    if issued is None:
        return denied(Reason.NOT_FOUND)
    is_one = status_of(books, issued) is InvoiceStatus.ISSUED
    return issued if is_one else denied(Reason.NOT_PRINTABLE)


def status_of(books: Books, issued: Issued) -> InvoiceStatus:
    if issued.reversed_on is not None:
        return InvoiceStatus.REVERSED
    exchanges = books.exchanges_of(issued.number)
    if any(one.status is ExchangeStatus.CONFIRMED for one in exchanges):
        return InvoiceStatus.EXCHANGED
    return InvoiceStatus.ISSUED


def copies(books: Books, number: str) -> int:
    """How many copies of an invoice there are, or may be."""
    return sum(note.is_copy for note in books.prints_of(number))


def _is_coming(books: Books, settled: Settled) -> bool:
    payment = payment_of(books, settled.payment_key)
    if not is_invoiced(books, settled.bill_ids):
        return False
    is_paid = payment.standing is not None and not payment.unpaid
    return is_paid and books.invoice_of(settled.id) is None


def _coming(books: Books, settled: Settled) -> paper_wire.ListedInvoiceReply:
    return paper_wire.ListedInvoiceReply(
        setl_id=settled.id,
        kind=kind_of(books, settled),
        status=InvoiceStatus.BEING_ISSUED,
        amount=settled.split.total,
        day=day_of(settled.settled_at),
    )


def _listed(
    books: Books, issued: Issued, moment: Moment
) -> paper_wire.ListedInvoiceReply:
    status, settings = status_of(books, issued), moment.settings
    is_issued = status is InvoiceStatus.ISSUED
    link = f"{settings.viewer}?no={issued.code}{issued.number}&c={issued.check_code}"
    return paper_wire.ListedInvoiceReply(
        setl_id=issued.setl_id,
        kind=issued.kind,
        status=status,
        amount=issued.amount,
        day=issued.issued_on,
        numbers=paper_wire.NumbersReply(
            invoice_code=issued.code,
            invoice_number=issued.number,
            check_code=issued.check_code,
            issued_on=issued.issued_on,
        ),
        printed=copies(books, issued.number),
        most_prints=settings.most_prints,
        printable_until=_last_day(issued, settings),
        view_url=link if is_issued else None,
        exchangeable=is_issued and settings.exchanges,
    )


def _last_day(issued: Issued, settings: Settings) -> date:
    """The last day on which it is printed."""
    return issued.issued_on + timedelta(days=settings.printable_days)
