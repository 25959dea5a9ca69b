"""What may go on paper, and how wide it is there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.line_breaking import wrap
from printing.measuring import fit, width
from printing.text import columns, cut, for_paper

anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_nothing_invisible_reaches_the_paper(text: str) -> None:
    categories = {unicodedata.category(character) for character in for_paper(text)}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@given(anything)
def test_a_filtered_text_passes_the_filter_unchanged(text: str) -> None:
    assert for_paper(for_paper(text)) == for_paper(text)


def test_commands_and_bidi_controls_are_taken_out_of_a_name() -> None:
    assert for_paper("张\x1b@\u202e三\x10\x04\u200b\n") == "张@三"


@pytest.mark.parametrize(
    "name", ["王𠮷", "䶮", "㛃", "买买提·吐尔逊", "Zoë", "〇", "欧阳𬱖"]
)
def test_a_name_keeps_every_character(name: str) -> None:
    assert for_paper(name) == name


@pytest.mark.parametrize(
    ("private", "public"),
    [
        ("\ue863", "䶮"),
        ("\ue832", "\u9fb8"),
        ("\ue831", "\U000215d7"),
        ("\ue815", "\u2e81"),
    ],
)
def test_a_name_from_an_old_system_keeps_its_rare_character(
    private: str, public: str
) -> None:
    assert for_paper(f"张{private}") == f"张{public}"


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF])
def test_a_code_that_is_never_a_character_is_taken_out(code: int) -> None:
    assert for_paper(f"张{chr(code)}三") == "张三"


def test_a_letter_and_its_accent_become_one() -> None:
    assert for_paper("e\u0301") == "é"


def test_a_full_width_character_takes_two_columns() -> None:
    assert [columns(text) for text in ("a", "中", "·", "—", "×", "𠮷", "㛃")] == [
        *(1, 2, 2, 2, 2, 2, 2)
    ]


def test_a_combining_mark_takes_no_column() -> None:
    assert columns("x\u0323") == 1


def test_half_a_character_is_never_kept() -> None:
    assert cut("中中中", 5) == "中中"


def test_a_mark_stays_with_the_last_letter_that_fits() -> None:
    assert cut("x\u0323y", 1) == "x\u0323"


@given(anything, st.integers(0, 60))
def test_what_is_cut_fits_and_one_more_character_would_not(
    text: str, width: int
) -> None:
    clean = for_paper(text)
    kept = cut(clean, width)
    assert clean.startswith(kept)
    assert columns(kept) <= width
    assert kept == clean or columns(clean[: len(kept) + 1]) > width


@given(anything, st.integers(10, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width_mm: int) -> None:
    lines = wrap(text, 8, width_mm)
    assert "".join(lines) == for_paper(text)
    assert all(width(line, 8) <= width_mm for line in lines)
    assert len(lines) == 1 or all(lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("阿莫西林胶囊 0.25g×24粒", ["阿莫西林胶囊 ", "0.25g×24粒"]),
        ("维生素甲乙丙丁，戊己", ["维生素甲乙丙", "丁，戊己"]),
        ("维生素甲乙丙（丁戊）", ["维生素甲乙丙", "（丁戊）"]),
    ],
)
def test_numbers_stay_whole_and_marks_stand_where_they_may(
    text: str, lines: list[str]
) -> None:
    assert wrap(text, 8, 19.8) == lines


@given(anything, st.integers(5, 60))
def test_what_is_made_smaller_fits(text: str, width_mm: int) -> None:
    clean = for_paper(text)
    shown, size = fit(clean, 8, width_mm)
    assert width(shown, size) <= width_mm + 1e-6
    assert 4 <= size <= 8
    assert shown == clean or shown.endswith("…")
