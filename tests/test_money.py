"""Money is whole fen, and text only at the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.money import Money, total

amounts = st.integers(-(10**11), 10**11).map(Money)


@given(amounts)
def test_an_amount_survives_its_text(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount


@pytest.mark.parametrize(
    "text", ["1", "1.5", "01.00", "1,00", "１.00", "1.00 ", "", "-"]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="an amount is yuan"):
        Money.parse(text)


def test_money_is_never_a_float_or_a_truth_value() -> None:
    for wrong in (1.5, True):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]


@given(st.lists(amounts, max_size=20))
def test_a_total_loses_no_fen(parts: list[Money]) -> None:
    assert total(parts).fen == sum(part.fen for part in parts)
