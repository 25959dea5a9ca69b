"""Draws a slip as the paper would look: ESC/POS bytes -> a picture.

576 dots wide (80 mm at 203 dpi) if not told otherwise; a Chinese character is a cell
of 24 x 24 dots and a Latin one of 12 x 24, enlarged by whole factors, as a thermal
printer does it.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import segno
from PIL import Image, ImageOps

from drivers.sim.escpos import Command, UnknownCommand, Verb, commands
from drivers.sim.glyphs import CELL_DOTS, draw_glyph

WIDTH_DOTS = 576
LINE_DOTS = 30
MARGIN_DOTS = 24
CUT_FEED_DOTS = 24
PAPER = (250, 248, 241)
INK = (44, 42, 46)
BLANK, BLACK = 0, 255
LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}


def draw_slip(slip: bytes, width_dots: int = WIDTH_DOTS) -> Image.Image:
    """The paper of one slip. Raise UnknownCommand at bytes no printer understands."""
    press = _Press(width_dots)
    for command in commands(slip):
        press.obey(command)
    press.end_line()
    return press.paper()


@dataclass(frozen=True, slots=True)
class _Style:
    """How the next characters look."""

    width: int = 1
    height: int = 1
    chinese_width: int = 1
    chinese_height: int = 1
    bold: bool = False
    underline: bool = False
    chinese: bool = True

    def factors(self, full_width: bool) -> tuple[int, int]:
        if full_width:
            return (
                max(self.width, self.chinese_width),
                max(self.height, self.chinese_height),
            )
        return self.width, self.height


@dataclass(slots=True)
class _Symbol:
    """The QR code in the printer's memory."""

    module_dots: int = 3
    level: str = "l"
    data: bytes = b""


@dataclass(slots=True)
class _Press:
    """What a printer remembers while it works through one slip."""

    width_dots: int
    style: _Style = _Style()
    align: int = 0
    spacing: int = LINE_DOTS
    symbol: _Symbol = field(default_factory=_Symbol)
    line: list[Image.Image] = field(default_factory=list)
    strips: list[Image.Image] = field(default_factory=list)

    def obey(self, command: Command) -> None:
        first = command.arguments[0] if command.arguments else 0
        match command.verb:
            case Verb.TEXT:
                self._write(command.arguments)
            case Verb.LINE_FEED:
                self._feed_line()
            case Verb.RASTER:
                self.end_line()
                self._place(_raster(command.arguments))
            case Verb.SYMBOL:
                self._obey_symbol(command.arguments)
            case Verb.FEED_LINES:
                self.end_line()
                self._feed(first * self.spacing)
            case Verb.FEED_DOTS:
                self.end_line()
                self._feed(first)
            case Verb.CUT:
                self.end_line()
                self._feed(CUT_FEED_DOTS + sum(command.arguments[1:]))
            case Verb.INITIALISE:
                self.style, self.align, self.spacing = _Style(), 0, LINE_DOTS
                self.symbol = _Symbol()
            case Verb.ALIGN:
                self.align = _align(first)
            case Verb.SPACING:
                self.spacing = first
            case Verb.DEFAULT_SPACING:
                self.spacing = LINE_DOTS
            case _:
                self.style = _restyle(self.style, command.verb, first)

    def end_line(self) -> None:
        """Print the line begun, if there is one."""
        if self.line:
            self._feed_line()

    def paper(self) -> Image.Image:
        """All strips below one another, in the colours of paper and ink."""
        height = sum(strip.height for strip in self.strips)
        ink = Image.new("L", (self.width_dots, height + 2 * MARGIN_DOTS), BLANK)
        top = MARGIN_DOTS
        for strip in self.strips:
            ink.paste(strip, (0, top))
            top += strip.height
        return ImageOps.colorize(ink, black=PAPER, white=INK)

    def _write(self, text: bytes) -> None:
        for character in _decode(text, self.style.chinese):
            cell = _cell(character, self.style)
            if sum(each.width for each in self.line) + cell.width > self.width_dots:
                self._feed_line()
            self.line.append(cell)

    def _feed_line(self) -> None:
        height = max((cell.height for cell in self.line), default=0)
        strip = Image.new(
            "L", (sum(cell.width for cell in self.line), max(height, self.spacing))
        )
        left = 0
        for cell in self.line:
            # Cells of different height stand on one line.
            strip.paste(cell, (left, height - cell.height))
            left += cell.width
        self.line = []
        self._place(strip)

    def _place(self, strip: Image.Image) -> None:
        if strip.width > self.width_dots:
            raise UnknownCommand(f"{strip.width} dots do not fit on the paper")
        free = self.width_dots - strip.width
        line = Image.new("L", (self.width_dots, strip.height), BLANK)
        line.paste(strip, ((0, free // 2, free)[self.align], 0))
        self.strips.append(line)

    def _feed(self, dots: int) -> None:
        self.strips.append(Image.new("L", (self.width_dots, dots), BLANK))

    def _obey_symbol(self, arguments: bytes) -> None:
        """GS ( k pL pH cn fn ...: the QR functions, cn = 49."""
        kind, function, rest = arguments[2], arguments[3], arguments[4:]
        match kind, function:
            case 49, 65:
                pass  # the model: there is one in use
            case 49, 67:
                self.symbol.module_dots = rest[0]
            case 49, 69 if rest[0] in LEVELS:
                self.symbol.level = LEVELS[rest[0]]
            case 49, 80:
                self.symbol.data = rest[1:]
            case 49, 81:
                self.end_line()
                self._place(_qr(self.symbol))
            case _:
                raise UnknownCommand(f"GS ( k {kind} {function}")


def _restyle(style: _Style, verb: Verb, n: int) -> _Style:
    match verb:
        case Verb.EMPHASISE:
            return replace(style, bold=bool(n & 1))
        case Verb.UNDERLINE:
            return replace(style, underline=n in (1, 2, 49, 50))
        case Verb.SIZE:
            return replace(style, width=(n >> 4 & 7) + 1, height=(n & 7) + 1)
        case Verb.MODE:
            return replace(
                style,
                width=1 + (n >> 5 & 1),
                height=1 + (n >> 4 & 1),
                bold=bool(n & 0x08),
                underline=bool(n & 0x80),
            )
        case Verb.CHINESE_MODE:
            return replace(
                style, chinese_width=1 + (n >> 2 & 1), chinese_height=1 + (n >> 3 & 1)
            )
        case Verb.CHINESE_ON | Verb.CHINESE_OFF:
            return replace(style, chinese=verb is Verb.CHINESE_ON)
    return style  # a code page, a proof, a status: nothing to see


def _align(n: int) -> int:
    if n % 48 not in (0, 1, 2):
        raise UnknownCommand(f"ESC a {n}")
    return n % 48


def _decode(text: bytes, chinese: bool) -> str:
    try:
        return text.decode("gb18030" if chinese else "ascii")
    except UnicodeDecodeError as error:
        where = text[error.start : error.start + 4].hex(" ")
        raise UnknownCommand(f"{where} is no character here") from error


def _cell(character: str, style: _Style) -> Image.Image:
    """One character as dots, enlarged, with its bold stroke and its underline."""
    dots = np.asarray(draw_glyph(character))
    if style.bold:
        dots = np.maximum(dots, np.pad(dots, ((0, 0), (1, 0)))[:, :-1])
    if style.underline:
        dots = dots.copy()
        dots[-2:] = BLACK
    width, height = style.factors(full_width=dots.shape[1] == CELL_DOTS)
    return Image.fromarray(dots.repeat(height, axis=0).repeat(width, axis=1))


def _raster(arguments: bytes) -> Image.Image:
    """GS v 0 m xL xH yL yH data: eight dots a byte, m enlarges."""
    mode = arguments[0] % 48
    width_bytes = int.from_bytes(arguments[1:3], "little")
    height = int.from_bytes(arguments[3:5], "little")
    if mode > 3 or not width_bytes or not height:
        raise UnknownCommand(f"GS v 0 {arguments[:5].hex(' ')}")
    rows = np.frombuffer(arguments[5:], np.uint8).reshape(height, width_bytes)
    dots = np.unpackbits(rows, axis=1) * np.uint8(BLACK)
    wide, tall = 1 + (mode & 1), 1 + (mode >> 1)
    return Image.fromarray(dots.repeat(tall, axis=0).repeat(wide, axis=1))


def _qr(symbol: _Symbol) -> Image.Image:
    if not symbol.data:
        raise UnknownCommand("a QR code is printed before it is stored")
    code = segno.make(
        symbol.data, mode="byte", error=symbol.level, micro=False, boost_error=False
    )
    modules = np.array([list(row) for row in code.matrix], np.uint8) * np.uint8(BLACK)
    dots = symbol.module_dots
    return Image.fromarray(modules.repeat(dots, axis=0).repeat(dots, axis=1))
