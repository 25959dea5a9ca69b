"""A pen for PDF pages: millimetres from the top left, and fonts by character.

It knows text, lines and QR codes. It knows nothing of what it draws.
"""

from collections.abc import Iterator
from enum import Enum
from itertools import groupby

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import chain, runs
from printing.pdf_fonts import registered
from printing.raster_line import code_point_rows
from printing.text import for_paper, is_mark

INK = HexColor(0x1A1A1A)
FORM = HexColor(0x7A3E22)  # the brown in which finance forms are printed


class Anchor(Enum):
    """Which part of a text stands at x. The value is the share left of it."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


class Pen:
    """Draws on the current page of a canvas. Sizes of text are in points."""

    def __init__(self, canvas: Canvas, page_height_mm: float) -> None:
        self._canvas = canvas
        self._height = page_height_mm * mm

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        *,
        anchor: Anchor = Anchor.LEFT,
        colour: Color = INK,
    ) -> float:
        """Write one line with its baseline at a point; return its width in mm."""
        clean = for_paper(text)
        width = _points(clean, size)
        x, y = at[0] * mm - width * anchor.value, self._y(at[1])
        self._canvas.setFillColor(colour)
        self._canvas.setStrokeColor(colour)
        for font, part in runs(clean):
            if font is None:
                for character in part:
                    x += self._code_point(character, size, (x, y))
                continue
            self._canvas.setFont(registered(font), size)
            self._canvas.drawString(x, y, part)
            x += stringWidth(part, font.name, size)
        return width / mm

    def write_within(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        width_mm: float,
        *,
        anchor: Anchor = Anchor.LEFT,
    ) -> None:
        """Write one line, smaller if that is what it takes to fit."""
        needed = width(text, size)
        fitting = size * min(1, width_mm / needed) if needed else size
        self.write(at, text, fitting, anchor=anchor)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float = 0.5,
    ) -> None:
        self._canvas.setStrokeColor(FORM)
        self._canvas.setLineWidth(weight)
        (x1, y1), (x2, y2) = start, end
        self._canvas.line(x1 * mm, self._y(y1), x2 * mm, self._y(y2))

    def box(
        self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.8
    ) -> None:
        """A frame from its top left to its bottom right corner."""
        (x1, y1), (x2, y2) = start, end
        self._canvas.setStrokeColor(FORM)
        self._canvas.setLineWidth(weight)
        self._canvas.rect(x1 * mm, self._y(y2), (x2 - x1) * mm, (y2 - y1) * mm)

    def qr(self, at: tuple[float, float], side_mm: float, content: str) -> None:
        """A QR code as one path: one rectangle for each row of dark modules."""
        code = segno.make(for_paper(content), error="m", micro=False)
        module = side_mm * mm / code.symbol_size(border=0)[0]
        path = self._canvas.beginPath()
        for row, first, count in _dark_runs(code):
            x = at[0] * mm + first * module
            y = self._y(at[1]) - (row + 1) * module
            path.rect(x, y, count * module, module)
        self._canvas.setFillColor(INK)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def across(self, text: str, size: float, centre: tuple[float, float]) -> None:
        """Write a text lightly and slanting, to be drawn before all else."""
        self._canvas.saveState()
        self._canvas.translate(centre[0] * mm, self._y(centre[1]))
        self._canvas.rotate(18)
        self._canvas.translate(0, -self._height)
        self.write((0, 0), text, size, anchor=Anchor.MIDDLE, colour=HexColor(0xECECEC))
        self._canvas.restoreState()

    def _y(self, from_top_mm: float) -> float:
        return self._height - from_top_mm * mm

    def _code_point(
        self, character: str, size: float, at: tuple[float, float]
    ) -> float:
        """A box with the code point, for what no font has; returns its width."""
        if is_mark(character):  # under a mark without a shape stays the letter
            return 0
        x, y = at
        self._canvas.setLineWidth(size / 24)
        self._canvas.rect(
            x + 0.06 * size, y - 0.12 * size, 0.88 * size, size, stroke=1, fill=0
        )
        self._canvas.setFont(registered(chain()[0]), 0.42 * size)
        for row, digits in enumerate(code_point_rows(character)):
            middle = y + (0.46 - 0.44 * row) * size
            self._canvas.drawCentredString(x + size / 2, middle, digits)
        return size


def width(text: str, size: float) -> float:
    """How wide a text is, in mm."""
    return _points(for_paper(text), size) / mm


def wrap(text: str, size: float, width_mm: float) -> list[str]:
    """Break a text into lines that fit, between any two characters."""
    lines = [""]
    taken = 0.0
    for character in for_paper(text):
        needed = _points(character, size) / mm
        if taken + needed > width_mm and not is_mark(character):
            lines.append("")
            taken = 0.0
        lines[-1] += character
        taken += needed
    return lines


def _points(clean: str, size: float) -> float:
    return sum(
        len(part) * size if font is None else stringWidth(part, registered(font), size)
        for font, part in runs(clean)
    )


def _dark_runs(code: segno.QRCode) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each run of dark modules."""
    for row, modules in enumerate(code.matrix_iter(border=0)):
        column = 0
        for dark, run in groupby(modules, key=bool):
            count = len(list(run))
            if dark:
                yield row, column, count
            column += count
