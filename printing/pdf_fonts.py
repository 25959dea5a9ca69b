"""The font chain as reportlab wants it: registered once, and readable text.

Loading one takes a tenth of a second, so it happens when the first character
of that font is drawn, not before.
"""

from collections.abc import Sequence
from functools import cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts

from printing.fonts import Font

_REGISTERING = Lock()
_BLOCK = 100  # the most lines that one block of a CMap may hold


@cache
def registered(font: Font) -> str:
    """Make a font known to reportlab and return the name it goes by there."""
    with _REGISTERING:
        # Reportlab writes <%04X> for each character: five digits beyond the
        # BMP, where PDF wants UTF-16. 𠮷 would be drawn right, but found,
        # copied and read aloud as ₻. So its function is replaced here.
        ttfonts.makeToUnicodeCMap = to_unicode
        file = ttfonts.TTFont(font.name, str(font.path), subfontIndex=font.face)
        pdfmetrics.registerFont(file)
    return font.name


def to_unicode(fontname: str, subset: Sequence[int]) -> str:
    """Write the CMap that says which character each code of a subset stands for."""
    codes = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
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
