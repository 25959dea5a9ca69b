"""Where a text may go on in the next line, as Chinese print does it.

Numbers and Latin words stay whole if they fit on a line; a line begins with no
closing mark and ends with no opening one (GB/T 15834-2011, 5.1.10).
"""

import re

from printing.measuring import width
from printing.text import for_paper, is_mark

_PIECE = re.compile(
    "[（《“‘〔【]*(?:[!-~]+|.)[，。、；：！？）》”’〕】…·％℃]*", re.DOTALL
)


def wrap(text: str, size: float, width_mm: float) -> list[str]:
    """Break a text into lines that fit. Nothing is lost; none is empty but the only."""
    lines, taken = [""], 0.0
    for piece in _pieces(for_paper(text)):
        needed = width(piece, size)
        if taken + needed > width_mm and lines[-1]:
            lines.append("")
            taken = 0.0
        if needed <= width_mm:
            lines[-1] += piece
            taken += needed
            continue
        *whole, last = _by_characters(piece, size, width_mm)
        lines[-1:] = [*whole, last]
        taken = width(last, size)
    return lines


def _pieces(clean: str) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(clean):
        if pieces and is_mark(piece[0]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _by_characters(piece: str, size: float, width_mm: float) -> list[str]:
    """For what is longer than a line; a single character may still stand out."""
    lines, taken = [""], 0.0
    for character in piece:
        needed = width(character, size)
        if taken + needed > width_mm and lines[-1] and not is_mark(character):
            lines.append("")
            taken = 0.0
        lines[-1] += character
        taken += needed
    return lines
