"""What a technician sees of a camera's picture, how good it is said to be, and that
nothing of it is there before and after."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from drivers.camera.decoding import Look, QrDecoder
from drivers.camera.picture_quality import Finding, What, measures
from drivers.camera.qr_engines import Grey
from drivers.camera.scanner import CameraScanner
from drivers.camera.viewfinder import EVERY_S, LAST, WIDTH, View, Viewfinder
from drivers.sim.camera import SimCamera
from drivers.sim.phone_screen import HeldUp, held_up
from drivers.sim.phone_screen_trouble import Trouble
from tests.scanning import Scanning

CODE = b"opc7777777777777777777777777"
COVERED = np.zeros((720, 1280), np.uint8)
DEADLINE_S = 6.0


class Clock:
    """A clock that tests move."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def finder(clock: Clock) -> Viewfinder:
    finder = Viewfinder(clock)
    finder.open()
    return finder


@pytest.fixture
def clean() -> Grey:
    return held_up(3, Trouble.CLEAN).frame()


def looked_at(grey: Grey) -> Look:
    with QrDecoder() as decoder:
        return decoder.look(grey)


def view_of(grey: Grey, took_s: float = 0.01) -> View:
    finder = Viewfinder(Clock())
    finder.open()
    finder.see(grey, looked_at(grey), took_s)
    view = finder.take()
    assert view is not None
    return view


def found(grey: Grey, what: What) -> Finding:
    return {one.what: one.finding for one in view_of(grey).measures}[what]


def values(grey: Grey, what: What) -> tuple[float, ...]:
    return {one.what: one.values for one in view_of(grey).measures}[what]


# How good it is.


def test_a_clean_code_is_good_in_every_way(clean: Grey) -> None:
    assert {one.finding for one in view_of(clean).measures} == {Finding.GOOD}
    assert {one.what for one in view_of(clean).measures} == {*What}


@pytest.mark.parametrize(
    ("sigma", "finding"), [(0.8, Finding.GOOD), (2.3, Finding.SOFT)]
)
def test_a_picture_out_of_focus_is_soft(
    clean: Grey, sigma: float, finding: Finding
) -> None:
    blurred = np.asarray(cv2.GaussianBlur(clean, (0, 0), sigma), np.uint8)
    assert found(blurred, What.SHARPNESS) is finding
    detail, edges = values(blurred, What.SHARPNESS)
    sharp_detail, sharp_edges = values(clean, What.SHARPNESS)
    assert detail < sharp_detail / 2
    assert edges > sharp_edges


def test_a_picture_far_out_of_focus_is_blurred(clean: Grey) -> None:
    blurred = np.asarray(cv2.GaussianBlur(clean, (0, 0), 4), np.uint8)
    assert found(blurred, What.SHARPNESS) is Finding.BLURRED


@pytest.mark.parametrize(
    ("trouble", "finding"),
    [
        (Trouble.DIM, Finding.DARK),
        (Trouble.VERY_DIM, Finding.DARK),
        (Trouble.OVEREXPOSED, Finding.BRIGHT),
        (Trouble.CLEAN, Finding.GOOD),
    ],
)
def test_light_is_judged_by_the_code(trouble: Trouble, finding: Finding) -> None:
    assert found(HeldUp(CODE, trouble, 7).frame(0), What.LIGHT) is finding


def test_a_covered_lens_is_named() -> None:
    assert found(COVERED, What.LIGHT) is Finding.COVERED
    assert values(COVERED, What.LIGHT) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("share", "finding"),
    [(1.0, Finding.GOOD), (0.37, Finding.SMALL), (0.25, Finding.TINY)],
)
def test_a_code_far_away_is_small_in_dots(
    clean: Grey, share: float, finding: Finding
) -> None:
    small = cv2.resize(clean, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    grey = np.asarray(small, np.uint8)
    assert found(grey, What.SIZE) is finding
    [module], [whole] = values(grey, What.SIZE), values(clean, What.SIZE)
    assert module == pytest.approx(share * whole, rel=0.1)


@pytest.mark.parametrize(
    ("took_s", "finding"),
    [(0.03, Finding.GOOD), (0.2, Finding.SLOW), (0.4, Finding.TOO_SLOW)],
)
def test_a_slow_machine_is_named(clean: Grey, took_s: float, finding: Finding) -> None:
    told = measures(clean, None, took_s=took_s, read=0.0)
    [time] = [one for one in told if one.what is What.TIME]
    assert time.finding is finding
    assert time.values == pytest.approx((1000 * took_s,))


def test_without_a_code_nothing_is_said_of_one() -> None:
    wall = np.full((720, 1280), 128, np.uint8)
    assert found(wall, What.SIZE) is Finding.NO_CODE
    assert found(wall, What.READ) is Finding.NO_CODE
    assert view_of(wall).corners == ()


def test_how_many_of_the_last_frames_were_read(
    finder: Viewfinder, clock: Clock, clean: Grey
) -> None:
    read = looked_at(clean)
    for number in range(2 * LAST):
        clock.now += EVERY_S
        finder.see(clean, read if number % 2 else Look(), 0.01)
    view = finder.take()
    assert view is not None
    [share] = [one for one in view.measures if one.what is What.READ]
    assert share.finding is Finding.SELDOM
    assert share.values == pytest.approx((0.5,), abs=0.03)


# What is seen.


def test_the_outline_stands_around_the_code(clean: Grey) -> None:
    for grey, look in ((clean, looked_at(clean)), (clean, Look())):
        finder = Viewfinder(Clock())
        finder.open()
        finder.see(grey, look, 0.01)
        view = finder.take()
        assert view is not None
        assert len(view.corners) == 4
        columns, rows = zip(*view.corners, strict=True)
        inside = grey[
            round(min(rows) * 720) : round(max(rows) * 720),
            round(min(columns) * 1280) : round(max(columns) * 1280),
        ]
        assert looked_at(np.pad(inside, 40, constant_values=255)).reads


def test_the_picture_is_small_and_grey(finder: Viewfinder, clean: Grey) -> None:
    finder.see(cv2.cvtColor(clean, cv2.COLOR_GRAY2BGR), Look(), 0.01)
    view = finder.take()
    assert view is not None
    assert (view.width, view.height) == (WIDTH, WIDTH * 720 // 1280)
    assert len(view.pixels) == view.width * view.height


def test_a_frame_that_opencv_chokes_on_shows_nothing(finder: Viewfinder) -> None:
    finder.see(np.zeros((4, 4, 7), np.uint8), Look(), 0.01)
    assert finder.take() is None


def test_a_picture_comes_seven_times_a_second_at_most(
    finder: Viewfinder, clock: Clock, clean: Grey
) -> None:
    taken = 0
    for number in range(120):  # two seconds of a fast camera
        clock.now = number / 60
        finder.see(clean, Look(), 0.01)
        taken += finder.take() is not None
    assert taken == 14


# And when nobody looks.


def whenever_measured(
    monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]
) -> None:
    """`act` is done whenever a picture is measured."""

    def noted(*args: object, **numbers: object) -> object:
        act()
        return measures(*args, **numbers)  # type: ignore[arg-type]

    monkeypatch.setattr("drivers.camera.viewfinder.measures", noted)


def test_nothing_is_measured_or_kept_while_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, clean: Grey
) -> None:
    measured: list[int] = []
    whenever_measured(monkeypatch, lambda: measured.append(1))
    finder = Viewfinder(Clock())
    finder.see(clean, Look(), 0.01)
    assert finder.take() is None
    assert not measured


def test_the_end_of_a_look_leaves_nothing(finder: Viewfinder, clean: Grey) -> None:
    finder.see(clean, Look(), 0.01)
    finder.close()
    assert finder.take() is None
    finder.see(clean, Look(), 0.01)
    assert finder.take() is None
    finder.open()
    assert finder.take() is None


def test_a_frame_under_way_at_the_end_reaches_no_later_look(
    monkeypatch: pytest.MonkeyPatch, finder: Viewfinder, clean: Grey
) -> None:
    def end_and_begin() -> None:
        finder.close()
        finder.open()

    whenever_measured(monkeypatch, end_and_begin)
    finder.see(clean, Look(), 0.01)
    assert finder.take() is None


def test_a_picture_is_given_once_and_prints_nothing(
    finder: Viewfinder, clean: Grey
) -> None:
    finder.see(clean, Look(), 0.01)
    view = finder.take()
    assert view is not None
    assert len(repr(view)) < 200
    assert finder.take() is None


def test_a_stream_is_seen_as_it_comes() -> None:
    seen: list[View] = []
    with SimCamera() as sim:
        camera = CameraScanner(sim.url)
        camera.viewfinder.open()
        sim.present(CODE)
        with Scanning(camera) as scanning:
            for _ in range(3):
                assert scanning.next_code(DEADLINE_S) == CODE
                if view := camera.viewfinder.take():
                    seen.append(view)
        camera.viewfinder.close()
    view = seen[-1]
    assert len(view.corners) == 4
    findings = {one.what: one.finding for one in view.measures}
    assert findings[What.SHARPNESS] is Finding.GOOD
    assert findings[What.READ] is Finding.GOOD
