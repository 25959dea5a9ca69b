"""Pictures of the pages of a PDF, for the preview on the screen.

PDFium draws them: it is built without scripts and no form environment is opened, so
that nothing in a file runs. It is not thread-safe; one lock stands before all of it.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
from PIL import Image

from printing.fitting import MOST_PAGES
from printing.invoice_file import BadInvoiceFile, check_invoice_file

MOST_PIXELS = 4_000_000

_LOCK = threading.Lock()


def page_count(pdf: bytes) -> int:
    """How many pages the preview has; BadInvoiceFile if the file is not printed."""
    with _opened(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, page: int, width_px: int) -> bytes:
    """Page number `page`, from 0 on, as a PNG so many pixels wide.

    Raise BadInvoiceFile for a file that is not printed (rule P4), for a page that it
    does not have, and for a page whose picture would have more than four million
    pixels.
    """
    if width_px < 1:
        raise ValueError("a picture is at least a pixel wide")
    with _opened(pdf) as document:
        return _png(_drawn(document, page, width_px))


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    _check(pdf)
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise BadInvoiceFile("cannot be opened") from error
        try:
            if not 1 <= len(document) <= MOST_PAGES:
                raise BadInvoiceFile(f"has {len(document)} pages")
            yield document
        except pypdfium2.PdfiumError as error:
            raise BadInvoiceFile("cannot be drawn") from error
        finally:
            document.close()


@lru_cache(maxsize=4)
def _check(pdf: bytes) -> None:
    """The check that every file passes once, though each of its pages is drawn."""
    check_invoice_file(pdf)


def _drawn(document: pypdfium2.PdfDocument, number: int, width_px: int) -> Image.Image:
    if not 0 <= number < len(document):
        raise BadInvoiceFile(f"has no page {number}")
    page = document[number]
    try:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise BadInvoiceFile("has a page without a size")
        scale = width_px / width
        if width_px * (height * scale + 1) > MOST_PIXELS:
            raise BadInvoiceFile("has a page too long for a picture")
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture
    finally:
        page.close()


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()
