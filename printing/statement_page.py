"""Where everything stands on a page of a statement, in millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from printing.fitting import Setting
from printing.four_decimals import FourDecimals, add_up
from printing.line_breaking import wrap
from printing.page_parts import CENTRE, draw_labelled, draw_page_number, draw_sample
from printing.pen import FORM, Anchor, Pen
from printing.sheet import Sheet
from printing.statement_document import (
    StatementDocument,
    StatementGroup,
    StatementLine,
)

_LEFT, _RIGHT = 10.0, 200.0
_TABLE_TOP, _BELOW_HEAD = 33.0, 39.0
# From the usual one to the closest; 5 points are 八号, the smallest Chinese type.
SETTINGS = (
    Setting(text=8.0, cell=4.8, line=3.6, baseline=3.5),
    Setting(text=6.5, cell=3.6, line=2.7, baseline=2.6),
    Setting(text=5.0, cell=2.6, line=2.05, baseline=1.95),
)
_TEXT = 8.0  # points, outside the rows
_PADDING = 1.2
_FOOT = 14.0  # below the frame
_LEAST_BOTTOM = 134.0  # of the frame: that of an A5 page, also on a larger sheet
_SUM = 6.0
_MOST_LINES = 6  # of a name; what is longer goes on in the next row
_MOST_CHARACTERS = 200

# Name, left edge, right edge, and where the text stands between.
_COLUMNS = (
    ("项目名称", 10.0, 98.0, Anchor.LEFT),
    ("单价（元）", 98.0, 120.0, Anchor.RIGHT),
    ("数量/单位", 120.0, 146.0, Anchor.MIDDLE),
    ("金额（元）", 146.0, 174.0, Anchor.RIGHT),
    ("备注", 174.0, 200.0, Anchor.MIDDLE),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The line over a group."""

    text: str
    setting: Setting

    @property
    def height(self) -> float:
        return self.setting.cell


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the statement, or a further part of a long one."""

    group: str
    name: tuple[str, ...]
    cells: tuple[str, str, str, str]
    amount: FourDecimals  # nothing for a further part
    setting: Setting

    @property
    def height(self) -> float:
        return self.setting.cell + (len(self.name) - 1) * self.setting.line


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    parts: tuple[Heading | Row, ...]
    number: int
    count: int
    bottom: float  # of the frame

    @property
    def is_last(self) -> bool:
        return self.number == self.count

    @property
    def subtotal(self) -> FourDecimals:
        """What stands on this page."""
        return add_up(part.amount for part in self.parts if isinstance(part, Row))


@dataclass(frozen=True)
class StatementLayout:
    """One statement on one kind of sheet."""

    document: StatementDocument
    sheet: Sheet
    setting: Setting = SETTINGS[0]

    @cached_property
    def pages(self) -> list[Page]:
        """A group that goes on over the page has its heading again."""
        dealt: list[list[Heading | Row]] = [[]]
        free = self._room
        for group in self.document.groups:
            rows = [row for line in group.lines for row in self._rows(group, line)]
            for index, row in enumerate(rows):
                heading = Heading(_heading(group, goes_on=index > 0), self.setting)
                is_first = index == 0
                needed = row.height + is_first * heading.height
                if free < needed:
                    dealt.append([])
                    free = self._room
                if is_first or not dealt[-1]:
                    dealt[-1].append(heading)
                    free -= heading.height
                dealt[-1].append(row)
                free -= row.height
        height = _BELOW_HEAD + 0.6 + sum(part.height for part in dealt[-1]) + _SUM
        last = max(_LEAST_BOTTOM, height)
        return [
            Page(
                tuple(parts), at, len(dealt), last if at == len(dealt) else self._lowest
            )
            for at, parts in enumerate(dealt, start=1)
        ]

    def _rows(self, group: StatementGroup, line: StatementLine) -> Iterator[Row]:
        name = f"{line.name} {line.specification}".strip()
        too_long = len(name) > _MOST_CHARACTERS
        shown = name[: _MOST_CHARACTERS - 1] + "…" if too_long else name
        lines = wrap(shown, self.setting.text, _name_width())
        cells, amount = _cells(line), line.amount
        for at in range(0, len(lines), _MOST_LINES):
            part = tuple(lines[at : at + _MOST_LINES])
            yield Row(group.name, part, cells, amount, self.setting)
            cells, amount = ("", "", "", ""), FourDecimals(0)

    @property
    def _lowest(self) -> float:
        return self.sheet.height_mm - _FOOT

    @property
    def _room(self) -> float:
        return self._lowest - _SUM - _BELOW_HEAD - 0.6


def draw_page(pen: Pen, layout: StatementLayout, page: Page) -> None:
    """Draw one page."""
    document, bottom = layout.document, page.bottom
    if document.sample:
        draw_sample(pen, (_TABLE_TOP + bottom) / 2)
    _draw_head(pen, document)
    pen.box((_LEFT, _TABLE_TOP), (_RIGHT, bottom))
    _draw_columns(pen, bottom - _SUM)
    top = _BELOW_HEAD + 0.3
    for part in page.parts:
        match part:
            case Heading(text):
                at = (_LEFT + _PADDING, top + part.setting.baseline)
                pen.write_within(at, text, part.setting.text, 86, colour=FORM)
            case Row():
                _draw_row(pen, part, top)
        top += part.height
    _draw_sum(pen, document, page)
    issuer = ("收款单位（章）：", document.issuer)
    draw_labelled(pen, (_LEFT + 2, bottom + 5), issuer, 120)
    draw_page_number(pen, (_RIGHT - 2, bottom + 5), page.number, page.count)
    if document.sample:
        note = "样张：由演示环境开具，不作报销凭证。"
        pen.write((_LEFT + 2, bottom + 9.5), note, 6, colour=FORM)


def _draw_head(pen: Pen, document: StatementDocument) -> None:
    pen.write((CENTRE, 14), document.title, 15, anchor=Anchor.MIDDLE, colour=FORM)
    pen.line((65, 17), (145, 17), 0.6)
    if document.reprint:
        text = f"补打 第 {document.reprint} 次"
        pen.write((_RIGHT - 2, 14), text, _TEXT, anchor=Anchor.RIGHT)
    day = document.issued_on
    entries = (
        (
            ("所属电子票据代码：", document.code),
            ("所属电子票据号码：", document.number),
        ),
        (
            ("交款人：", document.payer),
            ("开票日期：", f"{day.year}年{day.month:02d}月{day.day:02d}日"),
        ),
    )
    for row, (here, there) in enumerate(entries):
        y = 24.5 + 5 * row
        draw_labelled(pen, (_LEFT + 2, y), here, 118)
        draw_labelled(pen, (135, y), there, 63)


def _draw_columns(pen: Pen, bottom: float) -> None:
    pen.line((_LEFT, _BELOW_HEAD), (_RIGHT, _BELOW_HEAD))
    pen.line((_LEFT, bottom), (_RIGHT, bottom))
    for name, left, right, _ in _COLUMNS:
        at = ((left + right) / 2, _TABLE_TOP + 4.1)
        pen.write(at, name, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
        if left > _LEFT:
            pen.line((left, _TABLE_TOP), (left, bottom), 0.3)


def _draw_row(pen: Pen, row: Row, top: float) -> None:
    setting = row.setting
    y = top + setting.baseline
    for index, line in enumerate(row.name):
        place = (_LEFT + 3 * _PADDING, y + index * setting.line)
        pen.write_within(place, line, setting.text, _name_width())
    for (_, left, right, anchor), cell in zip(_COLUMNS[1:], row.cells, strict=True):
        inner = right - left - 2 * _PADDING
        place = (left + _PADDING + inner * anchor.value, y)
        pen.write_within(place, cell, setting.text, inner, anchor=anchor)


def _draw_sum(pen: Pen, document: StatementDocument, page: Page) -> None:
    y = page.bottom - 1.9
    if page.count > 1:
        label = ("本页小计（元）：", str(page.subtotal))
        draw_labelled(pen, (_LEFT + _PADDING, y), label, 80)
    if page.is_last:
        label = ("合计（元）：", str(document.total))
        draw_labelled(pen, (146 + _PADDING, y), label, 50, size=9, value_size=9.5)


def _heading(group: StatementGroup, *, goes_on: bool) -> str:
    if goes_on:
        return f"{group.name}（续）"
    return f"{group.name}（小计：{group.subtotal}元）"


def _cells(line: StatementLine) -> tuple[str, str, str, str]:
    quantity = line.quantity.short
    return (
        str(line.unit_price),
        f"{quantity}/{line.unit}" if line.unit else quantity,
        str(line.amount),
        line.insurance_class,
    )


def _name_width() -> float:
    return 88.0 - 4 * _PADDING
