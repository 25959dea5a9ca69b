"""A code scanner made of a pseudo-terminal, opened like any serial line."""

import contextlib
import os
import pty
import select
import shutil
import tempfile
import tty
from types import TracebackType
from typing import Self

WRITE_TIMEOUT_S = 2.0


class SimSerialScanner:
    """`path` stays the same over replugs, like a name in /dev/serial/by-id."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="scanner-")
        self.path = os.path.join(self._folder, "usb-Simulated_Scanner-if00")
        self._ends: tuple[int, int] | None = None
        self.replug()

    def present(self, code: bytes) -> None:
        """Hold a code in front of the scanner: it sends the code and CR."""
        self.noise(code + b"\r")

    def noise(self, data: bytes) -> None:
        """Send bytes as they are: half a code, line noise, too much of it."""
        if self._ends is None:
            raise RuntimeError("the scanner is unplugged")
        scanner_end = self._ends[0]
        while data:
            _, writable, _ = select.select([], [scanner_end], [], WRITE_TIMEOUT_S)
            if not writable:
                raise TimeoutError("nobody reads the scanner")
            data = data[os.write(scanner_end, data) :]

    def unplug(self) -> None:
        """Pull the cable: the name vanishes and the open line dies."""
        ends, self._ends = self._ends, None
        if ends is not None:
            os.unlink(self.path)
            for end in ends:
                os.close(end)

    def replug(self) -> None:
        """Plug in again: another device number, the same name."""
        if self._ends is None:
            scanner_end, kiosk_end = pty.openpty()
            tty.setraw(kiosk_end)
            os.set_blocking(scanner_end, False)
            os.symlink(os.ttyname(kiosk_end), self.path)
            self._ends = scanner_end, kiosk_end

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.unplug()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
