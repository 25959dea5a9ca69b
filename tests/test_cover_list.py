"""报销材料目录: what lies in front of a claim is what lies behind it, to the fen."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model.money import total
from kiosk.model.patient import mask
from printing.capital import capital_amount
from printing.cover_list import draw_cover_list
from printing.fitting import MOST_PAGES, DoesNotFit
from printing.invoice_file import check_invoice_file
from printing.sheet import Sheet
from tests.paper_samples import cover_of
from tests.pdf_reading import outside, overlapping, sizes_of, text_of, words_of


@pytest.mark.parametrize("sheet", [Sheet.A5_LANDSCAPE, Sheet.A4])
@pytest.mark.parametrize("count", [1, 2, 16, 17, 40, 200])
def test_every_invoice_is_read_back_with_its_numbers(sheet: Sheet, count: int) -> None:
    document = cover_of(count)
    drawn = draw_cover_list(document, sheet)
    words = [word.text for word in words_of(drawn.pdf)]
    for number, row in enumerate(document.rows, start=1):
        invoice = row.invoice
        assert words.count(invoice.number) == 1
        at = words.index(invoice.number)
        assert words[at - 2 : at + 2] == [
            str(number),
            invoice.code,
            invoice.number,
            invoice.check_code,
        ]
        assert str(invoice.amount) in words
    assert overlapping(words_of(drawn.pdf)) == []
    assert outside(drawn.pdf) == []
    numbers = re.findall(rf"第(\d+)页共{drawn.pages}页", text_of(drawn.pdf))
    assert numbers == [*map(str, range(1, drawn.pages + 1))]


def test_the_total_is_that_of_all_pages_in_figures_and_capitals() -> None:
    document = cover_of(40)
    *_, last, _ = text_of(draw_cover_list(document).pdf).split("\f")
    whole = total(row.invoice.amount for row in document.rows)
    assert f"（小写）{whole}" in last
    assert capital_amount(whole) in last


def test_the_subtotals_of_the_pages_are_the_total() -> None:
    document = cover_of(40)
    text = text_of(draw_cover_list(document).pdf)
    fen = [round(float(one) * 100) for one in re.findall(r"本页小计：([\d.]+)", text)]
    assert sum(fen) == document.total.fen


def test_it_says_that_it_is_no_invoice_and_names_nobody_in_full() -> None:
    text = text_of(draw_cover_list(replace(cover_of(2), patient=mask("王小明"))).pdf)
    assert "非票据" in text
    assert "王小明" not in text


def test_a_kiosk_prints_its_own_list() -> None:
    check_invoice_file(draw_cover_list(cover_of(40)).pdf)


def test_a_list_too_long_for_small_sheets_comes_on_large_ones() -> None:
    drawn = draw_cover_list(cover_of(400))
    assert drawn.pages <= MOST_PAGES
    assert {round(height) for _, height in sizes_of(drawn.pdf)} == {842}


def test_a_list_that_fits_nothing_is_refused() -> None:
    with pytest.raises(DoesNotFit):
        draw_cover_list(cover_of(2_000))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_any_name_of_a_hospital_leaves_the_rest_as_it_is(hospital: str) -> None:
    drawn = draw_cover_list(replace(cover_of(3), hospital=hospital))
    assert drawn.pages == 1
    assert overlapping(words_of(drawn.pdf)) == []
