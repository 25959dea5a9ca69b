"""What a visit needed goes back to the system, and nobody waits for it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from kiosk.app import heap
from kiosk.app.gallery.states import SAMPLES
from tests.lobby import Lobby


@pytest.fixture
def trims(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    counted: list[None] = []
    monkeypatch.setattr(heap, "_trim", lambda: counted.append(None))
    monkeypatch.setattr(heap, "AFTER_MS", 0)
    return counted


@pytest.fixture
def lobby(trims: list[None]) -> Iterator[Lobby]:
    with Lobby() as lobby:
        lobby.show(SAMPLES["bills"])
        gives_back = heap.GivesBack(lobby.window.view_model)
        yield lobby
        gives_back.stop()


def a_moment() -> None:
    loop = QEventLoop()
    QTimer.singleShot(5, loop.quit)
    loop.exec()


def test_when_nobody_is_there_it_goes_back_once(
    lobby: Lobby, trims: list[None]
) -> None:
    for name in ("amount_credit", "settled"):
        lobby.show(SAMPLES[name])
        a_moment()
    assert trims == []
    lobby.show(SAMPLES["welcome"])
    a_moment()
    lobby.show(SAMPLES["welcome_nothing"])
    a_moment()
    assert trims == [None]


def test_who_comes_at_once_is_not_kept_waiting(lobby: Lobby, trims: list[None]) -> None:
    lobby.window.view_model.show(SAMPLES["welcome"])
    lobby.window.view_model.show(SAMPLES["identifying"])
    a_moment()
    assert trims == []
