"""What Qt complains of while the window is there: where, and never in which words.

The words may be what was to be shown to a patient.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler


def hear(say: Callable[[str], None]) -> None:
    """Have `say` told the file and line of each complaint, instead of printing it."""

    def on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:  # it ends us, and says why
            print(text, file=sys.stderr, flush=True)
        elif kind is not QtMsgType.QtDebugMsg:
            say(f"{Path(context.file or '-').name}:{context.line}")

    qInstallMessageHandler(on_message)
