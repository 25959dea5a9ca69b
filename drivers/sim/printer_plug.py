"""Where a simulated printer is plugged in: a TCP port, a serial line or a USB cable.

Serial line and USB are pseudo-terminals behind a link that keeps its name, as udev's
links do.
"""

import contextlib
import os
import pty
import select
import shutil
import tempfile
import threading
import tty
from collections.abc import Callable
from typing import Any, Protocol

from drivers.sim.byte_server import ByteServer

# A socket, or what looks like one to him who answers: it has `sendall`.
Line = Any
Receive = Callable[[Line, bytes, bytes], bytes]

WRITE_TIMEOUT_S = 2.0
LOOK_S = 0.05


class Plug(Protocol):
    """A cable that can be pulled and put back; its name stays."""

    @property
    def where(self) -> str:
        """The kiosk's address for it."""

    def insert(self) -> None:
        """Take what comes and hand it to `receive`."""

    def pull(self) -> None:
        """Cut every conversation, in mid-sentence if need be."""

    def close(self) -> None:
        """Pull, and leave nothing behind."""


class TcpPlug:
    """127.0.0.1 and a port; 0 takes any and keeps it."""

    def __init__(self, port: int, receive: Receive) -> None:
        self._receive = receive
        self._server: ByteServer | None = None
        self.port = port

    @property
    def where(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def insert(self) -> None:
        if self._server is None:
            self._server = ByteServer(self.port, self._receive)
            self.port = self._server.server_address[1]

    def pull(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def close(self) -> None:
        self.pull()


class PtyPlug:
    """A pseudo-terminal behind a link at `path`; an empty path takes any."""

    def __init__(self, scheme: str, path: str, receive: Receive) -> None:
        self._receive = receive
        self._folder = "" if path else tempfile.mkdtemp(prefix="printer-")
        self._path = path or os.path.join(self._folder, f"{scheme}-printer")
        self._line: PtyLine | None = None
        self.where = f"{scheme}://{self._path}"

    def insert(self) -> None:
        if self._line is None:
            self._line = PtyLine(self._path, self._receive)

    def pull(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            os.unlink(self._path)
            line.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.pull()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


class PtyLine:
    """Both ends of a pseudo-terminal and the thread that reads the printer's."""

    def __init__(self, path: str, receive: Receive) -> None:
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self._receive = receive
        self._lock = threading.Lock()
        self._open = True
        link = f"{path}.new"
        os.symlink(os.ttyname(self._theirs), link)
        os.replace(link, path)
        threading.Thread(target=self._read, daemon=True).start()

    def sendall(self, data: bytes) -> None:
        """Say something to the host. Raise OSError when the cable is out."""
        with self._lock:
            while data:
                if not self._open:
                    raise OSError("the cable is out")
                writable = select.select([], [self._ours], [], WRITE_TIMEOUT_S)[1]
                if not writable:
                    raise OSError("nobody listens")
                data = data[os.write(self._ours, data) :]

    def close(self) -> None:
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._theirs)
                os.close(self._ours)

    def _read(self) -> None:
        tail = b""
        while data := self._next():
            with contextlib.suppress(OSError):
                tail = self._receive(self, tail, data)

    def _next(self) -> bytes:
        """Empty: the cable is out."""
        while self._open:
            with contextlib.suppress(OSError, ValueError):
                if select.select([self._ours], [], [], LOOK_S)[0]:
                    # Once closed, the number may belong to another file.
                    with self._lock:
                        return os.read(self._ours, 4096) if self._open else b""
        return b""
