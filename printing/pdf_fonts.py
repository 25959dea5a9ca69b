"""The font chain inside one PDF: embedded subsets whose text can be read back.

Each font of the chain is one composite font (ISO 32000-1, 9.7) whose codes count the
characters in use. Reportlab's own TrueType fonts do not serve here: they load for a
third of a second each, and map characters beyond the BMP to wrong ones.
"""

import hashlib
from collections.abc import Sequence

from printing.fonts import Font
from printing.truetype import TrueType, truetype

_BLOCK = 100  # the most lines that one block of a CMap may hold
_MOST = 0xFFFF  # codes


class PageFont:
    """The characters that one document took from one font of the chain."""

    def __init__(self, font: Font) -> None:
        self._font = font
        self._codes: dict[str, int] = {}

    def codes(self, text: str) -> str:
        """Hexadecimal codes of characters that the font covers; they are kept."""
        known = self._codes
        return "".join(
            f"{known.setdefault(character, len(known) + 1):04X}" for character in text
        )

    @property
    def program(self) -> bytes:
        """The font file with the glyphs in use; glyph n is code n."""
        return self._face.subset([0, *map(self._font.glyph, self._codes)])

    @property
    def widths(self) -> list[int]:
        """From code 1 on, in thousandths of the size."""
        return [self._face.width(self._font.glyph(code)) for code in self._codes]

    @property
    def box(self) -> tuple[int, ...]:
        return self._face.box()

    @property
    def name(self) -> str:
        """With a tag of its own: printers keep fonts of one name between jobs."""
        digest = hashlib.sha256("".join(self._codes).encode()).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        return f"{tag}+{self._font.name}"

    @property
    def to_unicode(self) -> str:
        return to_unicode("".join(self._codes))

    @property
    def _face(self) -> TrueType:
        return truetype(self._font.path, self._font.face)


def advance(font: Font, character: str) -> int:
    """How far a character moves the pen, in thousandths of the size."""
    return truetype(font.path, font.face).width(font.glyph(character))


def to_unicode(characters: Sequence[str]) -> str:
    """The CMap that says which character each code stands for; codes begin at 1."""
    assert len(characters) < _MOST
    codes = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(characters, start=1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += [
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)
