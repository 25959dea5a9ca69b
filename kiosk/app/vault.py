"""The vault: it seals what the ledger keeps about people, and finds its own keys.

A sealed cell is one byte of algorithm, four of key id (the first of SHA-256 of the
key), a fresh nonce of 12, the ciphertext and a tag of 16. The header and the cell's
place are authenticated with it. Random nonces allow 2**32 cells under one key (NIST
SP 800-38D, section 8.3). No key is ever logged, shown or put in an error's text.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile

import keyring
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from keyring.errors import KeyringError

from offline_queue.errors import Locked

SERVICE = "hospital-kiosk"  # the name in the desktop's keyring
FILE_NAME = "ledger.key"
MAX_KEY_FILE_BYTES = 4_096
NONCE_BYTES = 12
TAG_BYTES = 16
STAMP_BYTES = 5
HEADER_BYTES = STAMP_BYTES + NONCE_BYTES

_HEX = re.compile(rb"[0-9A-Fa-f]+")
_AES_LINE = re.compile(r"[0-9A-Fa-f]{64}")
_SM4_LINE = re.compile(r"sm4:([0-9A-Fa-f]{32})")

RandomBytes = Callable[[int], bytes]


class NoKey(Locked):
    """There is no usable key; the text says where it was looked for, and why."""


class Algorithm(Enum):
    """How a cell is sealed. The value is the first byte of the cell."""

    AES_256_GCM = 1
    SM4_GCM = 2  # GB/T 32907 in the mode of RFC 8998

    @property
    def key_bytes(self) -> int:
        return 32 if self is Algorithm.AES_256_GCM else 16


class KeySource(StrEnum):
    """Where the keys are kept."""

    CREDENTIAL = "credential"  # systemd LoadCredential or LoadCredentialEncrypted
    KEYRING = "keyring"  # the desktop's keyring
    FILE = "file"  # beside the data it protects: development only


@dataclass(frozen=True, slots=True)
class Key:
    """One secret, of the length its algorithm wants; else NoKey."""

    algorithm: Algorithm
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != self.algorithm.key_bytes:
            raise NoKey(f"a key of {self.algorithm.name} has another length")

    @property
    def stamp(self) -> bytes:
        """What each of its cells begins with."""
        digest = hashlib.sha256(self.secret).digest()
        return bytes([self.algorithm.value]) + digest[: STAMP_BYTES - 1]

    def cipher(self, nonce: bytes, tag: bytes | None = None) -> Cipher[GCM]:
        match self.algorithm:
            case Algorithm.AES_256_GCM:
                return Cipher(AES256(self.secret), GCM(nonce, tag))
            case Algorithm.SM4_GCM:
                return Cipher(SM4(self.secret), GCM(nonce, tag))


class Vault:
    """Seals with its first key, opens with any. Safe to use from many threads."""

    def __init__(
        self,
        keys: Sequence[Key],
        *,
        is_development: bool = False,
        random: RandomBytes = secrets.token_bytes,
    ) -> None:
        if not keys:
            raise NoKey("a vault needs a key")
        self.is_development = is_development
        self._first = keys[0]
        self._known = {key.stamp: key for key in keys}
        self._random = random

    def __repr__(self) -> str:
        stamps = ", ".join(stamp.hex() for stamp in self._known)
        return f"Vault({stamps}, is_development={self.is_development})"

    def derived(self, purpose: str) -> list[bytes]:
        """A secret of 32 bytes for one purpose from each key, the newest first."""
        return [_derived(key, purpose) for key in self._known.values()]

    def close(self, plain: bytes, place: str) -> bytes:
        """Seal a cell for one place."""
        nonce = self._random(NONCE_BYTES)
        header = self._first.stamp + nonce
        sealing = self._first.cipher(nonce).encryptor()
        sealing.authenticate_additional_data(place.encode() + header)
        return header + sealing.update(plain) + sealing.finalize() + sealing.tag

    def open(self, sealed: bytes, place: str) -> bytes:
        """Give back what was sealed for this place, or raise Locked."""
        key = self._known.get(sealed[:STAMP_BYTES])
        if key is None:
            raise Locked("sealed with a key that is not here")
        if len(sealed) < HEADER_BYTES + TAG_BYTES:
            raise Locked("too short to be a sealed cell")
        header, tag = sealed[:HEADER_BYTES], sealed[-TAG_BYTES:]
        opening = key.cipher(header[STAMP_BYTES:], tag).decryptor()
        opening.authenticate_additional_data(place.encode() + header)
        try:
            plain = opening.update(sealed[HEADER_BYTES:-TAG_BYTES])
            return plain + opening.finalize()
        except InvalidTag:
            raise Locked("changed, or sealed for another place") from None


def _derived(key: Key, purpose: str) -> bytes:
    hkdf = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return hkdf.derive(key.secret)


def load_vault(
    source: KeySource,
    *,
    kiosk_id: str,
    directory: Path,
    random: RandomBytes = secrets.token_bytes,
) -> Vault:
    """Make the vault from its keys; raise NoKey. `directory` is where the data is."""
    match source:
        case KeySource.CREDENTIAL:
            return Vault(_credential(), random=random)
        case KeySource.KEYRING:
            return Vault(_from_keyring(kiosk_id), random=random)
        case KeySource.FILE:
            keys = _from_file(directory / FILE_NAME, random)
            return Vault(keys, is_development=True, random=random)


def new_key_text(
    algorithm: Algorithm = Algorithm.AES_256_GCM,
    random: RandomBytes = secrets.token_bytes,
) -> str:
    """Make one line for a key file or a keyring."""
    digits = random(algorithm.key_bytes).hex()
    return digits if algorithm is Algorithm.AES_256_GCM else f"sm4:{digits}"


def read_keys(content: bytes) -> tuple[Key, ...]:
    """Read 32 raw bytes, or lines of 64 hex digits or `sm4:` and 32; else NoKey.

    The first line seals. To change the key, put the new one on top.
    """
    # Thirty-two hex digits are half a key, not a raw one.
    if len(content) == Algorithm.AES_256_GCM.key_bytes and not _HEX.fullmatch(content):
        return (Key(Algorithm.AES_256_GCM, content),)
    lines = content.decode("ascii", "replace").split()
    if not lines:
        raise NoKey("the key is empty")
    return tuple(map(_read_line, lines))


def _read_line(line: str) -> Key:
    if _AES_LINE.fullmatch(line):
        return Key(Algorithm.AES_256_GCM, bytes.fromhex(line))
    if sm4 := _SM4_LINE.fullmatch(line):
        return Key(Algorithm.SM4_GCM, bytes.fromhex(sm4[1]))
    raise NoKey("the key is too short, too long or not hexadecimal")


def _credential() -> tuple[Key, ...]:
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    if not directory:
        raise NoKey("CREDENTIALS_DIRECTORY is not set: not started by systemd")
    # systemd lets the service's user in by an ACL, whose mask shows as group bits.
    return _read_file(Path(directory) / FILE_NAME, forbidden_mode=0o007)


def _from_keyring(kiosk_id: str) -> tuple[Key, ...]:
    try:
        text = keyring.get_password(SERVICE, kiosk_id)
    except KeyringError as error:
        raise NoKey(f"keyring: {type(error).__name__}") from error
    if text is None:
        raise NoKey(f"keyring: nothing under {SERVICE}, {kiosk_id}")
    return _named(f"keyring: {SERVICE}, {kiosk_id}", text.encode("ascii", "replace"))


def _from_file(path: Path, random: RandomBytes) -> tuple[Key, ...]:
    if not path.exists():
        try:
            _create(path, new_key_text(random=random))
        except OSError as error:
            raise NoKey(f"{path}: {error.strerror}") from error
    return _read_file(path, forbidden_mode=0o077)


def _create(path: Path, text: str) -> None:
    """Put a whole key on the disk, readable by its owner only, or none."""
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
        os.link(file.name, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read_file(path: Path, *, forbidden_mode: int) -> tuple[Key, ...]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(MAX_KEY_FILE_BYTES + 1)
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror}") from error
    if os.name == "posix" and mode & forbidden_mode:
        raise NoKey(f"{path}: others may read it (mode {mode & 0o777:04o})")
    if len(content) > MAX_KEY_FILE_BYTES:
        raise NoKey(f"{path}: too long for a key file")
    return _named(str(path), content)


def _named(place: str, content: bytes) -> tuple[Key, ...]:
    try:
        return read_keys(content)
    except NoKey as error:
        raise NoKey(f"{place}: {error}") from None
