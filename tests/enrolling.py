"""Has central know a kiosk that never ran."""

import secrets
import time
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.enrolment import DEVICE_KEY, Enrolment
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.app.points import central_of
from kiosk.central.signing import Ed25519Signer


def enrol(path: Path) -> None:
    """Show central the key of the kiosk with this configuration."""
    config = load(path)
    [database] = open_databases(config, 1)
    with database:
        ledger = Ledger(database, secrets.token_bytes)
        seed = ledger.keepsake(DEVICE_KEY, lambda: secrets.token_bytes(32))
        central, signer = central_of(config), Ed25519Signer(seed)
        Enrolment(ledger, central, signer, time.monotonic).introduce()
