"""Whose certificate a printer with TLS must show."""

import hashlib
import ssl
from dataclasses import dataclass
from hmac import compare_digest


class Untrusted(Exception):
    """The certificate is not the one that is expected."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Who vouches for a printer. Printers mostly sign their certificates themselves.

    `fingerprint` is the SHA-256 of the printer's own certificate in hexadecimal, colons
    allowed; with it nobody else has to vouch. Else `ca_file` does (PEM), and without
    one the system's authorities.
    """

    ca_file: str = ""
    fingerprint: str = ""

    def context(self) -> ssl.SSLContext:
        """Raise OSError when `ca_file` cannot be read."""
        context = ssl.create_default_context(cafile=self.ca_file or None)
        if self.fingerprint:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def check(self, certificate: bytes) -> None:
        """Raise Untrusted when a fingerprint is expected and this is another's."""
        wanted = self.fingerprint.replace(":", "").lower()
        found = hashlib.sha256(certificate).hexdigest()
        if wanted and not compare_digest(wanted.encode(), found.encode()):
            raise Untrusted
