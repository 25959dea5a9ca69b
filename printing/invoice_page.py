"""Where everything stands on a page of the outpatient invoice, in millimetres.

The order is that of the national form; the last page carries the sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from printing.capital import capital_amount
from printing.invoice_document import InvoiceDocument
from printing.invoice_table import (
    BELOW_HEAD,
    CENTRE,
    LEFT,
    LINE,
    RIGHT,
    TABLE_TOP,
    Row,
    draw_table,
    rows_of,
)
from printing.pen import FORM, Anchor, Pen, wrap

PAGE_WIDTH, PAGE_HEIGHT = 210, 148  # A5 landscape

_BOTTOM = 132  # of the frame; below it the signatures
_SUM = 6.5  # the height of the row with the total
_TEXT = 8.0  # points, for what is filled in
_SMALL = 7.0
_INFO_LINE = 4.3
_STRIP = 8  # 其他信息, written downwards
_MOST_REMARKS = 400  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and which page it is."""

    rows: tuple[Row, ...]
    number: int
    count: int

    @property
    def is_last(self) -> bool:
        return self.number == self.count


def paginate(document: InvoiceDocument) -> list[Page]:
    """Deal the rows out to pages; the last keeps room for the sums."""
    rest = tuple(rows_of(document.items))
    dealt: list[tuple[Row, ...]] = []
    top = BELOW_HEAD
    while _height(rest) > _sum_top(document) - top:
        count = min(_fitting(rest, _BOTTOM - top), max(1, len(rest) - 1))
        dealt.append(rest[:count])
        rest = rest[count:]
    dealt.append(rest)
    return [Page(rows, at, len(dealt)) for at, rows in enumerate(dealt, start=1)]


def draw_page(pen: Pen, document: InvoiceDocument, page: Page) -> None:
    """Draw one page."""
    if document.sample:
        pen.across("样张 SAMPLE", 64, (CENTRE, 88))
    _draw_head(pen, document)
    bottom = _sum_top(document) if page.is_last else _BOTTOM
    draw_table(pen, page.rows, bottom)
    pen.box((LEFT, TABLE_TOP), (RIGHT, _BOTTOM))
    if page.is_last:
        _draw_sum(pen, document, bottom)
        _draw_other(pen, document, bottom + _SUM)
    _draw_foot(pen, document, page)


def _draw_head(pen: Pen, document: InvoiceDocument) -> None:
    pen.qr((12, 7), 18, document.verification_url)
    pen.write((CENTRE, 17), document.title, 17, anchor=Anchor.MIDDLE, colour=FORM)
    pen.line((55, 20), (155, 20), 0.9)
    pen.line((55, 20.8), (155, 20.8), 0.4)
    issued = document.issued_on.isoformat()
    left = (
        ("票据代码：", document.code),
        ("交款人统一社会信用代码：", document.payer_id),
        ("交款人：", document.payer),
    )
    right = (
        ("票据号码：", document.number),
        ("校验码：", document.check_code),
        ("开票日期：", issued),
    )
    for row, (here, there) in enumerate(zip(left, right, strict=True)):
        y = 30.5 + 4.7 * row
        _labelled(pen, (LEFT + 2, y), here, 115)
        _labelled(pen, (148, y), there, 50)


def _labelled(
    pen: Pen, at: tuple[float, float], entry: tuple[str, str], width_mm: float
) -> None:
    """A label in the colour of the form and what is filled in after it."""
    label, value = entry
    taken = pen.write(at, label, _TEXT, colour=FORM)
    pen.write_within((at[0] + taken, at[1]), value, _TEXT, width_mm - taken)


def _draw_sum(pen: Pen, document: InvoiceDocument, top: float) -> None:
    pen.line((LEFT, top), (RIGHT, top))
    pen.line((LEFT, top + _SUM), (RIGHT, top + _SUM))
    y = top + 4.5
    words = capital_amount(document.total)
    taken = pen.write((LEFT + 2, y), "金额合计（大写）", 9, colour=FORM)
    pen.write((LEFT + 2 + taken + 1, y), words, 9.5)
    taken = pen.write((145, y), "（小写）", 9, colour=FORM)
    pen.write((145 + taken + 1, y), str(document.total), 10)


def _draw_other(pen: Pen, document: InvoiceDocument, top: float) -> None:
    pen.line((LEFT + _STRIP, top), (LEFT + _STRIP, _BOTTOM))
    step = min(4.6, (_BOTTOM - top) / 4.5)
    first = (top + _BOTTOM) / 2 - 1.5 * step + 1.1
    for row, character in enumerate("其他信息"):
        at = (LEFT + _STRIP / 2, first + row * step)
        pen.write(at, character, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
    left = LEFT + _STRIP + 2
    column = (RIGHT - left) / 3
    for index, (label, value) in enumerate(_other_entries(document)):
        across, down = index % 3, index // 3
        at = (left + across * column, top + 3.6 + down * _INFO_LINE)
        taken = pen.write(at, f"{label}：", _SMALL, colour=FORM)
        pen.write_within((at[0] + taken, at[1]), value, _SMALL, column - taken - 2)
    y = top + 3.6 + _entry_rows(document) * _INFO_LINE
    for row, line in enumerate(_remarks(document)):
        pen.write((left, y + row * LINE), line, _SMALL)


def _other_entries(document: InvoiceDocument) -> list[tuple[str, str]]:
    other = document.other
    return [
        ("业务流水号", other.business_serial),
        ("医疗机构类型", other.institution_type),
        ("性别", other.sex),
        ("门诊号", other.outpatient_number),
        ("就诊日期", other.visited_on.isoformat()),
        ("医保类型", other.insurance_type),
        ("医保编号", other.insurance_number),
        ("医保统筹基金支付", str(other.fund_pay)),
        ("其他支付", str(other.other_pay)),
        ("个人账户支付", str(other.account_pay)),
        ("个人现金支付", str(other.cash_pay)),
        ("个人自付", str(other.self_burden)),
        ("个人自费", str(other.own_expense)),
    ]


def _draw_foot(pen: Pen, document: InvoiceDocument, page: Page) -> None:
    y = _BOTTOM + 4.6
    _labelled(pen, (LEFT + 2, y), ("收款单位（章）：", document.issuer), 95)
    _labelled(pen, (112, y), ("复核人：", document.checker), 42)
    _labelled(pen, (157, y), ("收款人：", document.cashier), 42)
    note = "财政电子票据查验：pjcy.mof.gov.cn"
    if document.sample:
        note = "样张：由演示环境开具，不作报销凭证。" + note
    pen.write((LEFT + 2, y + 5), note, 6, colour=FORM)
    if page.count > 1:
        more = "" if page.is_last else "（接下页）"
        text = f"{more}第 {page.number} 页 共 {page.count} 页"
        pen.write((RIGHT - 2, y + 5), text, 6.5, anchor=Anchor.RIGHT, colour=FORM)


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows) + 0.5


def _fitting(rows: Sequence[Row], space: float) -> int:
    """How many rows from the first fit; one always does."""
    heights = accumulate(row.height for row in rows)
    return max(1, sum(height + 0.5 <= space for height in heights))


def _sum_top(document: InvoiceDocument) -> float:
    """Where the row with the total begins on the last page."""
    lines = _entry_rows(document) * _INFO_LINE + len(_remarks(document)) * LINE
    return _BOTTOM - lines - 1.8 - _SUM


def _entry_rows(document: InvoiceDocument) -> int:
    return -(-len(_other_entries(document)) // 3)


def _remarks(document: InvoiceDocument) -> list[str]:
    text = document.remarks[:_MOST_REMARKS]
    width_mm = RIGHT - LEFT - _STRIP - 4
    return wrap(f"备注：{text}", _SMALL, width_mm) if text else []
