"""Draws every sample state in every mode: `python -m tests.gallery OUT_DIR [WORD]`."""

import os
import sys
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.flows.visit_states import Visit
from tests.sample_registrations import TODAY
from tests.sample_states import LANDSCAPE, PORTRAIT, SAMPLES
from ui.application import make_app
from ui.translate import compile_translations
from ui.window import KioskWindow


def main(folder: Path, word: str = "") -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    compile_translations()
    app = make_app()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = {name: state for name, state in SAMPLES.items() if word in name}
    for display in (PORTRAIT, LANDSCAPE):
        window = KioskWindow(lambda event: None, display, today=lambda: TODAY)
        window.view_model.comfort_model.voice_there()
        shape = "portrait" if display.portrait else "landscape"
        for english, large, contrast in product((False, True), repeat=3):
            if contrast and (english or large):
                continue
            words = ["en" if english else "zh", "large" if large else "normal"]
            mode = "-".join([shape, *words, *(["contrast"] if contrast else [])])
            for name, state in chosen.items():
                draw(window, state, english=english, large=large, contrast=contrast)
                window.grab().save(str(folder / f"{name}-{mode}.png"))
        print("\n".join(window.warnings))
        window.close()
    app.quit()


def draw(
    window: KioskWindow, state: Visit, *, english: bool, large: bool, contrast: bool
) -> None:
    """Show one state in one mode, and let it settle."""
    comfort = window.view_model.comfort_model
    window.view_model.show(state)
    comfort.dress(english=english, large=large, contrast=contrast)
    QCoreApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
