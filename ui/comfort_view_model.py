"""How the patient likes to read: size, contrast, language, and a call for help."""

from enum import Enum, auto

from PySide6.QtCore import Property, QObject, QRectF, Signal, Slot
from PySide6.QtQml import QmlElement

from ui import languages
from ui.languages import Language
from ui.taps import TapGuard

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


CALL_AGAIN_S = 60.0  # staff who are on their way are not called every second


class Call(Enum):
    """How far a call for a person is."""

    NONE = auto()
    OUT = auto()
    HEARD = auto()
    UNHEARD = auto()


@QmlElement
class ComfortViewModel(QObject):
    """One tap away on every screen, and forgotten when the visit ends."""

    changed = Signal()
    languageChanged = Signal()  # noqa: N815 - Qt's name for it
    listened = Signal()  # she wants to hear the screen
    touched = Signal()  # anywhere at all
    called = Signal(str)  # for a person, from this screen
    told = Signal(bool)  # whether staff see the call; from any thread

    def __init__(self, guard: TapGuard) -> None:
        super().__init__()
        self._guard = guard
        self._languages = languages.known()
        self._language = self._languages[0]
        self._large = self._contrast = self._helping = False
        self._speaks = self._listening = False
        self._ring = QRectF()
        self._screen = ""
        self._call = Call.NONE
        self.told.connect(self._be_told)

    @Property(bool, notify=changed)
    def large(self) -> bool:
        return self._large

    @Property(bool, notify=changed)
    def contrast(self) -> bool:
        return self._contrast

    @property
    def language(self) -> Language:
        """What she reads."""
        return self._language

    @Property(str, notify=languageChanged)
    def other(self) -> str:
        """What the next language calls itself."""
        return self._next_language().name

    @Property(bool, notify=changed)
    def helping(self) -> bool:
        """Whether the help panel is open."""
        return self._helping

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        """Whether it is not known yet if the call is heard."""
        return self._call is Call.OUT

    @Property(bool, notify=changed)
    def coming(self) -> bool:
        """Whether staff know of it."""
        return self._call is Call.HEARD

    @Property(bool, notify=changed)
    def speaks(self) -> bool:
        """Whether there is a voice."""
        return self._speaks

    @Property(bool, notify=changed)
    def listening(self) -> bool:
        """Whether she has asked for it in this visit."""
        return self._listening

    @Property(QRectF, notify=changed)
    def ring(self) -> QRectF:
        """Around what a keypad points to; empty where it points to nothing."""
        return self._ring

    @Property(bool, notify=changed)
    def plain(self) -> bool:
        """Whether everything is as the next patient should find it."""
        return not (
            self._large
            or self._contrast
            or self._language != self._languages[0]
            or self._helping
            or self._listening
            or not self._ring.isNull()
        )

    def voice_there(self) -> None:
        """There is somebody who can read the screen aloud."""
        self._speaks = True
        self.changed.emit()

    def point(self, ring: QRectF) -> None:
        """Draw a ring there, and let its user hear the screen from now on."""
        if ring == self._ring:
            return
        self._ring = ring
        if not ring.isNull():
            self._listening = self._speaks
        self.changed.emit()

    @Slot()
    def touch(self) -> None:
        """A finger is on the glass: whoever speaks falls silent, the ring goes."""
        self.touched.emit()
        if not self._ring.isNull():
            self._ring = QRectF()
            self.changed.emit()

    @Slot()
    def listen(self) -> None:
        if self._guard.allows("listen"):
            self._listening = True
            self.changed.emit()
            self.listened.emit()

    @Slot()
    def enlarge(self) -> None:
        if self._guard.allows("large"):
            self._large = not self._large
            self.changed.emit()

    @Slot()
    def sharpen(self) -> None:
        if self._guard.allows("contrast"):
            self._contrast = not self._contrast
            self.changed.emit()

    @Slot()
    def translate(self) -> None:
        if self._guard.allows("language"):
            self._speak(self._next_language())
            self.changed.emit()

    @Slot()
    def call(self) -> None:
        if self._guard.allows("help"):
            self._helping = True
            wanted = self._guard.allows("call", CALL_AGAIN_S)
            wanted = wanted or self._call is Call.UNHEARD
            self._call = Call.OUT if wanted else self._call
            self.changed.emit()
            if wanted:
                self.called.emit(self._screen)

    @Slot()
    def dismiss(self) -> None:
        """Close the help panel."""
        if self._helping:
            self._helping = False
            self.changed.emit()

    def stand_before(self, screen: str) -> None:
        """Know what is on the screen, for whoever is called to it."""
        self._screen = screen

    @Slot(bool)
    def _be_told(self, is_heard: bool) -> None:
        if self._call is Call.OUT:  # else she has gone
            self._call = Call.HEARD if is_heard else Call.UNHEARD
            self.changed.emit()

    def dress(self, *, language: str, large: bool, contrast: bool) -> None:
        """Be as told, as if a patient had tapped for it. `language` is a code."""
        wanted = next(one for one in self._languages if one.code == language)
        before = (self._language, self._large, self._contrast)
        if before != (wanted, large, contrast):
            self._large, self._contrast = large, contrast
            self._speak(wanted)
            self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Be as the next patient should find it."""
        self._call = Call.NONE
        if self.property("plain"):
            return
        self._large = self._contrast = self._helping = self._listening = False
        self._ring = QRectF()
        self._speak(self._languages[0])
        self.changed.emit()

    def _next_language(self) -> Language:
        after = self._languages.index(self._language) + 1
        return self._languages[after % len(self._languages)]

    def _speak(self, language: Language) -> None:
        if language != self._language:
            self._language = language
            self.languageChanged.emit()
