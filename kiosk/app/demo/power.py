"""The kiosk's power: running, cut, stopped, or dead by itself."""

import signal
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.app.demo.kiosk_process import KioskProcess

QML_IMPORT_NAME = "Bench.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

BACK_AFTER_S = 2.0


class Power(StrEnum):
    """How the kiosk is."""

    RUNNING = "running"
    CUT = "cut"  # and coming back
    STOPPED = "stopped"  # in order
    DIED = "died"  # not in order, and not by our hand


@QmlElement
class PowerViewModel(QObject):
    """Starts the kiosk, cuts its power, and says what became of it."""

    changed = Signal()
    _ended = Signal(int)

    def __init__(
        self, command: Sequence[str], back_after_s: float = BACK_AFTER_S
    ) -> None:
        super().__init__()
        self._process = KioskProcess(command, self._ended.emit)
        self._power = Power.STOPPED
        self._words = "kiosk not started"
        self._back_after_s = back_after_s
        self._fuse = QTimer(self, singleShot=True, interval=round(back_after_s * 1000))
        self._fuse.timeout.connect(self.start)
        self._ended.connect(self._take_end, Qt.ConnectionType.QueuedConnection)

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._power

    @Property(str, notify=changed)
    def words(self) -> str:
        return self._words

    @Slot()
    def start(self) -> None:
        """Switch the kiosk on."""
        self._process.start()
        self._become(Power.RUNNING, f"kiosk running, process {self._process.id}")

    @Slot()
    def cut(self) -> None:
        """Cut the power. It comes back by itself."""
        if self._power is Power.RUNNING:
            self._become(
                Power.CUT, f"power cut; back in {self._back_after_s:.0f} seconds"
            )
            self._process.cut_power()

    def close(self) -> None:
        """Have the kiosk stop in order, and wait for it."""
        self._fuse.stop()
        self._ended.disconnect(self._take_end)
        self._process.close()

    @Slot(int)
    def _take_end(self, code: int) -> None:
        if self._power is Power.CUT:
            self._fuse.start()
        elif code == 0:
            self._become(Power.STOPPED, "kiosk stopped")
        else:
            self._become(Power.DIED, f"kiosk died: {_cause(code)}")

    def _become(self, power: Power, words: str) -> None:
        self._power, self._words = power, words
        self.changed.emit()


def _cause(code: int) -> str:
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
