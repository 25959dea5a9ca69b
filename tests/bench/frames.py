"""Waits for frames of one window, in the process that draws them."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

LIMIT_S = 10.0
OUTSIDE = QPoint(1, 1)


class NoFrame(Exception):
    """What should have been drawn was not."""


class Frames:
    """The moment at which a frame has left for the screen."""

    def __init__(self, window: QQuickWindow) -> None:
        self._ready: Callable[[], bool] = bool
        self._painted_at_ns: int | None = None
        self._loop = QEventLoop()
        window.frameSwapped.connect(self._painted)

    def after(
        self, act: Callable[[], None], ready: Callable[[], bool] = lambda: True
    ) -> float:
        """Milliseconds from an act to the first frame drawn when `ready()`."""
        self._ready, self._painted_at_ns = ready, None
        began_ns = time.monotonic_ns()
        act()
        if self._painted_at_ns is None:
            guard = QTimer(singleShot=True, interval=int(LIMIT_S * 1000))
            guard.timeout.connect(self._loop.quit)
            guard.start()
            self._loop.exec()
        if self._painted_at_ns is None:
            raise NoFrame
        return (self._painted_at_ns - began_ns) / 1e6

    def _painted(self) -> None:
        if self._painted_at_ns is None and self._ready():
            self._painted_at_ns = time.monotonic_ns()
            self._loop.quit()


class Finger:
    """Touches one window."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self._device: QPointingDevice = QTest.createTouchDevice()

    def press(self, at: QPoint) -> None:
        QTest.touchEvent(self._window, self._device).press(0, at).commit()

    def release(self, at: QPoint) -> None:
        QTest.touchEvent(self._window, self._device).release(0, at).commit()

    def leave(self) -> None:
        """Lift the finger beside everything, so that the touch means nothing."""
        self.release(OUTSIDE)
