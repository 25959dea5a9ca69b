"""How many pages a PDF has, and how large the first is. Nothing is drawn."""

import io
import zlib
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MM_PER_POINT = 25.4 / 72
MOST_PAGES = 1000

# What pypdf lets through on broken files beside its own errors.
_BROKEN = (
    PyPdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper a document is meant for. Millimetres; 0 when it does not say."""

    pages: int = 1
    width_mm: float = 0.0
    height_mm: float = 0.0


def sheet_of(pdf: bytes) -> Sheet:
    """A file that cannot be read counts as one page: the printer will judge it."""
    try:
        pages = PdfReader(io.BytesIO(pdf)).pages
        count = min(len(pages), MOST_PAGES)
        if count == 0:
            return Sheet()
        first = pages[0]
        width_mm = float(first.mediabox.width) * MM_PER_POINT
        height_mm = float(first.mediabox.height) * MM_PER_POINT
        turned = first.rotation % 180 != 0
    except _BROKEN:
        return Sheet()
    if turned:
        return Sheet(count, height_mm, width_mm)
    return Sheet(count, width_mm, height_mm)
