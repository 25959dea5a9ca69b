"""Walks the screen by five keys, for those who cannot see or reach it (R13)."""

from PySide6.QtCore import QMetaObject, QObject, QRectF, Signal
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.speech import reading
from ui.speech.teller import Teller
from ui.visit_view_model import VisitViewModel


class Pointer(QObject):
    """Points to one control at a time, and says its name. `pressed` takes the name of a
    key, from any thread."""

    pressed = Signal(str)

    def __init__(
        self, window: QQuickWindow, visit: VisitViewModel, teller: Teller | None
    ) -> None:
        super().__init__()
        self._window = window
        self._visit = visit
        self._teller = teller
        self._at: QQuickItem | None = None
        visit.changed.connect(self._check)
        self.pressed.connect(self.press)

    def press(self, key: str) -> None:
        """next, previous, select, back or repeat."""
        match key:
            case "next":
                self._move(1)
            case "previous":
                self._move(-1)
            case "select" if self._is_there():
                assert self._at is not None
                QMetaObject.invokeMethod(self._at, "tapped")
            case "back":
                self._go_back()
            case "repeat" if self._teller is not None:
                self._visit.comfort_model.listen()

    def _move(self, step: int) -> None:
        controls = reading.controls(self._window.contentItem())
        if not controls:
            return
        at = min(step, 0)
        if self._at in controls:
            at = controls.index(self._at) + step
        self._at = found = controls[at % len(controls)]
        area = found.mapRectToScene(QRectF(0, 0, found.width(), found.height()))
        self._visit.comfort_model.point(area)
        if self._teller is not None:
            self._teller.name(str(found.property("name")))

    def _go_back(self) -> None:
        root = self._window.contentItem()
        for name in ("closeHelp", "back", "cancel"):
            control = reading.named(root, name)
            if control is not None:
                QMetaObject.invokeMethod(control, "tapped")
                return

    def _is_there(self) -> bool:
        """Whether what it points to can still be touched."""
        return self._at in reading.controls(self._window.contentItem())

    def _check(self) -> None:
        """Nothing is pointed to that is gone."""
        if self._at is not None and not self._is_there():
            self._at = None
            self._visit.comfort_model.point(QRectF())
