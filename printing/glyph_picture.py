"""A character as a small picture, for a page whose font has no TrueType outlines."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from printing.fonts import Font

_EM = 128  # dots: 1,150 dpi at the 8 points of a table
_INK = 128


@dataclass(frozen=True, slots=True)
class GlyphPicture:
    """Rows of dots, one bit each, 1 is ink; `below` of them under the baseline."""

    dots: bytes
    width: int
    height: int
    below: int

    @property
    def em(self) -> int:
        return _EM


@lru_cache(maxsize=64)
def glyph_picture(font: Font, character: str) -> GlyphPicture:
    """Draw a character that the font covers."""
    face = _face(font)
    width, height, baseline = round(face.getlength(character)), _EM * 5 // 4, _EM
    picture = Image.new("L", (max(1, width), height), 0)
    ImageDraw.Draw(picture).text((0, baseline), character, 255, face, anchor="ls")
    dots = picture.point(lambda ink: 255 if ink >= _INK else 0).convert("1")
    return GlyphPicture(dots.tobytes(), picture.width, height, height - baseline)


def advance(font: Font, character: str) -> int:
    """How far the character moves the pen, in thousandths of the size."""
    return round(_face(font).getlength(character) * 1000 / _EM)


@lru_cache(maxsize=2)
def _face(font: Font) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.path, _EM, index=font.face)
