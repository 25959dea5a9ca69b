"""The font chain: every character is drawn, and is found again in the PDF."""

from pathlib import Path

import pytest

from printing import fonts
from printing.cmap import coverage
from printing.fonts import Font, FontMissing, chain, font_for, runs
from printing.pdf_fonts import registered, to_unicode

LACKED_BY_ALL = "\U000323b5"  # extension H, younger than the fonts


def test_a_common_character_is_drawn_by_the_first_font() -> None:
    assert font_for("中") == chain()[0]


@pytest.mark.parametrize("character", "𠮷䶮㛃㝄𡐓𬱖·〇鿕")
def test_a_rare_character_of_a_name_has_a_font(character: str) -> None:
    assert font_for(character) is not None


def test_a_text_is_split_where_the_font_changes() -> None:
    first, rare = font_for("王"), font_for(LACKED_BY_ALL)
    found = runs(f"王{LACKED_BY_ALL}王a")
    assert found == [(first, "王"), (rare, LACKED_BY_ALL), (first, "王a")]


def test_every_character_is_in_a_font_that_has_it() -> None:
    for font, text in runs("王𠮷㛃·Zoë䶮𬱖"):
        assert font is not None
        assert all(font.covers(character) for character in text)


def test_what_no_font_has_is_a_run_of_its_own() -> None:
    assert runs(LACKED_BY_ALL) == [(None, LACKED_BY_ALL)]


def test_a_font_that_is_not_installed_names_its_package() -> None:
    with pytest.raises(FontMissing, match="install the package fonts-nowhere"):
        _ = Font("Nowhere", "fonts-nowhere", "Nowhere.ttf").path


def test_a_font_that_may_be_missing_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    optional = Font("Nowhere", "fonts-nowhere", "Nowhere.ttf", needed=False)
    monkeypatch.setattr(fonts, "_CHAIN", (optional, *chain()))
    assert chain.__wrapped__()[0] != optional


def test_the_coverage_is_what_reportlab_finds_in_the_file() -> None:
    from reportlab.pdfbase.pdfmetrics import getFont

    first = chain()[0]
    glyphs = getFont(registered(first)).face.charToGlyph  # type: ignore[attr-defined]
    wrong = [
        code
        for code in (*range(0x20, 0x3000), *range(0x4E00, 0xA000))
        if bool(glyphs.get(code)) != first.covers(chr(code)) and code != 0xA0
    ]
    assert wrong == []


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.ttf"
    path.write_bytes(b"no font at all, but long enough")
    with pytest.raises(ValueError, match="not a whole font"):
        coverage(path, 0)


def test_a_character_beyond_the_bmp_is_written_as_utf_16() -> None:
    assert "<01> <D842DFB7>" in to_unicode("F", [0x20, 0x20BB7])


def test_a_block_of_the_character_map_has_at_most_a_hundred_lines() -> None:
    text = to_unicode("F", range(0x4E00, 0x4E00 + 256))
    assert text.count("100 beginbfchar") == 2
    assert text.count("56 beginbfchar") == 1
