"""Checks of an invoice file before it is printed as issued (rules P4 and R62).

It looks at the structure only. No stream of a page is decoded, nothing is
drawn, and every loop has a bound.
"""

import io
import zlib
from collections.abc import Iterable
from itertools import chain

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from printing.fitting import MOST_BYTES, MOST_PAGES

MOST_OBJECTS = 50_000

_MAGIC = b"%PDF-"

# A file that does one of these is no invoice, whatever else it is.
_ACTIVE = frozenset(
    {
        "/AA",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/Encrypt",
        "/FileAttachment",
        "/GoToE",
        "/GoToR",
        "/ImportData",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/OpenAction",
        "/RichMedia",
        "/Sound",
        "/SubmitForm",
        "/XFA",
    }
)

# What pypdf lets through on broken files beside its own errors, found by
# breaking files at random: see the tests.
BROKEN = (
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


class BadInvoiceFile(Exception):
    """This file is not printed. The text is a short reason for technicians."""


def check_invoice_file(pdf: bytes) -> None:
    """Return if the file may go to the page printer, else raise BadInvoiceFile."""
    if len(pdf) > MOST_BYTES:
        raise BadInvoiceFile("too large")
    if not pdf.startswith(_MAGIC):
        raise BadInvoiceFile("not a PDF")
    try:
        _check_structure(PdfReader(io.BytesIO(pdf)))
    except BROKEN as error:
        raise BadInvoiceFile("cannot be read") from error


def _check_structure(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise BadInvoiceFile("encrypted")
    _check_objects(reader)
    pages = len(reader.pages)
    if not 1 <= pages <= MOST_PAGES:
        raise BadInvoiceFile(f"has {pages} pages")


def _check_objects(reader: PdfReader) -> None:
    """Walk everything that the trailer leads to, each object once."""
    waiting: list[object] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        found = waiting.pop()
        count += 1
        if count > MOST_OBJECTS:
            raise BadInvoiceFile("has too many objects")
        if isinstance(found, IndirectObject):
            place = (found.idnum, found.generation)
            if place not in seen:
                seen.add(place)
                waiting.append(found.get_object())
        elif isinstance(found, NameObject) and found in _ACTIVE:
            raise BadInvoiceFile(f"contains {found[1:]}")
        else:
            waiting.extend(_inside(found))


def _inside(found: object) -> Iterable[PdfObject]:
    """Keys and values of a dictionary, members of an array.

    Raw ones: asking a dictionary for a value would follow its reference.
    """
    if isinstance(found, DictionaryObject):
        return chain(found.keys(), (found.raw_get(key) for key in found))
    if isinstance(found, ArrayObject):
        return list.__iter__(found)
    return ()
