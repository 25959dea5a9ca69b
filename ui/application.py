"""The Qt application, made the only way that draws well on this machine."""

import os

from PySide6.QtGui import QFont, QGuiApplication

# The first covers GB 2312 and most names; the others hold the rare characters.
FAMILIES = ("Noto Sans CJK SC", "HanaMinA", "HanaMinB")


def make_app() -> QGuiApplication:
    """Make the application, or dress the one that is there."""
    prepare()
    existing = QGuiApplication.instance()
    app = existing if isinstance(existing, QGuiApplication) else QGuiApplication([])
    app.setFont(lobby_font())
    return app


def prepare() -> None:
    """Choose the software renderer and no waiting; must precede the application."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")


def lobby_font() -> QFont:
    """Without a family list Qt would pick Japanese glyphs for Chinese names."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    return font
