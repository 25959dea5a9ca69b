"""What glibc's heap would keep for nothing, two dozen threads and a whole day long.

Elsewhere than on Linux there is nothing to do, and nothing is done.
"""

import ctypes
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:  # loaded later than this is: the first look comes first
    from ui.visit_view_model import VisitViewModel

M_ARENA_MAX = -8  # malloc.h
AT_REST = "WelcomeScreen"
AFTER_MS = 2_000  # when the last patient has gone and the next is not there yet


def share_one_heap() -> None:
    """Keep each thread from having a heap of its own, of which most stays empty: 15 MB.

    Before the first thread, or it is too late.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


class GivesBack(QObject):
    """Gives back to the system what the last visit needed: 6 MB after all screens."""

    def __init__(self, visit: "VisitViewModel") -> None:
        super().__init__()
        self._visit = visit
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_MS)
        self._later.timeout.connect(_trim)
        self._screen = ""
        visit.changed.connect(self._look)

    def stop(self) -> None:
        self._later.stop()
        self._visit.changed.disconnect(self._look)

    def _look(self) -> None:
        screen, before = str(self._visit.property("screen")), self._screen
        self._screen = screen
        if screen != before:
            if screen == AT_REST:
                self._later.start()
            else:
                self._later.stop()


def _trim() -> None:
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
