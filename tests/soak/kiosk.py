"""The kiosk of the soak: `kiosk run` as it is, with a patient who taps what comes.

`python -m tests.soak.kiosk CONFIG` says "home" whenever she is, and comes again when it
reads a line.
"""

import sys
from collections.abc import Callable
from typing import Any

from kiosk.app import cli
from kiosk.flows.visit_events import Tap
from tests.bench.answer import answer

TAPS = {
    "BillsScreen": Tap.CONFIRM,
    "AmountScreen": Tap.CONFIRM,
    "TroubleScreen": Tap.CONFIRM,
    "DeferralScreen": Tap.CANCEL,
    "IdleScreen": Tap.CANCEL,
}


def main() -> None:
    import ui.window

    ui.window.KioskWindow = _walked(ui.window.KioskWindow)  # type: ignore[misc]
    cli.main(["run", "--config", sys.argv[1]])


def _walked(product: Any) -> Any:
    class WalkedWindow(product):  # type: ignore[misc]  # its base is handed in
        def __init__(self, post: Callable[[Any], None], *more: Any) -> None:
            super().__init__(post, *more)
            from PySide6.QtCore import QSocketNotifier

            self._post = post
            self._is_here = True  # until the first welcome
            self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
            self._ear.activated.connect(self._comes)
            self.view_model.changed.connect(self._sees)

        def _comes(self) -> None:
            if not sys.stdin.readline():
                self._ear.setEnabled(False)
            self._is_here = True

        def _sees(self) -> None:
            screen = str(self.view_model.property("screen"))
            if screen == "WelcomeScreen" and self._is_here:
                if bool(self.view_model.property("payable")):
                    self._is_here = False
                    answer("home")
            elif screen == "ResultScreen":
                self._post(Tap.CONFIRM)  # heard only when the slip is out
            elif screen in TAPS:
                self._post(TAPS[screen])

    return WalkedWindow


if __name__ == "__main__":
    main()
