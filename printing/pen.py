"""A pen for PDF pages: millimetres from the top left, and fonts by character.

It knows text, lines and QR codes, and writes the operators of ISO 32000-1, annex A.
It knows nothing of what it draws.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from printing.fonts import Font, chain, runs
from printing.glyph_picture import glyph_picture
from printing.letters import Letters, Modules
from printing.measuring import MM, fit, points
from printing.raster_line import code_point_rows
from printing.text import for_paper, is_mark

_BLANK = "\u3000"  # a glyph without ink


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of sRGB, each part of 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        parts = (self.red, self.green, self.blue)
        return " ".join(f"{part / 255:.3g}" for part in parts)


INK = Colour(0x1A, 0x1A, 0x1A)
FORM = Colour(0x7A, 0x3E, 0x22)  # the brown in which finance forms are printed
FAINT = Colour(0xEC, 0xEC, 0xEC)


class Anchor(Enum):
    """Which part of a text stands at x. The value is the share left of it."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


class Pen:
    """Draws one page. Sizes of text are in points."""

    def __init__(self, letters: Letters, height_mm: float) -> None:
        self._letters = letters
        self._height = height_mm * MM
        self._written: list[str] = []
        self._colour = ""
        self._font = ""

    @property
    def content(self) -> bytes:
        """Everything drawn so far, as a content stream."""
        return "\n".join(self._written).encode("ascii")

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        *,
        anchor: Anchor = Anchor.LEFT,
        colour: Colour = INK,
    ) -> float:
        """Write one line with its baseline at a point; return its width in mm."""
        return self._write(at, for_paper(text), size, anchor, colour)

    def write_within(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        width_mm: float,
        *,
        anchor: Anchor = Anchor.LEFT,
        colour: Colour = INK,
    ) -> float:
        """Write one line, smaller if that is what it takes to fit.

        What does not fit in 4 points is cut, and says so by an ellipsis.
        """
        shown, fitting = fit(for_paper(text), size, width_mm)
        return self._write(at, shown, fitting, anchor, colour)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float = 0.5,
    ) -> None:
        self._use(FORM)
        (x1, y1), (x2, y2) = start, end
        self._put(
            f"{_n(weight)} w {_n(x1 * MM)} {_n(self._y(y1))} m "
            f"{_n(x2 * MM)} {_n(self._y(y2))} l S"
        )

    def box(
        self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.8
    ) -> None:
        """A frame from its top left to its bottom right corner."""
        (x1, y1), (x2, y2) = start, end
        self._use(FORM)
        self._put(
            f"{_n(weight)} w {_n(x1 * MM)} {_n(self._y(y2))} "
            f"{_n((x2 - x1) * MM)} {_n((y2 - y1) * MM)} re S"
        )

    def qr(self, at: tuple[float, float], side_mm: float, content: str) -> None:
        """A QR code as one path: one rectangle for each row of dark modules."""
        modules = self._letters.modules(for_paper(content))
        if not modules:
            return
        side = side_mm * MM / len(modules)
        self._use(INK)
        for row, first, count in _dark_runs(modules):
            x = at[0] * MM + first * side
            y = self._y(at[1]) - (row + 1) * side
            self._put(f"{x:.3f} {y:.3f} {count * side:.3f} {side:.3f} re")
        self._put("f")

    def across(self, text: str, size: float, centre: tuple[float, float]) -> None:
        """Write a text lightly and slanting, to be drawn before all else."""
        cosine, sine = math.cos(math.radians(18)), math.sin(math.radians(18))
        x, y = centre[0] * MM, self._y(centre[1])
        with self._kept():
            self._put(
                f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {_n(x)} {_n(y)} cm"
            )
            origin = (0, self._height / MM)
            self.write(origin, text, size, anchor=Anchor.MIDDLE, colour=FAINT)

    def _write(
        self,
        at: tuple[float, float],
        clean: str,
        size: float,
        anchor: Anchor,
        colour: Colour,
    ) -> float:
        width = points(clean, size)
        x, y = at[0] * MM - width * anchor.value, self._y(at[1])
        self._use(colour)
        for font, part in runs(clean):
            if font is not None and font.truetype:
                self._show(font, part, size, (x, y))
            else:
                self._draw_each(font, part, size, (x, y))
            x += points(part, size)
        return width / MM

    def _show(
        self, font: Font, text: str, size: float, at: tuple[float, float]
    ) -> None:
        codes = self._letters.font(font).codes(text)
        chosen = f"/{self._letters.label(font)} {_n(size)} Tf "
        choice = "" if chosen == self._font else chosen
        self._font = chosen
        self._put(f"BT {choice}{_n(at[0])} {_n(at[1])} Td <{codes}> Tj ET")

    def _draw_each(
        self, font: Font | None, text: str, size: float, at: tuple[float, float]
    ) -> None:
        """Pictures, which are still found and copied as the characters they show."""
        x, y = at
        for character in text:
            if font is None:
                self._letters.miss(character)
            if font is not None or not is_mark(character):
                hexadecimal = f"\ufeff{character}".encode("utf-16-be").hex().upper()
                self._put(f"/Span <</ActualText <{hexadecimal}>>> BDC")
                # Readers take the place of the character from first and last glyph.
                self._show(chain()[0], _BLANK, size, (x, y))
                if font is None:
                    self._code_point(character, size, (x, y))
                    self._show(chain()[0], _BLANK, size, (x, y))
                else:
                    self._picture(font, character, size, (x, y))
                self._put("EMC")
            x += points(character, size)

    def _code_point(self, character: str, size: float, at: tuple[float, float]) -> None:
        """A box with the code point, for what no font has."""
        x, y = at
        self._put(
            f"{_n(size / 24)} w {_n(x + 0.06 * size)} {_n(y - 0.12 * size)} "
            f"{_n(0.88 * size)} {_n(size)} re S"
        )
        for row, digits in enumerate(code_point_rows(character)):
            left = x + (size - points(digits, 0.42 * size)) / 2
            middle = y + (0.46 - 0.44 * row) * size
            self._show(chain()[0], digits, 0.42 * size, (left, middle))

    def _picture(
        self, font: Font, character: str, size: float, at: tuple[float, float]
    ) -> None:
        """A picture of the glyph: its font has no outlines that a page could hold."""
        drawn = glyph_picture(font, character)
        scale = size / drawn.em
        with self._kept():
            self._put(
                f"{_n(drawn.width * scale)} 0 0 {_n(drawn.height * scale)} "
                f"{_n(at[0])} {_n(at[1] - drawn.below * scale)} cm"
            )
            self._put(
                f"BI /W {drawn.width} /H {drawn.height} /IM true /D [1 0] /F /AHx "
                f"ID {drawn.dots.hex()}> EI"
            )

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Leave the state of the page as it was."""
        before = self._colour, self._font
        self._put("q")
        yield
        self._put("Q")
        self._colour, self._font = before

    def _use(self, colour: Colour) -> None:
        wanted = str(colour)
        if wanted != self._colour:
            self._put(f"{wanted} rg {wanted} RG")
            self._colour = wanted

    def _put(self, operators: str) -> None:
        self._written.append(operators)

    def _y(self, from_top_mm: float) -> float:
        return self._height - from_top_mm * MM


def _dark_runs(modules: Modules) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each run of dark modules."""
    for row, line in enumerate(modules):
        column = 0
        for dark, run in groupby(line):
            count = len(list(run))
            if dark:
                yield row, column, count
            column += count


def _n(number: float) -> str:
    """A number as PDF writes it: hundredths of a point are finer than any printer."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
