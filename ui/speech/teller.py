"""Has the screen read aloud: when somebody asks for it, or wears a headset."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickWindow

from ui.speech import reading
from ui.speech.prompts import Prompts
from ui.speech.script import Kind, Line, Part, Script
from ui.visit_view_model import VisitViewModel

# Nobody has asked; yet who has gone deaf to the screen must hear it (rule H4).
SPOKEN_ANYWAY = ("IdleScreen",)


class Mouth(Protocol):
    """What speaks. See kiosk.app.narrator."""

    def say(self, script: Script, *, english: bool, asked: bool) -> None:
        """Say this instead of what is being said."""

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
        self._prompts: dict[bool, Prompts] = {}
        self._headset = False
        self._read: Script = ()
        self._screen = ""
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
        self._say((self._catalogue().line(words),), asked=True)

    @property
    def _english(self) -> bool:
        return bool(self._visit.comfort_model.property("english"))

    def _catalogue(self) -> Prompts:
        english = self._english
        if english not in self._prompts:
            self._prompts[english] = Prompts(english=english, known=self._known)
        return self._prompts[english]

    def _say(self, script: Script, *, asked: bool) -> None:
        self._mouth.say(script, english=self._english, asked=asked)

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
        if not listens and screen not in SPOKEN_ANYWAY:
            self._read = ()
            return
        script, read = self.script(), self._read
        self._read = script
        fresh = (
            script if screen != before else tuple(x for x in script if x not in read)
        )
        if fresh:
            self._say(fresh, asked=False)

    def _touched(self) -> None:
        self._mouth.hush()

    def _plugged(self, there: bool) -> None:
        self._headset = there
        if there:
            self.repeat()


def _kept_private(line: Line) -> Line:
    return tuple(Part(part.words, Kind.PRIVATE) for part in line)
