"""Where everything stands on a page of an invoice, in millimetres.

The order is that of the national forms; the last page carries the sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from printing.capital import capital_amount
from printing.invoice_document import Entry, InvoiceDocument
from printing.invoice_table import (
    BELOW_HEAD,
    LEFT,
    LINE,
    RIGHT,
    TABLE_TOP,
    Groups,
    Row,
    draw_table,
    groups,
    rows_of,
)
from printing.line_breaking import wrap
from printing.page_parts import CENTRE, draw_labelled, draw_page_number, draw_sample
from printing.pen import FORM, Anchor, Pen
from printing.sheet import Sheet

_LEAST_BOTTOM = 132.0  # of the frame: that of an A5 page, also on a larger sheet
_FOOT = 16.0  # below the frame: signatures and notes
_SUM = 6.5  # the height of the row with the total
_TEXT = 8.0  # points, for what is filled in
_SMALL = 7.0
_INFO_LINE = 4.3
_INFO_COLUMNS = 4
_WIDE = frozenset({"业务流水号", "住院时间"})  # take two columns
_STRIP = 8.0  # 其他信息, written downwards
_MOST_REMARKS = 400  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and which page it is."""

    rows: tuple[Row, ...]
    number: int
    count: int
    bottom: float  # of the frame

    @property
    def is_last(self) -> bool:
        return self.number == self.count


@dataclass(frozen=True)
class InvoiceLayout:
    """One invoice on one kind of sheet."""

    document: InvoiceDocument
    sheet: Sheet

    @cached_property
    def table(self) -> Groups:
        return groups(self.document.column_groups)

    @cached_property
    def pages(self) -> list[Page]:
        """Deal the rows out to pages; the last keeps room for the sums."""
        rest = tuple(rows_of(self.document.items, self.table))
        dealt: list[tuple[Row, ...]] = []
        while _height(rest) > self._lowest - self.sums - BELOW_HEAD:
            count = _fitting(rest, self._lowest - BELOW_HEAD)
            if count == len(rest) > 1:
                count -= 1  # the sums do not stand alone
            dealt.append(rest[:count])
            rest = rest[count:]
        dealt.append(rest)
        needed = BELOW_HEAD + _height(rest) + self.sums
        last = max(_LEAST_BOTTOM, needed)
        return [
            Page(rows, at, len(dealt), last if at == len(dealt) else self._lowest)
            for at, rows in enumerate(dealt, start=1)
        ]

    @cached_property
    def sums(self) -> float:
        """The height of everything below the table on the last page."""
        lines = len(self.grid) * _INFO_LINE + len(self.remarks) * LINE
        return _SUM + lines + 1.8

    @cached_property
    def grid(self) -> list[list[Entry]]:
        """其他信息 in lines of four columns."""
        lines: list[list[Entry]] = [[]]
        taken = 0
        entries = (*self.document.other.entries, *self.document.more)
        for entry in entries:
            if taken + _columns(entry) > _INFO_COLUMNS:
                lines.append([])
                taken = 0
            lines[-1].append(entry)
            taken += _columns(entry)
        return lines

    @cached_property
    def remarks(self) -> list[str]:
        text = self.document.remarks
        shown = text[: _MOST_REMARKS - 1] + "…" if len(text) > _MOST_REMARKS else text
        width_mm = RIGHT - LEFT - _STRIP - 4
        return wrap(f"备注：{shown}", _SMALL, width_mm) if shown else []

    @property
    def _lowest(self) -> float:
        return self.sheet.height_mm - _FOOT


def draw_page(pen: Pen, layout: InvoiceLayout, page: Page) -> None:
    """Draw one page."""
    document = layout.document
    if document.sample:
        draw_sample(pen, (TABLE_TOP + page.bottom) / 2)
    _draw_head(pen, document)
    bottom = page.bottom - layout.sums if page.is_last else page.bottom
    draw_table(pen, page.rows, layout.table, bottom)
    pen.box((LEFT, TABLE_TOP), (RIGHT, page.bottom))
    if page.is_last:
        _draw_sum(pen, document, bottom)
        _draw_other(pen, layout, bottom + _SUM, page.bottom)
    _draw_foot(pen, document, page)


def _draw_head(pen: Pen, document: InvoiceDocument) -> None:
    pen.qr((12, 7), 18, document.verification_url)
    pen.write_within(
        (CENTRE, 17), document.title, 17, 120, anchor=Anchor.MIDDLE, colour=FORM
    )
    pen.line((50, 20), (160, 20), 0.9)
    pen.line((50, 20.8), (160, 20.8), 0.4)
    if document.reprint:
        text = f"补打 第 {document.reprint} 次"
        pen.write((RIGHT - 2, 17), text, _TEXT, anchor=Anchor.RIGHT)
    left = (
        ("票据代码：", document.code),
        ("交款人统一社会信用代码：", document.payer_id),
        ("交款人：", document.payer),
    )
    right = (
        ("票据号码：", document.number),
        ("校验码：", document.check_code),
        ("开票日期：", document.issued_on.isoformat()),
    )
    for row, (here, there) in enumerate(zip(left, right, strict=True)):
        y = 29.5 + 4.9 * row
        size = 10.5 if row == 0 else 9  # the numbers are read out at a desk
        draw_labelled(pen, (LEFT + 2, y), here, 125, value_size=size)
        draw_labelled(pen, (146, y), there, 52, value_size=size)


def _draw_sum(pen: Pen, document: InvoiceDocument, top: float) -> None:
    pen.line((LEFT, top), (RIGHT, top))
    pen.line((LEFT, top + _SUM), (RIGHT, top + _SUM))
    at = (LEFT + 2, top + 4.5)
    words = ("金额合计（大写）", capital_amount(document.total))
    draw_labelled(pen, at, words, 130, size=9, value_size=9.5)
    figures = ("（小写）", str(document.total))
    draw_labelled(pen, (145, at[1]), figures, 52, size=9, value_size=10)


def _draw_other(pen: Pen, layout: InvoiceLayout, top: float, bottom: float) -> None:
    pen.line((LEFT + _STRIP, top), (LEFT + _STRIP, bottom))
    step = min(4.6, (bottom - top) / 4.5)
    first = (top + bottom) / 2 - 1.5 * step + 1.1
    for row, character in enumerate("其他信息"):
        at = (LEFT + _STRIP / 2, first + row * step)
        pen.write(at, character, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
    left = LEFT + _STRIP + 2
    column = (RIGHT - left) / _INFO_COLUMNS
    y = top + 3.6
    for line in layout.grid:
        x = left
        for entry in line:
            room = column * _columns(entry)
            label = (f"{entry[0]}：", entry[1])
            draw_labelled(pen, (x, y), label, room - 2, size=_SMALL)
            x += room
        y += _INFO_LINE
    for row, text in enumerate(layout.remarks):
        pen.write_within((left, y + row * LINE), text, _SMALL, RIGHT - left)


def _draw_foot(pen: Pen, document: InvoiceDocument, page: Page) -> None:
    y = page.bottom + 4.6
    draw_labelled(pen, (LEFT + 2, y), ("收款单位（章）：", document.issuer), 95)
    draw_labelled(pen, (112, y), ("复核人：", document.checker), 42)
    draw_labelled(pen, (157, y), ("收款人：", document.cashier), 42)
    note = "财政电子票据查验：pjcy.mof.gov.cn"
    if document.sample:
        note = "样张：由演示环境开具，不作报销凭证。" + note
    pen.write((LEFT + 2, y + 5), note, 6, colour=FORM)
    if page.count > 1:
        draw_page_number(pen, (RIGHT - 2, y + 5), page.number, page.count)


def _columns(entry: Entry) -> int:
    return 2 if entry[0] in _WIDE else 1


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows) + 0.5


def _fitting(rows: Sequence[Row], space: float) -> int:
    """How many rows from the first fit; one always does."""
    heights = accumulate(row.height for row in rows)
    return max(1, sum(height + 0.5 <= space for height in heights))
