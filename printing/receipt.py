"""The receipt, 凭条: what stands on it and in which order.

A masked name, amounts and numbers; never an item, a department or a full name.
Exactly one money word stands on every slip (rule M11).
"""

from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.receipt import MoneyWord, Receipt, ReceiptKind
from kiosk.model.slips import Imprint
from printing.slip import Align, Size, Slip
from printing.slip_format import STANDARD, SlipFormat
from printing.slip_parts import (
    METHODS,
    draw_code,
    draw_foot,
    draw_head,
    draw_invoice_numbers,
    draw_large,
    draw_methods,
    draw_origin,
    draw_split,
    five_elements,
)

MONEY_WORDS = {
    ReceiptKind.PAID: MoneyWord.TAKEN,
    ReceiptKind.UNSETTLED: MoneyWord.TAKEN,
    ReceiptKind.REFUNDING: MoneyWord.TAKEN,
    ReceiptKind.DEFERRED: MoneyWord.NOT_TAKEN,
    ReceiptKind.UNCERTAIN: MoneyWord.UNCERTAIN,
}
# What happens next, where it is not over.
NEXT = {
    ReceiptKind.UNSETTLED: "结算稍后自动完成，请勿重复缴费",
    ReceiptKind.REFUNDING: "医院未能结算，款项正在原路退回",
    ReceiptKind.DEFERRED: "如已在窗口缴费，本登记自动作废",
    ReceiptKind.UNCERTAIN: "扣款结果确认前，请保留本凭条",
}
# Where both parts of a payment made in two have been taken.
ALL_TAKEN = (ReceiptKind.PAID, ReceiptKind.UNSETTLED)


def build_slip(receipt: Receipt, format: SlipFormat = STANDARD) -> bytes:
    """Return the whole print job, from the reset to the cut."""
    slip = Slip(format)
    _head(slip, receipt)
    _money(slip, receipt)
    _numbers(slip, receipt)
    if receipt.invoice is not None and receipt.kind is ReceiptKind.PAID:
        _invoice(slip, receipt.invoice)
    if receipt.kind is not ReceiptKind.PAID:
        slip.line("如有疑问，请凭受理编号到收费窗口", align=Align.CENTRE)
    draw_foot(slip)
    slip.cut()
    return bytes(slip)


def _head(slip: Slip, receipt: Receipt) -> None:
    deferred = receipt.kind is ReceiptKind.DEFERRED
    title = "延后结算登记凭条" if deferred else "缴费凭条"
    draw_head(slip, _imprint(receipt), title)
    if deferred:  # one sentence, too long for the largest letters (rule O3)
        promise = f"{MONEY_WORDS[receipt.kind]}，已登记，网络恢复后自动结算"
        slip.line(promise, Size.TALL, Align.CENTRE)
    else:
        slip.line(MONEY_WORDS[receipt.kind], Size.BIG, Align.CENTRE)
    if receipt.kind in NEXT:
        slip.line()
        slip.line(NEXT[receipt.kind], align=Align.CENTRE)
        draw_large(slip, "受理编号", receipt.case_number)
    slip.line()
    slip.rule()


def _money(slip: Slip, receipt: Receipt) -> None:
    slip.pair("姓名", receipt.patient)
    slip.pair("缴费单", f"{receipt.bill_count} 张")
    if receipt.kind is ReceiptKind.DEFERRED:
        slip.line("以下为预计金额，以结算时为准")
    draw_split(slip, receipt.split)
    _methods(slip, receipt)
    slip.rule()


def _methods(slip: Slip, receipt: Receipt) -> None:
    """How it is paid; both ways, and what went by each once both were taken."""
    if receipt.credit and receipt.kind not in ALL_TAKEN:
        both = (METHODS[receipt.method], METHODS[Method.CREDIT])
        slip.pair("支付方式", "、".join(both))
    else:
        draw_methods(slip, receipt.method, receipt.split.self_pay, receipt.credit)


def _numbers(slip: Slip, receipt: Receipt) -> None:
    if receipt.settlement_id is not None:
        slip.pair("结算编号", receipt.settlement_id)
    slip.pair("受理编号", receipt.case_number)
    draw_origin(slip, _imprint(receipt))


def _invoice(slip: Slip, invoice: Invoice) -> None:
    slip.line("医疗电子票据")
    draw_invoice_numbers(slip, invoice)
    draw_code(slip, five_elements(invoice))
    slip.line("扫码得票据五要素", align=Align.CENTRE)
    slip.line("查验 pjcy.mof.gov.cn", align=Align.CENTRE)
    slip.rule()


def _imprint(receipt: Receipt) -> Imprint:
    return Imprint(receipt.hospital, receipt.kiosk_id, receipt.printed_at, receipt.copy)
