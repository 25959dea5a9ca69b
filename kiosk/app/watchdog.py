"""Tells the service manager that the kiosk is ready, and from then on that it lives.

It lives if a question makes the whole round: from the window's thread to the engine's,
through its journal to the disk, and back into the window's. A thread of its own would
go on telling while patients look at a frozen screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.app.service_manager import ALIVE, READY
from ui.visit_view_model import VisitViewModel

ROUND_MS = 3_000  # kiosk.service is killed after 10 s without a word
NOT_READY = "WaitScreen"


class Watchdog(QObject):
    """Lives in the window's thread; `ask` has its answer called from any thread."""

    _answered = Signal()

    def __init__(
        self,
        ask: Callable[[Callable[[], None]], None],
        visit: VisitViewModel,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._ask = ask
        self._visit = visit
        self._tell = tell
        self._is_out = False
        self._is_ready = False
        self._answered.connect(self._came_back)
        self._rounds = QTimer(self)
        self._rounds.setInterval(ROUND_MS)
        self._rounds.timeout.connect(self._send_out)
        self._rounds.start()
        visit.changed.connect(self._hurry)

    def stop(self) -> None:
        self._rounds.stop()
        self._visit.changed.disconnect(self._hurry)

    def _send_out(self) -> None:
        """One question at a time: none may answer for an earlier one that is stuck."""
        if not self._is_out:
            self._is_out = True
            self._ask(self._answered.emit)

    def _hurry(self) -> None:
        if not self._is_ready:
            self._send_out()

    @Slot()
    def _came_back(self) -> None:
        self._is_out = False
        if not self._is_ready and self._visit.property("screen") != NOT_READY:
            self._is_ready = True
            self._tell(READY)
        self._tell(ALIVE)
