"""From central's messages about paper to our values, and back. Pure."""

from kiosk.central import paper_wire
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.port import Misanswered
from kiosk.model.invoice import (
    Exchange,
    Invoice,
    InvoiceStatus,
    ListedInvoice,
    PrintReport,
)


def read_invoices(
    reply: paper_wire.InvoicesReply, patient_id: str
) -> tuple[ListedInvoice, ...]:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's invoices")
    listed = tuple(map(_read_listed, reply.invoices))
    if len({one.settlement_id for one in listed}) != len(listed):
        raise Misanswered("an invoice that is there twice")
    return tuple(sorted(listed, key=lambda one: one.day, reverse=True))


def _read_listed(reply: paper_wire.ListedInvoiceReply) -> ListedInvoice:
    numbers = reply.numbers
    if (numbers is None) != (reply.status is InvoiceStatus.BEING_ISSUED):
        raise Misanswered("numbers without an invoice, or an invoice without numbers")
    return ListedInvoice(
        settlement_id=reply.setl_id,
        kind=reply.kind,
        status=reply.status,
        amount=reply.amount,
        day=reply.day,
        invoice=Invoice(
            numbers.invoice_code,
            numbers.invoice_number,
            numbers.check_code,
            reply.amount,
            numbers.issued_on,
        )
        if numbers
        else None,
        printed=reply.printed,
        most_prints=reply.most_prints,
        printable_until=reply.printable_until,
        qr=reply.view_url,
        may_be_exchanged=reply.exchangeable,
    )


def write_print(report: PrintReport) -> paper_wire.PrintRequest:
    return paper_wire.PrintRequest(
        job_key=report.key,
        document=report.document,
        invoice_code=report.invoice.code,
        invoice_number=report.invoice.number,
        copy_number=report.copy,
        outcome=report.outcome,
        at=report.at,
    )


def read_print(reply: paper_wire.PrintReply, report: PrintReport) -> int:
    if (reply.job_key, reply.outcome) != (report.key, report.outcome):
        raise Misanswered("an answer about another print")
    return reply.copies


def write_exchange(exchange: Exchange) -> paper_wire.ExchangeRequest:
    return paper_wire.ExchangeRequest(
        exchange_key=exchange.key,
        psn_no=exchange.patient_id,
        invoice_code=exchange.invoice.code,
        invoice_number=exchange.invoice.number,
        paper_code=exchange.form.code,
        paper_number=exchange.form.number,
    )


def expect(reply: paper_wire.ExchangeReply, key: str, status: ExchangeStatus) -> None:
    """Raise Misanswered unless this exchange stands where it was to be brought."""
    if (reply.exchange_key, reply.status) != (key, status):
        raise Misanswered("an exchange that stands elsewhere")
