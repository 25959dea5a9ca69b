"""`kiosk run` as it is, in a process that tells the bench what was painted when.

`python -m tests.bench.kiosk_window CONFIG` says when its first look, its whole
interface and its first welcome were painted, and then does what it is told.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

from kiosk.app import cli
from tests.bench.answer import answer

TICK_MS = 2


def main() -> None:
    import ui.first_look

    # The product has no place for a stopwatch, and needs none.
    ui.first_look.FirstLook = _watched_first(ui.first_look.FirstLook)  # type: ignore[misc]
    cli.main(["run", "--config", sys.argv[1]])


def _watched_first(product: Any) -> Any:
    """The first look, and after it the window, with an eye on their frames."""

    class WatchedFirstLook(product):  # type: ignore[misc]  # its base is handed in
        def wait(self) -> None:
            painted: list[int] = []
            self._root.frameSwapped.connect(lambda: painted.append(time.monotonic_ns()))
            super().wait()
            answer({"painted_at_ns": painted[0]})
            import ui.window  # only now, as the product does

            ui.window.KioskWindow = _watched(  # type: ignore[misc]
                ui.window.KioskWindow
            )

    return WatchedFirstLook


def _watched(product: Any) -> Any:
    """The product's window, with an eye on its frames and an ear for the bench."""

    class WatchedWindow(product):  # type: ignore[misc]  # its base is handed in
        def __init__(self, post: Callable[[Any], None], *more: Any) -> None:
            self._seen: list[str] = []
            self._patient = _Patient(post)
            super().__init__(post, *more)

        def _find_root(self) -> Any:
            root = super()._find_root()
            root.frameSwapped.connect(self._painted)
            return root

        def _painted(self) -> None:
            now = time.monotonic_ns()
            screen = str(self.view_model.property("screen"))
            if not self._seen:
                answer({"whole_at_ns": now})
            if screen == "WelcomeScreen" and screen not in self._seen:
                answer({"welcome_at_ns": now})
                self._listen()
            self._seen.append(screen)
            self._patient.sees(screen)

        def _listen(self) -> None:
            from PySide6.QtCore import QSocketNotifier

            self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
            self._ear.activated.connect(self._obey)

        def _watch(self) -> None:
            """Note how late each tick of a quick timer is: so long it was busy."""
            from PySide6.QtCore import QTimer

            self._gaps: list[float] = []
            last = time.perf_counter()

            def tick() -> None:
                nonlocal last
                now = time.perf_counter()
                self._gaps.append((now - last) * 1000 - TICK_MS)
                last = now

            self._ticking = QTimer()
            self._ticking.timeout.connect(tick)
            self._ticking.start(TICK_MS)

        def _obey(self) -> None:
            match sys.stdin.readline().split():
                case ["visit"]:
                    self._patient.comes()
                case ["where", control]:
                    from PySide6.QtCore import QPointF

                    from kiosk.app.demo.finger import find

                    item = find(self.root.contentItem(), control)
                    assert item is not None
                    # Its own colour: beside the words, within the edge.
                    corner = item.mapToScene(QPointF(item.width() / 2, 12)).toPoint()
                    answer([corner.x(), corner.y()])
                case ["watch"]:
                    self._watch()
                    answer("watching")
                case ["watched"]:
                    self._ticking.stop()
                    answer(self._gaps)
                case ["touch", count]:
                    from tests.bench.touches import touch  # costs memory

                    answer(touch(self, int(count)))

    return WatchedWindow


class _Patient:
    """Taps once on each screen that she has seen painted, until she is home again."""

    def __init__(self, post: Callable[[Any], None]) -> None:
        # Only now: importing the flows before the first look would slow it down.
        from kiosk.flows.visit_events import Tap

        self._taps = Tap
        self._post = post
        self._visiting = False
        self._before = ""

    def comes(self) -> None:
        self._visiting = True
        answer("ready")

    def sees(self, screen: str) -> None:
        if not self._visiting:
            return
        changed, self._before = screen != self._before, screen
        if changed and screen in ("BillsScreen", "AmountScreen"):
            self._post(self._taps.CONFIRM)
        elif screen == "ResultScreen":
            if changed:
                self._post(self._taps.PRINT_RECEIPT)
            self._post(self._taps.CONFIRM)  # heard only when the slip is out
        elif screen == "WelcomeScreen" and changed:
            self._visiting = False
            answer("home")


if __name__ == "__main__":
    main()
