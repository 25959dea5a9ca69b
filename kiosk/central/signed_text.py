"""A QR text that somebody has signed: `PREFIX.<key id>.<payload>.<signature>`.

Payload and signature are base64url. The signature is over all that stands before its
dot.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from kiosk.central.signing import Signer, Verifier, base64url, read_base64url

MAX_CHARACTERS = 1_200

_REST = re.compile(r"([0-9A-Za-z_-]{1,64})\.([0-9A-Za-z_-]+)\.([0-9A-Za-z_-]+)")


class Fault(StrEnum):
    """Why a text is refused."""

    MALFORMED = "malformed"  # no such text, or one that does not add up
    UNKNOWN_KEY = "unknown_key"  # signed with a key that we do not have
    FORGED = "forged"  # changed after it was signed, or never signed


class Untrusted(Exception):
    """The text must not be used."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason.value)
        self.reason = reason


def opened(text: str, prefix: str, purpose: str, keys: Mapping[str, Verifier]) -> bytes:
    """Give the payload of a text that one of these keys signed; raise Untrusted."""
    head, _, rest = text.partition(".")
    parts = _REST.fullmatch(rest) if len(text) <= MAX_CHARACTERS else None
    if parts is None or head != prefix:
        raise Untrusted(Fault.MALFORMED)
    key_id, payload, signature = parts.groups()
    if key_id not in keys:
        raise Untrusted(Fault.UNKNOWN_KEY)
    # Nothing is parsed before the signature is known to be right.
    signed = text.rpartition(".")[0].encode("ascii")
    if not keys[key_id].verify(signed, _bytes(signature), purpose=purpose):
        raise Untrusted(Fault.FORGED)
    return _bytes(payload)


def written(payload: bytes, prefix: str, purpose: str, signer: Signer) -> str:
    """Write the QR text; Untrusted if it is too long for one."""
    signed = f"{prefix}.{signer.key_id}.{base64url(payload)}"
    signature = signer.sign(signed.encode("ascii"), purpose=purpose)
    text = f"{signed}.{base64url(signature)}"
    if len(text) > MAX_CHARACTERS:
        raise Untrusted(Fault.MALFORMED)
    return text


def _bytes(text: str) -> bytes:
    try:
        return read_base64url(text)
    except ValueError as error:
        raise Untrusted(Fault.MALFORMED) from error
