"""The real devices of `pytest -m hardware`, as $KIOSK_CONFIG configures them."""

import os
from pathlib import Path

import pytest

from drivers.port import PagePrinter, ReceiptPrinter, Scanner
from kiosk.app import devices
from kiosk.app.config import Config, load


def scanner() -> Scanner:
    """The first of the configured scanners."""
    return devices.scanners(_config())[0].scanner


def receipt_printer() -> ReceiptPrinter:
    return devices.receipt_printer(_config())


def page_printer() -> PagePrinter:
    return devices.page_printer(_config(), "contract-test")


def _config() -> Config:
    path = os.environ.get("KIOSK_CONFIG")
    if not path:
        pytest.skip("KIOSK_CONFIG names no configuration")
    return load(Path(path))
