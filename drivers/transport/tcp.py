"""A printer on the network, usually at port 9100."""

import contextlib
import socket
import struct
from dataclasses import dataclass

from drivers.transport.descriptor_line import DescriptorLine
from drivers.transport.line import Deadline, NotConnected

DEFAULT_PORT = 9100
# What the kernel may hold of a slip that the printer has not taken. The kernel
# doubles it.
SEND_BUFFER_BYTES = 16 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A host and a port."""

    host: str
    port: int = DEFAULT_PORT

    def open(self, timeout_s: float) -> "TcpTransport":
        return TcpTransport(self, timeout_s)


class TcpTransport:
    """Opens at once or raises NotConnected."""

    bytes_per_second = None

    def __init__(self, address: TcpAddress, timeout_s: float) -> None:
        try:
            self._socket = socket.create_connection(
                (address.host, address.port), timeout_s
            )
        except (OSError, UnicodeError) as error:
            raise NotConnected("not found") from error
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line = DescriptorLine(self._socket.fileno(), empty_means_end=True)

    def send(self, data: bytes, deadline: Deadline) -> None:
        self._line.send(data, deadline)

    def receive(self, deadline: Deadline) -> bytes:
        return self._line.receive(deadline)

    def discard(self) -> None:
        """What has not left is dropped when the connection is closed."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.close()
