"""The software's own share of a visit: what remains without central's time."""

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from drivers.sim.receipt_printer import SimReceiptPrinter
from drivers.sim.serial_scanner import SimSerialScanner
from kiosk.app.demo.headless import PATIENT
from kiosk.app.demo.scene import Scene
from tests.bench.child import Child
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median

AIM_BILLS = Aim(40, "ms")
AIM_SLIP = Aim(30, "ms")
LIMIT_S = 10.0
INITIALISE = b"\x1b@"  # a slip begins so, and no question to the printer does
Marks = dict[str, Any]


class TimedPrinter(SimReceiptPrinter):
    """Notes when the first byte of a slip arrived."""

    def __init__(self) -> None:
        self._slip_at_ns = 0
        self._slip_came = threading.Event()
        super().__init__()

    def _receive(self, line: socket.socket, tail: bytes, data: bytes) -> bytes:
        if INITIALISE in data:
            self._slip_at_ns = time.monotonic_ns()
            self._slip_came.set()
        return super()._receive(line, tail, data)

    def slip_at_ns(self) -> int:
        """Wait for the slip that is on its way."""
        if not self._slip_came.wait(LIMIT_S):
            raise TimeoutError("no slip came")
        self._slip_came.clear()
        return self._slip_at_ns


def figures(scene: Scene, rounds: int) -> Iterator[Figure]:
    """Visits of the real kiosk and of the bare one, in turns."""
    ours: dict[str, list[float]] = defaultdict(list)
    bare: dict[str, list[float]] = defaultdict(list)
    with TimedPrinter() as printer, SimSerialScanner() as second_scanner:
        scene.receipt_printer = printer
        config = configure(scene)
        with Child("tests.bench.headless_kiosk", config, second_scanner.path) as child:
            for warm in (False, *[True] * rounds):
                visit = _visit(scene, child, "visit", scene.scanner, printer)
                plain = _visit(scene, child, "bare", second_scanner, printer)
                if warm:  # the first visit builds what all later ones use
                    _share_out(visit, ours)
                    _share_out(plain, bare)
    yield Figure(
        "code read to bill list, own share",
        median(ours["bills"]),
        "http.client, json",
        median(bare["bills"]),
        AIM_BILLS,
    )
    yield Figure(
        "pay tap to result, own share",
        median(ours["pay"]),
        "central's share of it",
        median(ours["pay_waited"]),
    )
    yield Figure(
        "print tap to first byte of slip",
        median(ours["print"]),
        "bare socket",
        median(bare["print"]),
    )
    yield Figure(
        "both taps together, own share",
        median([a + b for a, b in zip(ours["pay"], ours["print"], strict=True)]),
        aim=AIM_SLIP,
    )
    yield Figure(
        "whole visit, scan to settled",
        median(ours["visit"]),
        "central's share of it",
        median(ours["visit_waited"]),
    )


def _visit(
    scene: Scene,
    child: Child,
    word: str,
    scanner: SimSerialScanner,
    printer: TimedPrinter,
) -> Marks:
    """One visit: a fresh phone, fresh bills, and what the process noted."""
    scene.sandbox.reset()
    code = scene.sandbox.fresh_codes(PATIENT)["voucher"].encode()
    child.ask(word)
    scanned_at_ns = time.monotonic_ns()
    scanner.present(code)
    marks = child.hear()
    return {**marks, "scan": scanned_at_ns, "slip": printer.slip_at_ns()}


def _share_out(marks: Marks, samples: dict[str, list[float]]) -> None:
    """Turn moments into milliseconds."""

    def add(name: str, first: str, last: str, waited_ns: int = 0) -> None:
        samples[name].append((marks[last] - marks[first] - waited_ns) / 1e6)

    add("bills", "scan", "bills", marks["waited_for_bills"])
    add("print", "print_tap", "slip")
    if "result" in marks:
        waited_ns = marks["waited_for_payment"]
        add("pay", "pay_tap", "result", waited_ns)
        samples["pay_waited"].append(waited_ns / 1e6)
        add("visit", "scan", "result")
        samples["visit_waited"].append(marks["waited"] / 1e6)
