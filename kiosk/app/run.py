"""`kiosk run`: the window first, then everything behind it.

A patient who looks up while the kiosk starts sees a calm screen, not a black one.
"""

import gc
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from kiosk.app import log
from kiosk.app.config import Config, load
from kiosk.app.workers import Worker
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import Abilities, OutOfService
from offline_queue.errors import StorageError
from ui.application import make_app
from ui.bridge import Bridge
from ui.display import Display
from ui.window import KioskWindow

if TYPE_CHECKING:  # composing imports the drivers, which takes longer than the window
    from kiosk.app.kiosk import Kiosk

UNTRUSTED = 3
SWITCH_S = 0.0005  # seconds a worker may hold the interpreter while a finger waits


def run(path: Path) -> int:
    """Run until asked to stop by SIGTERM or SIGINT; return the exit code."""
    config = load(path)
    log.start()
    gc.disable()  # nothing that is made before the first frame is garbage
    sys.setswitchinterval(SWITCH_S)
    app = make_app()
    behind = Behind(config)
    window = KioskWindow(behind.post, display_of(config))

    def begin() -> None:
        window.root.frameSwapped.disconnect(begin)
        gc.freeze()
        gc.enable()
        behind.start(window)

    window.root.frameSwapped.connect(begin)
    with quit_on_signals():
        app.exec()
    behind.stop()
    window.close()
    return UNTRUSTED if behind.untrusted else 0


def display_of(config: Config) -> Display:
    """The screen and the place, as the interface needs to know them."""
    screen = config.screen
    return Display(
        width_px=screen.width_px,
        height_px=screen.height_px,
        width_mm=screen.width_mm,
        height_mm=screen.height_mm,
        hospital=config.kiosk.hospital,
        window=config.kiosk.window,
        fullscreen=screen.fullscreen,
    )


class Behind:
    """The kiosk behind a window: composed on its own thread, so the window never
    waits for imports, the disk or a device."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._kiosk: Kiosk | None = None
        self._worker = Worker("compose", self._on_bug)
        self._bridge: Bridge | None = None
        self.untrusted = False

    def post(self, event: VisitEvent) -> None:
        """Touches before the kiosk is there mean nothing."""
        if self._kiosk is not None:
            self._kiosk.post(event)

    def start(self, window: KioskWindow) -> None:
        self._bridge = Bridge(window.view_model.show)
        self._worker.submit(self._compose)
        self._worker.start()

    def stop(self) -> None:
        self._worker.stop()
        if self._kiosk is not None:
            self._kiosk.stop()

    def _on_bug(self) -> None:
        """Not even the wiring worked: say so instead of getting ready for ever."""
        assert self._bridge is not None
        self._bridge.show(OutOfService(Abilities(sound=False)))

    def _compose(self) -> None:
        from kiosk.app.compose import compose

        assert self._bridge is not None
        try:
            kiosk = compose(self._config, self._bridge.show)
        except StorageError as error:
            log.error("journal.refused", error=type(error).__name__)
            self.untrusted = True
            self._bridge.show(OutOfService(Abilities(storage=False)))
        else:
            kiosk.start()
            self._kiosk = kiosk


@contextmanager
def quit_on_signals() -> Iterator[None]:
    """Let Qt's loop end on SIGTERM and SIGINT, which Python alone would not notice."""
    near, far = socket.socketpair()
    for end in (near, far):
        end.setblocking(False)
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(QCoreApplication.quit)
    previous = signal.set_wakeup_fd(far.fileno())
    handlers = [
        (number, signal.signal(number, lambda *_: None))
        for number in (signal.SIGTERM, signal.SIGINT)
    ]
    try:
        yield
    finally:
        for number, handler in handlers:
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous)
        notifier.setEnabled(False)
        near.close()
        far.close()
