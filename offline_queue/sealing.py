"""What stands between a body and the disk. The ciphers themselves live elsewhere."""

from typing import Protocol


class Seal(Protocol):
    """Makes bodies unreadable without a key, each bound to its place.

    A place is "table|row|column", so that a cell that was moved does not open.
    """

    def close(self, plain: bytes, place: str) -> bytes:
        """Return what may stand on the disk. Never raises."""

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return the plain bytes. Raise Locked if key, place or bytes do not fit."""


class Unsealed:
    """Stores as is."""

    def close(self, plain: bytes, place: str) -> bytes:
        return plain

    def open(self, sealed: bytes, place: str) -> bytes:
        return sealed


UNSEALED: Seal = Unsealed()
