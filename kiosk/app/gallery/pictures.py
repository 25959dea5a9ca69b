"""`kiosk gallery --out DIR [WORD]`: every sample in every way of reading."""

import os
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.app.gallery.registrations import TODAY
from kiosk.app.gallery.sights import show
from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT, SAMPLES
from ui import languages
from ui.application import make_app
from ui.display import Display
from ui.translate import compile_translations
from ui.window import KioskWindow


def draw_all(folder: Path, word: str) -> int:
    """Draw the samples whose name has this word; return how many pictures there are."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    compile_translations()
    app = make_app()
    folder.mkdir(parents=True, exist_ok=True)
    count = sum(_draw(folder, word, display) for display in (PORTRAIT, LANDSCAPE))
    app.quit()
    return count


def open_window(display: Display) -> KioskWindow:
    """A window without a kiosk, on the day of the samples."""
    window = KioskWindow(lambda event: None, display, today=lambda: TODAY)
    window.view_model.comfort_model.voice_there()
    return window


def _draw(folder: Path, word: str, display: Display) -> int:
    window = open_window(display)
    shape = "portrait" if display.portrait else "landscape"
    count = 0
    codes = [one.code for one in languages.known()]
    # High contrast is drawn of the usual one alone.
    ways = [*product(codes, (False, True), (False,)), (codes[0], False, True)]
    for code, large, contrast in ways:
        words = [shape, code, "large" if large else "normal"]
        mode = "-".join([*words, "contrast"] if contrast else words)
        for name, state in SAMPLES.items():
            if word in name:
                show(window.view_model, state)
                comfort = window.view_model.comfort_model
                comfort.dress(language=code, large=large, contrast=contrast)
                QCoreApplication.processEvents()
                window.grab().save(str(folder / f"{name}-{mode}.png"))
                count += 1
    window.close()
    return count
