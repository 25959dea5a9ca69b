"""A kiosk window on a small offscreen screen, and the eyes and finger of a patient."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Self

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.app.gallery.registrations import TODAY
from kiosk.app.gallery.sights import show
from kiosk.app.gallery.states import PORTRAIT
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import Visit
from ui.application import make_app
from ui.display import Display
from ui.translate import compile_translations
from ui.window import KioskWindow


class Lobby:
    """One window, the events it posted, and a clock that stands still.

    `post` takes the events where there is a kiosk behind the window.
    """

    def __init__(
        self,
        display: Display = PORTRAIT,
        post: Callable[[VisitEvent], None] | None = None,
        today: Callable[[], date] = lambda: TODAY,
    ) -> None:
        compile_translations()
        self._app = offscreen_app()
        self.now = 0.0
        self.posted: list[VisitEvent] = []
        self.display = display
        self.window = KioskWindow(
            post or self.posted.append, display, lambda: self.now, today
        )
        self.comfort = self.window.view_model.comfort_model
        self.called: list[str] = []
        self.comfort.called.connect(self.called.append)
        self.comfort.voice_there()  # everything that can stand in the top bar does
        self._worn: dict[str, Any] | None = None
        self.finger: QPointingDevice = QTest.createTouchDevice()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.window.close()
        assert self.window.warnings == []

    def show(self, state: Visit) -> Self:
        """Show a state. What was worn for a test survives the end of a visit."""
        show(self.window.view_model, state)
        if self._worn is not None:
            self.comfort.dress(**self._worn)
        self.settle()
        return self

    def dress(
        self, *, english: bool = False, large: bool = False, contrast: bool = False
    ) -> None:
        self._worn = {
            "language": "en" if english else "zh_CN",
            "large": large,
            "contrast": contrast,
        }
        self.comfort.dress(**self._worn)
        self.settle()

    def stop_the_clock(self) -> None:
        """Have the top bar say this time for good, so that pictures can be compared."""
        QQmlProperty.write(self.control("clock"), "text", "09:30")
        self.settle()

    def settle(self) -> None:
        """Let Qt lay out and draw what is pending, and clear away what is gone."""
        for _ in range(2):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def wait_until(self, stage: int) -> None:
        """Have waited so long that the screen's patience is at this stage."""
        for item in self.items():
            if item.metaObject().className().startswith("Elapsed"):
                item.setProperty("stage", stage)
        self.settle()

    # Eyes

    def items(self) -> Iterator[QQuickItem]:
        """Everything that is visible, from back to front."""
        yield from visible(self.window.root.contentItem())

    def texts(self) -> list[QQuickItem]:
        return [
            item
            for item in self.items()
            if item.inherits("QQuickText")
            and item.property("text")
            and opacity(item) > 0
        ]

    def words(self) -> str:
        return "\n".join(str(item.property("text")) for item in self.texts())

    def controls(self) -> list[QQuickItem]:
        return [item for item in self.items() if is_control(item)]

    def find(self, name: str) -> QQuickItem | None:
        for item in self.items():
            if item.objectName() == name:
                return item
        return None

    def control(self, name: str) -> QQuickItem:
        item = self.find(name)
        assert item is not None, f"{name} is not on the screen"
        return item

    def area(self, item: QQuickItem) -> QRectF:
        """Where an item is in the window."""
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def mm(self, size: float) -> float:
        return size * self.display.pixels_per_mm

    # Finger

    def tap(self, name: str) -> None:
        self.touch(self.area(self.control(name)).center())

    def touch(self, *path: QPointF) -> None:
        """Put a finger down, move it along the path, and lift it."""
        first, *rest = [point.toPoint() for point in path]
        self.press(first)
        for point in rest:
            QTest.touchEvent(self.window.root, self.finger).move(0, point).commit()
        self.release((rest or [first])[-1])

    def press(self, point: QPoint) -> None:
        QTest.touchEvent(self.window.root, self.finger).press(0, point).commit()

    def release(self, point: QPoint) -> None:
        QTest.touchEvent(self.window.root, self.finger).release(0, point).commit()
        self.settle()

    def type(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.root, key)
        self.settle()


def offscreen_app() -> QGuiApplication:
    """The application, on a screen that nobody sees."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return make_app()


def visible(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from visible(child)


def is_control(item: QQuickItem) -> bool:
    """Whether it can be touched: only such things forgive a near miss.

    Not by its signals: a meta object that Python has seen outlives its item, and is
    taken for whatever is made at the same address.
    """
    return item.property("miss") is not None


def opacity(item: QQuickItem) -> float:
    parent = item.parentItem()
    return item.opacity() * (opacity(parent) if parent else 1)
