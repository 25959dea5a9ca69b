"""One patient, walked through the real program without a display: she pays, and comes
back for her invoices.

The kiosk runs as it would in a lobby: its window is drawn offscreen and touched by
events instead of a finger. What was seen and printed is left in a folder.
"""

import logging
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.app.demo.scene import Scene
from kiosk.app.demo.story import tell

STEP_S = 60.0  # for one step of the walk; far more than any takes
SETTLE_S = 0.45  # for a screen to come to rest before its picture is taken
SLOW_S = 1.0  # how long central takes here, so that the screens between are seen
PATIENT = "P1008"


class Stuck(Exception):
    """A step of the walk did not happen in time."""


def walk(out: Path, *, landscape: bool = False, person: str = PATIENT) -> int:
    """Walk one patient through both; return 0 when every step happened."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    logging.getLogger("kiosk").addHandler(logging.FileHandler(out / "log.jsonl"))
    logging.getLogger("kiosk").setLevel(logging.INFO)
    logging.getLogger("kiosk").propagate = False
    with Scene() as scene:
        config = scene.write_config(landscape=landscape)
        try:
            _Walk(scene, config, out).run(person)
        except Stuck as stuck:
            print(f"\nkiosk: the walk is stuck: {stuck}", file=sys.stderr)
            return 1
        _keep_papers(scene, out)
        tell(config, out / "story.txt")
        agrees = _books_agree(scene)
    _print_table(out, agrees=agrees)
    return 0 if agrees else 1


class _Walk:
    """The window, the phone and the patient's finger."""

    STEPS = 15

    def __init__(self, scene: Scene, config: Path, out: Path) -> None:
        from kiosk.app.behind import Behind
        from kiosk.app.config import load
        from kiosk.app.glass import display_of
        from ui.application import make_app
        from ui.window import KioskWindow

        self._scene = scene
        self._out = out
        self._app = make_app()
        loaded = load(config)
        self._behind = Behind(loaded)
        self._window = KioskWindow(self._behind.post, display_of(loaded))
        self._done = 0

    def run(self, person: str) -> None:
        """The visit, step by step, as a patient would make it."""
        self._behind.start(self._window)
        try:
            self._pay(person)
            self._collect(person)
            if self._window.warnings:
                raise Stuck(f"the interface complains: {self._window.warnings[0]}")
        finally:
            self._behind.stop()
            self._window.close()

    def _pay(self, person: str) -> None:
        self._see("WelcomeScreen", "welcome")
        self._tap("start")
        self._see("ScanScreen", "scan")
        self._scene.sandbox.fail("bills", "slow", seconds=SLOW_S)
        self._scene.sandbox.fail("charge", "slow", seconds=SLOW_S)
        self._show_code(person, "voucher")
        self._see("WhoScreen", "who-are-you")
        self._see("BillsScreen", "bills")
        self._scene.camera.lower()
        self._tap("confirm")
        self._see("AmountScreen", "amount")
        self._tap("confirm")
        self._see("PayingScreen", "paying")
        self._see("ResultScreen", "paid", also=lambda: self._can_touch("printInvoice"))
        self._tap("printReceipt")
        self._wait("the receipt", lambda: bool(self._scene.receipt_printer.slips))
        self._see("ResultScreen", "receipt-printed")
        self._tap("printInvoice")
        self._wait("the invoice", lambda: bool(self._scene.page_printer.pages))
        self._see("ResultScreen", "invoice-printed")
        self._tap("confirm")
        self._see("WelcomeScreen", "welcome-again")

    def _collect(self, person: str) -> None:
        pages = self._scene.page_printer.pages
        before = len(pages)
        self._tap("invoices")
        self._see("ScanScreen", "scan-for-invoices")
        self._show_code(person, "suishen")
        self._see("InvoicesScreen", "invoices")
        self._scene.camera.lower()
        self._tap("confirm")
        self._see("PreviewScreen", "preview", also=lambda: self._can_touch("confirm"))
        self._tap("confirm")
        self._see("CollectedScreen", "take-your-pages")
        self._wait("the copy", lambda: len(pages) > before)
        self._wait(
            "the reports", lambda: len(self._scene.sandbox.books()["prints"]) == 2
        )
        self._tap("confirm")
        self._see("WelcomeScreen", "welcome-at-last")

    def _see(
        self, screen: str, name: str, also: Callable[[], bool] = lambda: True
    ) -> None:
        """Wait for a screen and take its picture."""
        model = self._window.view_model
        self._wait(screen, lambda: model.property("screen") == screen and also())
        self._pump(SETTLE_S)
        self._done += 1
        self._window.grab().save(str(self._out / f"{self._done:02d}-{name}.png"))
        _progress(self._done, self.STEPS, name)

    def _show_code(self, person: str, kind: str) -> None:
        from drivers.sim.phone import qr_picture

        code = self._scene.sandbox.fresh_codes(person)[kind]
        self._scene.camera.hold_up(qr_picture(code))

    def _tap(self, name: str) -> None:
        from PySide6.QtCore import QPointF, Qt
        from PySide6.QtTest import QTest

        from kiosk.app.demo.finger import find

        self._wait(name, lambda: self._can_touch(name))
        item = find(self._window.root.contentItem(), name)
        assert item is not None
        centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
        QTest.mouseClick(
            self._window.root,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            centre.toPoint(),
        )

    def _can_touch(self, name: str) -> bool:
        from kiosk.app.demo.finger import find

        item = find(self._window.root.contentItem(), name)
        return item is not None and item.isVisible() and item.isEnabled()

    def _wait(self, what: str, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + STEP_S
        while not happened():
            if time.monotonic() > deadline:
                seen = self._window.view_model.property("screen")
                raise Stuck(f"{what} did not come; the screen is {seen}")
            self._pump(0.02)

    def _pump(self, seconds: float) -> None:
        """Let the window live, and the other threads too."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()


def _keep_papers(scene: Scene, out: Path) -> None:
    from drivers.sim.slip_picture import draw_slip

    slip = scene.receipt_printer.slips[-1]
    (out / "receipt.bin").write_bytes(slip)
    draw_slip(slip).save(out / "receipt.png")
    invoice, *_, collected = scene.page_printer.pages
    (out / "invoice.pdf").write_bytes(invoice)
    (out / "collected.pdf").write_bytes(collected)


def _progress(done: int, steps: int, name: str) -> None:
    """One line that grows on a terminal, and one line a step elsewhere."""
    bar = "#" * (done * 24 // steps)
    end = "" if sys.stdout.isatty() and done < steps else "\n"
    start = "\r" if sys.stdout.isatty() else ""
    print(f"{start}[{bar:<24}] {done:2}/{steps} {name:<20}", end=end, flush=True)


def _books_agree(scene: Scene) -> bool:
    """One charge, one settlement, one invoice, both prints, and the sums balance."""
    books = scene.sandbox.books()
    once = all(len(books[kind]) == 1 for kind in ("charges", "settlements", "invoices"))
    reported = [one["outcome"] for one in books["prints"]] == ["printed"] * 2
    return once and reported and bool(books["balanced"])


def _print_table(out: Path, *, agrees: bool) -> None:
    print(f"\nWhat happened is in {out}/")
    for path in sorted(out.iterdir()):
        print(f"  {path.name:<24} {path.stat().st_size:>9,} bytes")
    verdict = "agree" if agrees else "DO NOT AGREE"
    print(f"  Paid and settled once, all papers printed and reported: books {verdict}.")
