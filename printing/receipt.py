"""The receipt, 凭条: what stands on it and in which order.

A masked name, amounts and numbers; never an item, a department or a full name.
Exactly one money word stands on every slip (rule M11).
"""

from datetime import datetime, timedelta, timezone

from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.receipt import MoneyWord, Receipt, ReceiptKind
from printing.slip import Align, Size, Slip
from printing.slip_format import STANDARD, SlipFormat

METHODS = {
    Method.NOTHING: "医保全额",
    Method.CREDIT: "信用就医",
    Method.WECHAT: "微信支付",
    Method.ALIPAY: "支付宝",
    Method.UNIONPAY: "云闪付",
    Method.ONE_CODE: "一码付",
}
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

_CHINA = timezone(timedelta(hours=8))  # one time zone, no summer time


def build_slip(receipt: Receipt, format: SlipFormat = STANDARD) -> bytes:
    """Return the whole print job, from the reset to the cut."""
    slip = Slip(format)
    _head(slip, receipt)
    _money(slip, receipt)
    _numbers(slip, receipt)
    if receipt.invoice is not None and receipt.kind is ReceiptKind.PAID:
        _invoice(slip, receipt.invoice)
    _foot(slip, receipt)
    slip.cut()
    return bytes(slip)


def _head(slip: Slip, receipt: Receipt) -> None:
    deferred = receipt.kind is ReceiptKind.DEFERRED
    slip.line(receipt.hospital, Size.TALL, Align.CENTRE)
    title = "延后结算登记凭条" if deferred else "缴费凭条"
    slip.line(title, Size.TALL, Align.CENTRE)
    if receipt.copy > 1:
        slip.line(f"补打 第{receipt.copy}次", align=Align.CENTRE)
    slip.line()
    if deferred:  # one sentence, too long for the largest letters (rule O3)
        promise = f"{MONEY_WORDS[receipt.kind]}，已登记，网络恢复后自动结算"
        slip.line(promise, Size.TALL, Align.CENTRE)
    else:
        slip.line(MONEY_WORDS[receipt.kind], Size.BIG, Align.CENTRE)
    if receipt.kind in NEXT:
        slip.line()
        slip.line(NEXT[receipt.kind], align=Align.CENTRE)
        _case(slip, receipt.case_number)
    slip.line()
    slip.rule()


def _case(slip: Slip, number: str) -> None:
    slip.line()
    slip.line("受理编号", align=Align.CENTRE)
    slip.line(number, Size.BIG, Align.CENTRE)


def _money(slip: Slip, receipt: Receipt) -> None:
    split = receipt.split
    slip.pair("姓名", receipt.patient)
    slip.pair("缴费单", f"{receipt.bill_count} 张")
    if receipt.kind is ReceiptKind.DEFERRED:
        slip.line("以下为预计金额，以结算时为准")
    slip.pair("合计", _yuan(split.total))
    slip.pair("  医保统筹", _yuan(split.funds))
    slip.pair("  个人账户", _yuan(split.account))
    if split.hospital:
        slip.pair("  医院承担", _yuan(split.hospital))
    slip.pair("  自付", _yuan(split.self_pay))
    _methods(slip, receipt)
    slip.rule()


def _methods(slip: Slip, receipt: Receipt) -> None:
    """How it is paid; both ways, and what went by each once both were taken."""
    by_code, by_credit = METHODS[receipt.method], METHODS[Method.CREDIT]
    if not receipt.credit:
        slip.pair("支付方式", by_code)
    elif receipt.kind in ALL_TAKEN:
        rest = receipt.split.self_pay - receipt.credit
        slip.pair("支付方式", f"{by_code} {_yuan(rest)}")
        slip.pair("", f"{by_credit} {_yuan(receipt.credit)}")
    else:
        slip.pair("支付方式", f"{by_code}、{by_credit}")


def _numbers(slip: Slip, receipt: Receipt) -> None:
    if receipt.settlement_id is not None:
        slip.pair("结算编号", receipt.settlement_id)
    slip.pair("受理编号", receipt.case_number)
    slip.pair("时间", _time(receipt.printed_at))
    slip.pair("自助机", receipt.kiosk_id)
    slip.rule()


def _invoice(slip: Slip, invoice: Invoice) -> None:
    slip.line("医疗电子票据")
    slip.pair("票据代码", invoice.code)
    slip.pair("票据号码", invoice.number)
    slip.pair("校验码", invoice.check_code)
    slip.line()
    slip.qr(five_elements(invoice))
    slip.line()
    slip.line("扫码得票据五要素", align=Align.CENTRE)
    slip.line("查验 pjcy.mof.gov.cn", align=Align.CENTRE)
    slip.rule()


def five_elements(invoice: Invoice) -> str:
    """What verification asks for: code, number, check code, amount, date."""
    return ",".join(
        (
            invoice.code,
            invoice.number,
            invoice.check_code,
            str(invoice.amount),
            invoice.issued_on.isoformat(),
        )
    )


def _foot(slip: Slip, receipt: Receipt) -> None:
    if receipt.kind is not ReceiptKind.PAID:
        slip.line("如有疑问，请凭受理编号到收费窗口", align=Align.CENTRE)
    if slip.shows_code_points:
        slip.line("框内为字符编码，请到窗口核对姓名", align=Align.CENTRE)
    slip.line("本凭条不作报销凭证", align=Align.CENTRE)


def _yuan(amount: Money) -> str:
    return f"￥{amount}"


def _time(moment: datetime) -> str:
    local = moment if moment.tzinfo is None else moment.astimezone(_CHINA)
    return f"{local:%Y-%m-%d %H:%M:%S}"
