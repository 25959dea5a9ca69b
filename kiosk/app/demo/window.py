"""The bench: a window beside the kiosk with all that a lobby would bring to it.

The kiosk runs in a process of its own and knows nothing of the bench. Nothing slow
happens in the window's thread.
"""

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from kiosk.app.demo.bench_view_model import BenchViewModel
from kiosk.app.demo.errands import Errands
from kiosk.app.demo.kiosk_process import kiosk_command
from kiosk.app.demo.phone import PhoneViewModel
from kiosk.app.demo.pictures import PROVIDER, Pictures
from kiosk.app.demo.placement import place
from kiosk.app.demo.power import PowerViewModel
from kiosk.app.demo.scene import Scene
from kiosk.app.demo.switches import SwitchesViewModel, switches_of
from kiosk.app.demo.tray import TrayViewModel
from kiosk.app.paper_list import load_stock
from kiosk.app.run import quit_on_signals
from ui.application import make_app
from ui.window import NotDrawn

QML = Path(__file__).parent / "qml"


FORMS = ("31060199", "0000000101", "0000000120")  # in the tray of numbered stock


def open_bench(*, landscape: bool = False) -> int:
    """Open the kiosk and the bench; return when the bench is closed."""
    app = make_app()
    desktop = QGuiApplication.primaryScreen().availableGeometry()
    placement = place(desktop, landscape=landscape)
    pictures = Pictures()
    with closing(Errands("darkroom")) as darkroom:
        tray = TrayViewModel(darkroom, pictures)
        with (
            Scene(on_slip=tray.slip_came, on_job=tray.job_came) as scene,
            closing(Errands("errands")) as runner,
            quit_on_signals(),
        ):
            config = scene.write_config(landscape=landscape, screen_px=placement.kiosk)
            load_stock(config, *FORMS)
            bench = BenchViewModel(
                PowerViewModel(kiosk_command(config)),
                PhoneViewModel(scene, runner, pictures),
                SwitchesViewModel(switches_of(scene), runner, scene.sandbox.reset),
                tray,
            )
            runner.failed.connect(bench.complain)
            with closing(BenchWindow(bench, pictures, placement.bench)) as window:
                window.switch_on()
                app.exec()
    return 0


class BenchWindow:
    """What stands beside the kiosk. Close it before the application ends."""

    def __init__(self, bench: BenchViewModel, pictures: Pictures, at: QRect) -> None:
        self.warnings: list[str] = []
        self._bench = bench
        self._engine = QQmlApplicationEngine()
        self._engine.warnings.connect(self._collect)
        self._engine.addImportPath(str(QML))
        self._engine.addImageProvider(PROVIDER, pictures)
        self._engine.setInitialProperties({"bench": bench})
        self._engine.load(QUrl.fromLocalFile(str(QML / "Bench" / "Main.qml")))
        self._root = self._find_root()
        self._root.setGeometry(at)
        self._root.show()

    @property
    def root(self) -> QQuickWindow:
        return self._root

    def switch_on(self) -> None:
        """Start the kiosk, and take the phone out of the pocket."""
        self._bench.power_model.start()
        self._bench.phone_model.start()

    def close(self) -> None:
        """Stop the kiosk; destroy the engine before the models its bindings read."""
        self._root.close()
        self._bench.phone_model.stop()
        self._bench.power_model.close()
        del self._root
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)
        del self._engine

    def _find_root(self) -> QQuickWindow:
        for root in self._engine.rootObjects():
            if isinstance(root, QQuickWindow):
                return root
        raise NotDrawn("\n".join(self.warnings))

    def _collect(self, warnings: list[QQmlError]) -> None:
        self.warnings += [warning.toString() for warning in warnings]
