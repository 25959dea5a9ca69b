"""Has the screen read aloud: when somebody asks for it, or wears a headset."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickWindow

from ui.languages import Language
from ui.speech import reading
from ui.speech.prompts import Prompts
from ui.speech.script import Kind, Line, Part, Script
from ui.visit_view_model import VisitViewModel

# Nobody has asked; yet who has gone deaf to the screen must hear it (rule H4).
SPOKEN_ANYWAY = ("IdleScreen",)
SCANNING = ("WelcomeScreen", "ScanScreen", "PaymentScanScreen")
AFTER_A_SCAN = ("WaitScreen", "WhoScreen", "PayingScreen")
# Where something has come to an end, by the mood of the screen.
ENDINGS = ("ResultScreen", "TroubleScreen", "CollectedScreen", "CancelScreen")
TONES = {"good": "done", "warn": "failed"}


class Mouth(Protocol):
    """What speaks. See kiosk.app.narrator."""

    def say(self, script: Script, tongue: str, *, asked: bool, tone: str = "") -> None:
        """Say this instead of what is being said, after a short sound. `tongue` is a
        language: zh, en."""

    def hush(self) -> None:
        """Be silent, now."""


class Teller(QObject):
    """Follows one window. `known` are words of this place that anybody may hear."""

    plugged = Signal(bool)  # a headset, from any thread

    def __init__(
        self,
        window: QQuickWindow,
        visit: VisitViewModel,
        mouth: Mouth,
        known: tuple[str, ...],
    ) -> None:
        super().__init__()
        self._window = window
        self._visit = visit
        self._mouth = mouth
        self._known = known
        self._prompts: dict[Language, Prompts] = {}
        self._headset = False
        self._read: Script = ()
        self._screen = str(visit.property("screen"))
        comfort = visit.comfort_model
        comfort.voice_there()
        comfort.listened.connect(self.repeat)
        comfort.touched.connect(self._touched)
        visit.changed.connect(self._soon)
        self._settled = QTimer(self)  # the layout comes after the change
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._follow)
        self.plugged.connect(self._plugged)

    def script(self) -> Script:
        """What stands on the screen now, as it is said."""
        prompts = self._catalogue()
        lines = (
            prompts.line(text) for text in reading.texts(self._window.contentItem())
        )
        script = tuple(line for line in lines if line)
        return (
            tuple(map(_kept_private, script)) if self._visit.is_confidential else script
        )

    def repeat(self) -> None:
        """Read all of it, amounts too: somebody has asked."""
        self._read = self.script()
        self._say(self._read, asked=True)

    def name(self, words: str) -> None:
        """Say what a control is called: the one that a keypad points to."""
        self._read = self.script()  # who goes on by keys need not hear it all first
        self._say((self._catalogue().line(words),), asked=True)

    @property
    def _language(self) -> Language:
        return self._visit.comfort_model.language

    def _catalogue(self) -> Prompts:
        language = self._language
        if language not in self._prompts:
            self._prompts[language] = Prompts(language, self._known)
        return self._prompts[language]

    def _say(self, script: Script, *, asked: bool, tone: str = "") -> None:
        self._mouth.say(script, self._language.tongue, asked=asked, tone=tone)

    def _soon(self) -> None:
        screen = self._visit.property("screen")
        if screen != self._screen:
            self._mouth.hush()  # at once: nothing of the last screen is said on this
        self._settled.start()

    def _follow(self) -> None:
        """A new screen is read whole, and of one that changed what is new on it."""
        screen, before = str(self._visit.property("screen")), self._screen
        self._screen = screen
        listens = self._headset or self._visit.comfort_model.property("listening")
        is_heard = listens or screen in SPOKEN_ANYWAY
        script, read = self.script() if is_heard else (), self._read
        self._read = script
        fresh = script
        if screen == before:
            fresh = tuple(line for line in script if line not in read)
        tone = self._tone(before, screen)
        if fresh or tone:
            self._say(fresh, asked=False, tone=tone)

    def _tone(self, before: str, now: str) -> str:
        """A short sound for all, whether they listen or not (R8, R30)."""
        if before in SCANNING and now in AFTER_A_SCAN:
            return "read"
        if now != before and now in ENDINGS:
            return TONES.get(str(self._visit.property("mood")), "")
        return ""

    def _touched(self) -> None:
        self._mouth.hush()

    def _plugged(self, there: bool) -> None:
        self._headset = there
        if there:
            self.repeat()


def _kept_private(line: Line) -> Line:
    return tuple(Part(part.words, Kind.PRIVATE) for part in line)
