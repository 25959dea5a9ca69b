"""Every device has a drawing of its own, and so has every remedy that a hand does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from kiosk.app.gallery.attending import AT_DEVICES, DEVICES
from kiosk.app.panels import TRIALS
from kiosk.flows.attending_states import Trying
from kiosk.model.staff import Line, Outcome, Trial
from tests.lobby import Lobby
from ui import attending_wording as wording
from ui import device_drawings as drawings
from ui.icons import FOLDER, draw

# What is done at a desk, or by calling somebody.
NOT_BY_HAND = {
    "another program holds it: end that, or ask the running kiosk",
    "ask security: this may not be central",
    "call security: kiosk audit verify",
    "check its mount",
    "check the name and the DNS",
    "check the time service",
    "check what [tls] names",
    "have it renewed",
    "have it renewed, or trust it",
    "have it started again there",
    "make room",
    "make room: no new money is taken",
    "measure the glass above the floor: screen.bottom_mm",
    "say how long a new roll is: receipt_printer.roll_m",
    "see kiosk outbox",
    "staff were told: see the case",
}
DRAWN = {
    *drawings.DEVICES.values(),
    *drawings.ACTS.values(),
    *drawings.ACTS_ON_PAGES.values(),
}


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


def picture(name: str) -> QImage:
    return draw(name, "#000000", QSize(72, 72)).convertToFormat(
        QImage.Format.Format_RGB32
    )


@pytest.mark.parametrize("name", [*TRIALS, "touch", "display", "form_printer"])
def test_every_device_on_the_panel_has_a_drawing(name: str) -> None:
    assert drawings.device(name) in DRAWN


def test_every_remedy_is_drawn_or_is_nothing_for_the_hands(lobby: Lobby) -> None:
    assert {*wording.remedies()} == {*drawings.ACTS} | NOT_BY_HAND
    assert {*wording.remedies_of_pages()} == {*drawings.ACTS_ON_PAGES}
    assert not {*drawings.ACTS} & NOT_BY_HAND


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_it_is_there_and_no_other_looks_like_it(lobby: Lobby, name: str) -> None:
    ours = picture(name)
    colors = {ours.pixel(x, y) for x in range(72) for y in range(72)}
    assert len(colors) > 20
    assert all(ours != picture(other) for other in DRAWN - {name})


def test_no_drawing_lies_about_unused() -> None:
    files = {file.stem for file in FOLDER.glob("*.svg")}
    assert {one for one in files if one.startswith(("device-", "act-"))} == DRAWN


def test_a_printer_of_pages_has_a_tray(lobby: Lobby) -> None:
    roll = Line("receipt_printer", "fail", "paper out", "put in paper")
    pages = Line("page_printer", "fail", "paper out", "put in paper")
    assert drawings.act(roll) == "act-lay-in-roll"
    assert drawings.act(pages) == "act-lay-in-pages"
    assert "卷" in wording.remedy(roll)
    assert "卷" not in wording.remedy(pages)


def test_a_trial_shows_the_device_that_it_is_of(lobby: Lobby) -> None:
    model = lobby.window.view_model.attending_model
    for trial in Trial:
        lobby.show(Trying(AT_DEVICES, trial, Outcome.SHOWN))
        assert model.property("drawing") == drawings.tried(DEVICES, trial) != ""


def test_what_is_no_device_keeps_its_sign_alone() -> None:
    assert drawings.device("central: name") == ""
    assert drawings.act(Line("disk", "warn", "full", "make room")) == ""
