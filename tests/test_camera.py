"""The camera: what it reports, how often, and how it ends."""

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.camera.frames import Frames
from drivers.camera.scanner import CameraScanner
from drivers.port import UNPLUGGED, Condition, Health, Hint, Unplugged
from drivers.sim.camera import SimCamera
from drivers.sim.phone import dark_mode, qr_picture
from drivers.sim.phone_screen_trouble import Trouble
from tests.scanning import Scanning

DEADLINE_S = 6.0
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
    monkeypatch.setattr("drivers.camera.scanner.STALE_S", 0.3)
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


@pytest.fixture
def control(sim: SimCamera) -> dict[str, Callable[[str], None]]:
    """What a person at the simulator can do."""
    return sim.acts()


@pytest.mark.parametrize(
    "trouble", [Trouble.VERY_DIM, Trouble.MOIRE, Trouble.DARK_MODE, Trouble.COMBINATION]
)
def test_a_phone_held_up_badly_is_read_from_the_stream(
    control: dict[str, Callable[[str], None]], camera: CameraScanner, trouble: Trouble
) -> None:
    control["condition"](trouble)
    with Scanning(camera) as scanning:
        control["present"](CHINESE)
        assert scanning.next_code() == CHINESE.encode()


def test_a_hint_is_given_and_taken_back_when_the_code_is_read(sim: SimCamera) -> None:
    hints: queue.Queue[Hint | None] = queue.Queue()
    glaring = cv2.circle(qr_picture("a code in a lamp"), (148, 148), 52, 255, -1)
    with Scanning(CameraScanner(sim.url, hint=hints.put)) as scanning:
        sim.hold_up(np.asarray(glaring, np.uint8))
        assert hints.get(timeout=DEADLINE_S) is Hint.TILT
        sim.hold_up(qr_picture("a code in a lamp"))
        assert scanning.next_code() == b"a code in a lamp"
        assert hints.get(timeout=DEADLINE_S) is None
    assert hints.empty()


def test_a_hint_does_not_outlive_its_scan(sim: SimCamera) -> None:
    hints: queue.Queue[Hint | None] = queue.Queue()
    glaring = cv2.circle(qr_picture("a code in a lamp"), (148, 148), 52, 255, -1)
    with Scanning(CameraScanner(sim.url, hint=hints.put)):
        sim.hold_up(np.asarray(glaring, np.uint8))
        assert hints.get(timeout=DEADLINE_S) is Hint.TILT
    assert hints.get_nowait() is None


def test_broken_pictures_show_nothing_and_end_nothing(
    control: dict[str, Callable[[str], None]], camera: CameraScanner
) -> None:
    with Scanning(camera) as scanning:
        control["garble"]("")
        control["present"]("in pieces")
        assert scanning.sees_nothing_for(0.4)
        control["well"]("")
        assert scanning.next_code() == b"in pieces"
        assert not scanning.unplugged


def test_a_slow_camera_still_reads(
    control: dict[str, Callable[[str], None]], camera: CameraScanner
) -> None:
    with Scanning(camera) as scanning:
        control["slow"]("")
        control["present"]("no hurry")
        assert scanning.next_code() == b"no hurry"


def test_a_camera_listens_where_it_is_told(sim: SimCamera) -> None:
    port = int(sim.where.rpartition(":")[2].partition("/")[0])
    sim.close()
    with SimCamera(port) as again:
        assert again.where == sim.where
        assert CameraScanner(again.where).condition().usable


def test_an_unknown_condition_is_refused(
    control: dict[str, Callable[[str], None]],
) -> None:
    with pytest.raises(ValueError, match="fog"):
        control["condition"]("fog")


def test_a_camera_is_called_what_the_kernel_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.camera.scanner.KERNEL_KNOWS", tmp_path)
    assert CameraScanner(0).identity() == ""
    (tmp_path / "video0").mkdir()
    (tmp_path / "video0" / "name").write_text("USB Camera: Front\n")
    assert CameraScanner(0).identity() == "USB Camera: Front"
    assert CameraScanner("http://127.0.0.1/x.mjpeg").identity() == ""
