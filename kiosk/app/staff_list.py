"""`kiosk staff`: who may open the diagnostics screen of this kiosk, and by what."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kiosk.app.config import load
from kiosk.app.ledger import Ledger
from kiosk.app.opening import journal_as_it_is, open_vault
from kiosk.app.outbox_list import aligned
from kiosk.app.staff_book import StaffBook, new_secret
from kiosk.model.staff import Role, Staff


def staff_table(path: Path) -> str:
    """One line a badge. Raise BadConfig or StorageError."""
    with _book(path) as (book, _):
        entries = book.entries()
    if not entries:
        return "nobody is known; a pass of central's opens it all the same"
    rows = [("badge", "role", "proved by")]
    for one in entries:
        rows.append((one.staff.badge, one.staff.role, "PIN" if one.pin else "number"))
    return "\n".join(aligned(rows))


def know(path: Path, badge: str, role: Role, pin: str) -> str:
    """Know a badge from now on. Without a PIN a secret is made, and returned as the
    address that authenticator apps read; it is never shown again.

    Raise ValueError where badge or PIN are not as they must be.
    """
    with _book(path) as (book, kiosk_id):
        if pin:
            book.add(Staff(badge, role), pin=pin)
            return f"{badge} is known; its bar code says KB1.{badge}"
        secret = new_secret()
        book.add(Staff(badge, role), secret=secret)
    shown = base64.b32encode(secret).decode().rstrip("=")
    label = quote(f"{kiosk_id}:{badge}")
    address = f"otpauth://totp/{label}?secret={shown}&issuer={quote(kiosk_id)}"
    return f"{badge} is known; its bar code says KB1.{badge}\n{address}"


def remove(path: Path, badge: str) -> bool:
    """Whether it was known."""
    with _book(path) as (book, _):
        return book.remove(badge)


@contextmanager
def _book(path: Path) -> Iterator[tuple[StaffBook, str]]:
    config = load(path)
    [database] = journal_as_it_is(config, 1)
    with database:
        ledger = Ledger(database, secrets.token_bytes)
        yield StaffBook(ledger, open_vault(config).derived), config.kiosk.id
