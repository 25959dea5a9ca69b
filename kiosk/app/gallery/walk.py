"""`kiosk gallery`: a window to leaf through every sample.

right, left    the next state, the one before
L, C, E        large words, high contrast, the next language
O              the other orientation
Q              enough
"""

from itertools import cycle
from typing import Self

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from kiosk.app.gallery.pictures import open_window
from kiosk.app.gallery.sights import show
from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT, SAMPLES
from ui import languages
from ui.application import make_app
from ui.display import Display
from ui.translate import compile_translations
from ui.window import KioskWindow


def leaf_through(word: str) -> None:
    """Return when it is closed."""
    compile_translations()
    app = make_app()
    with _Walk([name for name in SAMPLES if word in name]):
        app.exec()


class _Walk(QObject):
    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self._at = 0
        self._worn = {"large": False, "contrast": False}
        self._languages = cycle(one.code for one in languages.known())
        self._language = next(self._languages)
        self._window = self._open(PORTRAIT)

    def __enter__(self) -> Self:
        self._show()
        return self

    def __exit__(self, *error: object) -> None:
        self._window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the keys; all else is the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._press(Qt.Key(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> None:
        worn = {
            Qt.Key.Key_L: "large",
            Qt.Key.Key_C: "contrast",
        }
        match key:
            case Qt.Key.Key_Right:
                self._at += 1
            case Qt.Key.Key_Left:
                self._at -= 1
            case Qt.Key.Key_E:
                self._language = next(self._languages)
            case Qt.Key.Key_O:
                QTimer.singleShot(0, self._turn)  # not while its window is in the event
                return
            case Qt.Key.Key_Q:
                self._window.root.close()
                return
            case _ if key in worn:
                self._worn[worn[key]] ^= True
        self._show()

    def _turn(self) -> None:
        before = self._window
        is_tall = before.root.height() > before.root.width()
        self._window = self._open(LANDSCAPE if is_tall else PORTRAIT)
        before.close()
        self._show()

    def _show(self) -> None:
        name = self._names[self._at % len(self._names)]
        model = self._window.view_model
        show(model, SAMPLES[name])
        model.comfort_model.dress(language=self._language, **self._worn)
        self._window.root.setTitle(name)

    def _open(self, display: Display) -> KioskWindow:
        window = open_window(display)
        window.root.installEventFilter(self)
        return window
