"""Whom the kiosk believes to be central, and how it shows that it is this kiosk
(standards.md R63)."""

import base64
import hashlib
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests.utils import DEFAULT_CA_BUNDLE_PATH

LEAST_PINS = 2  # the one in use, and the next: else a new key locks everybody out


class BadTrust(Exception):
    """A file or a pin cannot be used; the text names it."""


@dataclass(frozen=True, slots=True)
class Trust:
    """`authority` is a file of certificates that may vouch for central; without one any
    public authority may. Of `pins`, base64 of SHA-256 of a public key (RFC 7469), one
    must be in central's certificate; none means any. `certificate` and `key` are files
    that show who we are."""

    authority: Path | None = None
    pins: frozenset[str] = frozenset()
    certificate: Path | None = None
    key: Path | None = None
    allows_tls_1_2: bool = False

    def context(self) -> ssl.SSLContext:
        """For clients, host names checked. Raise BadTrust."""
        if 0 < len(self.pins) < LEAST_PINS:
            raise BadTrust(f"at least {LEAST_PINS} pins, or none")
        if any(len(_bytes(pin)) != hashlib.sha256().digest_size for pin in self.pins):
            raise BadTrust("a pin is base64 of 32 bytes")
        if (self.certificate is None) != (self.key is None):
            raise BadTrust("a certificate and its key belong together")
        trusted = self.authority or Path(DEFAULT_CA_BUNDLE_PATH)
        try:
            context = ssl.create_default_context(cafile=str(trusted))
        except (OSError, ssl.SSLError) as error:
            raise BadTrust(f"no certificates in {trusted}") from error
        if not self.allows_tls_1_2:
            context.minimum_version = ssl.TLSVersion.TLSv1_3
        if self.certificate and self.key:
            try:
                context.load_cert_chain(self.certificate, self.key)
            except (OSError, ssl.SSLError) as error:
                raise BadTrust(f"no certificate in {self.certificate}") from error
        return context

    def shown_until(self) -> datetime | None:
        """When the certificate that shows who we are ends. Raise BadTrust."""
        if self.certificate is None:
            return None
        try:
            shown = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        except (OSError, ValueError) as error:
            raise BadTrust(f"no certificate in {self.certificate}") from error
        return shown.not_valid_after_utc

    def believes(self, certificate: bytes) -> bool:
        """Whether the pins have this certificate (DER), which was checked otherwise."""
        return not self.pins or pin_of(certificate) in self.pins


def pin_of(certificate: bytes) -> str:
    """Of the public key in a certificate (DER)."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    encoded = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(encoded).digest()).decode()


def _bytes(pin: str) -> bytes:
    try:
        return base64.b64decode(pin, validate=True)
    except ValueError:
        return b""
