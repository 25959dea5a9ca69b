"""`kiosk stand-in`: the page beneath the kiosk's window, as a process of its own."""

from pathlib import Path

from PySide6.QtCore import QSize

from kiosk.app import last_words
from kiosk.app.config import BadConfig, load
from kiosk.app.exit_codes import OK
from kiosk.app.run import quit_on_signals
from kiosk.app.service_manager import READY, tell
from ui.application import make_app
from ui.stand_in import StandIn

SOME_SCREEN = QSize(1080, 1920)


def run(config: Path) -> int:
    """Stand there until asked to go. A configuration that the kiosk refuses is one
    reason for this page, so it must do without."""
    last_words.speak_little()
    app = make_app()
    window, size, fullscreen = _place(config)
    page = StandIn(window, size, lambda: tell(READY))
    with quit_on_signals():
        if fullscreen:
            page.showFullScreen()
        else:
            page.show()
        app.exec()
    page.close()
    return OK


def _place(config: Path) -> tuple[str, QSize, bool]:
    """The staffed window, and the screen."""
    try:
        loaded = load(config)
    except (BadConfig, OSError):
        return "", SOME_SCREEN, True
    screen = loaded.screen
    size = QSize(screen.width_px, screen.height_px)
    return loaded.kiosk.window, size, screen.fullscreen
