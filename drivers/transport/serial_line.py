"""A printer on a serial line, opened for us alone by a stable name."""

import contextlib
import errno
import select
import struct
import termios
from dataclasses import dataclass
from enum import StrEnum
from fcntl import ioctl

import serial

from drivers.transport.descriptor_line import DescriptorLine
from drivers.transport.line import Deadline, HungUp, NotConnected, Silent

# One start bit, eight data bits, one stop bit.
BITS_PER_BYTE = 10
SLICE_BYTES = 1024
ROOM_ASKED_EVERY_S = 0.01
DRAIN_S = 0.3
# termios.error is not an OSError; serial.SerialException is one.
GONE = (OSError, termios.error)
REASONS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EBUSY: "in use",
    errno.EAGAIN: "in use",
}


class Flow(StrEnum):
    """Who says "wait" to whom, and how; both ends must agree."""

    NONE = "none"
    RTSCTS = "rtscts"
    XONXOFF = "xonxoff"
    DSRDTR = "dsrdtr"


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A device file with its speed in baud and its flow control."""

    path: str
    baud: int = 9600
    flow: Flow = Flow.NONE

    def open(self, timeout_s: float) -> "SerialTransport":
        return SerialTransport(self)


class SerialTransport:
    """Opens at once or raises NotConnected.

    At 9600 baud the kernel would take four seconds of printing at once and send it
    whatever happens, so at most one slice is on its way.
    """

    def __init__(self, address: SerialAddress) -> None:
        try:
            self._port = serial.Serial(
                address.path,
                address.baud,
                timeout=0,
                write_timeout=0,
                xonxoff=address.flow is Flow.XONXOFF,
                rtscts=address.flow is Flow.RTSCTS,
                dsrdtr=address.flow is Flow.DSRDTR,
                exclusive=True,
            )
            _tell_nothing_from_end(self._port.fileno())
        except GONE as error:
            raise NotConnected(reason(error)) from error
        self._line = DescriptorLine(self._port.fileno(), empty_means_end=True)
        self.bytes_per_second: float | None = address.baud / BITS_PER_BYTE

    def send(self, data: bytes, deadline: Deadline) -> None:
        for start in range(0, len(data), SLICE_BYTES):
            self._await_room(deadline)
            self._line.send(data[start : start + SLICE_BYTES], deadline)

    def receive(self, deadline: Deadline) -> bytes:
        return self._line.receive(deadline)

    def discard(self) -> None:
        with contextlib.suppress(*GONE):
            self._port.reset_output_buffer()

    def close(self) -> None:
        """Closing with bytes that nobody takes would wait half a minute for them."""
        with contextlib.suppress(HungUp):
            drained = Deadline(DRAIN_S)
            while self._on_its_way() and not drained.passed:
                self._pause(drained)
            if self._on_its_way():
                self.discard()
        with contextlib.suppress(*GONE):
            self._port.close()

    def _await_room(self, deadline: Deadline) -> None:
        while self._on_its_way() > SLICE_BYTES:
            if deadline.passed:
                raise Silent
            self._pause(deadline)

    def _on_its_way(self) -> int:
        try:
            answer = ioctl(self._port.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
        except GONE as error:
            raise HungUp from error
        return int(struct.unpack("i", answer)[0])

    def _pause(self, deadline: Deadline) -> None:
        """A moment, shorter when the device goes away."""
        events = self._line.wait(0, deadline.at_most(ROOM_ASKED_EVERY_S))
        if events & (select.POLLHUP | select.POLLERR):
            raise HungUp


def _tell_nothing_from_end(descriptor: int) -> None:
    """With VMIN 0, as pyserial sets it, a silent line reads like one that ended."""
    attributes = termios.tcgetattr(descriptor)
    attributes[6][termios.VMIN] = 1
    termios.tcsetattr(descriptor, termios.TCSANOW, attributes)


def reason(error: BaseException) -> str:
    """Why a device file cannot be opened, for a technician."""
    number = error.args[0] if error.args else None
    if isinstance(error, OSError) and error.errno is not None:
        number = error.errno
    return REASONS.get(number, "not found") if isinstance(number, int) else "not found"
