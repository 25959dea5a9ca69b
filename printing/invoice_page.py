"""Where everything stands on a page of an invoice, in millimetres.

The order is that of the national forms; the last page with items carries the sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from printing.capital import capital_amount
from printing.fitting import Setting
from printing.invoice_document import InvoiceDocument
from printing.invoice_information import (
    Line,
    draw_information,
    height_of,
    lines_of,
)
from printing.invoice_table import (
    BELOW_HEAD,
    LEFT,
    RIGHT,
    SETTINGS,
    TABLE_TOP,
    Groups,
    Row,
    draw_table,
    groups,
    rows_of,
)
from printing.page_parts import CENTRE, draw_labelled, draw_page_number, draw_sample
from printing.pen import FORM, Anchor, Pen
from printing.sheet import Sheet

_LEAST_BOTTOM = 132.0  # of the frame: that of an A5 page, also on a larger sheet
_FOOT = 16.0  # below the frame: signatures and notes
_SUM = 6.5  # the height of the row with the total
_TEXT = 8.0  # points, for what is filled in


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, and which page it is."""

    rows: tuple[Row, ...]
    information: tuple[Line, ...]  # 其他信息
    has_sum: bool
    number: int
    count: int
    bottom: float  # of the frame

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    @property
    def sums(self) -> float:
        """The height of everything below the table."""
        information = height_of(self.information) if self.information else 0.0
        return self.has_sum * _SUM + information


@dataclass(frozen=True)
class InvoiceLayout:
    """One invoice on one kind of sheet."""

    document: InvoiceDocument
    sheet: Sheet
    setting: Setting = SETTINGS[0]

    @cached_property
    def table(self) -> Groups:
        return groups(self.document.column_groups, self.setting)

    @cached_property
    def pages(self) -> list[Page]:
        """Deal out the rows, then what of 其他信息 does not fit below the last ones."""
        rows, (beside_sum, *beyond) = self._dealt_rows(), self._dealt_information
        contents: list[tuple[tuple[Row, ...], tuple[Line, ...], bool]] = [
            *((part, (), False) for part in rows[:-1]),
            (rows[-1], beside_sum, True),
            *(((), lines, False) for lines in beyond),
        ]
        count = len(contents)
        bottoms = [self._lowest] * (count - 1) + [self._bottom(*contents[-1])]
        return [
            Page(*content, at, count, bottom)
            for at, (content, bottom) in enumerate(
                zip(contents, bottoms, strict=True), start=1
            )
        ]

    def _dealt_rows(self) -> list[tuple[Row, ...]]:
        """The last part keeps room for the sum and what stands below it."""
        rest = tuple(rows_of(self.document.items, self.table))
        sums = _SUM + height_of(self._dealt_information[0])
        dealt: list[tuple[Row, ...]] = []
        while _height(rest) > self._lowest - sums - BELOW_HEAD:
            count = _fitting(rest, self._lowest - BELOW_HEAD)
            if count == len(rest) > 1:
                count -= 1  # the sums do not stand alone
            dealt.append(rest[:count])
            rest = rest[count:]
        return [*dealt, rest]

    @cached_property
    def _dealt_information(self) -> list[tuple[Line, ...]]:
        """What stands below the sum, and what further pages have.

        Below the sum there is always room for one row above it.
        """
        room = self._lowest - BELOW_HEAD - self.table.highest - 0.5 - _SUM
        dealt: list[list[Line]] = [[]]
        for line in lines_of(self.document):
            if height_of((*dealt[-1], line)) > room:
                dealt.append([])
                room = self._lowest - TABLE_TOP
            dealt[-1].append(line)
        return [*map(tuple, dealt)]

    def _bottom(
        self, rows: tuple[Row, ...], information: tuple[Line, ...], has_sum: bool
    ) -> float:
        """Of the last page's frame, which ends where its content does."""
        needed = height_of(information)
        if has_sum:
            needed += BELOW_HEAD - TABLE_TOP + _height(rows) + _SUM
        return max(_LEAST_BOTTOM, TABLE_TOP + needed)

    @property
    def _lowest(self) -> float:
        return self.sheet.height_mm - _FOOT


def draw_page(pen: Pen, layout: InvoiceLayout, page: Page) -> None:
    """Draw one page."""
    document = layout.document
    if document.sample:
        draw_sample(pen, (TABLE_TOP + page.bottom) / 2)
    _draw_head(pen, document)
    pen.box((LEFT, TABLE_TOP), (RIGHT, page.bottom))
    bottom = page.bottom - page.sums
    if page.rows or page.has_sum:
        draw_table(pen, page.rows, layout.table, bottom)
    else:
        bottom = TABLE_TOP
    if page.has_sum:
        _draw_sum(pen, document, bottom)
        bottom += _SUM
    if page.information:
        draw_information(pen, page.information, bottom, page.bottom)
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


def _height(rows: Sequence[Row]) -> float:
    return sum(row.height for row in rows) + 0.5


def _fitting(rows: Sequence[Row], space: float) -> int:
    """How many rows from the first fit; one always does."""
    heights = accumulate(row.height for row in rows)
    return max(1, sum(height + 0.5 <= space for height in heights))
