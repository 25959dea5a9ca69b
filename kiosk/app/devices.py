"""The configured devices, each with its driver. Opens nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from drivers import port
from drivers.camera.scanner import CameraScanner
from drivers.camera.viewfinder import Viewfinder
from drivers.escpos.profile import EscposProfile, Symbols, load_profile
from drivers.escpos.receipt_printer import EscposReceiptPrinter
from drivers.ipp.page_printer import IppPagePrinter
from drivers.ipp.trust import Trust
from drivers.port import Scanner
from drivers.scanners.fifo_device import described_beside, grab_fifo, is_fifo
from drivers.scanners.grabbed_keys import grab
from drivers.scanners.hidpos_scanner import HidposScanner, describe
from drivers.scanners.key_lines import KeyRules
from drivers.scanners.keyboard_scanner import KeyboardScanner
from drivers.scanners.scanner_profile import load as load_scanner_profile
from drivers.scanners.serial_scanner import SerialScanner
from kiosk.app.config import (
    BadConfig,
    CameraSection,
    Config,
    HidposScannerSection,
    KeyboardScannerSection,
    PagePrinterSection,
    SerialScannerSection,
)
from kiosk.model.hint import Hint
from printing.slip_format import SlipFormat, Text

Tell = Callable[[Hint | None], None]


@dataclass(frozen=True, slots=True)
class Named:
    """A scanner by its section's name, and where it is."""

    name: str
    where: str
    scanner: Scanner
    viewfinder: Viewfinder | None = None  # of a camera


def scanners(config: Config, tell: Tell = lambda hint: None) -> list[Named]:
    """Every configured scanner. `tell` hears how a phone should be held.

    Raise BadConfig.
    """
    found = []
    if config.serial_scanner:
        found.append(_serial(config.serial_scanner))
    if config.keyboard_scanner:
        found.append(_keyboard(config.keyboard_scanner, config.is_demo))
    if config.hidpos_scanner:
        found.append(_hidpos(config.hidpos_scanner, config.is_demo))
    if config.camera:
        found.append(_camera(config.camera, tell))
    return found


def receipt_printer(config: Config) -> EscposReceiptPrinter:
    """Raise BadConfig."""
    profile = _profile(config.receipt_printer.profile)
    with _named("receipt_printer.address"):
        return EscposReceiptPrinter(config.receipt_printer.address, profile)


def slip_format(config: Config) -> SlipFormat:
    """The paper and the ROM that slips are laid out for. Raise BadConfig."""
    profile = _profile(config.receipt_printer.profile)
    with _named("receipt_printer.profile"):
        return SlipFormat(
            columns=profile.columns,
            dots=profile.width_dots,
            text=Text(profile.encoding),
            draws_qr=profile.symbols is Symbols.NATIVE,
            cuts=profile.has_cutter,
        )


def page_printer(config: Config, owner: str) -> IppPagePrinter:
    """`owner` marks the jobs that are ours. Raise BadConfig."""
    with _named("page_printer.uri"):
        return _ipp(config.page_printer, owner)


def form_printer(config: Config, owner: str) -> IppPagePrinter | None:
    """The one with numbered stock, if there is one. Raise BadConfig."""
    if config.form_printer is None:
        return None
    with _named("form_printer.uri"):
        return _ipp(config.form_printer, owner)


def _ipp(section: PagePrinterSection, owner: str) -> IppPagePrinter:
    trust = Trust(section.ca_file, section.fingerprint)
    return IppPagePrinter(section.uri, owner=owner, trust=trust)


@cache
def _profile(name: str) -> EscposProfile:
    with _named("receipt_printer.profile"):
        return load_profile(name)


def _serial(section: SerialScannerSection) -> Named:
    with _named("serial_scanner.profile"):
        profile = load_scanner_profile(section.profile)
    scanner = SerialScanner(section.path, section.baudrate or None, profile=profile)
    return Named("serial_scanner", section.path, scanner)


def _keyboard(section: KeyboardScannerSection, is_demo: bool) -> Named:
    rules = KeyRules(gap_ms=section.gap_ms, prefix=section.prefix)
    take = grab_fifo if is_demo and is_fifo(section.path) else grab
    scanner = KeyboardScanner(section.path, rules, grab=take)
    return Named("keyboard_scanner", section.path, scanner)


def _hidpos(section: HidposScannerSection, is_demo: bool) -> Named:
    path = section.path
    ask = described_beside(path) if is_demo and is_fifo(path) else describe
    return Named("hidpos_scanner", path, HidposScanner(path, describe=ask))


def _camera(section: CameraSection, tell: Tell) -> Named:
    def pass_on(hint: port.Hint | None) -> None:
        tell(Hint(hint.value) if hint else None)

    source = section.source
    number = int(source) if source.isdecimal() else None
    scanner = CameraScanner(source if number is None else number, hint=pass_on)
    return Named("camera", source, scanner, scanner.viewfinder)


@contextmanager
def _named(key: str) -> Iterator[None]:
    """What a driver cannot use is wrong in the configuration, by name."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise BadConfig(f"{key}: {error}") from error
