"""One line of a slip, or its QR code, as dots: for what the printer cannot draw."""

import struct
from functools import lru_cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from printing.fonts import chain, font_for
from printing.slip_format import COLUMN_DOTS, STANDARD
from printing.text import column_width, columns, is_mark

DOTS = STANDARD.dots
LINE_DOTS = 30  # 24 for the character, the rest between lines

_DLE = 0x10
_REAL_TIME = frozenset((0x04, 0x05, 0x14))  # EOT, ENQ and DC4 make DLE a command
_QR_MODULE_DOTS = 6
_MOST_USUAL = 200  # bytes of a code; few are longer
_QR_QUIET = 4  # modules of white on every side, ISO/IEC 18004
_INK = 90  # 花園明朝 has strokes thinner than a dot, and they must stay


def raster_line(
    text: str, *, align: float, wide: int, high: int, dots: int = DOTS
) -> bytes:
    """Draw a filtered line as one GS v 0 command, as wide as the paper.

    `align` is 0 for left, 0.5 for centred; `wide` and `high` enlarge as GS ! does.
    """
    em = 2 * COLUMN_DOTS * max(wide, high)
    drawn = _drawn(text, em)
    # A line of marks alone has no columns, and still is a line.
    size = (max(1, columns(text) * COLUMN_DOTS * wide), LINE_DOTS * high)
    line = Image.new("L", (dots, LINE_DOTS * high), 0)
    line.paste(drawn.resize(size), (round((dots - size[0]) * align), 0))
    return raster_picture(line.point(lambda ink: 255 if ink > _INK else 0))


def raster_qr(content: str, *, dots: int) -> bytes:
    """Draw a QR code that fits on the paper. Its quiet zone is the paper around it."""
    code = _symbol(content, "l" if len(content.encode()) > _MOST_USUAL else "m")
    modules = [list(row) for row in code.matrix]
    across = len(modules)
    size = _fitting(across, dots)
    symbol = Image.new("L", (across, across), 0)
    symbol.putdata([255 * module for row in modules for module in row])
    symbol = symbol.resize((across * size, across * size), Image.Resampling.NEAREST)
    whole_bytes = Image.new("L", (-(-symbol.width // 8) * 8, symbol.height), 0)
    whole_bytes.paste(symbol, (0, 0))
    return raster_picture(whole_bytes)


def qr_module_dots(content: str, *, dots: int) -> int:
    """How big a printer may draw the modules of a code of level L, so that it fits."""
    if len(content.encode()) <= _MOST_USUAL:  # at most version 9, 53 modules
        return _QR_MODULE_DOTS
    return _fitting(len(_symbol(content, "l").matrix), dots)


def raster_picture(picture: Image.Image) -> bytes:
    """GS v 0 with a picture of black and white whose width is a multiple of 8."""
    dots = picture.convert("1")
    header = struct.pack("<4sHH", b"\x1dv0\x00", dots.width // 8, dots.height)
    return header + without_commands(dots.tobytes())


def _symbol(content: str, level: str) -> segno.QRCode:
    return segno.make(content, mode="byte", encoding="utf-8", error=level, micro=False)


def _fitting(modules: int, dots: int) -> int:
    return min(_QR_MODULE_DOTS, dots // (modules + 2 * _QR_QUIET))


def without_commands(dots: bytes) -> bytes:
    """Break up every byte pair that a printer would obey inside a picture.

    Real-time commands are looked for in the raw stream, dots or not (R61). One more
    dot beside a dot is not seen on paper.
    """
    safe = bytearray(dots)
    for index, following in enumerate(dots[1:]):
        if safe[index] == _DLE and following in _REAL_TIME:
            safe[index] |= _DLE << 1
    return bytes(safe)


def _drawn(text: str, em: int) -> Image.Image:
    """The text at `em` dots, white on black, each character centred in its columns."""
    image = Image.new("L", (max(1, columns(text) * em // 2), em * 5 // 4), 0)
    draw = ImageDraw.Draw(image)
    left = 0
    centre = 0.0
    for character in text:
        width = column_width(character) * em // 2
        centre = left + width / 2 if width else centre
        font = font_for(character)
        if font is not None:
            face = _face(font.path, font.face, em)
            draw.text((centre, em), character, 255, face, anchor="ms")
        elif not is_mark(character):  # under a mark without a shape stays the letter
            _draw_code_point(draw, character, left, em)
        left += width
    return image


def _draw_code_point(
    draw: ImageDraw.ImageDraw, character: str, left: int, em: int
) -> None:
    """A box with the code point: no font has it, but a person can look it up."""
    top = em // 6
    draw.rectangle((left + 1, top, left + em - 2, top + em - 1), outline=255)
    first = chain()[0]
    face = _face(first.path, first.face, em * 10 // 24)
    for row, digits in enumerate(code_point_rows(character)):
        at = (left + em / 2, top + em * (0.29 + 0.44 * row))
        draw.text(at, digits, 255, face, anchor="mm")


def code_point_rows(character: str) -> tuple[str, str]:
    """The hexadecimal code point in two rows, as font editors draw it."""
    digits = f"{ord(character):04X}"
    digits = digits if len(digits) == 4 else digits.zfill(6)
    half = len(digits) // 2
    return digits[:half], digits[half:]


@lru_cache(maxsize=16)
def _face(path: Path, face: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=face)
