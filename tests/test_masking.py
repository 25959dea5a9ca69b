"""A name on the screen tells her that it is she, and nobody else who."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.patient import mask

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张小明", "张*明"),
        ("欧阳明", "欧阳*"),
        ("欧阳小明", "欧阳*明"),
        ("𠮷田", "𠮷*"),
        ("买买提·吐尔逊", "买**·***"),
        ("李", "李*"),
        ("", "*"),
        ("葛\U000e0100小明", "葛\U000e0100*明"),
    ],
)
def test_the_surname_and_the_last_character_stay(name: str, shown: str) -> None:
    assert mask(name) == shown


@given(st.text(HAN, min_size=2, max_size=30))
def test_something_is_always_hidden(name: str) -> None:
    masked = mask(name)
    assert "*" in masked
    assert masked != name
    assert len(masked) <= len(name) + 1


@given(st.text(HAN, min_size=3, max_size=30))
def test_at_most_three_characters_are_shown(name: str) -> None:
    assert len(mask(name).replace("*", "")) <= 3
