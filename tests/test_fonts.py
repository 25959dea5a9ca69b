"""The font chain: every character is drawn, and by a font that has it."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from printing import coverage, fonts
from printing.cmap import character_map
from printing.coverage import blocks, covered, table
from printing.fonts import (
    Font,
    FontMissing,
    chain,
    font_for,
    runs,
    unknown_characters,
)
from printing.glyph_picture import glyph_picture
from printing.pdf_fonts import PageFont, to_unicode
from printing.truetype import TrueType, truetype

LACKED_BY_ALL = "\U000323b5"  # extension J, younger than the fonts


def test_a_common_character_is_drawn_by_the_first_font() -> None:
    assert font_for("中") == chain()[0]


@pytest.mark.parametrize("character", "𠮷䶮㛃㝄𡐓𬱖·〇鿕鿭")
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


def test_what_no_font_has_is_told_once_each() -> None:
    names = [f"王{LACKED_BY_ALL}{LACKED_BY_ALL}", "𠮷\x00\ue000", LACKED_BY_ALL]
    assert unknown_characters(names) == LACKED_BY_ALL


def test_a_font_that_is_not_installed_names_its_package() -> None:
    with pytest.raises(FontMissing, match="install the package fonts-nowhere"):
        _ = Font("Nowhere", "fonts-nowhere", "Nowhere.ttf").path


def test_a_font_that_may_be_missing_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    optional = Font("Nowhere", "fonts-nowhere", "Nowhere.ttf", needed=False)
    monkeypatch.setattr(fonts, "_CHAIN", (optional, *chain()))
    assert chain.__wrapped__()[0] != optional


def test_every_chinese_character_of_gb_18030_2022_is_drawn() -> None:
    chinese = [covered(block) for block in blocks() if block.is_chinese]
    assert sum(len(one.block.characters) for one in chinese) == 87_887
    assert [one.missing for one in chinese] == [""] * len(chinese)


def test_every_sign_of_two_bytes_is_drawn() -> None:
    signs = [covered(block) for block in blocks() if "two-byte" in block.name]
    assert [one.missing for one in signs] == [""]


def test_the_table_of_coverage_counts_what_each_font_draws() -> None:
    kangxi = next(block for block in blocks() if "Kangxi" in block.name)
    *_, row = table([covered(kangxi)])
    assert row.startswith("| Kangxi radicals | 214 | 214 |")


def test_the_report_ends_with_the_sum(capsys: pytest.CaptureFixture[str]) -> None:
    coverage.main()
    assert "87,887 of 87,887" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("font", [font for font in chain() if font.truetype])
def test_the_map_is_what_freetype_finds_in_the_file(font: Font) -> None:
    """A character is covered exactly if FreeType draws something but the empty box."""
    face = ImageFont.truetype(font.path, 16, index=font.face)
    empty = bytes(face.getmask("\U0010fffd"))
    sample = [*range(0x4E00, 0xA000, 97), *range(0x3400, 0x4DB6, 97), 0x20BB7, 0x9FED]
    wrong = [
        code
        for code in sample
        if (bytes(face.getmask(chr(code))) != empty) != font.covers(chr(code))
    ]
    assert wrong == []


@pytest.mark.parametrize("font", [font for font in chain() if font.truetype])
def test_the_widths_are_those_that_freetype_measures(font: Font) -> None:
    face = ImageFont.truetype(font.path, 1000, index=font.face)
    known = truetype(font.path, font.face)
    for character in filter(font.covers, "王A1·㛃𠮷，"):
        width = known.width(font.glyph(character))
        assert abs(width - face.getlength(character)) <= 1


@pytest.mark.parametrize("font", [font for font in chain() if font.truetype])
def test_a_subset_draws_the_same_glyphs(font: Font) -> None:
    """Composed glyphs included: their parts come along under new numbers."""
    text = "".join(filter(font.covers, "王龘é鬱ǖ1㛃䶮𠮷𪚥·鿕"))
    glyphs = [0, *(font.glyph(character) for character in text)]
    subset = truetype(font.path, font.face).subset(glyphs)
    whole = ImageFont.truetype(font.path, 64, index=font.face)
    part = ImageFont.truetype(io.BytesIO(with_map(subset, text)), 64)
    assert text
    for character in text:
        assert drawn(part, character) == drawn(whole, character)


def test_a_picture_of_a_glyph_has_ink_above_and_below() -> None:
    font = font_for("鿭")
    assert font is not None
    picture = glyph_picture(font, "鿭")
    ink = sum(bin(byte).count("1") for byte in picture.dots)
    assert 0.1 < ink / (picture.width * picture.height) < 0.5


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.ttf"
    path.write_bytes(b"no font at all, but long enough")
    with pytest.raises(ValueError, match="not a whole font"):
        character_map(path, 0)


def test_a_font_without_truetype_outlines_is_refused() -> None:
    noto = next(font for font in chain() if not font.truetype)
    with pytest.raises(ValueError, match="no TrueType outlines"):
        TrueType(noto.path, noto.face)


def test_a_character_beyond_the_bmp_is_written_as_utf_16() -> None:
    assert "<0002> <D842DFB7>" in to_unicode(" 𠮷")


def test_a_block_of_the_character_map_has_at_most_a_hundred_lines() -> None:
    text = to_unicode("".join(map(chr, range(0x4E00, 0x4E00 + 256))))
    assert text.count("100 beginbfchar") == 2
    assert text.count("56 beginbfchar") == 1


def test_two_documents_never_give_different_fonts_the_same_name() -> None:
    one, other = PageFont(chain()[0]), PageFont(chain()[0])
    assert one.codes("王一") == "00010002"
    assert other.codes("一王") == "00010002"
    assert one.name != other.name


def drawn(face: ImageFont.FreeTypeFont, character: str) -> bytes:
    picture = Image.new("L", (96, 96), 0)
    ImageDraw.Draw(picture).text((8, 72), character, 255, face, anchor="ls")
    return picture.tobytes()


def with_map(subset: bytes, text: str) -> bytes:
    """The subset with a cmap, which fonts inside a PDF do not have."""
    groups = sorted((ord(character), at) for at, character in enumerate(text, start=1))
    rows = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in groups)
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    table += struct.pack(">HHIII", 12, 0, 16 + len(rows), 0, len(groups)) + rows
    (count,) = struct.unpack_from(">4xH", subset)
    records = [*struct.iter_unpack(">4s4xII", subset[12 : 12 + 16 * count])]
    tables = {tag: subset[at : at + length] for tag, at, length in records}
    tables[b"cmap"] = table
    start, heads, bodies = 12 + 16 * len(tables), b"", b""
    for tag, body in sorted(tables.items()):
        heads += struct.pack(">4sIII", tag, 0, start + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 0) + heads + bodies
