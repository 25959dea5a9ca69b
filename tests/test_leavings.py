"""A visit leaves nothing behind. `python -m tests.leavings` takes longer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize

from kiosk.app.gallery.states import SAMPLES
from tests.leavings.likeness import is_another
from tests.leavings.marking import ANY_MARK, mark_of, marked
from tests.leavings.run import KINDS, Lobbyist
from tests.lobby import Lobby
from ui.pictures import Pictures

VISITS = 12


@pytest.fixture(scope="module")
def lobby() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


def test_after_each_visit_all_is_as_if_nobody_had_been_there(lobby: Lobby) -> None:
    assert Lobbyist(lobby, seed=1).come(VISITS).faults == []


def test_a_mark_reaches_the_glass_and_is_seen_there(lobby: Lobby) -> None:
    before = lobby.show(KINDS["bills"]).window.grab()
    marks = lobby.show(marked(KINDS["bills"], mark_of(7)))
    assert ANY_MARK.search(marks.words())
    assert is_another(before, marks.window.grab())


def test_whoever_asks_late_for_a_picture_gets_none(lobby: Lobby) -> None:
    collecting = lobby.window.view_model.collecting_model
    pictures = Pictures(collecting.easel)  # as the window has it

    def drawn(number: str) -> bool:
        return not pictures.requestImage(number, QSize(), QSize()).isNull()

    lobby.show(SAMPLES["preview"])
    hers = str(collecting.property("picture")).rpartition("/")[2]
    assert drawn(hers)
    lobby.show(SAMPLES["welcome"])
    assert not drawn(hers)
    lobby.show(SAMPLES["qr"])
    assert not drawn(hers)
