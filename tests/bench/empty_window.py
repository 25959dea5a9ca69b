"""The peer of our window: PySide6, QML, one rectangle that answers a touch.

`python -m tests.bench.empty_window` says when its first frame was painted and then
does what it is told.
"""

import os
import sys
import time

from PySide6.QtCore import QEventLoop, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.bench.answer import answer

QML = b"""
import QtQuick
Window {
    width: 1080
    height: 1920
    Rectangle {
        anchors.centerIn: parent
        width: 900
        height: 240
        property bool down: tap.pressed
        objectName: "button"
        color: down ? "black" : "gray"
        TapHandler { id: tap }
    }
}
"""


def main() -> None:
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    _app = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(QML, QUrl())
    [window] = engine.rootObjects()
    assert isinstance(window, QQuickWindow)

    loop = QEventLoop()  # quitting the application would close the window

    def first_painted() -> None:
        window.frameSwapped.disconnect(first_painted)
        answer({"painted_at_ns": time.monotonic_ns()})
        loop.quit()

    window.frameSwapped.connect(first_painted)
    window.show()
    loop.exec()
    _obey(window)
    os._exit(0)  # nothing to put in order


def _obey(window: QQuickWindow) -> None:
    for word in sys.stdin:
        what, _, count = word.strip().partition(" ")
        if what == "live":  # until it is killed
            QEventLoop().exec()
        assert what == "touch"
        answer(_touch(window, int(count)))


def _touch(window: QQuickWindow, count: int) -> dict[str, list[float]]:
    from tests.bench.frames import Finger, Frames  # not part of the start

    frames, finger = Frames(window), Finger(window)
    button = window.findChild(QQuickItem, "button")
    assert button is not None
    middle = window.contentItem().boundingRect().center().toPoint()

    def is_down() -> bool:
        return bool(button.property("down"))

    presses, taps = [], []
    for _ in range(count):
        presses.append(frames.after(lambda: finger.press(middle), is_down))
        taps.append(frames.after(lambda: finger.release(middle), lambda: not is_down()))
    return {"press": presses, "tap": taps}


if __name__ == "__main__":
    main()
