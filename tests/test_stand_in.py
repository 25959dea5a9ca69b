"""When the kiosk is gone, patients read 暂停服务 - not a desktop, not a console."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from Xlib import X, display  # type: ignore[import-untyped]  # it brings no types

from kiosk.app.demo.scene import Scene
from kiosk.app.service_manager import READY
from tests.bench.platforms import platforms
from ui.application import make_app
from ui.stand_in import CANVAS, StandIn
from ui.translate import compile_translations

GONE_S = 2.0  # after which patients must be able to read it (R77)
LIMIT_S = 60.0


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    make_app()  # with the renderer and the fonts of the product
    return QGuiApplication


@pytest.mark.parametrize("window", ["1号收费窗口", "门诊大楼二楼东侧人工收费窗口", ""])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1024, 768), (768, 1366)])
def test_nothing_of_it_is_cut_off(
    qtbot: QtBot, size: tuple[int, int], window: str
) -> None:
    picture = drawn(qtbot, QSize(*size), window)
    inner = QRect(0, 0, *size).adjusted(20, 20, -20, -20)
    inked = [
        (x, y)
        for x in range(0, size[0], 2)
        for y in range(0, size[1], 2)
        if picture.pixelColor(x, y) != CANVAS
    ]
    assert inked
    assert all(inner.contains(x, y) for x, y in inked)


def test_it_names_the_staffed_window(qtbot: QtBot) -> None:
    named, unnamed = (drawn(qtbot, QSize(800, 600), one) for one in ("3号窗口", ""))
    assert named != unnamed


def drawn(qtbot: QtBot, size: QSize, window: str) -> QImage:
    """What it looks like, once it says that it has been painted."""
    compile_translations()
    painted: list[None] = []
    page = StandIn(window, size, lambda: painted.append(None))
    page.show()
    qtbot.waitUntil(lambda: bool(painted))
    picture = QGuiApplication.primaryScreen().grabWindow(page.winId())
    page.close()
    return picture.toImage()


@pytest.fixture(scope="module")
def x_server() -> Iterator[dict[str, str]]:
    with platforms() as found:
        if "xcb" not in found:
            pytest.skip("needs an X server in memory: apt install xvfb")
        yield found["xcb"]


@pytest.fixture
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


def test_it_is_there_within_two_seconds_of_the_kiosks_death(
    x_server: dict[str, str], scene: Scene, tmp_path: Path
) -> None:
    config = scene.write_config(data=tmp_path)
    words = config.read_text(encoding="utf-8")
    config.write_text(words.replace("fullscreen = false", "fullscreen = true"))
    with ExitStack() as stack:
        eye = display.Display(x_server["DISPLAY"])
        stack.callback(eye.close)
        empty = glass(eye)
        stack.enter_context(ready("stand-in", config, x_server))
        page = another(eye, empty)
        kiosk = stack.enter_context(ready("run", config, x_server))
        another(eye, page)
        kiosk.kill()
        gone_at = time.monotonic()
        while glass(eye) != page:
            assert time.monotonic() - gone_at < GONE_S, "it is not there"


def another(eye: Any, before: bytes) -> bytes:
    """What the X server shows once it shows something else, and goes on showing it:
    it draws when it is told to, and not in one stroke."""
    seen = [before]
    while seen[-1] == before or len(seen) < 4 or len(set(seen[-4:])) > 1:
        seen = [*seen[-3:], glass(eye)]
    return seen[-1]


def test_a_configuration_that_the_kiosk_refuses_does_not_stop_it(
    x_server: dict[str, str], tmp_path: Path
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("this is no TOML")
    with ready("stand-in", config, x_server) as page:
        assert page.poll() is None


def glass(eye: Any) -> bytes:
    """Everything that the X server shows."""
    root = eye.screen().root
    return bytes(root.get_image(0, 0, 1080, 1920, X.ZPixmap, 0xFFFFFF).data)


@contextmanager
def ready(
    command: str, config: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A `kiosk` process that has said that it is ready, until the end of the block."""
    address = config.parent / f"notify-{command}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(address))
        heard.settimeout(LIMIT_S)
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", command, "--config", str(config)],
            env={**os.environ, **environment, "NOTIFY_SOCKET": str(address)},
            stderr=subprocess.DEVNULL,
        )
        try:
            while heard.recv(99).decode() != READY:
                pass
            yield process
        finally:
            process.kill()
            process.wait()
