"""What the camera sees as QML sees it, while a trial of it is open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.model.sight import Finding, Measure, Sight
from ui import sight_wording as wording
from ui.live_picture import LivePicture
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_EVERY_MS = 150
WORDS_EVERY = 5  # pictures: numbers that flicker cannot be read
MOST_MISSED = 14  # looks that saw nothing new: two seconds
TONES = {
    Finding.GOOD: "good",
    Finding.NO_CODE: "calm",
    Finding.SOFT: "wait",
    Finding.BRIGHT: "wait",
    Finding.SMALL: "wait",
    Finding.SLOW: "wait",
    Finding.SELDOM: "wait",
}
SYMBOLS = {"good": "done", "calm": "info", "wait": "warning", "warn": "close"}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One thing that was measured of the picture."""

    words: str
    tone: str
    icon: str


@QmlElement
class SightViewModel(QObject):
    """Looks by itself while it is open, and forgets all of it when it is closed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._glimpse: Callable[[], Sight | None] = lambda: None
        self._open = False
        self._seen = self._missed = 0
        self._measured: tuple[Measure, ...] = ()
        self.live_picture = LivePicture()
        self.measure_model = Rows(MeasureRow)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look_through(self, glimpse: Callable[[], Sight | None]) -> None:
        """What gives the newest sight, once; called in the window's thread."""
        self._glimpse = glimpse

    @property
    def is_looking(self) -> bool:
        return self._timer.isActive()

    def show(self, *, there: bool) -> None:
        """Whether a camera is being tried out. The language may be another now."""
        if there == self._open:
            self._say()
            return
        self._open = there
        self._seen = self._missed = 0
        if there:
            self._timer.start()
        else:
            self._timer.stop()
            self._forget()
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """See what there is to be seen now."""
        if not self._open:
            return
        sight = self._glimpse()
        if sight is None:
            self._missed += 1
            if self._missed == MOST_MISSED:
                self._forget()
                self.changed.emit()
            return
        self._missed = 0
        self.live_picture.hold(sight)
        if self._seen % WORDS_EVERY == 0:
            self._measured = sight.measures
            self._say()
        self._seen += 1
        self.changed.emit()

    def _forget(self) -> None:
        self._seen, self._measured = 0, ()
        self.live_picture.hold(None)
        self._say()

    def _say(self) -> None:
        self.measure_model.replace([_row(one) for one in self._measured])

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there is a camera to look through."""
        return self._open

    @Property(bool, notify=changed)
    def blind(self) -> bool:
        """Whether it gives no picture, though it has had the time."""
        return self._open and self._missed >= MOST_MISSED

    @Property(str, notify=changed)
    def picture(self) -> str:
        return self.live_picture.address

    @Property(Rows, constant=True)
    def measures(self) -> Rows:
        return self.measure_model


def _row(measure: Measure) -> MeasureRow:
    tone = TONES.get(measure.finding, "warn")
    return MeasureRow(wording.words(measure), tone, SYMBOLS[tone])
