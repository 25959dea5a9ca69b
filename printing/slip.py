"""Lines, pairs and codes on 80 mm paper as ESC/POS bytes.

The only place where command bytes are made (rule P7): whatever a text says, the
commands stay the same. Text goes out as GBK, which every printer sold in
China has in its ROM; a line with any other character goes out as dots.
"""

import os
import shutil
from enum import Enum

from escpos import capabilities
from escpos.printer import Dummy

from printing.raster_line import raster_line
from printing.text import columns, cut, for_paper

# Importing python-escpos leaves a folder behind in every process. It is emptied here,
# because a process may end before its first slip.
if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

COLUMNS = 48  # of 12 dots each: Font A on 576 dots

_CHINESE_MODE = b"\x1c&"
_MOST_QR = 200  # characters; what is printed here is a third of that


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

    def __init__(self) -> None:
        self._printer = Dummy(profile="TM-T20II")
        self._printer.hw("INIT")
        self._put(_CHINESE_MODE)
        self._align, self._size = Align.LEFT, Size.NORMAL

    def line(
        self, text: str = "", size: Size = Size.NORMAL, align: Align = Align.LEFT
    ) -> None:
        """One line, cut where the paper ends."""
        fitting = cut(_written(text), COLUMNS // size.wide)
        self._become(align, size)
        self._put(_as_bytes(fitting, size, align))

    def pair(self, label: str, value: str) -> None:
        """A label at the left edge and its value at the right edge."""
        right = cut(_written(value), COLUMNS - columns(label) - 1)
        gap = COLUMNS - columns(label) - columns(right)
        self.line(label + " " * gap + right)

    def rule(self) -> None:
        self.line("-" * COLUMNS)

    def qr(self, content: str) -> None:
        """A QR code drawn by the printer itself."""
        self._become(Align.CENTRE, Size.NORMAL)
        fitting = for_paper(content)[:_MOST_QR]
        self._printer.qr(fitting, size=6, native=True)

    def cut(self) -> None:
        self._become(Align.LEFT, Size.NORMAL)
        self._printer.cut()

    def __bytes__(self) -> bytes:
        return bytes(self._printer.output)

    def _become(self, align: Align, size: Size) -> None:
        if align is not self._align:
            self._put(bytes((0x1B, 0x61, align.value)))
        if size is not self._size:
            self._put(size.command)
        self._align, self._size = align, size

    def _put(self, data: bytes) -> None:
        # The library's own text() loses ：，。￥ and rare characters to "?".
        self._printer._raw(data)


def _written(text: str) -> str:
    """Filtered, with the yuan sign that GBK has."""
    return for_paper(text).replace("¥", "￥")


def _as_bytes(text: str, size: Size, align: Align) -> bytes:
    try:
        return text.encode("gbk") + b"\n"
    except UnicodeEncodeError:
        share, wide, high = align.share, size.wide, size.high
        return raster_line(text, align=share, wide=wide, high=high)
