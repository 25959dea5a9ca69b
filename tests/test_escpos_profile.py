"""What each model of receipt printer can do, read from its file."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos.profile import (
    FOLDER,
    BadProfile,
    Encoding,
    Outlet,
    Proof,
    _Reader,
    load_profile,
    profile_names,
)
from printing.slip_format import SlipFormat, Text

GENERIC = (FOLDER / "generic.toml").read_text("utf-8")


def written(folder: Path, text: str) -> str:
    path = folder / "printer.toml"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_can_be_used(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.columns * 12 <= profile.width_dots


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_says_where_it_was_read(name: str) -> None:
    assert (FOLDER / f"{name}.toml").read_text("utf-8").startswith("# ")


def test_a_profile_may_be_a_file_of_the_hospital(tmp_path: Path) -> None:
    text = GENERIC.replace('"none"', '"queued_status"')
    assert load_profile(written(tmp_path, text)).proof is Proof.QUEUED_STATUS


def test_an_outlet_is_known_by_one_bit() -> None:
    assert load_profile("custom-kpm").outlet == Outlet(20, 5)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("columns = 48", "columns = 48\ncolour = 1", "unknown key 'paper.colour'"),
        ("[paper]", "[sheet]\n[paper]", "unknown key 'sheet'"),
        ("model =", "price = 1\nmodel =", "unknown key 'price'"),
        ("columns = 48", "", "paper.columns must be there"),
        ("columns = 48", "columns = 49", "columns of 12 dots that fit"),
        ("columns = 48", "columns = true", "paper.columns must be there"),
        ("width_dots = 576", "width_dots = 577", "multiple of 8"),
        ("width_dots = 576", "width_dots = 99999", "from 192 to 1024"),
        ('"gbk"', '"utf-8"', "text.encoding must be one of gbk, gb18030, raster"),
        ('"none"', '"hope"', "job.proof must be one of gs_h, queued_status, none"),
        ("[1, 2, 3, 4]", "[]", "status.questions"),
        ("[1, 2, 3, 4]", "[4, 1]", "status.questions"),
        ("[1, 2, 3, 4]", "[1, 5]", "status.questions"),
        ("[1, 2, 3, 4]", '["1"]', "status.questions"),
        ("clears = false", "clears = 0", "job.clears must be there"),
        ("clears = false", "clears = false\nsettles_s = -1", "job.settles_s"),
        ("clears = false", "clears = false\nsettles_s = true", "job.settles_s"),
        (GENERIC, "paper = 3", "paper must be a table"),
        (GENERIC, "=", "Invalid"),
    ],
)
def test_a_wrong_key_is_refused_by_name(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    text = GENERIC.replace(old, new)
    assert text != GENERIC
    if old == GENERIC and new != "=":
        text = 'model = "x"\n' + text
    with pytest.raises(BadProfile, match=why):
        load_profile(written(tmp_path, text))


def test_long_answers_and_reports_do_not_go_together(tmp_path: Path) -> None:
    text = (FOLDER / "custom-kpm.toml").read_text("utf-8")
    text = text.replace("changes = false", "changes = true")
    with pytest.raises(BadProfile, match=r"status\.changes must be false"):
        load_profile(written(tmp_path, text))


@pytest.mark.parametrize("name", ["", "no-such", "../setup", "/no/such.toml", "a\0b"])
def test_a_missing_profile_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(BadProfile, match="epson-tm-t88"):
        load_profile(name)


@given(
    st.recursive(
        st.integers() | st.text(max_size=5) | st.booleans(),
        lambda inner: st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
)
def test_no_content_whatever_breaks_the_reader(content: object) -> None:
    tables = {**tomllib.loads(GENERIC), "job": content, "paper": content}
    with pytest.raises(BadProfile):
        _Reader("x", tables).profile()


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_is_a_format_of_a_slip(name: str) -> None:
    profile = load_profile(name)
    format = SlipFormat(
        columns=profile.columns,
        dots=profile.width_dots,
        text=Text(profile.encoding),
    )
    assert format.dots == profile.width_dots


def test_both_sides_name_the_same_encodings() -> None:
    assert [*map(str, Encoding)] == [*map(str, Text)]
