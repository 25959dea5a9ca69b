"""The interface by itself, with nobody behind it.

`python -m tests.bench.face_alone CONFIG` says when it stands, and then shows as many
screens as it is told.
"""

import os
import sys
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSocketNotifier, QTimer

from kiosk.app.config import load
from kiosk.app.glass import display_of
from kiosk.app.heap import GivesBack, share_one_heap
from tests.bench.answer import answer
from ui.application import make_app
from ui.window import KioskWindow

AT_REST_MS = 3_000  # the last patient has gone
STATES = (
    *("welcome", "scan", "identifying", "who_contract", "bills_many", "detail"),
    *("amount_credit", "payment_scan", "paying_charging", "settled", "welcome"),
    *("scan_invoices", "invoices_many", "period_many", "collected", "departments"),
    *("clinics", "slots", "amount_registration", "registered", "stay", "stay_days"),
    *("check_much", "trouble_no_bills", "idle"),
)


def main() -> None:
    share_one_heap()
    app = make_app()
    window = KioskWindow(lambda event: None, display_of(load(Path(sys.argv[1]))))
    ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ear.activated.connect(lambda: _obey(window))
    gives_back = GivesBack(window.view_model)
    answer("standing")
    app.exec()
    gives_back.stop()
    os._exit(0)  # nothing to put in order


def _obey(window: KioskWindow) -> None:
    what, _, count = sys.stdin.readline().strip().partition(" ")
    from kiosk.app.gallery.states import SAMPLES  # not part of the interface

    if what == "samples":
        answer("there")
        return
    assert what == "pages"
    loop = QEventLoop()
    for name in islice(cycle(STATES), int(count)):
        window.view_model.show(SAMPLES[name])
        loop.processEvents()
        QCoreApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    window.view_model.show(SAMPLES["welcome"])
    QTimer.singleShot(AT_REST_MS, lambda: answer("shown"))


if __name__ == "__main__":
    main()
