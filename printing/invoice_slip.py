"""电子票据领取凭条: paid, and the invoice is still to be put on paper."""

from kiosk.model.receipt import MoneyWord
from kiosk.model.slips import UnprintedInvoiceSlip
from printing.slip import Align, Size, Slip
from printing.slip_parts import (
    draw_code,
    draw_foot,
    draw_head,
    draw_invoice_numbers,
    draw_origin,
    five_elements,
    yuan,
)


def draw_unprinted_invoice(slip: Slip, unprinted: UnprintedInvoiceSlip) -> None:
    """The invoice by its numbers, where it can be printed, and both as a code."""
    invoice = unprinted.invoice
    draw_head(slip, unprinted.imprint, "电子票据领取凭条")
    slip.line(f"{MoneyWord.TAKEN}，票据尚未打印", Size.TALL, Align.CENTRE)
    slip.line()
    slip.rule()
    slip.pair("姓名", unprinted.patient)
    draw_invoice_numbers(slip, invoice)
    slip.pair("票据金额", yuan(invoice.amount))
    slip.pair("开票日期", invoice.issued_on.isoformat())
    slip.rule()
    slip.pair("打印地点", unprinted.places)
    if unprinted.printable_until is not None:
        slip.pair("可打印至", unprinted.printable_until.isoformat())
    if unprinted.link is None:
        draw_code(slip, five_elements(invoice))
        slip.line("扫码得票据五要素", align=Align.CENTRE)
    else:
        draw_code(slip, unprinted.link)
        slip.line("扫码可将电子票据存入手机", align=Align.CENTRE)
    slip.line("查验 pjcy.mof.gov.cn", align=Align.CENTRE)
    slip.rule()
    slip.pair("受理编号", unprinted.case_number)
    draw_origin(slip, unprinted.imprint)
    draw_foot(slip)
