"""其他信息 of an invoice: what stands beside the items, in lines of four columns."""

from collections.abc import Sequence

from printing.invoice_document import Entry, InvoiceDocument
from printing.invoice_table import LEFT, RIGHT
from printing.line_breaking import wrap
from printing.measuring import width
from printing.page_parts import draw_labelled
from printing.pen import FORM, Anchor, Pen
from printing.text import for_paper

Line = tuple[Entry, ...] | str  # entries side by side, or a remark

_TEXT = 8.0  # points
_SMALL = 7.0
_ENTRIES_LINE = 4.3  # mm
_REMARK_LINE = 3.7
_EDGES = 1.8
_COLUMNS = 4
_WIDE = frozenset({"业务流水号", "住院时间"})  # take two columns at least
_STRIP = 8.0  # 其他信息, written downwards
_COLUMN = (RIGHT - LEFT - _STRIP - 2) / _COLUMNS
_MOST_REMARKS = 400  # characters


def lines_of(document: InvoiceDocument) -> list[Line]:
    """The entries of the form, what a region adds, and then the remarks."""
    lines: list[list[Entry]] = []
    free = 0
    for entry in (*document.other.entries, *document.more):
        columns = _columns(entry)
        if free < columns:
            lines.append([])
            free = _COLUMNS
        lines[-1].append(entry)
        free -= columns
    return [*map(tuple, lines), *_remarks(document.remarks)]


def height_of(lines: Sequence[Line]) -> float:
    """In mm, with the room at the edges."""
    return sum(map(_line_height, lines)) + _EDGES


def draw_information(
    pen: Pen, lines: Sequence[Line], top: float, bottom: float
) -> None:
    """Draw them between two heights of a frame."""
    pen.line((LEFT + _STRIP, top), (LEFT + _STRIP, bottom))
    step = min(4.6, (bottom - top) / 4.5)
    first = (top + bottom) / 2 - 1.5 * step + 1.1
    for row, character in enumerate("其他信息"):
        at = (LEFT + _STRIP / 2, first + row * step)
        pen.write(at, character, _TEXT, anchor=Anchor.MIDDLE, colour=FORM)
    left = LEFT + _STRIP + 2
    y = top + 3.6
    for line in lines:
        if isinstance(line, str):
            pen.write_within((left, y), line, _SMALL, RIGHT - left)
        else:
            _draw_entries(pen, line, (left, y))
        y += _line_height(line)


def _draw_entries(pen: Pen, entries: Sequence[Entry], at: tuple[float, float]) -> None:
    x, y = at
    for label, value in entries:
        room = _COLUMN * _columns((label, value))
        draw_labelled(pen, (x, y), (f"{label}：", value), room - 2, size=_SMALL)
        x += room


def _remarks(text: str) -> list[str]:
    shown = text[: _MOST_REMARKS - 1] + "…" if len(text) > _MOST_REMARKS else text
    width_mm = RIGHT - LEFT - _STRIP - 4
    return wrap(f"备注：{shown}", _SMALL, width_mm) if shown else []


def _columns(entry: Entry) -> int:
    """How many columns an entry takes: as many as it needs, or all four."""
    label, value = entry
    needed = width(for_paper(f"{label}：{value}"), _SMALL)
    least = 2 if label in _WIDE else 1
    return next(
        (count for count in range(least, _COLUMNS) if needed <= count * _COLUMN - 2),
        _COLUMNS,
    )


def _line_height(line: Line) -> float:
    return _REMARK_LINE if isinstance(line, str) else _ENTRIES_LINE
