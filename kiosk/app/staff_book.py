"""Who may work at this kiosk: badges, and how each is proved.

A PIN is kept as Argon2id of it (19 MiB, twice: OWASP), with a pepper that lies where
the journal's key does and not in the journal. A number of the minute is RFC 6238's.
"""

import hmac
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from kiosk.app.lockout import Keepsakes
from kiosk.model.staff import Role, Staff

BADGE = re.compile(r"[0-9A-Za-z-]{4,32}")
PIN = re.compile(r"[0-9]{8,16}")
PASSES_KEPT = 64  # numbers of used ones; none is good for more than five minutes
STEP_S, DIGITS = 30, 6
STEPS_OFF = (0, -1, 1)  # a phone's clock may be half a minute wrong

_ROLL, _USED = "staff", "staff-passes"
_SALT_BYTES = _HASH_BYTES = 16
_MEMORY_KIB, _ROUNDS, _LANES = 19 * 1024, 2, 1
_NOTHING = "A" * 22  # sixteen bytes, as the PHC string format writes them
_COST = f"m={_MEMORY_KIB},t={_ROUNDS},p={_LANES}"
_NOBODYS_PIN = f"$argon2id$v=19${_COST}${_NOTHING}${_NOTHING}"
_NOBODYS_SECRET = bytes(20)


class Pepper(Protocol):
    """Secrets that only this kiosk has. See `Vault.derived`."""

    def __call__(self, purpose: str) -> Sequence[bytes]:
        """The newest first; older ones are good for what was made with them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One badge."""

    staff: Staff
    pin: str = field(repr=False)  # as the PHC string format has it; "": none
    secret: bytes = field(repr=False)  # of the numbers of the minute; b"": none
    step: int = 0  # the last one that was used


class StaffBook:
    """Keeps it sealed, as all that the journal has. May raise StorageError."""

    def __init__(self, keepsakes: Keepsakes, pepper: Pepper) -> None:
        self._keepsakes = keepsakes
        self._pepper = pepper

    def entries(self) -> list[Entry]:
        kept = self._keepsakes.kept(_ROLL)
        return [_entry(fields) for fields in json.loads(kept)] if kept else []

    def find(self, badge: str) -> Entry | None:
        return next((one for one in self.entries() if one.staff.badge == badge), None)

    def add(self, staff: Staff, *, pin: str = "", secret: bytes = b"") -> None:
        """Know this badge from now on, in this role, and by this alone.

        ValueError unless it has a badge's shape, and a PIN of at least eight digits,
        not all the same or in a row, or a secret, or both.
        """
        if not BADGE.fullmatch(staff.badge):
            raise ValueError("a badge has 4 to 32 letters, digits and -")
        if not pin and not secret:
            raise ValueError("a PIN or a secret is needed")
        if pin and (not PIN.fullmatch(pin) or _is_easy(pin)):
            raise ValueError("a PIN has 8 to 16 digits, not all alike or in a row")
        hashed = (
            _argon2id(self._pepper("staff-pin")[0]).derive_phc_encoded(pin.encode())
            if pin
            else ""
        )
        self.remove(staff.badge)
        self._write([*self.entries(), Entry(staff, hashed, secret)])

    def remove(self, badge: str) -> bool:
        """Whether there was such a one."""
        entries = self.entries()
        rest = [one for one in entries if one.staff.badge != badge]
        self._write(rest)
        return len(rest) < len(entries)

    def badges(self) -> frozenset[str]:
        return frozenset(one.staff.badge for one in self.entries())

    def proven(self, badge: str, typed: str, now_s: float) -> Staff | None:
        """Whose badge it is, if this is its PIN, or its number now: each good once.

        As much is worked out for a badge that has no PIN, or is not known.
        """
        entry = self.find(badge)
        if len(typed) != DIGITS:
            is_right = self._is_pin((entry and entry.pin) or _NOBODYS_PIN, typed)
            return entry.staff if entry and entry.pin and is_right else None
        step = _step_of((entry and entry.secret) or _NOBODYS_SECRET, typed, now_s)
        if entry is None or not entry.secret or step is None or step <= entry.step:
            return None
        others = [one for one in self.entries() if one.staff.badge != badge]
        used = Entry(entry.staff, entry.pin, entry.secret, step)
        self._write([*others, used])
        return entry.staff

    def use(self, number: str) -> bool:
        """Take note of a pass. False if it was used before."""
        used = (self._keepsakes.kept(_USED) or b"").decode().split()
        if number in used:
            return False
        kept = " ".join([*used, number][-PASSES_KEPT:])
        self._keepsakes.keep(_USED, kept.encode())
        return True

    def _is_pin(self, hashed: str, typed: str) -> bool:
        for pepper in self._pepper("staff-pin"):
            try:
                Argon2id.verify_phc_encoded(typed.encode(), hashed, pepper)
            except InvalidKey:
                continue
            return True
        return False

    def _write(self, entries: Sequence[Entry]) -> None:
        rows = [
            {
                "badge": one.staff.badge,
                "role": one.staff.role,
                "pin": one.pin,
                "secret": one.secret.hex(),
                "step": one.step,
            }
            for one in entries
        ]
        self._keepsakes.keep(_ROLL, json.dumps(rows).encode())


def new_secret(random: Callable[[int], bytes] = os.urandom) -> bytes:
    """For numbers of the minute: as many bytes as RFC 4226 recommends."""
    return random(20)


def _argon2id(pepper: bytes) -> Argon2id:
    return Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_HASH_BYTES,
        iterations=_ROUNDS,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
        secret=pepper,
    )


def _step_of(secret: bytes, typed: str, now_s: float) -> int | None:
    """The step of time whose number was typed."""
    totp = TOTP(secret, DIGITS, SHA1(), STEP_S, enforce_key_length=False)
    steps = [int(now_s) // STEP_S + off for off in STEPS_OFF]
    numbers = [totp.generate(step * STEP_S) for step in steps]
    found = [
        step
        for step, number in zip(steps, numbers, strict=True)
        if hmac.compare_digest(number, typed.encode())
    ]
    return found[0] if found else None


def _is_easy(pin: str) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


def _entry(fields: dict[str, str]) -> Entry:
    return Entry(
        Staff(fields["badge"], Role(fields["role"])),
        fields["pin"],
        bytes.fromhex(fields["secret"]),
        int(fields["step"]),
    )
