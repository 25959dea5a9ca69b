"""What the pages of one document share: fonts as they fill, and QR codes."""

import segno

from printing.fonts import Font, chain
from printing.pdf_fonts import PageFont

Modules = tuple[bytes, ...]  # of a QR code, row by row; 1 is dark

_MOST_IN_QR = 500  # characters; the verification addresses in use have a fifth of that


class Letters:
    """Of one document."""

    def __init__(self) -> None:
        self.fonts: dict[Font, PageFont] = {}
        self._unknown: dict[str, None] = {}
        self._codes: dict[str, Modules] = {}

    @property
    def unknown(self) -> str:
        """The characters that no font has, in the order they came."""
        return "".join(self._unknown)

    def font(self, font: Font) -> PageFont:
        return self.fonts.setdefault(font, PageFont(font))

    def label(self, font: Font) -> str:
        """What the font is called in the resources of a page."""
        return f"F{chain().index(font)}"

    def miss(self, character: str) -> None:
        self._unknown[character] = None

    def modules(self, content: str) -> Modules:
        """The modules of a QR code, worked out once for all pages.

        None for no content, and for so much that it is no address: a code that leads
        nowhere is worse than none.
        """
        if not 0 < len(content) <= _MOST_IN_QR:
            return ()
        if content not in self._codes:
            code = segno.make(content, error="m", micro=False)
            self._codes[content] = tuple(bytes(row) for row in code.matrix)
        return self._codes[content]
