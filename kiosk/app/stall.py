"""How late the window's thread is for what it has to do."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 1_000


class StallWatch(QObject):
    """Asks to be woken each second, and tells by how many it was late."""

    def __init__(self, told: Callable[[float], None]) -> None:
        super().__init__()
        self._told = told
        self._due_s = time.monotonic() + EVERY_MS / 1000
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        now_s = time.monotonic()
        self._told(max(0.0, now_s - self._due_s))
        self._due_s = now_s + EVERY_MS / 1000
