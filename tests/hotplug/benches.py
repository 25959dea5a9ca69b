"""Each device of the storm: its simulator in a process, its driver, and what to do."""

import io
import random
import socket
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pypdf import PdfWriter

from drivers.camera.scanner import CameraScanner
from drivers.escpos.profile import load_profile
from drivers.escpos.receipt_printer import EscposReceiptPrinter
from drivers.ipp.page_printer import IppPagePrinter
from drivers.port import Scanner
from drivers.scanners.fifo_device import described_beside, grab_fifo
from drivers.scanners.hidpos_scanner import HidposScanner
from drivers.scanners.keyboard_scanner import KeyboardScanner
from drivers.scanners.serial_scanner import SerialScanner
from tests.hotplug import printers, scanners
from tests.hotplug.report import Report
from tests.peer import Peer

SLIP_LINES = 12
SLOW = "20"  # milliseconds a line: a slip takes long enough to be interrupted
LONGEST_SLIP_S = 0.5
LONGEST_QUEUED_SLIP_S = 2.0  # one that is proved by its queue settles first
LONGEST_PAGE_S = 0.6
LONGEST_CODE_S = 0.2

Storm = Callable[[Report, int, random.Random, Path], None]


def _scanner(
    kind: str,
    driver: Callable[[str], Scanner],
    report: Report,
    times: int,
    dice: random.Random,
    folder: Path,
    *,
    again_every_s: float = 0.2,
    repeats: bool = False,
) -> None:
    at = _at(kind, folder)
    with Peer(kind, *at) as peer:
        scanners.storm(
            report,
            peer,
            driver(peer.where),
            times=times,
            dice=dice,
            longest_s=LONGEST_CODE_S,
            again_every_s=again_every_s,
            repeats=repeats,
        )


def _receipts(
    profile: str,
    line: str,
    longest_s: float,
    report: Report,
    times: int,
    dice: random.Random,
    folder: Path,
) -> None:
    at = _at("receipt-printer" if line == "tcp" else line, folder)
    paper = ("--profile", profile, "--out", str(folder / "out"))
    options = (*at, "--line", line, *paper)
    with Peer("receipt-printer", *options) as peer:
        peer.do("slow", SLOW)
        printer = EscposReceiptPrinter(peer.where, load_profile(profile))
        printers.storm(
            report,
            peer,
            printer,
            lambda number: printer.print_slip(_slip(number)),
            times=times,
            dice=dice,
            longest_s=longest_s,
            limit_s=22.0,
        )


def _pages(report: Report, times: int, dice: random.Random, folder: Path) -> None:
    options = (*_at("page-printer", folder), "--out", str(folder / "out"))
    with Peer("page-printer", *options) as peer:
        printer = IppPagePrinter(peer.where, owner="storm")
        pdf = _blank_page()

        def print_one(number: int) -> None:
            printer.print_pages(pdf + b"\n% " + printers.mark(number), "storm")

        printers.storm(
            report,
            peer,
            printer,
            print_one,
            times=times,
            dice=dice,
            longest_s=LONGEST_PAGE_S,
            limit_s=62.0,
        )


def _slip(number: int) -> bytes:
    lines = [b"line %d" % line for line in range(SLIP_LINES)]
    return b"\x1b@" + b"\n".join([*lines, printers.mark(number), b"", b"\x1dVB\x00"])


def _blank_page() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=420)
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _at(kind: str, folder: Path) -> tuple[str, str]:
    """A place that the device keeps when its process dies and is started again."""
    if kind in ("camera", "receipt-printer", "page-printer"):
        with socket.create_server(("127.0.0.1", 0)) as free:
            return "--listen", f":{free.getsockname()[1]}"
    return "--path", str(folder / f"usb-{kind}")


def _keyboard(path: str) -> Scanner:
    return KeyboardScanner(path, grab=grab_fifo)


def _hidpos(path: str) -> Scanner:
    return HidposScanner(path, describe=described_beside(path))


STORMS: Mapping[str, Storm] = {
    "serial-scanner": partial(_scanner, "serial-scanner", SerialScanner),
    "keyboard-scanner": partial(_scanner, "keyboard-scanner", _keyboard),
    "hidpos-scanner": partial(_scanner, "hidpos-scanner", _hidpos),
    "camera": partial(
        _scanner, "camera", CameraScanner, again_every_s=0.6, repeats=True
    ),
    "receipt-printer": partial(_receipts, "epson-tm-t88", "tcp", LONGEST_SLIP_S),
    "serial-receipt-printer": partial(
        _receipts, "gprinter-80mm", "serial", LONGEST_QUEUED_SLIP_S
    ),
    "usb-receipt-printer": partial(
        _receipts, "masung-generic", "usb", LONGEST_QUEUED_SLIP_S
    ),
    "page-printer": _pages,
}


def rage(device: str, times: int, seed: int) -> Report:
    """One device's storm."""
    report = Report(device)
    with tempfile.TemporaryDirectory() as folder:
        STORMS[device](report, times, random.Random(seed), Path(folder))
    return report
