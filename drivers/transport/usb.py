"""A USB printer through the kernel's printer class driver (usblp).

The device file is best a symbolic link that udev makes, which survives renumbering.
usblp tells unplugging by ENODEV, lets in one process at a time (EBUSY), and gives a
read of no bytes when the printer answers with an empty packet: no end of anything.
"""

import contextlib
import os
import select
from dataclasses import dataclass

from drivers.transport.descriptor_line import DescriptorLine
from drivers.transport.line import Deadline, NotConnected
from drivers.transport.serial_line import reason

DRAIN_S = 0.3


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """A device file such as /dev/usb/lp0."""

    path: str

    def open(self, timeout_s: float) -> "UsbTransport":
        return UsbTransport(self)


class UsbTransport:
    """Opens at once or raises NotConnected."""

    bytes_per_second = None

    def __init__(self, address: UsbAddress) -> None:
        flags = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        try:
            self._descriptor = os.open(address.path, flags)
        except OSError as error:
            raise NotConnected(reason(error)) from error
        self._line = DescriptorLine(self._descriptor, empty_means_end=False)

    def send(self, data: bytes, deadline: Deadline) -> None:
        self._line.send(data, deadline)

    def receive(self, deadline: Deadline) -> bytes:
        return self._line.receive(deadline)

    def discard(self) -> None:
        """Closing drops it: usblp takes back what the printer has not."""

    def close(self) -> None:
        # What was written last is taken back by a close that comes too soon.
        self._line.wait(select.POLLOUT, Deadline(DRAIN_S))
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
