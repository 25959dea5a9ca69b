"""IPP over HTTP, synchronous: one request, one reply, one deadline.

pyipp makes the request; connecting, waiting, giving up and reading are ours.
"""

import contextlib
import http.client
import socket
import threading
import time
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from pyipp.enums import IppOperation
from pyipp.serializer import encode_dict

from drivers.ipp_reply import Malformed, Reply, read_reply

CONNECT_TIMEOUT_S = 1.5
REPLY_LIMIT_BYTES = 1_000_000
DEFAULT_PORT = 631


class NotConnected(Exception):
    """Nobody answers at the address: nothing was sent."""


class Unanswered(Exception):
    """Something was sent, and no answer that makes sense came back."""


class IppClient:
    """Asks one printer. A new connection for each request."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        if parts.scheme not in ("ipp", "http") or not parts.hostname:
            raise ValueError("a printer's address looks like ipp://host:631/ipp/print")
        self._uri = uri
        self._address = (parts.hostname, parts.port or DEFAULT_PORT)
        self._path = parts.path or "/"
        self._numbers = count(1)

    def ask(
        self,
        operation: IppOperation,
        attributes: dict[str, Any],
        *,
        timeout_s: float,
        document: bytes = b"",
    ) -> Reply:
        """Raise NotConnected or Unanswered when there is no reply in time."""
        number = next(self._numbers)
        request: bytes = encode_dict(
            {
                "version": (1, 1),
                "operation": operation,
                "request-id": number,
                "operation-attributes-tag": {
                    "attributes-charset": "utf-8",
                    "attributes-natural-language": "en-us",
                    "printer-uri": self._uri,
                    **attributes,
                },
                "data": document,
            }
        )
        try:
            return read_reply(self._exchange(request, timeout_s), number)
        except Malformed as error:
            raise Unanswered("malformed answer") from error

    def _exchange(self, request: bytes, timeout_s: float) -> bytes:
        ends_at = time.monotonic() + timeout_s
        connection = http.client.HTTPConnection(
            *self._address, timeout=min(timeout_s, CONNECT_TIMEOUT_S)
        )
        with contextlib.closing(connection):
            try:
                connection.connect()
            except OSError as error:
                raise NotConnected from error
            left_s = max(0.0, ends_at - time.monotonic())
            # A peer that trickles would outlast any time-out of a single read.
            giving_up = threading.Timer(left_s, _cut, (connection.sock,))
            giving_up.daemon = True
            connection.sock.settimeout(None)
            giving_up.start()
            try:
                return _post(connection, self._path, request)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise Unanswered("no answer") from error
            finally:
                giving_up.cancel()


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
