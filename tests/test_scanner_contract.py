"""What every scanner promises, tried on each driver with its simulator."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import pytest

from drivers.camera.scanner import CameraScanner
from drivers.port import UNPLUGGED, Health, Scanner, Unplugged
from drivers.scanners.fifo_device import described_beside, grab_fifo
from drivers.scanners.hidpos_scanner import HidposScanner
from drivers.scanners.keyboard_scanner import KeyboardScanner
from drivers.scanners.scanner_profile import load
from drivers.scanners.serial_scanner import SerialScanner
from drivers.sim.camera import SimCamera
from drivers.sim.hidpos_scanner import SimHidposScanner
from drivers.sim.keyboard_scanner import SimKeyboardScanner
from drivers.sim.phone import qr_picture
from drivers.sim.serial_scanner import MAKES, SimSerialScanner
from tests.scanning import Scanning

__all__ = ["Scanning"]

PATIENT = "患者：欧阳𠮷"


@dataclass
class Bench:
    """A driver, its simulator, and how to show a code to it."""

    scanner: Scanner
    present: Callable[[bytes], None]
    unplug: Callable[[], None]
    replug: Callable[[], None]
    charset: str = "gb18030"


def serial_bench(stack: ExitStack, make: str) -> Bench:
    sim = stack.enter_context(SimSerialScanner(make))
    scanner = SerialScanner(sim.where, profile=load(make))
    return Bench(scanner, sim.present, sim.unplug, sim.replug)


def keyboard_bench(stack: ExitStack) -> Bench:
    sim = stack.enter_context(SimKeyboardScanner())
    scanner = KeyboardScanner(sim.where, grab=grab_fifo)
    return Bench(scanner, sim.present, sim.unplug, sim.replug, "utf-8")


def hidpos_bench(stack: ExitStack) -> Bench:
    sim = stack.enter_context(SimHidposScanner())
    scanner = HidposScanner(sim.where, describe=described_beside(sim.where))
    return Bench(scanner, sim.present, sim.unplug, sim.replug)


def camera_bench(stack: ExitStack) -> Bench:
    sim = stack.enter_context(SimCamera())

    def present(code: bytes) -> None:
        sim.hold_up(qr_picture(code))

    return Bench(CameraScanner(sim.url), present, sim.unplug, sim.replug)


def simulated_scanner(bench: Callable[[ExitStack], Bench], stack: ExitStack) -> Scanner:
    return bench(stack).scanner


def real_scanner(stack: ExitStack) -> Scanner:
    """The one in the configuration that KIOSK_CONFIG names."""
    from tests import hardware

    scanner: Scanner = hardware.scanner()
    return scanner


BENCHES: dict[str, Callable[[ExitStack], Bench]] = {
    **{f"serial-{make}": partial(serial_bench, make=make) for make in MAKES},
    "keyboard": keyboard_bench,
    "hidpos": hidpos_bench,
    "camera": camera_bench,
}


@pytest.fixture(params=list(BENCHES.values()), ids=list(BENCHES))
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield request.param(stack)


@pytest.fixture(
    params=[
        *(
            pytest.param(partial(simulated_scanner, bench), id=name)
            for name, bench in BENCHES.items()
        ),
        pytest.param(real_scanner, id="real", marks=pytest.mark.hardware),
    ]
)
def scanner(request: pytest.FixtureRequest) -> Iterator[Scanner]:
    """Any scanner at all: nobody need hold anything in front of it."""
    with ExitStack() as stack:
        yield request.param(stack)


def test_a_scanner_is_well_before_and_during_a_scan(scanner: Scanner) -> None:
    assert scanner.condition().health is Health.OK
    with Scanning(scanner):
        assert scanner.condition().health is Health.OK
    assert scanner.condition().health is Health.OK


def test_a_scan_stops_soon_when_told(scanner: Scanner) -> None:
    with Scanning(scanner) as scanning:
        began = time.monotonic()
        scanning.stop()
        assert scanning.ends()
        assert time.monotonic() - began < 1.0
        assert not scanning.unplugged


def test_a_code_arrives_as_the_bytes_that_stood_in_it(bench: Bench) -> None:
    code = PATIENT.encode(bench.charset)
    with Scanning(bench.scanner) as scanning:
        bench.present(code)
        assert scanning.next_code() == code


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


def test_a_long_code_arrives_whole(bench: Bench) -> None:
    code = b"GS1." + b"0123456789" * 40
    with Scanning(bench.scanner) as scanning:
        bench.present(code)
        assert scanning.next_code() == code


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
