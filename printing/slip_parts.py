"""What slips have in common: their head, amounts, numbers and foot."""

from datetime import datetime

from kiosk.model.beijing import BEIJING
from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import Money
from kiosk.model.settlement import Split
from kiosk.model.slips import Imprint
from printing.slip import Align, Size, Slip

METHODS = {
    Method.NOTHING: "医保全额",
    Method.CREDIT: "信用就医",
    Method.WECHAT: "微信支付",
    Method.ALIPAY: "支付宝",
    Method.UNIONPAY: "云闪付",
    Method.ONE_CODE: "一码付",
}


def draw_head(slip: Slip, imprint: Imprint, title: str) -> None:
    """The hospital, the kind of slip, and which copy."""
    slip.line(imprint.hospital, Size.TALL, Align.CENTRE)
    slip.line(title, Size.TALL, Align.CENTRE)
    if imprint.copy > 1:
        slip.line(f"补打 第{imprint.copy}次", align=Align.CENTRE)
    slip.line()


def draw_large(slip: Slip, label: str, text: str) -> None:
    """A number that is read out or called out."""
    slip.line()
    slip.line(label, align=Align.CENTRE)
    slip.line(text, Size.BIG, Align.CENTRE)


def draw_split(slip: Slip, split: Split) -> None:
    """Who pays which part of the total."""
    slip.pair("合计", yuan(split.total))
    slip.pair("  医保统筹", yuan(split.funds))
    slip.pair("  个人账户", yuan(split.account))
    if split.hospital:
        slip.pair("  医院承担", yuan(split.hospital))
    slip.pair("  自付", yuan(split.self_pay))


def draw_methods(slip: Slip, method: Method, self_pay: Money, credit: Money) -> None:
    """How the self-pay part was taken; each way with its amount if there were two."""
    if not credit:
        slip.pair("支付方式", METHODS[method])
        return
    slip.pair("支付方式", f"{METHODS[method]} {yuan(self_pay - credit)}")
    slip.pair("", f"{METHODS[Method.CREDIT]} {yuan(credit)}")


def draw_origin(slip: Slip, imprint: Imprint) -> None:
    """When and where the slip came out."""
    slip.pair("时间", local_time(imprint.printed_at))
    slip.pair("自助机", imprint.kiosk_id)
    slip.rule()


def draw_code(slip: Slip, content: str) -> None:
    """A QR code with the white around it that scanners need."""
    slip.line()
    slip.qr(content)
    slip.line()


def draw_invoice_numbers(slip: Slip, invoice: Invoice) -> None:
    """The three numbers that an insurer's desk asks for."""
    slip.pair("票据代码", invoice.code)
    slip.pair("票据号码", invoice.number)
    slip.pair("校验码", invoice.check_code)


def draw_foot(slip: Slip) -> None:
    """What holds for every slip that is about money."""
    if slip.shows_code_points:
        slip.line("框内为字符编码，请到窗口核对姓名", align=Align.CENTRE)
    slip.line("本凭条不作报销凭证", align=Align.CENTRE)


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


def yuan(amount: Money) -> str:
    return f"￥{amount}"


def local_time(moment: datetime) -> str:
    """In China; a moment without a zone is taken for local time."""
    local = moment if moment.tzinfo is None else moment.astimezone(BEIJING)
    return f"{local:%Y-%m-%d %H:%M:%S}"
