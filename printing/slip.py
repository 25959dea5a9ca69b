"""Lines, pairs and codes on a roll of paper as ESC/POS bytes.

The only place where command bytes are made (rule P7): whatever a text says, the
commands stay the same. Text goes out as the bytes that the printer's ROM knows; a
line with any other character goes out as dots. What is too long for a line goes on
below: a number is never cut.
"""

import os
import shutil
from enum import Enum

from escpos import capabilities
from escpos.printer import Dummy
from PIL import Image

from printing.fonts import unknown_characters
from printing.raster_line import qr_module_dots, raster_line, raster_picture, raster_qr
from printing.slip_format import STANDARD, SlipFormat, Text
from printing.text import columns, cut, for_paper

# Importing python-escpos leaves a folder behind in every process. It is emptied here,
# because a process may end before its first slip.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

COLUMNS = STANDARD.columns

_CHINESE_MODE = b"\x1c&"
_TEAR_OFF = b"\x1bd\x06"  # brings the last line past the tear bar
_MOST_QR = 1_200  # bytes: the longest that a guide slip has
# The longest number of any rule has 50 digits; what goes on after that is no number.
_MOST_LINES = 8
_BREAKS = "，。；、 "


class Align(Enum):
    """Where a line stands. The value is the operand of ESC a."""

    LEFT = 0
    CENTRE = 1

    @property
    def share(self) -> float:
        """How much of the free width is left of the line."""
        return 0.5 * self.value


class Size(Enum):
    """How many times a character is wider and higher than usual."""

    NORMAL = (1, 1)
    TALL = (1, 2)
    BIG = (2, 2)

    @property
    def wide(self) -> int:
        return self.value[0]

    @property
    def high(self) -> int:
        return self.value[1]

    @property
    def command(self) -> bytes:
        """GS ! for all text, and FS ! for clones that leave Chinese out of GS !."""
        plain = (self.wide - 1) << 4 | (self.high - 1)
        chinese = 0x04 * (self.wide - 1) | 0x08 * (self.high - 1)
        return bytes((0x1D, 0x21, plain, 0x1C, 0x21, chinese))


class Slip:
    """One slip as it grows. `bytes()` of it is a whole job once `cut` was called."""

    def __init__(self, format: SlipFormat = STANDARD) -> None:
        self._format = format
        self._printer = Dummy(profile="TM-T20II")
        self._printer.hw("INIT")
        if format.text is not Text.RASTER:
            self._put(_CHINESE_MODE)
        self._align, self._size = Align.LEFT, Size.NORMAL
        self.shows_code_points = False  # in the place of characters that no font has

    def line(
        self, text: str = "", size: Size = Size.NORMAL, align: Align = Align.LEFT
    ) -> None:
        """One line, or as many as the text needs; less wide before it is broken."""
        written = _written(text)
        if columns(written) * size.wide > self._format.columns:
            size = Size.TALL if size is Size.BIG else size
        if self._format.text is not Text.RASTER:  # dots have their place and size
            self._become(align, size)
        for part in wrapped(written, self._format.columns // size.wide):
            self._put(self._as_bytes(part, size, align))

    def pair(self, label: str, value: str) -> None:
        """A label at the left edge and its value at the right edge, or below it."""
        width = self._format.columns
        written = _written(value)
        gap = width - columns(label) - columns(written)
        if gap >= 1:
            self.line(label + " " * gap + written)
            return
        if label:
            self.line(label)
        for part in wrapped(written, width):
            self.line(" " * (width - columns(part)) + part)

    def rule(self) -> None:
        self.line("-" * self._format.columns)

    @property
    def format(self) -> SlipFormat:
        return self._format

    def picture(self, picture: Image.Image) -> None:
        """Dots over the whole width of the paper."""
        self._become(Align.LEFT, Size.NORMAL)
        self._put(raster_picture(picture))

    def qr(self, content: str) -> None:
        """A QR code, drawn by the printer itself where it can.

        None for no content, and for so much that only a part could be shown: a code
        that leads nowhere is worse than none.
        """
        clean = for_paper(content)
        if not 0 < len(clean.encode()) <= _MOST_QR:
            return
        self._become(Align.CENTRE, Size.NORMAL)
        dots = self._format.dots
        if self._format.draws_qr:
            size = qr_module_dots(clean, dots=dots)
            self._printer.qr(clean, size=size, native=True)
        else:
            self._put(raster_qr(clean, dots=dots))

    def cut(self) -> None:
        self._become(Align.LEFT, Size.NORMAL)
        if self._format.cuts:
            self._printer.cut()
        else:
            self._put(_TEAR_OFF)

    def __bytes__(self) -> bytes:
        return bytes(self._printer.output)

    def _become(self, align: Align, size: Size) -> None:
        if align is not self._align:
            self._put(bytes((0x1B, 0x61, align.value)))
        if size is not self._size:
            self._put(size.command)
        self._align, self._size = align, size

    def _as_bytes(self, text: str, size: Size, align: Align) -> bytes:
        encoded = _encoded(text, self._format.text)
        if encoded is not None:
            return encoded + b"\n"
        self.shows_code_points |= bool(unknown_characters([text]))
        return raster_line(
            text,
            align=align.share,
            wide=size.wide,
            high=size.high,
            dots=self._format.dots,
        )

    def _put(self, data: bytes) -> None:
        # The library's own text() loses ：，。￥ and rare characters to "?".
        self._printer._raw(data)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, at most eight of them.

    A break comes after a comma or a blank in the second half of a line, if there is
    one; numbers have none.
    """
    lines: list[str] = []
    while columns(text) > width and len(lines) < _MOST_LINES - 1:
        line = cut(text, width)
        last = max(line.rfind(mark) for mark in _BREAKS) + 1
        if columns(line[:last]) * 2 >= width:
            line = line[:last]
        lines.append(line)
        text = text[len(line) :]
    return [*lines, cut(text, width)]


def _written(text: str) -> str:
    """Filtered, with the yuan sign that GBK has."""
    return for_paper(text).replace("¥", "￥")


def _encoded(text: str, rom: Text) -> bytes | None:
    """The text as the ROM knows it; None if it lacks a character."""
    match rom:
        case Text.RASTER if text:
            return None
        case Text.GB18030 if all(map(_is_in_gb18030_rom, text)):
            return text.encode("gb18030")
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return None


def _is_in_gb18030_rom(character: str) -> bool:
    """GB 18030-2000 demands of its four-byte part CJK Extension A alone."""
    return "\u3400" <= character <= "\u4db5" or len(character.encode("gb18030")) <= 2
