"""Touches on the real window, in the process that draws it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QPointF

from kiosk.app.demo.finger import find
from kiosk.app.gallery.states import ALL, SAMPLES
from kiosk.flows.visit_states import Welcome
from tests.bench.frames import Finger, Frames
from ui.window import KioskWindow

PLAIN: dict[str, Any] = {"language": "zh_CN", "large": False, "contrast": False}
WORN = {"large": True, "contrast": True, "language": "en"}


def touch(window: KioskWindow, count: int) -> dict[str, list[float]]:
    """Press and lift, tap through to the next screen, and be shown sixty bills."""
    frames, finger = Frames(window.root), Finger(window.root)
    model = window.view_model
    comfort = model.comfort_model
    presses, taps, lists = [], [], []
    ways: dict[str, list[float]] = {"large": [], "contrast": [], "language": []}

    def on(screen: str) -> Callable[[], bool]:
        return lambda: bool(model.property("screen") == screen)

    def press() -> tuple[QPoint, float]:
        button = find(window.root.contentItem(), "start")
        assert button is not None
        middle = QPointF(button.width() / 2, button.height() / 2)
        at = button.mapToScene(middle).toPoint()
        down = partial(button.property, "down")
        return at, frames.after(lambda: finger.press(at), down)

    for _ in range(count):
        presses.append(press()[1])
        frames.after(finger.leave)
        at, _ = press()
        taps.append(frames.after(partial(finger.release, at), on("ScanScreen")))
        frames.after(model.cancel, on("WelcomeScreen"))
        show_bills = partial(model.show, SAMPLES["bills_many"])
        lists.append(frames.after(show_bills, on("BillsScreen")))
        frames.after(partial(model.show, Welcome(ALL)), on("WelcomeScreen"))
        for way, times in ways.items():
            times.append(
                frames.after(partial(comfort.dress, **PLAIN | {way: WORN[way]}))
            )
            frames.after(partial(comfort.dress, **PLAIN))
    return {"press": presses, "tap": taps, "list": lists, **ways}
