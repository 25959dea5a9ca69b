"""From a finger to a changed picture, as another program on the X server sees it."""

import time
from collections.abc import Iterator
from typing import Any

from Xlib import X, display  # type: ignore[import-untyped]  # it brings no types
from Xlib.ext import xtest  # type: ignore[import-untyped]

from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median, worst_of_hundred

LIMIT_S = 2.0
BETWEEN_S = 0.45  # the guard against trembling hands is 0.4 s


def figures(scene: Scene, environment: dict[str, str], count: int) -> Iterator[Figure]:
    """Press Start with the X server's own finger, and look at one of its pixels."""
    config = configure(scene)
    ours, empty = [], []
    with Child("tests.bench.empty_window", environment=environment) as rectangle:
        rectangle.hear()
        rectangle.tell("live")
        empty = _presses(environment, (540, 900), count)
    with Child("tests.bench.kiosk_window", config, environment=environment) as kiosk:
        for _ in range(3):
            kiosk.hear()
        ours = _presses(environment, tuple(kiosk.ask("where start")), count)
    peer = "rectangle alone"
    yield Figure(
        "tap to changed pixel, seen from X, p50",
        median(ours),
        peer,
        median(empty),
        Aim(2, "ms"),
    )
    yield Figure(
        "tap to changed pixel, seen from X, p99",
        worst_of_hundred(ours),
        peer,
        worst_of_hundred(empty),
        Aim(16, "ms"),
    )


def _presses(
    environment: dict[str, str], spot: tuple[int, ...], count: int
) -> list[float]:
    server = display.Display(environment["DISPLAY"])
    root = server.screen().root
    x, y = spot
    times = []
    for _ in range(count):
        _move(server, x, y)
        before = _pixel(root, x, y)
        began = time.perf_counter()
        xtest.fake_input(server, X.ButtonPress, 1)
        server.flush()
        while _pixel(root, x, y) == before:
            assert time.perf_counter() - began < LIMIT_S, "the press is not seen"
        times.append((time.perf_counter() - began) * 1000)
        _move(server, 2, 2)  # away from everything: the press means nothing
        xtest.fake_input(server, X.ButtonRelease, 1)
        server.sync()
        time.sleep(BETWEEN_S)
    server.close()
    return times


def _move(server: Any, x: int, y: int) -> None:
    xtest.fake_input(server, X.MotionNotify, x=x, y=y)
    server.sync()


def _pixel(root: Any, x: int, y: int) -> bytes:
    return bytes(root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFF).data)
