"""The simulated devices by name, as `kiosk simulate-device` knows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from drivers.sim.paper import pictures_of_pdf, pictures_of_slip
from drivers.sim.process import Diary, Shelf, SimDevice


@dataclass(frozen=True, slots=True)
class Place:
    """Where and what the device is to be. Empty: as it is usually."""

    port: int = 0  # of those with a socket; 0 for any
    path: str = ""  # of those with a device file; "" for one in a temporary folder
    line: str = ""  # of a receipt printer: tcp, serial or usb
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """Where what comes out of it is kept and told."""

    folder: Path
    diary: Diary


Maker = Callable[[Place, Out], SimDevice]


def _serial_scanner(place: Place, out: Out) -> SimDevice:
    from drivers.sim.serial_scanner import SimSerialScanner

    return SimSerialScanner(place.profile or "generic", place.path or None)


def _keyboard_scanner(place: Place, out: Out) -> SimDevice:
    from drivers.sim.keyboard_scanner import SimKeyboardScanner

    return SimKeyboardScanner(place.path or None)


def _hidpos_scanner(place: Place, out: Out) -> SimDevice:
    from drivers.sim.hidpos_scanner import SimHidposScanner

    return SimHidposScanner(place.path or None)


def _camera(place: Place, out: Out) -> SimDevice:
    from drivers.sim.camera import SimCamera

    return SimCamera(port=place.port)


def _receipt_printer(place: Place, out: Out) -> SimDevice:
    from drivers.escpos.profile import load_profile
    from drivers.sim.receipt_printer import PROFILE, SimReceiptPrinter

    profile = load_profile(place.profile or PROFILE)
    draw = partial(pictures_of_slip, dots=profile.width_dots)
    return SimReceiptPrinter(
        Shelf(out.folder, out.diary, "slip.escpos", draw).keep,
        profile=place.profile or PROFILE,
        line=place.line or ("serial" if place.path else "tcp"),
        port=place.port,
        path=place.path,
    )


def _page_printer(place: Place, out: Out) -> SimDevice:
    from drivers.sim.page_printer import SimPagePrinter

    shelf = Shelf(out.folder, out.diary, "job.pdf", pictures_of_pdf)
    return SimPagePrinter(shelf.keep, port=place.port)


KINDS: Mapping[str, Maker] = {
    "serial-scanner": _serial_scanner,
    "keyboard-scanner": _keyboard_scanner,
    "hidpos-scanner": _hidpos_scanner,
    "camera": _camera,
    "receipt-printer": _receipt_printer,
    "page-printer": _page_printer,
}
