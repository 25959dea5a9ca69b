"""The table of the outpatient invoice: two items side by side, rows that grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing.invoice_document import InvoiceItem
from printing.pen import FORM, Anchor, Pen, wrap

LEFT, CENTRE, RIGHT = 10, 105, 200  # its edges, and where it is divided
TABLE_TOP, BELOW_HEAD = 42, 48
LINE = 3.7  # between lines of one cell

_TEXT = 8.0  # points
_CELL = 5.0  # the height of a row of one line
_PADDING = 1.2
# Of one cell, in characters: so the highest row is lower than a page.
_MOST_OF_NAME = 200
_MOST_OF_NOTE = 60

# Name, edge from the left of the group, and where the text stands between.
_COLUMNS = (
    ("项目名称", 0.0, 43.0, Anchor.LEFT),
    ("数量/单位", 43.0, 60.0, Anchor.MIDDLE),
    ("金额（元）", 60.0, 80.0, Anchor.RIGHT),
    ("备注", 80.0, 95.0, Anchor.MIDDLE),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Two items side by side, each cell broken into lines."""

    groups: tuple[tuple[list[str], ...], ...]

    @property
    def height(self) -> float:
        most = max(len(lines) for cells in self.groups for lines in cells)
        return _CELL + (most - 1) * LINE


def draw_table(pen: Pen, rows: Sequence[Row], bottom: float) -> None:
    """Draw the head, the columns down to `bottom`, and the rows."""
    pen.line((LEFT, BELOW_HEAD), (RIGHT, BELOW_HEAD))
    for group in (LEFT, CENTRE):
        for name, start, end, _ in _COLUMNS:
            middle = group + (start + end) / 2
            at = (middle, TABLE_TOP + 4.1)
            pen.write(at, name, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
            if end < CENTRE - LEFT:
                pen.line((group + end, TABLE_TOP), (group + end, bottom), 0.4)
    pen.line((CENTRE, TABLE_TOP), (CENTRE, bottom), 0.8)
    top = BELOW_HEAD + 0.3
    for row in rows:
        for group, cells in zip((LEFT, CENTRE), row.groups, strict=False):
            _draw_cells(pen, cells, (group, top))
        top += row.height


def _draw_cells(
    pen: Pen, cells: tuple[list[str], ...], at: tuple[float, float]
) -> None:
    for (_, start, end, anchor), lines in zip(_COLUMNS, cells, strict=True):
        inner = end - start - 2 * _PADDING
        x = at[0] + start + _PADDING + inner * anchor.value
        for index, line in enumerate(lines):
            y = at[1] + 3.7 + index * LINE
            pen.write_within((x, y), line, _TEXT, inner, anchor=anchor)


def rows_of(items: Sequence[InvoiceItem]) -> list[Row]:
    """Break the items into rows of two, in reading order."""
    cells = [_cells(item) for item in items]
    return [Row(tuple(cells[at : at + 2])) for at in range(0, len(cells), 2)]


def _cells(item: InvoiceItem) -> tuple[list[str], ...]:
    name, quantity, _, remark = (end - start for _, start, end, _ in _COLUMNS)
    return (
        _lines(item.name, name, _MOST_OF_NAME),
        _lines(item.quantity, quantity, _MOST_OF_NOTE),
        [str(item.amount)],  # smaller if need be, but never in two parts
        _lines(item.remark, remark, _MOST_OF_NOTE),
    )


def _lines(text: str, width_mm: float, most: int) -> list[str]:
    shown = text if len(text) <= most else text[: most - 1] + "…"
    return wrap(shown, _TEXT, width_mm - 2 * _PADDING)
