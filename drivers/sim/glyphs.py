"""The characters of a simulated thermal printer, as dots.

The fonts are those of the machine, found by fontconfig. A character that no font
has is an error, not a box: a slip must not lose a letter of anybody's name.
"""

import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL_DOTS = 24
INK_THRESHOLD = 110
PREFERRED = "Noto Sans Mono CJK SC"
BLANK_GLYPHS = "　 \u00a0"


class NoGlyph(Exception):
    """No font of this machine has the character."""


@lru_cache(maxsize=8192)
def draw_glyph(character: str) -> Image.Image:
    """The character in its cell: 24 or 12 dots wide, 24 high; ink is 255."""
    width = CELL_DOTS if _is_full_width(character) else CELL_DOTS // 2
    cell = Image.new("L", (width, CELL_DOTS), 0)
    if character in BLANK_GLYPHS:
        return cell
    font = _font_with(character)
    pen = ImageDraw.Draw(cell)
    pen.text((width / 2, CELL_DOTS - 3), character, fill=255, font=font, anchor="ms")
    return cell.point(lambda grey: 255 if grey >= INK_THRESHOLD else 0)


def _is_full_width(character: str) -> bool:
    """A printer knows bytes: one byte is half a cell, two or four are a whole one."""
    return len(character.encode("gb18030")) > 1


def _font_with(character: str) -> ImageFont.FreeTypeFont:
    preferred = _load(*_match(PREFERRED))
    if _has(preferred, character):
        return preferred
    other = _load(*_match(f":charset={ord(character):x}"))
    if not _has(other, character):
        name = unicodedata.name(character, "unnamed")
        raise NoGlyph(f"U+{ord(character):04X} {name}")
    return other


def _has(font: ImageFont.FreeTypeFont, character: str) -> bool:
    """Compare with what the font draws for a character that cannot exist."""
    missing = font.getmask("\U000fffff")
    drawn = font.getmask(character)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


@lru_cache(maxsize=64)
def _match(pattern: str) -> tuple[Path, int]:
    answer = subprocess.run(
        ["fc-match", "--format", "%{file}\n%{index}", pattern],
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    file, index = answer.stdout.split("\n")
    # Above the low 16 bits fontconfig notes the named instance of a variable font.
    return Path(file), int(index) & 0xFFFF


@lru_cache(maxsize=8)
def _load(file: Path, index: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, CELL_DOTS, index=index)
