"""The camera: what it reports, how often, and how it ends."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.camera import CameraScanner
from drivers.frames import Frames
from drivers.port import UNPLUGGED, Condition, Health, Unplugged
from drivers.sim.camera import SimCamera
from drivers.sim.phone import dark_mode, qr_picture
from tests.test_scanner_contract import Scanning

CHINESE = "医保电子凭证𠮷"


class Clock:
    """A clock that tests move."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def sim() -> Iterator[SimCamera]:
    with SimCamera() as sim:
        yield sim


@pytest.fixture
def camera(sim: SimCamera) -> CameraScanner:
    return CameraScanner(sim.url)


def test_a_gb18030_code_on_a_phone_in_dark_mode_is_read(
    sim: SimCamera, camera: CameraScanner
) -> None:
    payload = CHINESE.encode("gb18030")
    with Scanning(camera) as scanning:
        sim.hold_up(dark_mode(qr_picture(payload)))
        assert scanning.next_code() == payload


def test_a_screenshot_may_be_held_up_as_png(
    sim: SimCamera, camera: CameraScanner
) -> None:
    _, png = cv2.imencode(".png", qr_picture(CHINESE))
    with Scanning(camera) as scanning:
        sim.hold_up(png.tobytes())
        assert scanning.next_code() == CHINESE.encode()


def test_an_empty_lobby_and_a_covered_lens_show_nothing(
    sim: SimCamera, camera: CameraScanner
) -> None:
    with Scanning(camera) as scanning:
        assert scanning.sees_nothing_for(0.2)
        sim.go_blank()
        assert scanning.sees_nothing_for(0.2)


def test_a_code_held_up_on_and_on_is_reported_now_and_then(sim: SimCamera) -> None:
    clock = Clock()
    with Scanning(CameraScanner(sim.url, monotonic=clock)) as scanning:
        sim.hold_up(qr_picture("a code"))
        scanning.next_code()
        clock.now += 0.5
        assert scanning.sees_nothing_for(0.2)
        clock.now += 1.0
        assert scanning.next_code() == b"a code"


def test_a_code_still_held_up_is_no_news_to_the_next_scan(sim: SimCamera) -> None:
    camera = CameraScanner(sim.url, monotonic=Clock())
    sim.hold_up(qr_picture("a code"))
    with Scanning(camera) as scanning:
        scanning.next_code()
    with Scanning(camera) as scanning:
        assert scanning.sees_nothing_for(0.3)


def test_a_camera_that_freezes_is_told_apart_from_one_that_works(
    sim: SimCamera, camera: CameraScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.camera.STALE_S", 0.3)
    with Scanning(camera) as scanning:
        sim.freeze()
        assert scanning.sees_nothing_for(0.6)
        assert camera.condition() == Condition(Health.FAILED, "no picture")
        sim.thaw()


def test_a_slow_reader_gets_the_newest_frame(sim: SimCamera) -> None:
    frames = Frames(sim.url, every_s=0.0)
    try:
        assert frames.next(2.0) is not None
        sim.go_blank()
        # Frames pass by while nobody asks; the lobby must be gone afterwards.
        threading.Event().wait(0.3)
        frame = frames.next(2.0)
        assert frame is not None
        assert np.asarray(frame).max() < 10
    finally:
        frames.close()


@pytest.mark.parametrize("source", ["/dev/video99", 99, "http://127.0.0.1:9/x", "/no"])
def test_a_camera_that_cannot_be_opened_is_unplugged(source: str | int) -> None:
    camera = CameraScanner(source)
    assert camera.condition() == UNPLUGGED
    with pytest.raises(Unplugged):
        camera.scan(lambda code: None, lambda: False)


def test_every_picture_of_a_recording_is_looked_at(tmp_path: Path) -> None:
    seen: queue.Queue[bytes] = queue.Queue()
    codes = [b"one", b"two", b"three"]
    for number, code in enumerate(codes):
        picture = cv2.resize(qr_picture(code), (400, 400))
        cv2.imwrite(str(tmp_path / f"{number:03}.png"), picture)
    with pytest.raises(Unplugged):
        CameraScanner(str(tmp_path / "%03d.png")).scan(seen.put, lambda: False)
    assert [seen.get_nowait() for _ in codes] == codes


def test_what_is_no_picture_at_all_is_unplugged(tmp_path: Path) -> None:
    (tmp_path / "000.png").write_bytes(b"not a picture")
    with pytest.raises(Unplugged):
        CameraScanner(str(tmp_path / "%03d.png")).scan(print, lambda: False)
