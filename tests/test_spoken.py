"""What who cannot see the screen is told of it: all of it, in order, by name."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF

from kiosk.app.gallery.states import SAMPLES
from tests.lobby import Lobby
from tests.spoken import CONTROLS, ROLES, Role, Spoken, everything, misplaced, spoken
from tests.test_screens import TALL, WIDE
from ui.display import Display


@dataclass(frozen=True)
class Screen:
    """One screen as it is read with the eyes, and as it is read out."""

    name: str
    words: list[tuple[str, QPointF]]
    controls: int
    told: list[Spoken]


@pytest.fixture(
    scope="module",
    params=[(TALL, False), (WIDE, False), (WIDE, True)],
    ids=["tall", "wide", "large"],
)
def screens(request: pytest.FixtureRequest) -> list[Screen]:
    display, large = request.param
    return [*look(display, large=large)]


def look(display: Display, *, large: bool) -> Iterator[Screen]:
    with Lobby(display) as lobby:
        lobby.dress(large=large)
        for name, state in SAMPLES.items():
            lobby.show(state)
            words = [
                (str(text.property("text")), lobby.area(text).center())
                for text in lobby.texts()
            ]
            yield Screen(name, words, len(lobby.controls()), spoken(lobby))


def plain(words: str) -> str:
    return "".join(words.split())


def test_every_word_on_a_screen_is_spoken(screens: list[Screen]) -> None:
    silent = [
        f"{screen.name}: nobody hears {words!r}"
        for screen in screens
        for words, middle in screen.words
        if not any(
            plain(words) in plain(one.name) and one.area.contains(middle)
            for one in screen.told
        )
    ]
    assert "\n".join(silent) == ""


def test_it_is_read_as_it_stands(screens: list[Screen]) -> None:
    found = [
        f"{screen.name}: {fault}"
        for screen in screens
        for fault in misplaced([(one.name, one.area) for one in screen.told])
    ]
    assert "\n".join(found) == ""


def test_every_screen_has_a_headline(screens: list[Screen]) -> None:
    assert [
        screen.name
        for screen in screens
        if not any(one.role is Role.Heading for one in screen.told)
    ] == []


def test_whatever_is_told_has_a_name_and_every_control_is_told(
    screens: list[Screen],
) -> None:
    for screen in screens:
        for one in screen.told:
            assert one.name.strip(), (screen.name, one)
            assert one.role in ROLES, (screen.name, one)
        controls = [one for one in screen.told if one.role in CONTROLS]
        assert len(controls) == screen.controls, screen.name


def test_an_amount_is_told_with_what_it_is_for() -> None:
    with Lobby() as lobby:
        lobby.show(SAMPLES["amount_credit"])
        told = [plain(one.name) for one in spoken(lobby)]
        assert "您需支付,¥89.27" in told
        assert "医保统筹支付,¥133.90" in told


def test_nothing_of_a_patient_is_told_after_her() -> None:
    with Lobby() as lobby:
        for name, state in SAMPLES.items():
            lobby.show(state)
            if name.startswith(("idle", "welcome", "out_of_service")):
                told = " ".join(one.name for one in everything(lobby))
                assert "欧阳" not in told, name
                assert "¥" not in told, name
