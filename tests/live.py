"""Somebody before the real window of a real kiosk: eyes, one finger, and a phone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from kiosk.app.behind import Behind
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.glass import display_of
from kiosk.flows.visit_events import Clock
from tests.lobby import Lobby
from ui.message import today

LIMIT_S = 40.0
LOOK_EVERY_MS = 20
AGAIN_S = 0.5  # a phone is held up until it is read


class Patient:
    """She touches what she sees, and waits for what comes. `touches` are counted."""

    def __init__(self, scene: Scene, config: Path) -> None:
        self.scene = scene
        self.touches = 0
        self._changes = 0
        loaded = load(config)
        self._behind = Behind(loaded)
        self.lobby = Lobby(display_of(loaded), self._behind.post, today)
        self._model = self.lobby.window.view_model
        self._model.changed.connect(self._note)
        self._behind.start(self.lobby.window)

    def close(self) -> None:
        self._behind.stop()
        self._model.changed.disconnect(self._note)
        with self.lobby:
            pass

    def sees(self, *words: str) -> str:
        """Wait until all of this stands on the screen; return all that does."""

        def stands_there() -> bool:
            seen = self.lobby.words()
            return all(one in seen for one in words)

        self._wait(stands_there, " ".join(words))
        return self.lobby.words()

    def touches_it(self, control: str) -> None:
        """Wait until this can be touched, touch it, and wait for what it does."""
        self.can_touch(control)
        before = self._changes
        self.lobby.window.grab()  # she touches it where she sees it
        self.lobby.now += 1  # and has read the screen
        self.lobby.tap(control)
        self.touches += 1
        self._wait(lambda: self._changes > before, f"what {control} does")

    def shows(self, person: str, kind: str = "voucher") -> None:
        """Hold a phone before the scanner until something happens."""
        code = self.scene.sandbox.fresh_codes(person)[kind].encode()
        self.shows_text(code)

    def shows_text(self, code: bytes) -> None:
        before = self._changes
        again = 0.0

        def something_happens() -> bool:
            nonlocal again
            if time.monotonic() >= again:
                again = time.monotonic() + AGAIN_S
                self.scene.scanner.present(code)
            return self._changes > before

        self._wait(something_happens, "what a code does")

    def finds(self, label: str) -> str:
        """The name of the control that says this."""
        for control in self.lobby.controls():
            if label in str(control.property("name")):
                return control.objectName()
        raise LookupError(label)

    def has_before_her(self, control: str) -> None:
        """Wait until it is on the screen."""
        self._wait(lambda: self.lobby.find(control) is not None, control)

    def can_touch(self, control: str) -> None:
        """Wait until this is on the screen and means something."""
        self._wait(lambda: self._is_there(control), control)

    def goes_away(self, has_forgotten: Callable[[], bool]) -> None:
        """Leave everything as it is, and see that the kiosk forgets her."""

        def is_gone() -> bool:
            self._behind.post(Clock.TIMED_OUT)
            return self.lobby.find("start") is not None

        self._wait(is_gone, "end of the visit")
        self._wait(has_forgotten, "end of what the kiosk knows of her")

    def _is_there(self, control: str) -> bool:
        item = self.lobby.find(control)
        return item is not None and item.isEnabled()

    def _wait(self, done: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LIMIT_S
        while not done():
            assert time.monotonic() < deadline, f"no {what} in\n{self.lobby.words()}"
            loop = QEventLoop()  # while it runs, the kiosk's threads do too
            QTimer.singleShot(LOOK_EVERY_MS, loop.quit)
            loop.exec()
            self.lobby.settle()

    def _note(self) -> None:
        self._changes += 1


@contextmanager
def standing_before(scene: Scene, config: Path) -> Iterator[Patient]:
    """A fresh morning at a kiosk that is ready."""
    scene.sandbox.reset()
    patient = Patient(scene, config)
    try:
        patient.has_before_her("check")  # the last thing that it finds
        yield patient
    finally:
        patient.close()
        scene.cable.plug_in()
