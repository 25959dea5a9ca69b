"""How long a slip is, by the commands that `printing.slip` makes of it."""

import re
from dataclasses import dataclass

import segno

DOTS_PER_MM = 8  # 203 dpi
LINE_DOTS = 30
CELL_DOTS = 24
CUT_DOTS = 24  # from the head to the blade

_FIXED = re.compile(
    rb"\x1b@|\x1c&|\x1ba.|\x1bd.|\x1d!.|\x1c!.|\x1dV[\x00\x01]", re.DOTALL
)
_RASTER = b"\x1dv0"
_SYMBOL = b"\x1d(k"
_LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}


@dataclass(slots=True)
class _Roll:
    """What has come out, and what the printer remembers."""

    dots: int = 0
    high: int = 1
    has_text: bool = False
    module_dots: int = 3
    level: str = "l"
    content: bytes = b""


def length_mm(slip: bytes) -> float:
    """Of the paper of one whole slip, blank ends included."""
    roll = _Roll()
    at = 0
    while at < len(slip):
        at += _take(roll, slip, at)
    return roll.dots / DOTS_PER_MM


def _take(roll: _Roll, slip: bytes, at: int) -> int:
    """One command, or one byte of text; how many bytes that were."""
    if slip.startswith(_RASTER, at):
        width, height = _word(slip, at + 4), _word(slip, at + 6)
        roll.dots += height
        return 8 + width * height
    if slip.startswith(_SYMBOL, at):
        size = _word(slip, at + 3)
        _draw(roll, slip[at + 6 : at + 5 + size])
        return 5 + size
    if fixed := _FIXED.match(slip, at):
        _obey(roll, fixed[0])
        return len(fixed[0])
    if slip[at] == ord("\n"):
        roll.dots += max(LINE_DOTS, CELL_DOTS * roll.high if roll.has_text else 0)
        roll.has_text = False
    else:
        roll.has_text = True
    return 1


def _obey(roll: _Roll, command: bytes) -> None:
    match command[:2]:
        case b"\x1bd":
            roll.dots += command[2] * LINE_DOTS
        case b"\x1d!":
            roll.high = (command[2] & 0x07) + 1
        case b"\x1dV":
            roll.dots += CUT_DOTS


def _draw(roll: _Roll, order: bytes) -> None:
    """A QR code, as the printer draws it: function and operands."""
    match order[0]:
        case 67:
            roll.module_dots = order[1]
        case 69:
            roll.level = _LEVELS[order[1]]
        case 80:
            roll.content = order[2:]
        case 81:
            symbol = segno.make(
                roll.content, mode="byte", error=roll.level, micro=False
            )
            roll.dots += len(symbol.matrix) * roll.module_dots


def _word(slip: bytes, at: int) -> int:
    return int.from_bytes(slip[at : at + 2], "little")
