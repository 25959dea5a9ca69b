"""A pen for PDF pages: millimetres from the top left, and fonts by character.

It knows text, lines and QR codes, and writes the operators of ISO 32000-1, annex A.
It knows nothing of what it draws.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby

import segno

from printing import glyph_picture
from printing.fonts import Font, chain, font_for, runs
from printing.pdf_fonts import PageFont, advance
from printing.raster_line import code_point_rows
from printing.text import for_paper, is_mark

_MM = 72 / 25.4  # points
_SMALLEST = 4.0  # points; the smallest print that a sheet may carry
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


Modules = tuple[bytes, ...]  # of a QR code, row by row; 1 is dark


class Letters:
    """What the pages of one document share.

    The fonts as they fill, the characters that none has, and the QR code.
    """

    def __init__(self) -> None:
        self.fonts: dict[Font, PageFont] = {}
        self._unknown: dict[str, None] = {}
        self._codes: dict[str, Modules] = {}

    @property
    def unknown(self) -> str:
        return "".join(self._unknown)

    def font(self, font: Font) -> PageFont:
        return self.fonts.setdefault(font, PageFont(font))

    def label(self, font: Font) -> str:
        """What the font is called in the resources of a page."""
        return f"F{chain().index(font)}"

    def miss(self, character: str) -> None:
        self._unknown[character] = None

    def modules(self, content: str) -> Modules:
        """The modules of a QR code, worked out once for all pages."""
        if content not in self._codes:
            code = segno.make(content, error="m", micro=False)
            self._codes[content] = tuple(bytes(row) for row in code.matrix)
        return self._codes[content]


class Pen:
    """Draws one page. Sizes of text are in points."""

    def __init__(self, letters: Letters, height_mm: float) -> None:
        self._letters = letters
        self._height = height_mm * _MM
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
        clean = for_paper(text)
        width = _points(clean, size)
        x, y = at[0] * _MM - width * anchor.value, self._y(at[1])
        self._use(colour)
        for font, part in runs(clean):
            if font is not None and font.truetype:
                self._show(font, part, size, (x, y))
            else:
                self._draw_each(font, part, size, (x, y))
            x += _points(part, size)
        return width / _MM

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
        shown, fitting = fit(text, size, width_mm)
        return self.write(at, shown, fitting, anchor=anchor, colour=colour)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float = 0.5,
    ) -> None:
        self._use(FORM)
        (x1, y1), (x2, y2) = start, end
        self._put(
            f"{_n(weight)} w {_n(x1 * _MM)} {_n(self._y(y1))} m "
            f"{_n(x2 * _MM)} {_n(self._y(y2))} l S"
        )

    def box(
        self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.8
    ) -> None:
        """A frame from its top left to its bottom right corner."""
        (x1, y1), (x2, y2) = start, end
        self._use(FORM)
        self._put(
            f"{_n(weight)} w {_n(x1 * _MM)} {_n(self._y(y2))} "
            f"{_n((x2 - x1) * _MM)} {_n((y2 - y1) * _MM)} re S"
        )

    def qr(self, at: tuple[float, float], side_mm: float, content: str) -> None:
        """A QR code as one path: one rectangle for each row of dark modules."""
        modules = self._letters.modules(for_paper(content))
        side = side_mm * _MM / len(modules)
        self._use(INK)
        for row, first, count in _dark_runs(modules):
            x = at[0] * _MM + first * side
            y = self._y(at[1]) - (row + 1) * side
            self._put(f"{x:.3f} {y:.3f} {count * side:.3f} {side:.3f} re")
        self._put("f")

    def across(self, text: str, size: float, centre: tuple[float, float]) -> None:
        """Write a text lightly and slanting, to be drawn before all else."""
        cosine, sine = math.cos(math.radians(18)), math.sin(math.radians(18))
        x, y = centre[0] * _MM, self._y(centre[1])
        with self._kept():
            self._put(
                f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {_n(x)} {_n(y)} cm"
            )
            origin = (0, self._height / _MM)
            self.write(origin, text, size, anchor=Anchor.MIDDLE, colour=FAINT)

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
            x += _points(character, size)

    def _code_point(self, character: str, size: float, at: tuple[float, float]) -> None:
        """A box with the code point, for what no font has."""
        x, y = at
        self._put(
            f"{_n(size / 24)} w {_n(x + 0.06 * size)} {_n(y - 0.12 * size)} "
            f"{_n(0.88 * size)} {_n(size)} re S"
        )
        for row, digits in enumerate(code_point_rows(character)):
            left = x + (size - _points(digits, 0.42 * size)) / 2
            middle = y + (0.46 - 0.44 * row) * size
            self._show(chain()[0], digits, 0.42 * size, (left, middle))

    def _picture(
        self, font: Font, character: str, size: float, at: tuple[float, float]
    ) -> None:
        """A picture of the glyph: its font has no outlines that a page could hold."""
        drawn = glyph_picture.glyph_picture(font, character)
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
        return self._height - from_top_mm * _MM


def width(text: str, size: float) -> float:
    """How wide a text is, in mm."""
    return _points(for_paper(text), size) / _MM


def fit(text: str, size: float, width_mm: float) -> tuple[str, float]:
    """The text and the size at which it fits into a width."""
    clean = for_paper(text)
    needed = width(clean, size)
    if needed <= width_mm:
        return clean, size
    smaller = size * width_mm / needed
    if smaller >= _SMALLEST:
        return clean, smaller
    room = width_mm - width("…", _SMALLEST)
    return _start(clean, _SMALLEST, room) + "…", _SMALLEST


def _start(clean: str, size: float, width_mm: float) -> str:
    taken = 0.0
    for index, character in enumerate(clean):
        taken += _points(character, size) / _MM
        if taken > width_mm and not is_mark(character):
            return clean[:index]
    return clean


def _points(clean: str, size: float) -> float:
    return sum(map(_advance, clean)) * size / 1000


@lru_cache(maxsize=16_384)
def _advance(character: str) -> int:
    """In thousandths of the size."""
    font = font_for(character)
    if font is None:
        return 0 if is_mark(character) else 1000
    if not font.truetype:
        em = glyph_picture.glyph_picture(font, character).em
        return 1000 * glyph_picture.advance(font, character) // em
    return advance(font, character)


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
