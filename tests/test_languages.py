"""A language is one file: whoever writes a catalogue has the kiosk in that language."""

import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from kiosk.app.gallery.states import PORTRAIT
from tests.lobby import Lobby, offscreen_app
from ui import languages, message, translate
from ui.languages import NoSuchLanguage, Tongue
from ui.speech.prompts import Prompts

GERMAN = "kiosk_de.ts"
PRIVATE_DAY = date(2026, 3, 5)


@contextmanager
def german(folder: Path) -> Iterator[Path]:
    """The catalogues, and one more, written as a translator would: each text in
    brackets, so that whatever was not translated is seen."""
    offscreen_app()
    shutil.copytree(languages.FOLDER, folder, dirs_exist_ok=True)
    catalogue = ET.parse(languages.FOLDER / "kiosk_zh_CN.ts")
    root = catalogue.getroot()
    root.set("language", "de")
    for one in root.iter("message"):
        source = one.findtext("source", "")
        translation = one.find("translation")
        assert translation is not None
        is_a_day = re.fullmatch(r"[dMy ]+", source)
        translation.text = source if is_a_day else f"[{source}]"
    own_name = root.find("context[name='Language']/message/translation")
    assert own_name is not None
    own_name.text = "Deutsch"
    catalogue.write(folder / GERMAN, encoding="utf-8", xml_declaration=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "FOLDER", folder)
        patch.setattr(translate, "FOLDER", folder)
        made = [one.name for one in translate.compile_translations()]
        assert made == ["kiosk_de.qm"]
        yield folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with german(tmp_path) as catalogues:
        yield catalogues


@pytest.fixture
def lobby(folder: Path) -> Iterator[Lobby]:
    with Lobby(PORTRAIT) as opened:
        yield opened


def test_the_button_goes_round_and_says_what_comes_next(lobby: Lobby) -> None:
    said = []
    for code in ("zh_CN", "en", "de"):
        lobby.comfort.dress(language=code, large=False, contrast=False)
        said.append(str(lobby.control("language").property("text")))
    lobby.comfort.translate()
    said.append(str(lobby.control("language").property("text")))
    assert said == ["English", "Deutsch", "中文", "English"]


def test_days_are_written_as_the_language_does(folder: Path) -> None:
    tongue = Tongue()
    written = []
    for language in languages.known():
        tongue.speak(language)
        written.append((message.weekday(PRIVATE_DAY), message.month(PRIVATE_DAY)))
    tongue.silence()
    assert written == [
        ("周四", "2026年3月"),
        ("Thu", "March 2026"),
        ("Do.", "März 2026"),
    ]


def test_it_is_spoken_too(folder: Path) -> None:
    last = languages.known()[-1]
    assert last.tongue == "de"
    prompts = Prompts(last)
    assert [part.words for part in prompts.line("[Total]")] == ["[Total]"]
    assert [part.words for part in prompts.line("¥ 120.05")] == ["120.05", "yuan"]


def test_a_language_that_was_not_compiled_is_not_offered(folder: Path) -> None:
    (folder / "kiosk_de.qm").unlink()
    assert [one.name for one in languages.known()] == ["中文", "English"]


def test_without_chinese_there_is_no_kiosk(folder: Path) -> None:
    (folder / "kiosk_zh_CN.qm").unlink()
    with pytest.raises(NoSuchLanguage, match="zh_CN"):
        languages.known()
