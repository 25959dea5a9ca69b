"""How wide text is on a page. All text here has passed the filter."""

from functools import lru_cache

from printing import glyph_picture
from printing.fonts import font_for
from printing.pdf_fonts import advance
from printing.text import is_mark

MM = 72 / 25.4  # points
SMALLEST = 4.0  # points; the smallest print that a sheet may carry
_REMEMBERED = 16_384  # characters


def width(text: str, size: float) -> float:
    """In mm."""
    return points(text, size) / MM


def points(text: str, size: float) -> float:
    return sum(map(_advance, text)) * size / 1000


def fit(text: str, size: float, width_mm: float) -> tuple[str, float]:
    """The text and the size at which it fits; cut only if 4 points are too much."""
    needed = width(text, size)
    if needed <= width_mm:
        return text, size
    smaller = size * width_mm / needed
    if smaller >= SMALLEST:
        return text, smaller
    return _start(text, width_mm - width("…", SMALLEST)) + "…", SMALLEST


def _start(text: str, width_mm: float) -> str:
    taken = 0.0
    for index, character in enumerate(text):
        taken += width(character, SMALLEST)
        if taken > width_mm and not is_mark(character):
            return text[:index]
    return text


@lru_cache(maxsize=_REMEMBERED)
def _advance(character: str) -> int:
    """In thousandths of the size."""
    font = font_for(character)
    if font is None:
        return 0 if is_mark(character) else 1000
    if not font.truetype:
        return glyph_picture.advance(font, character)
    return advance(font, character)
