"""A FIFO that stands for a device node: the same name over replugs."""

import contextlib
import os
import select
import shutil
import tempfile
import threading
import time

from drivers.scanners.fifo_device import is_fifo

WRITE_TIMEOUT_S = 2.0
RETRY_S = 0.002


class ReportsFifo:
    """Plugged in from the start. Pulling it ends every reader."""

    def __init__(self, name: str, path: str | None = None) -> None:
        self._folder = tempfile.mkdtemp(prefix="scanner-")
        self.path = path or os.path.join(self._folder, name)
        self._plug = threading.Lock()
        self._fd: int | None = None
        self.replug()

    def write(self, data: bytes) -> None:
        """Send records. The cable may be pulled between any two pieces."""
        until = time.monotonic() + WRITE_TIMEOUT_S
        while data:
            with self._plug:
                if self._fd is None:
                    raise RuntimeError("the scanner is unplugged")
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(self._fd, data[: select.PIPE_BUF]) :]
            if data:
                if time.monotonic() > until:
                    raise TimeoutError("nobody reads the scanner")
                time.sleep(RETRY_S)

    def unplug(self) -> None:
        with self._plug:
            fd, self._fd = self._fd, None
        if fd is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)
            os.close(fd)

    def replug(self) -> None:
        if self._fd is None:
            # One that was killed left its FIFO, and a kiosk may be reading that.
            if not is_fifo(self.path):
                os.mkfifo(self.path, 0o600)
            # Both ways, so that it can be opened before anybody reads.
            self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def close(self) -> None:
        self.unplug()
        shutil.rmtree(self._folder, ignore_errors=True)
