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

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from kiosk.app.config import load
from kiosk.app.glass import display_of
from kiosk.app.heap import GivesBack, share_one_heap
from ui.application import make_app
from ui.first_look import FirstLook

SWITCH_S = 0.0005  # seconds a worker may hold the interpreter while a finger waits


def run(path: Path) -> int:
    """Run until asked to stop by SIGTERM or SIGINT; return the exit code."""
    share_one_heap()  # later than the first thread it would be too late
    config = load(path)
    gc.disable()  # nothing that is made before the first frame is garbage
    app = make_app()
    display = display_of(config)
    with quit_on_signals():
        first_look = FirstLook(display)
        first_look.wait()
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(SWITCH_S)
        # Everything that takes long to import comes while somebody sees something.
        from kiosk.app import last_words, log
        from kiosk.app.access import Access
        from kiosk.app.behind import Behind
        from kiosk.app.service_manager import tell
        from kiosk.app.stall import StallWatch
        from kiosk.app.watchdog import Watchdog
        from ui.complaints import hear
        from ui.window import KioskWindow

        log.start()
        last_words.speak_little()
        behind = Behind(config)
        window = KioskWindow(behind.post, display)
        hear(last_words.complained)
        first_look.give_way_to(window.root)
        behind.start(window)
        watchdog = Watchdog(behind.ask, window.view_model, tell)
        access = Access(config, window)
        gives_back = GivesBack(window.view_model)
        stalls = StallWatch(behind.stalled)
        app.exec()
    watchdog.stop()
    stalls.stop()
    gives_back.stop()
    access.stop()
    behind.stop()
    window.close()
    first_look.close()
    return behind.code


@contextmanager
def quit_on_signals() -> Iterator[None]:
    """Let Qt's loop end on SIGTERM and SIGINT, which Python alone would not notice.

    It exits and does not quit: quitting asks the windows, and ours refuses to close.
    """
    near, far = socket.socketpair()
    for end in (near, far):
        end.setblocking(False)
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: QCoreApplication.exit())
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
