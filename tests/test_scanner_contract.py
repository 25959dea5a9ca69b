"""What every scanner promises, tried on each driver with its simulator."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import pytest

from drivers.camera import CameraScanner
from drivers.port import UNPLUGGED, Health, Scanner, Unplugged
from drivers.scan_lines import ScanLines
from drivers.serial_scanner import SerialScanner
from drivers.sim.camera import SimCamera
from drivers.sim.phone import qr_picture
from drivers.sim.serial_scanner import SimSerialScanner

DEADLINE_S = 4.0
CHINESE = "患者：欧阳𠮷".encode("gb18030")


class Scanning:
    """A scan that runs in a thread until the block ends."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._codes: queue.Queue[bytes] = queue.Queue()
        self._stopped = threading.Event()
        self._running = threading.Event()
        self._over = threading.Event()
        self.unplugged = False
        self._thread = threading.Thread(target=self._scan)

    def next_code(self, within_s: float = DEADLINE_S) -> bytes:
        return self._codes.get(timeout=within_s)

    def sees_nothing_for(self, seconds: float) -> bool:
        try:
            self._codes.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def ends(self) -> bool:
        return self._over.wait(DEADLINE_S)

    def stop(self) -> None:
        self._stopped.set()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._running.wait(DEADLINE_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._thread.join(DEADLINE_S)
        assert not self._thread.is_alive()

    def _scan(self) -> None:
        try:
            self._scanner.scan(self._codes.put, self._asked)
        except Unplugged:
            self.unplugged = True
        self._running.set()
        self._over.set()

    def _asked(self) -> bool:
        self._running.set()
        return self._stopped.is_set()


@dataclass
class Bench:
    """A driver, its simulator, and how to show a code to it."""

    scanner: Scanner
    present: Callable[[bytes], None]
    unplug: Callable[[], None]
    replug: Callable[[], None]


def serial_bench(stack: ExitStack) -> Bench:
    sim = stack.enter_context(SimSerialScanner())
    return Bench(SerialScanner(sim.path), sim.present, sim.unplug, sim.replug)


def camera_bench(stack: ExitStack) -> Bench:
    sim = stack.enter_context(SimCamera())

    def present(code: bytes) -> None:
        sim.hold_up(qr_picture(code))

    return Bench(CameraScanner(sim.url), present, sim.unplug, sim.replug)


@pytest.fixture(params=[serial_bench, camera_bench], ids=["serial", "camera"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield request.param(stack)


@pytest.fixture
def sim() -> Iterator[SimSerialScanner]:
    with SimSerialScanner() as sim:
        yield sim


@pytest.fixture
def scanner(sim: SimSerialScanner) -> SerialScanner:
    return SerialScanner(sim.path)


def test_a_code_arrives_as_the_bytes_that_stood_in_it(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        bench.present(CHINESE)
        assert scanning.next_code() == CHINESE


def test_codes_arrive_in_the_order_they_were_shown(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        for code in (b"first", b"second", b"third"):
            bench.present(code)
            assert scanning.next_code() == code


def test_a_code_shown_once_is_reported_once(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        bench.present(b"once")
        scanning.next_code()
        assert scanning.sees_nothing_for(0.3)


def test_a_scan_stops_soon_when_told(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        began = time.monotonic()
        scanning.stop()
        assert scanning.ends()
        assert time.monotonic() - began < 1.0
        assert not scanning.unplugged


def test_pulling_the_cable_ends_the_scan(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        bench.unplug()
        assert scanning.ends()
        assert scanning.unplugged


def test_a_scanner_that_is_not_there_is_reported_at_once(bench: Bench) -> None:
    bench.unplug()
    with pytest.raises(Unplugged):
        bench.scanner.scan(lambda code: None, lambda: False)
    assert bench.scanner.condition() == UNPLUGGED


def test_after_replugging_the_same_driver_scans_again(bench: Bench) -> None:
    with Scanning(bench.scanner) as scanning:
        bench.unplug()
        assert scanning.ends()
    bench.replug()
    with Scanning(bench.scanner) as scanning:
        bench.present(b"back again")
        assert scanning.next_code() == b"back again"


def test_a_scanner_is_well_before_and_during_a_scan(bench: Bench) -> None:
    assert bench.scanner.condition().health is Health.OK
    with Scanning(bench.scanner):
        assert bench.scanner.condition().health is Health.OK
    assert bench.scanner.condition().health is Health.OK


def test_what_was_scanned_while_nobody_listened_is_gone(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    sim.present(b"too early")
    with Scanning(scanner) as scanning:
        sim.present(b"in time")
        assert scanning.next_code() == b"in time"


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n"])
def test_lines_may_end_in_cr_or_lf_or_both(
    sim: SimSerialScanner, scanner: SerialScanner, ending: bytes
) -> None:
    with Scanning(scanner) as scanning:
        sim.noise(b"one" + ending + b"two" + ending)
        assert [scanning.next_code(), scanning.next_code()] == [b"one", b"two"]
        assert scanning.sees_nothing_for(0.1)


def test_half_a_line_is_dropped_when_silence_follows(
    sim: SimSerialScanner, scanner: SerialScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.serial_scanner.SILENCE_S", 0.15)
    with Scanning(scanner) as scanning:
        sim.noise(b"half a co")
        assert scanning.sees_nothing_for(0.35)
        sim.present(b"whole")
        assert scanning.next_code() == b"whole"


def test_a_line_that_is_too_long_is_dropped_whole(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner) as scanning:
        sim.present(b"x" * 5000)
        sim.present(b"fits")
        assert scanning.next_code() == b"fits"


def test_line_noise_does_not_end_the_scan(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner) as scanning:
        sim.noise(bytes(range(256)) + b"\r")
        scanning.next_code()  # up to the LF in the noise
        scanning.next_code()  # up to the CR in it
        scanning.next_code()
        sim.present(b"clean")
        assert scanning.next_code() == b"clean"


def test_the_line_belongs_to_one_reader(
    sim: SimSerialScanner, scanner: SerialScanner
) -> None:
    with Scanning(scanner), pytest.raises(Unplugged):
        SerialScanner(sim.path).scan(lambda code: None, lambda: True)


def test_a_code_may_arrive_byte_by_byte() -> None:
    lines = ScanLines()
    arrived = [lines.feed(bytes([byte])) for byte in b"abc\r\ndef\r"]
    assert [code for codes in arrived for code in codes] == [b"abc", b"def"]


def test_a_line_at_the_limit_fits_and_one_byte_more_does_not() -> None:
    lines = ScanLines(limit=4)
    assert lines.feed(b"1234\r12345\r6\r") == [b"1234", b"6"]
