"""An invoice file from central: printed as issued, or not at all."""

import io
import logging
import random
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from printing.fitting import MOST_BYTES, MOST_PAGES
from printing.invoice_file import (
    BadInvoiceFile,
    check_invoice_file,
)


def name(text: str) -> NameObject:
    return NameObject(text)


def action(kind: str) -> DictionaryObject:
    return DictionaryObject({name("/S"): name(kind)})


def catalog(key: str, value: DictionaryObject) -> Callable[[PdfWriter], None]:
    def add(writer: PdfWriter) -> None:
        writer.root_object[name(key)] = value

    return add


def annotate(kind: str, **entries: DictionaryObject) -> Callable[[PdfWriter], None]:
    def add(writer: PdfWriter) -> None:
        note = DictionaryObject({name("/Subtype"): name(kind)})
        note.update({name(f"/{key}"): value for key, value in entries.items()})
        place = writer._add_object(note)
        writer.pages[0][name("/Annots")] = ArrayObject([place])

    return add


def pdf(*changes: Callable[[PdfWriter], object], pages: int = 1) -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 420)
    for change in changes:
        change(writer)
    writer.write(file)
    return file.getvalue()


def test_a_plain_file_may_be_printed() -> None:
    check_invoice_file(pdf())
    check_invoice_file(pdf(pages=MOST_PAGES))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (catalog("/OpenAction", action("/GoTo")), "OpenAction"),
        (catalog("/AA", DictionaryObject()), "AA"),
        (catalog("/AcroForm", DictionaryObject({name("/XFA"): ArrayObject()})), "XFA"),
        (lambda writer: writer.add_attachment("a.txt", b"a"), "EmbeddedFile"),
        (annotate("/Link", A=action("/Launch")), "Launch"),
        (annotate("/Link", A=action("/JavaScript")), "JavaScript"),
        (annotate("/Widget", MK=DictionaryObject({name("/JS"): name("/x")})), "JS"),
        (annotate("/RichMedia"), "RichMedia"),
    ],
)
def test_a_file_that_acts_is_no_invoice(
    change: Callable[[PdfWriter], object], reason: str
) -> None:
    with pytest.raises(BadInvoiceFile, match=reason):
        check_invoice_file(pdf(change))


def test_a_name_in_disguise_is_still_found() -> None:
    hidden = pdf(annotate("/Link", A=action("/Launch"))).replace(
        b"/S /Launch", b"/S /#4cau#6ech"
    )
    with pytest.raises(BadInvoiceFile, match="Launch"):
        check_invoice_file(hidden)


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_is_refused(password: str) -> None:
    with pytest.raises(BadInvoiceFile, match="encrypted"):
        check_invoice_file(pdf(lambda writer: writer.encrypt(password)))


@pytest.mark.parametrize("pages", [0, MOST_PAGES + 1])
def test_a_file_with_no_or_too_many_pages_is_refused(pages: int) -> None:
    with pytest.raises(BadInvoiceFile, match=f"{pages} pages"):
        check_invoice_file(pdf(pages=pages))


def test_a_large_file_is_refused_unread() -> None:
    with pytest.raises(BadInvoiceFile, match="too large"):
        check_invoice_file(b"%PDF-1.7" + bytes(MOST_BYTES))


@pytest.mark.parametrize("file", [b"", b"<html>", b"\x89PNG\r\n", b"GIF89a%PDF-1.4"])
def test_what_does_not_begin_as_a_pdf_is_refused(file: bytes) -> None:
    with pytest.raises(BadInvoiceFile, match="not a PDF"):
        check_invoice_file(file)


def test_an_unreadable_file_is_refused() -> None:
    with pytest.raises(BadInvoiceFile, match="cannot be read"):
        check_invoice_file(b"%PDF-1.4\nnothing follows")


def test_a_deep_file_is_refused_and_not_followed() -> None:
    deep = pdf(lambda writer: writer.add_metadata({"/Title": "TITLE"})).replace(
        b"(TITLE)", b"[" * 100_000 + b"]" * 100_000
    )
    with pytest.raises(BadInvoiceFile):
        check_invoice_file(deep)


def test_pages_that_contain_each_other_end() -> None:
    def knot(writer: PdfWriter) -> None:
        pages = writer.root_object["/Pages"].get_object()
        assert isinstance(pages, DictionaryObject)
        pages[name("/Kids")] = ArrayObject([writer.root_object.raw_get("/Pages")])

    with pytest.raises(BadInvoiceFile):
        check_invoice_file(pdf(knot))


@pytest.mark.parametrize("seed", range(60))
def test_a_broken_file_is_printed_or_refused_and_nothing_else(
    seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="pypdf")
    chance = random.Random(seed)
    broken = bytearray(
        pdf(lambda writer: writer.add_metadata({"/Title": TextStringObject("x")}))
    )
    for _ in range(chance.randrange(1, 20)):
        broken[chance.randrange(5, len(broken))] = chance.randrange(256)
    try:
        check_invoice_file(bytes(broken))
    except BadInvoiceFile:
        return
