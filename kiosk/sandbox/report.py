"""The books as a page: all that happened, and the sums."""

from datetime import datetime

from pydantic import BaseModel

from kiosk.central.paper_wire import ExchangeStatus
from kiosk.central.signing import base64url
from kiosk.central.wire import Amount
from kiosk.model.case import CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.document import Document
from kiosk.model.fleet import EventKind
from kiosk.model.intent import Method, Order
from kiosk.model.invoice import PrintOutcome
from kiosk.sandbox.books import Books
from kiosk.sandbox.past import ELSEWHERE
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import (
    Beat,
    Charge,
    Debt,
    FormExchange,
    HelpCall,
    Issued,
    KioskEvent,
    OpenCase,
    OrderedBill,
    PrintNote,
    Quote,
    Refund,
    Settled,
    SupportPart,
)
from kiosk.sandbox.sums import Sums, add_up, open_bills, payments


class ChargeLine(BaseModel):
    """One charge. `amount` is what was asked; a tombstone asked nothing."""

    key: str
    payment_key: str | None
    kiosk_id: str | None
    psn_no: str | None
    amount: Amount
    kept: Amount
    status: ChargeStatus
    method: Method
    reason: Refusal | None
    bill_ids: tuple[str, ...]
    payer: str | None
    setl_id: str | None
    made_at: datetime


class SettlementLine(BaseModel):
    """One settlement. `unpaid` is what was settled first and has not been paid."""

    setl_id: str
    payment_key: str
    kiosk_id: str
    psn_no: str
    order: Order
    revoked: bool
    unpaid: Amount
    bill_ids: tuple[str, ...]
    medfee_sumamt: Amount
    fund_pay_sumamt: Amount
    acct_pay: Amount
    psn_cash_pay: Amount


class RefundLine(BaseModel):
    """Money that went back, by reversal or refund."""

    charge_key: str
    amount: Amount


class InvoiceLine(BaseModel):
    """One issued invoice."""

    invoice_code: str
    invoice_number: str
    setl_id: str
    amount: Amount


class PrintLine(BaseModel):
    """One attempt to put an invoice or its statement on paper."""

    job_key: str
    kiosk_id: str
    document: Document
    invoice_number: str
    copy_number: int
    outcome: PrintOutcome
    over_cap: bool


class ExchangeLine(BaseModel):
    """One exchange for numbered paper."""

    exchange_key: str
    status: ExchangeStatus
    invoice_number: str | None
    paper_number: str | None
    spoiled: bool


class DebtLine(BaseModel):
    """One promise that was refused."""

    payment_key: str
    kiosk_id: str
    psn_no: str
    amount: Amount
    reason: Refusal


class HelpLine(BaseModel):
    """Somebody at a kiosk who wanted a person."""

    kiosk_id: str
    screen: str


class SupportLine(BaseModel):
    """A file for those who help technicians, as far as it has come."""

    kiosk_id: str
    name: str
    content: str  # base64url without padding
    whole: bool


class BeatLine(BaseModel):
    """How a kiosk was when it last said so."""

    kiosk_id: str
    version: str
    can: tuple[str, ...]
    queue_depth: int
    escalations: int
    heard_at: datetime
    audit_head: str


class EventLine(BaseModel):
    """Something that happened to a kiosk."""

    kiosk_id: str
    boot: str
    sequence: int
    kind: EventKind
    subject: str
    detail: str
    historical: bool


class CaseLine(BaseModel):
    """One thing that a kiosk asked the staff to look at."""

    case_id: str
    kiosk_id: str
    kind: CaseKind
    payment_key: str
    about: str


class OpenBillLine(BaseModel):
    """One bill that nobody has settled."""

    bill_id: str
    psn_no: str
    medfee_sumamt: Amount


class BooksReport(BaseModel):
    """Everything that happened since the last reset."""

    charges: tuple[ChargeLine, ...]
    settlements: tuple[SettlementLine, ...]
    refunds: tuple[RefundLine, ...]
    invoices: tuple[InvoiceLine, ...]
    prints: tuple[PrintLine, ...]
    exchanges: tuple[ExchangeLine, ...]
    debts: tuple[DebtLine, ...]
    cases: tuple[CaseLine, ...]
    help_calls: tuple[HelpLine, ...]
    heartbeats: tuple[BeatLine, ...]
    support_files: tuple[SupportLine, ...]
    events: tuple[EventLine, ...]
    open_bills: tuple[OpenBillLine, ...]
    sums: Sums
    balanced: bool


def report(books: Books) -> BooksReport:
    """Read the whole books."""
    known = payments(books)
    bills_of = {quote.id: quote.bill_ids for quote in books.every(Quote)}
    sums = add_up(books, known)
    return BooksReport(
        charges=tuple(
            _charge_line(
                one,
                bills_of.get(one.presettle_id or "", ()),
                known.get(one.payment_key or "", Payment()),
            )
            for one in books.every(Charge)
            if one.kiosk_id != ELSEWHERE
        ),
        settlements=tuple(
            _settlement_line(one, known[one.payment_key])
            for one in books.every(Settled)
            if one.kiosk_id != ELSEWHERE
        ),
        refunds=tuple(
            RefundLine(charge_key=one.charge_key, amount=one.amount)
            for one in books.every(Refund)
        ),
        invoices=tuple(
            _invoice_line(one)
            for one in books.every(Issued)
            if books.find(Settled, one.setl_id) is not None  # not of the past
        ),
        prints=tuple(
            _print_line(one)
            for one in books.every(PrintNote)
            if one.kiosk_id != ELSEWHERE
        ),
        exchanges=tuple(_exchange_line(one) for one in books.every(FormExchange)),
        debts=tuple(_debt_line(one) for one in books.every(Debt)),
        cases=tuple(_case_line(one) for one in books.every(OpenCase)),
        help_calls=tuple(
            HelpLine(kiosk_id=one.kiosk_id, screen=one.screen)
            for one in books.every(HelpCall)
        ),
        heartbeats=tuple(_beat_line(one) for one in books.every(Beat)),
        support_files=_support_lines(books),
        events=tuple(
            _event_line(one)
            for one in sorted(
                books.every(KioskEvent),
                key=lambda one: (one.kiosk_id, one.boot, one.sequence),
            )
        ),
        open_bills=tuple(_open_bill_line(one) for one in open_bills(books)),
        sums=sums,
        balanced=sums.balanced,
    )


def _charge_line(
    charge: Charge, bill_ids: tuple[str, ...], payment: Payment
) -> ChargeLine:
    return ChargeLine(
        key=charge.key,
        payment_key=charge.payment_key,
        kiosk_id=charge.kiosk_id,
        psn_no=charge.psn_no,
        amount=charge.amount,
        kept=charge.taken,
        status=charge.status,
        method=charge.method,
        reason=charge.refusal,
        bill_ids=bill_ids,
        payer=charge.payer,
        setl_id=payment.standing.id if payment.standing else None,
        made_at=charge.made_at,
    )


def _settlement_line(settled: Settled, payment: Payment) -> SettlementLine:
    return SettlementLine(
        setl_id=settled.id,
        payment_key=settled.payment_key,
        kiosk_id=settled.kiosk_id,
        psn_no=settled.psn_no,
        order=settled.order,
        revoked=payment.is_revoked,
        unpaid=payment.unpaid,
        bill_ids=settled.bill_ids,
        medfee_sumamt=settled.split.total,
        fund_pay_sumamt=settled.split.funds,
        acct_pay=settled.split.account,
        psn_cash_pay=settled.split.self_pay,
    )


def _invoice_line(issued: Issued) -> InvoiceLine:
    return InvoiceLine(
        invoice_code=issued.code,
        invoice_number=issued.number,
        setl_id=issued.setl_id,
        amount=issued.amount,
    )


def _print_line(note: PrintNote) -> PrintLine:
    return PrintLine(
        job_key=note.job_key,
        kiosk_id=note.kiosk_id,
        document=note.document,
        invoice_number=note.number,
        copy_number=note.copy_number,
        outcome=note.outcome,
        over_cap=note.over_cap,
    )


def _exchange_line(exchange: FormExchange) -> ExchangeLine:
    return ExchangeLine(
        exchange_key=exchange.key,
        status=exchange.status,
        invoice_number=exchange.number,
        paper_number=exchange.paper_number,
        spoiled=exchange.spoiled,
    )


def _debt_line(debt: Debt) -> DebtLine:
    return DebtLine(
        payment_key=debt.payment_key,
        kiosk_id=debt.kiosk_id,
        psn_no=debt.psn_no,
        amount=debt.amount,
        reason=debt.reason,
    )


def _support_lines(books: Books) -> tuple[SupportLine, ...]:
    files: dict[tuple[str, str], list[SupportPart]] = {}
    for part in sorted(books.every(SupportPart), key=lambda one: one.number):
        files.setdefault((part.kiosk_id, part.name), []).append(part)
    return tuple(
        SupportLine(
            kiosk_id=kiosk_id,
            name=name,
            content=base64url(b"".join(one.content for one in parts)),
            whole=len(parts) == parts[0].of,
        )
        for (kiosk_id, name), parts in files.items()
    )


def _beat_line(beat: Beat) -> BeatLine:
    return BeatLine(
        kiosk_id=beat.kiosk_id,
        version=beat.version,
        can=beat.can,
        queue_depth=beat.queue_depth,
        escalations=beat.escalations,
        heard_at=beat.heard_at,
        audit_head=beat.audit_head,
    )


def _event_line(event: KioskEvent) -> EventLine:
    return EventLine(
        kiosk_id=event.kiosk_id,
        boot=event.boot,
        sequence=event.sequence,
        kind=event.kind,
        subject=event.subject,
        detail=event.detail,
        historical=event.historical,
    )


def _case_line(case: OpenCase) -> CaseLine:
    return CaseLine(
        case_id=case.id,
        kiosk_id=case.kiosk_id,
        kind=case.kind,
        payment_key=case.payment_key,
        about=case.about,
    )


def _open_bill_line(ordered: OrderedBill) -> OpenBillLine:
    return OpenBillLine(
        bill_id=ordered.id, psn_no=ordered.psn_no, medfee_sumamt=ordered.bill.total
    )
