"""Each screen looks as it did when somebody last looked at it."""

from pathlib import Path

import pytest
from PIL import Image

from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT
from tests.faces import FOLDER, MOST_BYTES, drawn, faces, seen
from tests.golden import differ
from tests.lobby import Lobby
from ui.display import Display

HOW = "If it should look otherwise: `python -m tests.faces`, and look."
SHAPES = pytest.mark.parametrize("display", [PORTRAIT, LANDSCAPE], ids=["tall", "wide"])


@SHAPES
def test_every_screen_looks_as_it_was_looked_at(
    display: Display, tmp_path: Path
) -> None:
    strange = []
    with Lobby(display) as lobby:
        for face in faces(display):
            now = drawn(lobby, face)
            if not face.file.exists() or differ(now, Image.open(face.file)):
                now.save(tmp_path / face.file.name)
                strange.append(face.name)
    assert strange == [], f"{HOW} The new ones are in {tmp_path}."


def test_there_is_no_picture_of_what_is_gone() -> None:
    wanted = {face.file for shape in (PORTRAIT, LANDSCAPE) for face in faces(shape)}
    assert {*FOLDER.glob("*.png")} == wanted


def test_the_pictures_are_small() -> None:
    assert [f.name for f in FOLDER.glob("*.png") if f.stat().st_size > MOST_BYTES] == []


def test_a_word_that_is_another_is_seen() -> None:
    with Lobby(PORTRAIT) as lobby:
        lobby.dress()
        [amount] = [face for face in faces(PORTRAIT) if face.name == "settled-tall"]
        before = drawn(lobby, amount)
        assert not differ(before, drawn(lobby, amount))
        lobby.control("confirm").setProperty("text", "退出")
        lobby.settle()
        assert differ(before, seen(lobby))
