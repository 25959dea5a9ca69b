"""The pinned PySide6 gives back every reference to None that it takes.

Version 6.12.0 loses one with each call that returns nothing, and Python before 3.12
aborts after a few thousand of them.
"""

import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_use_up_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2_000):
        thing.setObjectName("bell")
    assert sys.getrefcount(None) > before - 1_000


def test_signals_do_not_use_up_true() -> None:
    thing = QObject()
    before = sys.getrefcount(True)
    for at in range(2_000):
        thing.setObjectName(str(at))
        thing.blockSignals(True)
    assert sys.getrefcount(True) > before - 1_000
