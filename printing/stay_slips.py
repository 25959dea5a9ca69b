"""Slips of a stay: 预交金凭条 and 出院结算凭条."""

from kiosk.model.money import total
from kiosk.model.receipt import MoneyWord
from kiosk.model.slips import DepositSlip, DischargeSlip
from printing.invoice_document import DoesNotAddUp
from printing.slip import Align, Size, Slip
from printing.slip_parts import (
    METHODS,
    draw_foot,
    draw_head,
    draw_invoice_numbers,
    draw_origin,
    draw_split,
    yuan,
)


def draw_deposit(slip: Slip, deposit: DepositSlip) -> None:
    """What was put down, and what lies there now."""
    draw_head(slip, deposit.imprint, "住院预交金凭条")
    slip.line(MoneyWord.TAKEN, Size.BIG, Align.CENTRE)
    slip.line()
    slip.line(yuan(deposit.amount), Size.BIG, Align.CENTRE)
    slip.line()
    slip.rule()
    slip.pair("姓名", deposit.patient)
    slip.pair("住院号", deposit.stay_number)
    slip.pair("本次预交", yuan(deposit.amount))
    slip.pair("支付方式", METHODS[deposit.method])
    slip.pair("预交金余额", yuan(deposit.balance))
    slip.rule()
    slip.pair("受理编号", deposit.case_number)
    draw_origin(slip, deposit.imprint)
    slip.line("出院结算时请出示，多退少补", align=Align.CENTRE)
    draw_foot(slip)


def draw_discharge(slip: Slip, discharge: DischargeSlip) -> None:
    """The stay settled, in fen; DoesNotAddUp if the parts are another sum."""
    if not discharge.adds_up:
        raise DoesNotAddUp(f"discharge slip {discharge.case_number}")
    draw_head(slip, discharge.imprint, "出院结算凭条")
    slip.line(MoneyWord.TAKEN, Size.BIG, Align.CENTRE)
    slip.line()
    slip.rule()
    slip.pair("姓名", discharge.patient)
    slip.pair("住院号", discharge.stay_number)
    draw_split(slip, discharge.split)
    slip.rule()
    slip.pair("预交金", yuan(discharge.deposits))
    _draw_topped_up(slip, discharge)
    _draw_returned(slip, discharge)
    slip.rule()
    for invoice in discharge.invoices:
        draw_invoice_numbers(slip, invoice)
        slip.rule()
    slip.pair("结算编号", discharge.settlement_id)
    slip.pair("受理编号", discharge.case_number)
    draw_origin(slip, discharge.imprint)
    if discharge.returned:
        slip.line("退款已原路发起，到账时间以支付渠道为准", align=Align.CENTRE)
    draw_foot(slip)


def _draw_topped_up(slip: Slip, discharge: DischargeSlip) -> None:
    parts = discharge.topped_up
    slip.pair("补缴", yuan(total(part.amount for part in parts)))
    for part in parts:
        slip.pair(f"  {METHODS[part.method]}", yuan(part.amount))


def _draw_returned(slip: Slip, discharge: DischargeSlip) -> None:
    """One line for each deposit, because each goes back by its own way."""
    parts = discharge.returned
    slip.pair("退回", yuan(total(part.amount for part in parts)))
    for part in parts:
        label = f"  {METHODS[part.method]} {part.paid_on.isoformat()}"
        slip.pair(label, yuan(part.amount))
