"""The table of an invoice: two or three items side by side, rows that grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.fitting import Setting
from printing.invoice_document import InvoiceItem
from printing.line_breaking import wrap
from printing.pen import FORM, Anchor, Pen

LEFT, RIGHT = 10.0, 200.0  # its edges
TABLE_TOP, BELOW_HEAD = 42.0, 48.0
# From the usual one to the closest; 5 points are 八号, the smallest Chinese type.
SETTINGS = (
    Setting(text=8.0, cell=5.0, line=3.7, baseline=3.7),
    Setting(text=6.5, cell=3.7, line=2.7, baseline=2.7),
    Setting(text=5.0, cell=2.6, line=2.05, baseline=2.0),
)

_HEAD_TEXT = 8.0  # points
_NARROW_TEXT = 7.0  # the most where three items stand side by side
_PADDING = 1.2
_MOST_LINES = 3  # of one row; what is longer goes on in the next
_MOST_CHARACTERS = 200  # of one cell, as many as the national interface carries

Lines = list[str]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column stands, from the left of its group, and how its text does."""

    name: str
    start: float
    end: float
    anchor: Anchor

    @property
    def inner(self) -> float:
        return self.end - self.start - 2 * _PADDING


@dataclass(frozen=True, slots=True)
class Groups:
    """How many items stand side by side, in which columns, and how close."""

    count: int
    columns: tuple[Column, ...]
    text: float  # points
    setting: Setting

    @property
    def highest(self) -> float:
        """The most that a row may need, in mm."""
        return self.setting.cell + (_MOST_LINES - 1) * self.setting.line

    def left(self, index: int) -> float:
        return LEFT + index * (RIGHT - LEFT) / self.count


def groups(count: int, setting: Setting = SETTINGS[0]) -> Groups:
    """The columns for one, two or three items side by side."""
    # Quantity, amount and remark; the name has the rest.
    quantity, amount, remark = {
        1: (30.0, 34.0, 30.0),
        2: (17.0, 20.0, 15.0),
        3: (12.5, 16.5, 8.3),
    }[count]
    end = (RIGHT - LEFT) / count
    edges = (0.0, end - remark - amount - quantity, end - remark - amount, end - remark)
    columns = (
        Column("项目名称", edges[0], edges[1], Anchor.LEFT),
        Column("数量/单位", edges[1], edges[2], Anchor.MIDDLE),
        Column("金额（元）", edges[2], edges[3], Anchor.RIGHT),
        Column("备注", edges[3], end, Anchor.MIDDLE),
    )
    text = min(setting.text, _NARROW_TEXT) if count > 2 else setting.text
    return Groups(count, columns, text, setting)


@dataclass(frozen=True, slots=True)
class Row:
    """Items side by side, each cell broken into lines."""

    items: tuple[tuple[Lines, ...], ...]
    setting: Setting

    @property
    def height(self) -> float:
        most = max(len(lines) for cells in self.items for lines in cells)
        return self.setting.cell + (most - 1) * self.setting.line


def rows_of(items: Sequence[InvoiceItem], layout: Groups) -> list[Row]:
    """Break the items into rows, in reading order."""
    cells = [_cells(item, layout) for item in items]
    rows = (cells[at : at + layout.count] for at in range(0, len(cells), layout.count))
    return [part for row in rows for part in _parts(row, layout.setting)]


def draw_table(pen: Pen, rows: Sequence[Row], layout: Groups, bottom: float) -> None:
    """Draw the head, the columns down to `bottom`, and the rows."""
    pen.line((LEFT, BELOW_HEAD), (RIGHT, BELOW_HEAD))
    for index in range(layout.count):
        _draw_columns(pen, layout, layout.left(index), bottom)
        if index:
            edge = layout.left(index)
            pen.line((edge, TABLE_TOP), (edge, bottom), 0.8)
    top = BELOW_HEAD + 0.3
    for row in rows:
        for index, cells in enumerate(row.items):
            _draw_cells(pen, cells, layout, (layout.left(index), top))
        top += row.height


def _draw_columns(pen: Pen, layout: Groups, left: float, bottom: float) -> None:
    for column in layout.columns:
        at = (left + (column.start + column.end) / 2, TABLE_TOP + 4.1)
        pen.write_within(
            at,
            column.name,
            min(_HEAD_TEXT, layout.text + 0.5),
            column.end - column.start - 1,
            anchor=Anchor.MIDDLE,
            colour=FORM,
        )
        if column.start:
            edge = left + column.start
            pen.line((edge, TABLE_TOP), (edge, bottom), 0.4)


def _draw_cells(
    pen: Pen, cells: tuple[Lines, ...], layout: Groups, at: tuple[float, float]
) -> None:
    for column, lines in zip(layout.columns, cells, strict=True):
        x = at[0] + column.start + _PADDING + column.inner * column.anchor.value
        for index, line in enumerate(lines):
            y = at[1] + layout.setting.baseline + index * layout.setting.line
            place = (x, y)
            pen.write_within(
                place, line, layout.text, column.inner, anchor=column.anchor
            )


def _cells(item: InvoiceItem, layout: Groups) -> tuple[Lines, ...]:
    name, quantity, _, remark = layout.columns
    return (
        _lines(item.name, name, layout.text),
        _lines(item.quantity, quantity, layout.text),
        [str(item.amount)],  # smaller if need be, but never in two parts
        _lines(item.remark, remark, layout.text),
    )


def _lines(text: str, column: Column, size: float) -> Lines:
    too_long = len(text) > _MOST_CHARACTERS
    shown = text[: _MOST_CHARACTERS - 1] + "…" if too_long else text
    return wrap(shown, size, column.inner)


def _parts(row: Sequence[tuple[Lines, ...]], setting: Setting) -> list[Row]:
    """A row in parts of three lines, so that each fits on any page."""
    pieces = [[_pieces(lines) for lines in cells] for cells in row]
    count = max(len(piece) for cells in pieces for piece in cells)
    return [
        Row(
            tuple(tuple(_piece(cell, at) for cell in cells) for cells in pieces),
            setting,
        )
        for at in range(count)
    ]


def _pieces(lines: Lines) -> list[Lines]:
    return [lines[at : at + _MOST_LINES] for at in range(0, len(lines), _MOST_LINES)]


def _piece(pieces: list[Lines], at: int) -> Lines:
    return pieces[at] if at < len(pieces) else [""]
