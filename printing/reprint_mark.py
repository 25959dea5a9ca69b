"""补打 第n次 in the margin of an issued file, over what is there (rule P6).

No content stream of the file is decoded or changed: the mark is a form of its own
that every page draws last.
"""

import io
from datetime import date
from functools import lru_cache

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from printing.invoice_file import BROKEN, BadInvoiceFile, check_invoice_file
from printing.measuring import MM
from printing.pdf_file import PdfFile
from printing.pdf_metadata import Description
from printing.pen import Anchor

_WIDTH, _HEIGHT = 50.0, 6.0  # mm; of the mark
_TEXT = 8.0  # points
_EDGE = 6.0  # mm from the edges of the page; printers reach to 4.2
_NAME = NameObject("/KioskReprintMark")

# Where the top right corner of the page as it is read lies on the page as it is drawn:
# the share of its width and height, by how far it is turned clockwise.
_CORNERS = {0: (1, 1), 90: (0, 1), 180: (0, 0), 270: (1, 0)}
# The directions of x and of y as it is read, by the same.
_DIRECTIONS = {
    0: ((1, 0), (0, 1)),
    90: ((0, 1), (-1, 0)),
    180: ((-1, 0), (0, -1)),
    270: ((0, -1), (1, 0)),
}


def marked(pdf: bytes, copy: int) -> bytes:
    """Mark every page of a further copy; the first copy is the file as it is.

    Raise BadInvoiceFile for a file that must not be printed or cannot be marked.
    """
    if copy < 2:
        return pdf
    check_invoice_file(pdf)
    try:
        return _marked(pdf, copy)
    except BROKEN as error:
        raise BadInvoiceFile("cannot be marked") from error


def _marked(pdf: bytes, copy: int) -> bytes:
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader, keep_initial_header=True)
    form = _form(writer, copy)
    save = _stream(writer, b"q\n")
    for page in writer.pages:
        draw = b"\nQ q " + _placed(page) + b" cm " + _NAME.encode() + b" Do Q\n"
        page[NameObject("/Contents")] = ArrayObject(
            [save, *_contents(page), _stream(writer, draw)]
        )
        page[NameObject("/Resources")] = _with_form(page, form)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _contents(page: PageObject) -> list[PdfObject]:
    """References to the streams of a page; none if it has none."""
    if "/Contents" not in page:
        return []
    content = page.raw_get("/Contents")
    resolved = content.get_object()
    match resolved:
        case ArrayObject():
            return list(list.__iter__(resolved))
        case StreamObject():
            return [content]
    raise ValueError("the content of a page is no stream")


def _with_form(page: PageObject, form: IndirectObject) -> DictionaryObject:
    """The resources of a page and the mark. Other pages may share what they had."""
    resources = _copy(page.get("/Resources"))
    forms = _copy(resources.get("/XObject"))
    forms[_NAME] = form
    resources[NameObject("/XObject")] = forms
    return resources


def _copy(found: PdfObject | None) -> DictionaryObject:
    """A new dictionary with the same entries, references as references."""
    dictionary = None if found is None else found.get_object()
    if not isinstance(dictionary, DictionaryObject):
        return DictionaryObject()
    return DictionaryObject(
        {key: dictionary.raw_get(key) for key in dictionary}  # a value would resolve
    )


def _placed(page: PageObject) -> bytes:
    """The matrix that puts the form into the top right corner as the page is read."""
    turned = page.rotation % 360
    (right, up), (x, y) = _DIRECTIONS[turned], _CORNERS[turned]
    box = page.cropbox
    across, down = (_WIDTH + _EDGE) * MM, (_HEIGHT + _EDGE) * MM
    left = float(box.left) + x * float(box.width) - right[0] * across - up[0] * down
    bottom = float(box.bottom) + y * float(box.height) - right[1] * across
    bottom -= up[1] * down
    return f"{right[0]} {right[1]} {up[0]} {up[1]} {left:.2f} {bottom:.2f}".encode()


def _form(writer: PdfWriter, copy: int) -> IndirectObject:
    """The mark as a form XObject (ISO 32000-1, 8.10) with its font embedded."""
    page = PdfReader(io.BytesIO(_drawn(copy))).pages[0]
    content = page.get_contents()
    resources = page["/Resources"]
    assert content is not None
    assert isinstance(resources, DictionaryObject)
    form = DecodedStreamObject()
    form.set_data(content.get_data())
    sides = (0, 0, _WIDTH * MM, _HEIGHT * MM)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, sides)),
            NameObject("/Resources"): resources.clone(writer),
        }
    )
    return writer._add_object(form)


def _stream(writer: PdfWriter, operators: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(operators)
    return writer._add_object(stream)


@lru_cache(maxsize=16)
def _drawn(copy: int) -> bytes:
    """The mark on a page of its own."""
    text = f"补打 第{copy}次"
    description = Description(
        title=text, subject="", author="", issued_on=date(2000, 1, 1), data=""
    )
    file = PdfFile(description)
    pen = file.page(_WIDTH, _HEIGHT)
    pen.write((_WIDTH, 3.5), text, _TEXT, anchor=Anchor.RIGHT)
    return file.finish().pdf
