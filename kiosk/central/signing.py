"""Who signed a message: one port for signing and one for checking, and Ed25519.

A message is signed together with its purpose, so that a signature of one kind is
worth nothing as another. SM2 joins as two more classes with `algorithm` "SM2-SM3"
and the signer's identity bound as GB/T 32918.2 says; no caller changes.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = "Ed25519"
KEY_BYTES = 32


class Signer(Protocol):
    """Holds a private key."""

    @property
    def algorithm(self) -> str: ...

    @property
    def key_id(self) -> str:
        """Name the key for whoever checks: letters, digits, `_` and `-`."""

    def sign(self, message: bytes, *, purpose: str) -> bytes:
        """Sign a message for one purpose. A purpose is one line of text."""


class Verifier(Protocol):
    """Holds a public key."""

    @property
    def algorithm(self) -> str: ...

    @property
    def key_id(self) -> str: ...

    def verify(self, message: bytes, signature: bytes, *, purpose: str) -> bool:
        """Say whether this key signed this message for this purpose."""


@dataclass(frozen=True, slots=True)
class Ed25519Verifier:
    """A public key of 32 bytes; else ValueError."""

    public: bytes

    def __post_init__(self) -> None:
        if len(self.public) != KEY_BYTES:
            raise ValueError(f"a public key has {KEY_BYTES} bytes")

    @classmethod
    def parse(cls, text: str) -> "Ed25519Verifier":
        """Read a public key as `text` writes it; else ValueError."""
        return cls(read_base64url(text))

    @property
    def text(self) -> str:
        """The public key, to be published."""
        return base64url(self.public)

    @property
    def algorithm(self) -> str:
        return ED25519

    @property
    def key_id(self) -> str:
        """16 hexadecimal digits: the first of SHA-256 of the public key."""
        return hashlib.sha256(self.public).hexdigest()[:16]

    def verify(self, message: bytes, signature: bytes, *, purpose: str) -> bool:
        key = Ed25519PublicKey.from_public_bytes(self.public)
        try:
            key.verify(signature, _bound(message, purpose))
        except InvalidSignature:
            return False
        return True


class Ed25519Signer:
    """A private key: the seed of 32 bytes of RFC 8032; else ValueError."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != KEY_BYTES:
            raise ValueError(f"a private key has {KEY_BYTES} bytes")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Ed25519Verifier(self._key.public_key().public_bytes_raw())

    @property
    def algorithm(self) -> str:
        return ED25519

    @property
    def key_id(self) -> str:
        return self.verifier.key_id

    def sign(self, message: bytes, *, purpose: str) -> bytes:
        return self._key.sign(_bound(message, purpose))


def base64url(raw: bytes) -> str:
    """Write bytes as RFC 4648 section 5 does, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def read_base64url(text: str) -> bytes:
    """Read what `base64url` writes. Any other spelling of the bytes: ValueError."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if base64url(raw) != text:
        raise ValueError("not base64url as we write it")
    return raw


def _bound(message: bytes, purpose: str) -> bytes:
    if not purpose or "\n" in purpose:
        raise ValueError("a purpose is one line of text")
    return purpose.encode() + b"\n" + message
