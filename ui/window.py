"""The window: one engine, one root, one view model."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from kiosk.flows.visit_events import VisitEvent
from ui.display import Display
from ui.icons import Icons
from ui.languages import NoSuchLanguage, Tongue
from ui.live_picture import LivePictures
from ui.message import today as hospital_day
from ui.pictures import Pictures
from ui.visit_view_model import VisitViewModel

HERE = Path(__file__).parent

MOST_WARNINGS = 50  # kept, for whoever looks


class NotDrawn(Exception):
    """The interface could not be built; the warnings say why."""


class KioskWindow:
    """What hangs on the wall. Close it before the application ends."""

    def __init__(
        self,
        post: Callable[[VisitEvent], None],
        display: Display,
        monotonic: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = hospital_day,
    ) -> None:
        self.warnings: list[str] = []
        self._tongue = Tongue()
        try:
            self._view_model = VisitViewModel(post, display, monotonic, today)
        except NoSuchLanguage as error:
            raise NotDrawn(str(error)) from error
        self._speak()
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(self._collect)
        self._engine.addImportPath(str(HERE / "qml"))
        self._engine.addImageProvider("icons", Icons())
        pictures = Pictures(self._view_model.collecting_model.easel)
        self._engine.addImageProvider("pictures", pictures)
        sight = self._view_model.attending_model.sight_model
        self._engine.addImageProvider("sight", LivePictures(sight.live_picture))
        self._engine.setInitialProperties(
            {
                "visit": self._view_model,
                "width": display.width_px,
                "height": display.height_px,
            }
        )
        self._engine.load(QUrl.fromLocalFile(str(HERE / "qml" / "Kiosk" / "Main.qml")))
        self._root = self._find_root()
        comfort = self._view_model.comfort_model
        comfort.languageChanged.connect(self._retranslate)
        if display.fullscreen:
            self._root.showFullScreen()
        else:
            self._root.show()

    @property
    def view_model(self) -> VisitViewModel:
        return self._view_model

    @property
    def root(self) -> QQuickWindow:
        return self._root

    def grab(self) -> QImage:
        """What the patient sees right now."""
        return self._root.grabWindow()

    def close(self) -> None:
        """Destroy the engine before the view model that its bindings read.

        Nothing else refers to the engine, so letting go of it destroys it at once.
        """
        self._root.hide()
        self._view_model.comfort_model.languageChanged.disconnect(self._retranslate)
        del self._root
        del self._engine
        self._tongue.silence()

    def _find_root(self) -> QQuickWindow:
        for root in self._engine.rootObjects():
            if isinstance(root, QQuickWindow):
                return root
        raise NotDrawn("\n".join(self.warnings))

    def _collect(self, warnings: list[QQmlError]) -> None:
        self.warnings += [warning.toString() for warning in warnings]
        del self.warnings[:-MOST_WARNINGS]

    def _speak(self) -> None:
        self._tongue.speak(self._view_model.comfort_model.language)

    def _retranslate(self) -> None:
        self._speak()
        self._engine.retranslate()
