"""What the camera sees, on its way to the glass, and that it is gone with the trial."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from drivers.camera import picture_quality
from drivers.sim.phone import qr_picture
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery import sights
from kiosk.app.gallery.attending import AT_DEVICES, WITHOUT_CAMERA
from kiosk.app.gallery.states import SAMPLES
from kiosk.flows.attending_states import Trying
from kiosk.flows.visit_states import Visit, Welcome
from kiosk.model import sight as model
from kiosk.model.sight import Finding, Measure, Sight, What
from kiosk.model.staff import Outcome, Trial
from tests.live import standing_before
from tests.lobby import Lobby
from tests.test_visits_end_to_end import configure, wait_until_enrolled
from ui import sight_wording
from ui.live_picture import OUTLINE, LivePicture
from ui.sight_view_model import MOST_MISSED, WORDS_EVERY, SightViewModel

CANARY = b"somebody who passes by "
ROOM = QSize(640, 360)


@pytest.fixture
def lobby() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


@pytest.fixture
def eye(lobby: Lobby) -> SightViewModel:
    """A scan trial before a camera that sees a code well."""
    lobby.show(SAMPLES["trial_seen"])
    return lobby.window.view_model.attending_model.sight_model


def a_sight() -> Sight:
    seen = sights.seen_well()
    return replace(seen, pixels=CANARY * (len(seen.pixels) // len(CANARY) + 1))


def sights_left() -> int:
    """How many with our mark are still in memory."""
    gc.collect()
    found = [one for one in gc.get_objects() if isinstance(one, Sight)]
    return sum(one.pixels.startswith(CANARY) for one in found)


def tones(eye: SightViewModel) -> list[str]:
    rows = eye.measure_model
    [tone] = [role for role, name in rows.roleNames().items() if name == b"tone"]
    return [str(rows.data(rows.index(at), tone)) for at in range(rows.rowCount())]


def test_the_drivers_words_are_the_models() -> None:
    for ours, drivers in (
        (model.What, picture_quality.What),
        (model.Finding, picture_quality.Finding),
    ):
        assert [*map(str, ours)] == [*map(str, drivers)]


# The picture.


def test_it_is_drawn_under_its_own_address_with_the_code_outlined() -> None:
    picture = LivePicture()
    picture.hold(sights.seen_well())
    drawn = picture.draw(picture.address, ROOM)
    assert drawn.size() == ROOM
    x, y = sights.seen_well().corners[0]
    at = drawn.pixelColor(round(x * ROOM.width()), round(y * ROOM.height()))
    assert at == QColor(OUTLINE)
    before = picture.address
    picture.hold(sights.seen_nothing())
    assert picture.draw(before, ROOM).isNull()
    picture.hold(None)
    assert picture.address == ""
    assert picture.draw(before, ROOM).isNull()


def test_a_code_that_leaves_the_picture_is_outlined_as_far_as_it_goes() -> None:
    picture = LivePicture()
    outside = ((-0.2, -0.1), (0.4, -0.1), (0.4, 1.3), (-0.2, 1.3))
    picture.hold(replace(sights.seen_well(), corners=outside))
    assert picture.draw(picture.address, ROOM).size() == ROOM


def test_the_window_shows_it(lobby: Lobby, eye: SightViewModel) -> None:
    assert eye.property("picture")
    frame = lobby.window.grab()
    lines = range(0, frame.height(), 3)
    dots = [frame.pixelColor(x, y) for y in lines for x in range(0, frame.width(), 3)]
    assert dots.count(OUTLINE) > 50


# The words.


@pytest.mark.parametrize("finding", Finding)
def test_every_finding_has_words_and_numbers(lobby: Lobby, finding: Finding) -> None:
    assert "12" in sight_wording.words(Measure(What.TIME, (12.0,), finding))


@pytest.mark.parametrize("what", What)
def test_every_measure_has_words(lobby: Lobby, what: What) -> None:
    words = sight_wording.words(Measure(what, (), Finding.GOOD))
    assert words.startswith(sight_wording.names()[what])


def test_words_stand_long_enough_to_be_read(eye: SightViewModel) -> None:
    eye.look_through(sights.seen_badly)
    before = tones(eye)
    changes = []
    for _ in range(3 * WORDS_EVERY):
        eye.look()
        changes.append(tones(eye) != before)
        before = tones(eye)
    assert changes.count(True) == 1


def test_a_camera_that_gives_no_picture_is_named(
    lobby: Lobby, eye: SightViewModel
) -> None:
    eye.look_through(lambda: None)
    for _ in range(MOST_MISSED):
        assert not eye.property("blind")
        eye.look()
    lobby.settle()
    assert eye.property("blind")
    assert eye.property("picture") == ""
    assert "摄像头没有画面" in lobby.words()
    eye.look_through(sights.seen_well)
    eye.look()
    assert not eye.property("blind")


# Only in its trial.


def test_another_scanner_is_tried_as_ever(lobby: Lobby) -> None:
    lobby.show(Trying(WITHOUT_CAMERA, Trial.SCAN, Outcome.SHOWN))
    eye = lobby.window.view_model.attending_model.sight_model
    assert not eye.property("there")
    assert eye.property("picture") == ""


def test_nobody_looks_outside_the_trial_of_a_camera(lobby: Lobby) -> None:
    eye = lobby.window.view_model.attending_model.sight_model
    for state in SAMPLES.values():
        lobby.show(state)
        match state:
            case Trying(before, Trial.SCAN) if before == AT_DEVICES:
                assert eye.is_looking
            case _:
                assert not eye.is_looking
                assert eye.property("picture") == ""


@pytest.mark.parametrize("after", [AT_DEVICES, Welcome(AT_DEVICES.abilities)])
def test_nothing_of_it_outlives_the_trial(
    lobby: Lobby, eye: SightViewModel, after: Visit
) -> None:
    eye.look_through(a_sight)
    eye.look()
    lobby.settle()
    lobby.window.grab()
    assert sights_left()
    lobby.window.view_model.show(after)
    lobby.settle()
    assert not sights_left()
    eye.look()
    assert not sights_left()


# The whole way, over the camera's wire.


def test_a_technician_sees_what_the_camera_sees_and_then_no_more(
    tmp_path: Path,
) -> None:
    with Scene() as scene:
        config = configure(scene, tmp_path)
        with standing_before(scene, config) as technician:
            wait_until_enrolled(load(config))
            kiosk_id = load(config).kiosk.id
            pass_ = scene.sandbox.staff_pass(kiosk_id, "technician")
            technician.shows_text(pass_.encode())
            technician.sees("扫码测试")
            technician.touches_it(technician.finds("扫码测试"))
            eye = technician.lobby.window.view_model.attending_model.sight_model
            technician.sees("清晰度", "画面中没有码")
            code = scene.sandbox.fresh_codes("P1008")["voucher"]
            scene.camera.hold_up(qr_picture(code))
            words = technician.sees("清晰度：清晰", "码的大小：", "稳定", "医保码")
            assert code not in words
            assert eye.property("picture")
            scene.camera.freeze()
            technician.sees("摄像头没有画面")
            scene.camera.thaw()
            technician.sees("清晰度：清晰")
            technician.touches_it("passed")
            technician.sees("通过 2")
            assert eye.property("picture") == ""
            assert not eye.is_looking
