"""Where everything stands on a page of a cover list, in millimetres."""

from dataclasses import dataclass
from functools import cached_property

from kiosk.model.invoice import InvoiceKind
from kiosk.model.money import Money, total
from printing.capital import capital_amount
from printing.cover_document import CoverList, CoverRow
from printing.page_parts import CENTRE, draw_labelled, draw_page_number
from printing.pen import FORM, Anchor, Pen
from printing.sheet import Sheet
from printing.slip_parts import local_time

KINDS = {
    InvoiceKind.OUTPATIENT: "门诊",
    InvoiceKind.INPATIENT: "住院",
    InvoiceKind.INTERNET: "互联网医院",
}

_LEFT, _RIGHT = 10.0, 200.0
_TABLE_TOP, _BELOW_HEAD = 33.0, 39.0
_ROW = 5.2
_BASELINE = 3.8
_SUM = 6.5
_FOOT = 16.0  # below the frame
_LEAST_BOTTOM = 132.0  # of the frame: that of an A5 page, also on a larger sheet
_TEXT = 8.0  # points
_NUMBERS = 9.0  # what is read out at a desk
_PADDING = 1.2

# Name, left edge, right edge, where the text stands between, and its size.
_COLUMNS = (
    ("序号", 10.0, 20.0, Anchor.MIDDLE, _TEXT),
    ("票据代码", 20.0, 46.0, Anchor.MIDDLE, _NUMBERS),
    ("票据号码", 46.0, 80.0, Anchor.MIDDLE, _NUMBERS),
    ("校验码", 80.0, 104.0, Anchor.MIDDLE, _NUMBERS),
    ("种类", 104.0, 128.0, Anchor.MIDDLE, _TEXT),
    ("开票日期", 128.0, 152.0, Anchor.MIDDLE, _TEXT),
    ("金额（元）", 152.0, 182.0, Anchor.RIGHT, _NUMBERS),
    ("清单页数", 182.0, 200.0, Anchor.MIDDLE, _TEXT),
)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page; `first` is the number of its first row."""

    rows: tuple[CoverRow, ...]
    first: int
    number: int
    count: int

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    @property
    def subtotal(self) -> Money:
        return total(row.invoice.amount for row in self.rows)


@dataclass(frozen=True)
class CoverLayout:
    """One cover list on one kind of sheet."""

    document: CoverList
    sheet: Sheet

    @cached_property
    def pages(self) -> list[Page]:
        """As many rows on each as fit; one page at least."""
        rows, room = self.document.rows, self._rows_a_page
        starts = range(0, max(1, len(rows)), room)
        return [
            Page(rows[start : start + room], start + 1, number, len(starts))
            for number, start in enumerate(starts, start=1)
        ]

    def bottom(self, page: Page) -> float:
        """Of the frame, which on the last page ends where the rows do."""
        needed = _BELOW_HEAD + len(page.rows) * _ROW + _SUM
        return max(_LEAST_BOTTOM, needed) if page.is_last else self._lowest

    @property
    def _lowest(self) -> float:
        return self.sheet.height_mm - _FOOT

    @property
    def _rows_a_page(self) -> int:
        return int((self._lowest - _BELOW_HEAD - _SUM) / _ROW)


def draw_page(pen: Pen, layout: CoverLayout, page: Page) -> None:
    """Draw one page."""
    bottom = layout.bottom(page)
    _draw_head(pen, layout.document)
    _draw_table(pen, bottom)
    for at, row in enumerate(page.rows):
        _draw_row(pen, page.first + at, row, _BELOW_HEAD + at * _ROW + _BASELINE)
    _draw_sum(pen, layout.document, page, bottom)
    _draw_foot(pen, layout.document, page, bottom)


def _draw_head(pen: Pen, document: CoverList) -> None:
    pen.write((CENTRE, 14), document.title, 15, anchor=Anchor.MIDDLE, colour=FORM)
    pen.line((65, 17), (145, 17), 0.6)
    note = "（非票据）"
    pen.write((CENTRE, 21.5), note, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
    y = 29.5
    draw_labelled(pen, (_LEFT + 2, y), ("患者：", document.patient), 88)
    period = f"{document.first.isoformat()} 至 {document.last.isoformat()}"
    draw_labelled(pen, (CENTRE, y), ("期间：", period), 60)
    count = f"{len(document.rows)} 张"
    draw_labelled(pen, (170, y), ("票据：", count), 28)


def _draw_table(pen: Pen, bottom: float) -> None:
    pen.box((_LEFT, _TABLE_TOP), (_RIGHT, bottom))
    pen.line((_LEFT, _BELOW_HEAD), (_RIGHT, _BELOW_HEAD))
    pen.line((_LEFT, bottom - _SUM), (_RIGHT, bottom - _SUM))
    for name, left, right, _, _ in _COLUMNS:
        at = ((left + right) / 2, _TABLE_TOP + 4.1)
        pen.write(at, name, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
        if left > _LEFT:
            pen.line((left, _TABLE_TOP), (left, bottom - _SUM), 0.3)


def _draw_row(pen: Pen, number: int, row: CoverRow, y: float) -> None:
    invoice = row.invoice
    cells = (
        str(number),
        invoice.code,
        invoice.number,
        invoice.check_code,
        KINDS[row.kind],
        invoice.issued_on.isoformat(),
        str(invoice.amount),
        str(row.statement_pages) if row.statement_pages else "无",
    )
    for (_, left, right, anchor, size), cell in zip(_COLUMNS, cells, strict=True):
        inner = right - left - 2 * _PADDING
        place = (left + _PADDING + inner * anchor.value, y)
        pen.write_within(place, cell, size, inner, anchor=anchor)


def _draw_sum(pen: Pen, document: CoverList, page: Page, bottom: float) -> None:
    y = bottom - 2.1
    if page.is_last:
        words = ("合计（大写）", capital_amount(document.total))
        draw_labelled(pen, (_LEFT + 2, y), words, 92, size=9, value_size=9)
        figures = ("（小写）", str(document.total))
        draw_labelled(pen, (152, y), figures, 46, size=9, value_size=9.5)
    if page.count > 1:
        label = ("本页小计：", str(page.subtotal))
        draw_labelled(pen, (CENTRE + 1, y), label, 44)


def _draw_foot(pen: Pen, document: CoverList, page: Page, bottom: float) -> None:
    y = bottom + 4.8
    draw_labelled(pen, (_LEFT + 2, y), ("医疗机构：", document.hospital), 86)
    draw_labelled(pen, (CENTRE, y), ("自助机：", document.kiosk_id), 42)
    printed = ("打印时间：", local_time(document.printed_at))
    draw_labelled(pen, (150, y), printed, 48)
    note = "本目录由自助机根据电子票据生成，供核对用；非票据，不作报销凭证。"
    pen.write((_LEFT + 2, y + 5), note, 7, colour=FORM)
    draw_page_number(pen, (_RIGHT - 2, y + 5), page.number, page.count)
