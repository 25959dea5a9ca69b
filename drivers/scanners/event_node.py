"""A device node that is read in records: an input event device, or a hidraw one."""

import contextlib
import os
import select
from types import TracebackType
from typing import Self

from drivers.port import Unplugged

DRAIN_LIMIT = 64  # reads; the kernel keeps 64 events, or 64 reports, of a device


class EventNode:
    """Open from the start to `close`. Every error of it is Unplugged."""

    def __init__(self, path: str) -> None:
        try:
            self.fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise Unplugged("not found") from error
        self._poll = select.poll()
        self._poll.register(self.fd, select.POLLIN)

    def read(self, most: int, timeout_s: float) -> bytes:
        """Give what comes within the time, at most so many bytes, or nothing."""
        if not self._poll.poll(timeout_s * 1000):
            return b""
        try:
            data = os.read(self.fd, most)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Unplugged("went away") from error
        if not data:
            raise Unplugged("went away")
        return data

    def drain(self, most: int) -> bytes:
        """Give what came before now; bounded."""
        drained = b""
        for _ in range(DRAIN_LIMIT):
            data = self.read(most, 0)
            if not data:
                break
            drained += data
        return drained

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
