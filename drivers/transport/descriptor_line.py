"""Sends and receives on one open, non-blocking file descriptor."""

import math
import os
import select

from drivers.transport.line import Deadline, HungUp, Silent

RECEIVE_BYTES = 4096
# A kernel before 5.12 wakes nobody who polls an unplugged USB printer; the next
# read or write tells.
ASK_AGAIN_S = 0.2
# A USB printer may answer a read with nothing at all, and at once.
EMPTY_ANSWER_S = 0.01
DEAD = select.POLLERR | select.POLLHUP | select.POLLNVAL


class DescriptorLine:
    """Every wait ends at the deadline, whatever the device does."""

    def __init__(self, descriptor: int, *, empty_means_end: bool) -> None:
        self._descriptor = descriptor
        self._empty_means_end = empty_means_end

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Hand over all bytes, or raise Silent when the device stops taking them."""
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                self.wait(select.POLLOUT, deadline)
                if deadline.passed:
                    raise Silent from None
            except OSError as error:
                raise HungUp from error

    def receive(self, deadline: Deadline) -> bytes:
        """What comes next; empty when nothing came in time."""
        while True:
            data = self._read()
            if data:
                return data
            if deadline.passed:
                return b""
            if data is None:
                self.wait(select.POLLIN, deadline)
            elif self.wait(0, deadline.at_most(EMPTY_ANSWER_S)) & DEAD:
                raise HungUp

    def wait(self, events: int, deadline: Deadline) -> int:
        """The events that came, at the latest soon enough to look again."""
        poll = select.poll()
        poll.register(self._descriptor, events)
        left_ms = math.ceil(min(deadline.left_s, ASK_AGAIN_S) * 1000)
        return next((found for _, found in poll.poll(left_ms)), 0)

    def _read(self) -> bytes | None:
        """None: nothing has come. Empty: the device answered with nothing."""
        try:
            data = os.read(self._descriptor, RECEIVE_BYTES)
        except BlockingIOError:
            return None
        except OSError as error:
            raise HungUp from error
        if not data and self._empty_means_end:
            raise HungUp
        return data
