"""The books as a page: every charge, settlement, refund and invoice, and the sums."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from kiosk.central.wire import Amount
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method
from kiosk.model.money import Money, total
from kiosk.sandbox.records import (
    Charge,
    Issued,
    OrderedBill,
    Person,
    Quote,
    Refund,
    Settled,
)
from kiosk.sandbox.store import Books


class ChargeLine(BaseModel):
    """One charge. `amount` is what was asked; a tombstone asked nothing."""

    key: str
    psn_no: str | None
    amount: Amount
    status: ChargeStatus
    method: Method
    reason: Refusal | None
    bill_ids: tuple[str, ...]
    payer: str | None
    setl_id: str | None
    made_at: datetime


class SettlementLine(BaseModel):
    """One settlement."""

    setl_id: str
    psn_no: str
    charge_key: str | None
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


class OpenBillLine(BaseModel):
    """One bill that nobody has settled."""

    bill_id: str
    psn_no: str
    medfee_sumamt: Amount


class Sums(BaseModel):
    """The books from both ends: what charges say, and what is left in the purses."""

    taken: Amount  # all that was ever taken
    returned: Amount
    kept: Amount  # of charges that are paid now
    settled: Amount  # psn_cash_pay of all settlements
    unsettled: Amount  # paid, and the settlement is still to come
    from_accounts: Amount  # acct_pay of all settlements
    purses_at_start: Amount
    purses_now: Amount
    open: Amount  # total of open bills

    @property
    def balanced(self) -> bool:
        return (
            self.taken - self.returned == self.kept
            and self.settled + self.unsettled == self.kept
            and self.purses_at_start - self.purses_now == self.kept + self.from_accounts
        )


class BooksReport(BaseModel):
    """Everything that happened since the last reset."""

    charges: tuple[ChargeLine, ...]
    settlements: tuple[SettlementLine, ...]
    refunds: tuple[RefundLine, ...]
    invoices: tuple[InvoiceLine, ...]
    open_bills: tuple[OpenBillLine, ...]
    sums: Sums
    balanced: bool


def report(books: Books) -> BooksReport:
    """Read the whole books. Partners in a sum are read from different tables."""
    charges = books.every(Charge)
    settlements = books.every(Settled)
    settled_as = {one.charge_key: one.id for one in settlements if one.charge_key}
    bills_of = {quote.id: quote.bill_ids for quote in books.every(Quote)}
    sums = _sums(books, charges, settlements)
    return BooksReport(
        charges=tuple(
            _charge_line(
                charge,
                bills_of.get(charge.presettle_id or "", ()),
                settled_as.get(charge.key),
            )
            for charge in charges
        ),
        settlements=tuple(_settlement_line(one) for one in settlements),
        refunds=tuple(
            RefundLine(charge_key=one.charge_key, amount=one.amount)
            for one in books.every(Refund)
        ),
        invoices=tuple(_invoice_line(one) for one in books.every(Issued)),
        open_bills=tuple(_open_bill_line(one) for one in _open(books)),
        sums=sums,
        balanced=sums.balanced,
    )


def _sums(
    books: Books, charges: Sequence[Charge], settlements: Sequence[Settled]
) -> Sums:
    refunds = {refund.charge_key: refund.amount for refund in books.every(Refund)}
    settled_keys = {one.charge_key for one in settlements}
    paid = [one for one in charges if one.status is ChargeStatus.PAID]
    returned = [one for one in charges if one.key in refunds]
    people = books.every(Person)
    return Sums(
        taken=total(one.amount for one in (*paid, *returned)),
        returned=total(refunds.values()),
        kept=total(one.amount for one in paid),
        settled=total(one.split.self_pay for one in settlements),
        unsettled=total(one.amount for one in paid if one.key not in settled_keys),
        from_accounts=total(one.split.account for one in settlements),
        purses_at_start=Money(books.number("purses_at_start")),
        purses_now=total(person.purses for person in people),
        open=total(one.bill.total for one in _open(books)),
    )


def _open(books: Books) -> list[OrderedBill]:
    return [one for one in books.every(OrderedBill) if one.setl_id is None]


def _charge_line(
    charge: Charge, bill_ids: tuple[str, ...], setl_id: str | None
) -> ChargeLine:
    return ChargeLine(
        key=charge.key,
        psn_no=charge.psn_no,
        amount=charge.amount,
        status=charge.status,
        method=charge.method,
        reason=charge.refusal,
        bill_ids=bill_ids,
        payer=charge.payer,
        setl_id=setl_id,
        made_at=charge.made_at,
    )


def _settlement_line(settled: Settled) -> SettlementLine:
    return SettlementLine(
        setl_id=settled.id,
        psn_no=settled.psn_no,
        charge_key=settled.charge_key,
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


def _open_bill_line(ordered: OrderedBill) -> OpenBillLine:
    return OpenBillLine(
        bill_id=ordered.id, psn_no=ordered.psn_no, medfee_sumamt=ordered.bill.total
    )
