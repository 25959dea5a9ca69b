"""What a printer's line is to its driver: bytes out, bytes in, each by a deadline.

    TransportError   the line did not do what was asked
      NotConnected   nobody answers at the address; says why, for a technician
      HungUp         the device closed the line, or was unplugged
      Silent         the device did not take, or say, anything in time

Nothing here knows what the bytes mean.
"""

import time
from typing import Protocol


class TransportError(Exception):
    """The line did not do what was asked."""


class NotConnected(TransportError):
    """Nobody answers at the address. The text is a short fixed phrase."""


class HungUp(TransportError):
    """The device closed the connection, or was unplugged."""


class Silent(TransportError):
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


class Transport(Protocol):
    """An open line. It was opened by its constructor and ends with `close`."""

    @property
    def bytes_per_second(self) -> float | None:
        """How fast the line itself is; None where the device is the slower one."""

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand over all bytes. Raise Silent or HungUp: some of them may be gone."""

    def receive(self, deadline: Deadline) -> bytes:
        """What comes next, empty when nothing came in time. Raise HungUp."""

    def discard(self) -> None:
        """Forget, as far as possible, what was handed over and has not left yet."""

    def close(self) -> None:
        """Let go of the line within half a second. Never raises."""


class Address(Protocol):
    """Where a device is, parsed."""

    def open(self, timeout_s: float) -> Transport:
        """Open the line or raise NotConnected."""
