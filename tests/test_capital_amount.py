"""Amounts in capital figures, and read back by other rules than they are written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.money import Money
from printing.capital import LARGEST, capital_amount

FIGURES = {figure: value for value, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}
FIGURES_OF = "零壹贰叁肆伍陆柒捌玖"
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("188.21", "壹佰捌拾捌元贰角壹分"),
        ("100.00", "壹佰元整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("1001.00", "壹仟零壹元整"),
        ("1010.00", "壹仟零壹拾元整"),
        ("10000.00", "壹万元整"),
        ("10001.00", "壹万零壹元整"),
        ("101000.00", "壹拾万壹仟元整"),
        ("100000001.00", "壹亿零壹元整"),
        ("100001000.00", "壹亿零壹仟元整"),
        ("1010000000.00", "壹拾亿壹仟万元整"),
        (
            "9999999999.99",
            "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
        ("-12.30", "负壹拾贰元叁角整"),
    ],
)
def test_an_amount_is_written_as_a_bank_writes_it(amount: str, words: str) -> None:
    assert capital_amount(Money.parse(amount)) == words


@given(st.integers(0, LARGEST.fen))
def test_what_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    assert read(capital_amount(Money(fen))) == fen


@given(st.integers(0, LARGEST.fen))
def test_no_two_zeros_stand_together_and_none_before_a_unit(fen: int) -> None:
    words = capital_amount(Money(fen))
    assert words == "零元整" or not re.search("零[零拾佰仟万亿元角分整]", words)


@given(st.integers(0, LARGEST.fen))
def test_it_ends_with_a_round_mark_exactly_if_there_are_no_fen(fen: int) -> None:
    assert capital_amount(Money(fen)).endswith("整") == (fen % 10 == 0)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_empty_places_between_figures_are_one_zero(
    high: int, low: int, jiao: int, fen: int
) -> None:
    amount = Money(high * 10**11 + low * 100 + jiao * 10 + fen)
    parts = (f"{FIGURES_OF[high]}拾亿零{FIGURES_OF[low]}元", f"{FIGURES_OF[jiao]}角")
    assert capital_amount(amount) == "".join(parts) + f"{FIGURES_OF[fen]}分"


@given(st.integers(1, LARGEST.fen))
def test_a_reversal_is_the_same_amount_after_its_mark(fen: int) -> None:
    assert capital_amount(Money(-fen)) == "负" + capital_amount(Money(fen))


def test_an_amount_beyond_the_form_is_refused() -> None:
    with pytest.raises(ValueError, match="ten places"):
        capital_amount(LARGEST + Money(1))


def read(words: str) -> int:
    """Read capital figures as a person does: figure, unit, group, from the left."""
    total = group = figure = 0
    for word in words:
        if word in FIGURES:
            figure = FIGURES[word]
        elif word in UNITS:
            group, figure = group + figure * UNITS[word], 0
        elif word in "万亿元":
            scale = {"万": 10**6, "亿": 10**10, "元": 100}[word]
            total, group, figure = total + (group + figure) * scale, 0, 0
        elif word in "角分":
            total, figure = total + figure * {"角": 10, "分": 1}[word], 0
    return total
