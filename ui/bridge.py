"""The one way from a worker's thread to the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.flows.visit_states import Visit


class Bridge(QObject):
    """Lives in the GUI thread; `show` may be called from any thread."""

    _arrived = Signal(object)

    def __init__(self, show: Callable[[Visit], None]) -> None:
        super().__init__()
        self._show = show
        # Queued by itself when emitted in another thread than this object's.
        self._arrived.connect(self._deliver)

    def show(self, state: Visit) -> None:
        """Have the state shown soon, in order, and return at once."""
        self._arrived.emit(state)

    @Slot(object)
    def _deliver(self, state: Visit) -> None:
        self._show(state)
