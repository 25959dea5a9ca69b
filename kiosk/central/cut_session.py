"""A requests session whose every exchange ends by its deadline.

requests limits the silence between two bytes, not the whole exchange: a peer that
drips one byte a second would hold the kiosk for as long as it likes. Here a timer
shuts the socket. Redirects are neither followed nor read.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakSet

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from kiosk.central.trust import Trust

_here = threading.local()  # .session: the one that this thread sends by now


class TooLate(Exception):
    """The exchange was cut. Whatever was read of it is not to be believed."""


class CutSession(requests.Session):
    """Used by one thread. No proxies and no settings come from the environment."""

    def __init__(self, trust: Trust, context: ssl.SSLContext | None) -> None:
        """`context` is that of `trust`; without one there is no https."""
        super().__init__()
        self._trust = trust
        # Otherwise environment variables choose proxies and certificates.
        self.trust_env = False
        self._sockets = WeakSet[socket.socket]()
        self._is_cut = threading.Event()
        self.mount("http://", _Adapter())
        del self.adapters["https://"]
        if context:
            self.mount("https://", _Adapter(context))

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Nowhere: central does not move, and a redirect's body is not even read."""
        return None

    @contextmanager
    def cut_after(self, seconds: float) -> Iterator[None]:
        """Shut every socket when the time is over; then raise TooLate, whatever came.

        To the reader a cut looks like an end: half a reply could pass for a whole one.
        """
        _here.session = self  # a thread may have several, one for each peer
        self._is_cut.clear()
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if self._is_cut.is_set():
                raise TooLate

    def opened(self, new: socket.socket) -> None:
        """Watch a socket; refuse it when it comes too late."""
        self._sockets.add(new)
        if self._is_cut.is_set():
            raise TimeoutError

    def believes(self, line: ssl.SSLSocket) -> bool:
        """Whether it is central: the certificate was checked, now its pin is."""
        return self._trust.believes(line.getpeercert(binary_form=True) or b"")

    def _cut(self) -> None:
        self._is_cut.set()
        for each in list(self._sockets):
            # Shut, not closed: only that wakes a thread which waits for a byte. The
            # plain method: a TLS socket's own would let raw bytes through afterwards.
            with suppress(OSError):
                socket.socket.shutdown(each, socket.SHUT_RDWR)


class _Plain(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _here.session.opened(self.sock)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        if not _here.session.believes(self.sock):
            self.close()
            raise ssl.SSLError("another key than the pinned ones")
        _here.session.opened(self.sock)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        super().__init__()

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing beside our context: requests would add every public authority."""

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        if self._context:
            options["ssl_context"] = self._context
        self.poolmanager = PoolManager(*sizes[:1], maxsize=sizes[1], **options)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _PlainPool,
            "https": _SecurePool,
        }
