"""What the doctor finds is read by technicians, in their language."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.escpos.status import TROUBLE
from drivers.ipp.condition import FILTERS, HINDRANCES, HINTS
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.doctor import examine
from tests.lobby import offscreen_app
from ui import languages
from ui.found_wording import STRANGER, found
from ui.translate import compile_translations

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
# What has a figure, a path or an address in it, or is the name of a thing.
A_NAME = re.compile(r"[\d/@]|(?i:simulat)|espeak-ng")


@pytest.fixture
def chinese() -> Iterator[None]:
    offscreen_app()
    compile_translations()
    tongue = languages.Tongue()
    tongue.speak(next(one for one in languages.known() if one.code == "zh_CN"))
    yield
    tongue.silence()


@pytest.mark.usefixtures("chinese")
def test_whatever_a_printer_says_of_itself_is_read_in_chinese() -> None:
    said = {*(word for _, word in TROUBLE)}
    said |= {word for _, word, *_ in (*HINDRANCES, *HINTS, *FILTERS)} - {"fuser"}
    assert [one for one in said if found(one).isascii()] == []


@pytest.mark.usefixtures("chinese")
def test_what_is_found_at_a_kiosk_is_read_in_chinese_but_for_names(
    tmp_path: Path,
) -> None:
    with Scene() as scene:
        config = load(scene.write_config(data=tmp_path / "data"))
        well = examine(config, NOW)
        scene.receipt_printer.open_cover()
        scene.sandbox.cut_power()
        unwell = examine(config, NOW)
    told = [one for one in (*well, *unwell) if one.name != "versions"]
    phrases = {phrase for one in told for phrase in found(one.found).split("，")}
    assert len(phrases) > 20
    unread = {one for one in phrases if one.isascii() and not A_NAME.search(one)}
    assert unread == set()


@pytest.mark.usefixtures("chinese")
def test_figures_and_names_stand_where_the_language_wants_them() -> None:
    told = found("1840 MiB free at /var/lib/kiosk, noatime")
    assert told == "/var/lib/kiosk 剩余 1840 MiB，noatime"
    assert found(STRANGER).startswith("未登记")


def test_in_english_it_stays_as_it_was_found() -> None:
    text = "EPSON TM-T20III 2.05, paper out, 10.20.4.17:9100"
    assert found(text) == text
