"""One TCP connection to an ESC/POS printer, with a deadline on every act."""

import contextlib
import socket
import time
from types import TracebackType
from typing import Self

from drivers.escpos_status import (
    NO_STATUS,
    QUESTIONS,
    condition_from,
    is_status,
    question,
)
from drivers.port import Condition

# DLE DC4 function 8: drop what is received and not yet printed, then say so.
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = b"\x37\x25\x00"
RECEIVE_BYTES = 4096
HEARD_LIMIT_BYTES = 65536


class NotConnected(Exception):
    """Nobody answers at the address."""


class HungUp(Exception):
    """The device closed the connection."""


class Silent(Exception):
    """The device did not take, or say, anything in time."""


class Deadline:
    """A point in time that a whole act, not each step of it, must meet."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def left_s(self) -> float:
        return max(0.0, self._at - time.monotonic())

    @property
    def passed(self) -> bool:
        return self.left_s == 0.0

    def at_most(self, seconds: float) -> "Deadline":
        """The same deadline, or a nearer one."""
        return Deadline(min(self.left_s, seconds))

    def less(self, seconds: float) -> "Deadline":
        """A deadline that leaves time for what comes after."""
        return Deadline(max(self.left_s - seconds, self.left_s / 2))


class Connection:
    """Opens at once or raises NotConnected; `with` closes it."""

    def __init__(self, address: tuple[str, int], timeout_s: float) -> None:
        try:
            self._socket = socket.create_connection(address, timeout_s)
        except OSError as error:
            raise NotConnected from error
        # What the device said and nobody has asked about yet: proofs, not statuses.
        self._heard = bytearray()
        self._owes_status = False

    def condition(self, deadline: Deadline) -> Condition:
        """Ask for the four statuses, one at a time: an answer names no question."""
        answers: list[int | None] = []
        self._drain()
        for n in QUESTIONS:
            # After one silence every later answer may be a late one.
            if self._owes_status:
                return NO_STATUS
            answers.append(self._status(n, deadline))
            self._owes_status = answers[-1] is None
        return condition_from(answers)

    def clear(self, deadline: Deadline) -> bool:
        """Empty the device's buffers. False: it did not say that it did."""
        # An answer to an earlier clearing on this connection is none to this one.
        self._drain()
        self._heard = self._heard.replace(CLEARED, b"")
        try:
            self.send(CLEAR, deadline)
        except Silent:
            return False
        return self.received(CLEARED, deadline)

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand over all bytes, or raise Silent when the device stops taking them."""
        self._socket.settimeout(max(deadline.left_s, 0.001))
        try:
            self._socket.sendall(data)
        except TimeoutError as error:
            raise Silent from error
        except OSError as error:
            raise HungUp from error

    def received(self, answer: bytes, deadline: Deadline) -> bool:
        """Wait until the device has said `answer`."""
        while answer not in self._heard:
            data = self._receive(deadline)
            if not data:
                return False
            self._hear(data)
        return True

    def said(self, answer: bytes) -> bool:
        """Whether the device has said `answer` by now."""
        return answer in self._heard

    def _status(self, n: int, deadline: Deadline) -> int | None:
        try:
            self.send(question(n), deadline)
        except Silent:
            return None
        while data := self._receive(deadline):
            statuses = self._hear(data)
            if statuses:
                return statuses[0]
        return None

    def _hear(self, data: bytes) -> bytes:
        """Keep what is no status; give the statuses."""
        self._heard += bytes(byte for byte in data if not is_status(byte))
        del self._heard[:-HEARD_LIMIT_BYTES]
        return bytes(byte for byte in data if is_status(byte))

    def _drain(self) -> None:
        """Take what already arrived: it answers nothing that is asked from now on."""
        while data := self._receive(Deadline(0)):
            self._hear(data)

    def _receive(self, deadline: Deadline) -> bytes:
        """What comes next; empty when nothing came in time."""
        self._socket.settimeout(max(deadline.left_s, 0.001))
        try:
            data = self._socket.recv(RECEIVE_BYTES)
        except TimeoutError:
            return b""
        except OSError as error:
            raise HungUp from error
        if not data:
            raise HungUp
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._socket.close()
