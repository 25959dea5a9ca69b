"""What is on the glass while the interface itself is still being loaded."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, QTranslator, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from ui.display import Display

HERE = Path(__file__).parent
LIMIT_MS = 2000  # a window that nobody can see must not hold up the kiosk


class FirstLook:
    """One calm frame: where we are, and that it will not take long."""

    def __init__(self, display: Display) -> None:
        words = QTranslator()
        words.load(str(HERE / "translations" / "kiosk_zh_CN.qm"))
        self._engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self._engine.addImportPath(str(HERE / "qml"))
        self._engine.setInitialProperties(
            {
                "hospital": display.hospital,
                "words": words.translate("Waiting", "One moment, we are getting ready"),
                "pixels": display.pixels_per_mm,
                "width": display.width_px,
                "height": display.height_px,
            }
        )
        self._engine.load(QUrl.fromLocalFile(str(HERE / "qml/Kiosk/FirstLook.qml")))
        [root] = self._engine.rootObjects()
        assert isinstance(root, QQuickWindow)
        self._root = root
        if display.fullscreen:
            root.showFullScreen()
        else:
            root.show()

    def wait(self) -> None:
        """Return once it has been painted."""
        loop = QEventLoop()
        self._root.frameSwapped.connect(loop.quit)
        QTimer.singleShot(LIMIT_MS, loop.quit)
        loop.exec()

    def give_way_to(self, window: QQuickWindow) -> None:
        """Go as soon as the other window has been painted: no gap between them."""
        window.frameSwapped.connect(self.close)

    def close(self) -> None:
        """Go now. May be called again."""
        if self._engine is not None:
            self._root.close()
            self._engine.deleteLater()
            self._engine = None
