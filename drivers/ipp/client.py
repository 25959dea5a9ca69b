"""IPP over HTTP or TLS, synchronous: one request, one reply, one deadline."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from itertools import count
from urllib.parse import urlsplit

from pyipp.enums import IppOperation

from drivers.ipp.reply import Malformed, Reply, read_reply
from drivers.ipp.request import Wish, request_bytes
from drivers.ipp.trust import Trust, Untrusted

CONNECT_TIMEOUT_S = 1.5
REPLY_LIMIT_BYTES = 1_000_000
PORTS = {"ipp": 631, "ipps": 631, "http": 80, "https": 443}
LONGEST_URI = 1023  # RFC 8011, section 5.1.6
ENCRYPTED = ("ipps", "https")
NO_WISHES: Mapping[str, Wish] = {}


class NotConnected(Exception):
    """Nobody answers at the address, or not the right one: nothing was sent."""


class Unanswered(Exception):
    """Something was sent, and no answer that makes sense came back."""


class IppClient:
    """Asks one printer. A new connection for each request."""

    def __init__(self, uri: str, trust: Trust | None = None) -> None:
        if not is_printer(uri):
            raise ValueError("a printer's address looks like ipp://host:631/ipp/print")
        parts = urlsplit(uri)
        self._uri = uri
        self._address = (parts.hostname or "", parts.port or PORTS[parts.scheme])
        self._path = parts.path or "/"
        self._trust = trust or Trust()
        self._tls = self._trust.context() if parts.scheme in ENCRYPTED else None
        self._numbers = count(1)

    def ask(
        self,
        operation: IppOperation,
        attributes: Mapping[str, Wish],
        *,
        timeout_s: float,
        wishes: Mapping[str, Wish] = NO_WISHES,
        document: bytes = b"",
    ) -> Reply:
        """Raise NotConnected or Unanswered when there is no reply in time."""
        number = next(self._numbers)
        asked = {"printer-uri": self._uri, **attributes}
        request = request_bytes(operation, number, asked, wishes) + document
        try:
            return read_reply(self._exchange(request, timeout_s), number)
        except Malformed as error:
            raise Unanswered("malformed answer") from error

    def _exchange(self, request: bytes, timeout_s: float) -> bytes:
        ends_at = time.monotonic() + timeout_s
        host, port = self._address
        try:
            line = socket.create_connection(
                self._address, min(timeout_s, CONNECT_TIMEOUT_S)
            )
        except (OSError, ValueError) as error:  # ValueError: no name to look up
            raise NotConnected("not found") from error
        line.settimeout(None)
        # A peer that trickles would outlast any time-out of a single read.
        left_s = max(0.0, ends_at - time.monotonic())
        cord = line.dup()
        giving_up = threading.Timer(left_s, _cut, (cord,))
        giving_up.daemon = True
        giving_up.start()
        try:
            connection = http.client.HTTPConnection(host, port)
            with contextlib.closing(connection):
                connection.sock = self._encrypted(line)
                return _post(connection, self._path, request)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unanswered("no answer") from error
        finally:
            giving_up.cancel()
            cord.close()

    def _encrypted(self, line: socket.socket) -> socket.socket:
        """The line itself, or TLS on it with the right peer at its end."""
        if self._tls is None:
            return line
        try:
            secure = self._tls.wrap_socket(line, server_hostname=self._address[0])
        except ssl.CertificateError as error:
            line.close()
            raise NotConnected("certificate not trusted") from error
        except OSError as error:
            line.close()
            raise NotConnected("no encryption") from error
        try:
            self._trust.check(secure.getpeercert(binary_form=True) or b"")
        except Untrusted as error:
            secure.close()
            raise NotConnected("certificate not trusted") from error
        return secure


def is_printer(uri: str) -> bool:
    """Whether IPP can be spoken to this address."""
    if len(uri) > LONGEST_URI:
        return False
    try:
        parts = urlsplit(uri)
        return parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _post(connection: http.client.HTTPConnection, path: str, body: bytes) -> bytes:
    connection.request(
        "POST",
        path,
        body,
        {"Content-Type": "application/ipp", "Connection": "close"},
    )
    with contextlib.closing(connection.getresponse()) as response:
        if response.status != http.client.OK:
            raise ValueError(f"HTTP {response.status}")
        raw = response.read(REPLY_LIMIT_BYTES + 1)
    if len(raw) > REPLY_LIMIT_BYTES:
        raise ValueError("too long an answer")
    return raw


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
