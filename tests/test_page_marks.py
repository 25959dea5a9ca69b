"""补打 on an issued file, and its picture: nothing else of the file is touched."""

import io
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from printing.invoice import draw_invoice
from printing.invoice_file import BadInvoiceFile, check_invoice_file
from printing.page_picture import page_count, page_picture
from printing.reprint_mark import marked
from printing.sheet import Sheet
from printing.statement import draw_statement
from tests.paper_samples import OUTPATIENT, statement_of, with_items
from tests.pdf_reading import overlapping, said, text_of, words_of

ISSUED = draw_invoice(replace(with_items(70), sample=False)).pdf


def turned(by: int) -> bytes:
    """The same file with its pages turned clockwise, as some authorities issue them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(ISSUED)))
    for page in writer.pages:
        page.rotate(by)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_the_first_copy_is_the_file_as_it_was_issued() -> None:
    assert marked(ISSUED, 1) == ISSUED


@pytest.mark.parametrize("copy", [2, 3, 10, 100])
def test_every_page_of_a_further_copy_says_which_it_is(copy: int) -> None:
    pages = text_of(marked(ISSUED, copy)).split("\f")[:-1]
    assert len(pages) == 3
    assert all(page.count(f"补打第{copy}次") == 1 for page in pages)


@pytest.mark.parametrize("by", [0, 90, 180, 270])
def test_the_mark_stands_in_the_top_right_corner_however_pages_are_turned(
    by: int,
) -> None:
    pdf = marked(turned(by), 2)
    with Image.open(io.BytesIO(page_picture(pdf, 0, 800))) as after:
        now = after.convert("L")
    with Image.open(io.BytesIO(page_picture(turned(by), 0, 800))) as before:
        was = before.convert("L")
    width, height = now.size
    changed = [
        (at % width, at // width)
        for at, (one, two) in enumerate(zip(now.tobytes(), was.tobytes(), strict=True))
        if abs(one - two) > 64
    ]
    assert changed
    assert min(x for x, _ in changed) > width / 2
    assert max(y for _, y in changed) < height / 8


def test_nothing_of_the_issued_page_is_covered_or_lost() -> None:
    copy = marked(ISSUED, 2)
    assert overlapping(words_of(copy)) == []
    assert text_of(copy).replace("补打第2次", "").split() == text_of(ISSUED).split()


def test_a_marked_copy_is_a_valid_file_with_its_fonts_in_it() -> None:
    copy = marked(draw_invoice(OUTPATIENT).pdf, 2)
    said(copy, "qpdf", "--check")
    check_invoice_file(copy)
    table = said(copy, "pdffonts").splitlines()[2:]
    assert table
    assert all(line.split()[-5] == "yes" for line in table)  # embedded
    assert len(copy) < 200_000


def test_a_file_that_may_not_be_printed_is_not_marked_either() -> None:
    with pytest.raises(BadInvoiceFile):
        marked(b"%PDF-1.7 nothing", 2)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_broken_file_is_refused_and_never_crashes(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(ISSUED) - 1))
    rubbish = data.draw(st.binary(max_size=60))
    broken = ISSUED[:at] + rubbish + ISSUED[at + len(rubbish) :]
    for use in (
        lambda: marked(broken, 2),
        lambda: page_picture(broken, 0, 200),
        lambda: page_count(broken),
    ):
        try:
            use()
        except BadInvoiceFile:
            continue


# Pictures.


def test_a_picture_is_as_wide_as_was_asked_and_shows_the_page() -> None:
    with Image.open(io.BytesIO(page_picture(ISSUED, 1, 1000))) as picture:
        assert picture.size[0] == 1000
        grey = picture.convert("L").tobytes()
    assert min(grey) < 60
    assert max(grey) == 255


def test_pages_are_counted_as_they_are_drawn() -> None:
    assert page_count(ISSUED) == 3
    assert page_count(draw_statement(statement_of(1), Sheet.A4).pdf) == 1


@pytest.mark.parametrize("page", [-1, 3])
def test_a_page_that_is_not_there_has_no_picture(page: int) -> None:
    with pytest.raises(BadInvoiceFile):
        page_picture(ISSUED, page, 100)


def test_many_threads_may_draw_at_once() -> None:
    """PDFium itself may not be used by two at a time."""
    wrong: list[object] = []

    def draw() -> None:
        for page in range(3):
            if not page_picture(ISSUED, page, 300).startswith(b"\x89PNG"):
                wrong.append(page)

    threads = [threading.Thread(target=draw) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong
