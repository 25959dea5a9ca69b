"""A code scanner made of a pseudo-terminal, opened like any serial line.

It answers the commands of its make as the real one does; see drivers/profiles/scanner.
"""

import contextlib
import os
import pty
import re
import select
import shutil
import tempfile
import threading
import time
import tty
from collections.abc import Callable
from types import TracebackType
from typing import Self

WRITE_TIMEOUT_S = 2.0
BETWEEN_BYTES_S = 0.002  # 9600 baud is 0.001 s a byte
LATE_S = 1.5
GARBLE = b"\x00\xff\xfe\x80"
LONGEST_COMMAND = 512

HONEYWELL = re.compile(rb"\x16M\r([^.!]*)([.!])")
HONEYWELL_NAMES = (
    b"Product Name: Simulated Xenon\r\nBoot Revision: 1\r\n"
    b"Software Part Number: SIM0001\r\nSerial Number: 0001\r\n"
)
NEWLAND = re.compile(rb"~\x010000([@#])([^\x03]*);\x03")
KNOWN = (b"SUFBK2990D", b"SCNMOD2", b"REVINF", b"QRYPDN")
MAKES = ("generic", "honeywell", "newland", "zebra")


class SimSerialScanner:
    """`path` stays the same over replugs, like a name in /dev/serial/by-id."""

    def __init__(self, make: str = "generic", path: str | None = None) -> None:
        if make not in MAKES:
            raise ValueError(f"no such make: {make}")
        self._make = make
        self._folder = tempfile.mkdtemp(prefix="scanner-")
        own = os.path.join(self._folder, "usb-Simulated_Scanner-if00")
        self.path = path or own
        self._plug = threading.Lock()
        self._ends: tuple[int, int] | None = None
        self._listener: _Listener | None = None
        self.told: list[bytes] = []  # every command it understood, in order
        self._answers = True
        self._late = False
        self._garbled = False
        self._slow = False
        self.replug()

    @property
    def where(self) -> str:
        """What the kiosk's configuration calls the path."""
        return self.path

    def acts(self) -> dict[str, Callable[[str], None]]:
        """All that a person at its control can do; the argument is often empty."""
        return {
            "present": lambda text: self.present(text.encode()),
            "half": lambda text: self.noise(text.encode()[: len(text) // 2 + 1]),
            "noise": lambda _: self.noise(GARBLE + b"\r"),
            "garble": lambda _: self.become(garbled=True),
            "slow": lambda _: self.become(slow=True),
            "no_answer": lambda _: self.become(answers=False),
            "answer": lambda _: self.become(answers=True),
            "late_answer": lambda _: self.become(late=True),
            "go_away": lambda _: self.unplug(),
            "come_back": lambda _: self.replug(),
            "well": lambda _: self.mend(),
        }

    def present(self, code: bytes) -> None:
        """Hold a code in front of the scanner: it sends the code and CR."""
        if self._garbled:
            middle = len(code) // 2
            code = GARBLE + b"\r" + code[:middle] + GARBLE + code[middle:]
        self.noise(code + b"\r")

    def noise(self, data: bytes) -> None:
        """Send bytes as they are: half a code, line noise, too much of it."""
        if self._slow:
            for byte in data:
                self._send(bytes([byte]))
                time.sleep(BETWEEN_BYTES_S)
        else:
            self._send(data)

    def become(
        self,
        *,
        answers: bool | None = None,
        late: bool | None = None,
        garbled: bool | None = None,
        slow: bool | None = None,
    ) -> None:
        """Take on a fault, or lose it. None leaves things as they are."""
        self._answers = self._answers if answers is None else answers
        self._late = self._late if late is None else late
        self._garbled = self._garbled if garbled is None else garbled
        self._slow = self._slow if slow is None else slow

    def mend(self) -> None:
        """Everything is well again, and plugged in."""
        self.become(answers=True, late=False, garbled=False, slow=False)
        self.replug()

    def unplug(self) -> None:
        """Pull the cable: the name vanishes and the open line dies."""
        with self._plug:
            ends, self._ends = self._ends, None
            listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()
        if ends is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)
            for end in ends:
                os.close(end)

    def replug(self) -> None:
        """Plug in again: another device number, the same name."""
        if self._ends is None:
            scanner_end, kiosk_end = pty.openpty()
            tty.setraw(kiosk_end)
            os.set_blocking(scanner_end, False)
            if os.path.islink(self.path):  # left by one that was killed
                os.unlink(self.path)
            os.symlink(os.ttyname(kiosk_end), self.path)
            self._ends = scanner_end, kiosk_end
            self._listener = _Listener(scanner_end, self._hear, self._send)

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

    def _send(self, data: bytes) -> None:
        """The cable may be pulled between any two bytes."""
        until = time.monotonic() + WRITE_TIMEOUT_S
        while data:
            with self._plug:
                if self._ends is None:
                    raise RuntimeError("the scanner is unplugged")
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(self._ends[0], data) :]
            if data:
                if time.monotonic() > until:
                    raise TimeoutError("nobody reads the scanner")
                time.sleep(BETWEEN_BYTES_S)

    def _hear(self, heard: bytes) -> tuple[bytes, float]:
        """What to answer, and in how many seconds."""
        answer = b""
        if self._make == "honeywell":
            for command in HONEYWELL.finditer(heard):
                answer += self._honeywell(command[1], command[2])
        elif self._make == "newland":
            for command in NEWLAND.finditer(heard):
                answer += self._newland(command[2], command[1])
        return (answer if self._answers else b""), (LATE_S if self._late else 0.0)

    def _honeywell(self, command: bytes, storage: bytes) -> bytes:
        self.told.append(command)
        said = HONEYWELL_NAMES if command == b"REVINF" else b""
        return said + command + _status(command) + storage

    def _newland(self, command: bytes, storage: bytes) -> bytes:
        self.told.append(command)
        said = b"NLS-SIM" if command == b"QRYPDN" else b""
        start = b"\x02\x010000" + storage
        return start + command + said + _status(command) + b";\x03"


class _Listener:
    """Hears commands until it is stopped, and answers them."""

    def __init__(
        self,
        scanner_end: int,
        hear: Callable[[bytes], tuple[bytes, float]],
        send: Callable[[bytes], None],
    ) -> None:
        self._end = scanner_end
        self._hear = hear
        self._send = send
        self._wake = os.pipe()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        os.write(self._wake[1], b"x")
        self._thread.join()
        for end in self._wake:
            os.close(end)

    def _listen(self) -> None:
        heard = b""
        while not self._stopped(None):
            heard = (heard + os.read(self._end, LONGEST_COMMAND))[-LONGEST_COMMAND:]
            answer, after_s = self._hear(heard)
            if heard.endswith((b".", b"!", b"\x03")):
                heard = b""
            if answer and not self._wait(after_s):
                # Unplugged, or nobody reads: the answer is lost.
                with contextlib.suppress(RuntimeError, TimeoutError):
                    self._send(answer)

    def _stopped(self, timeout_s: float | None) -> bool:
        """Wait for a command, or to be stopped."""
        ready, _, _ = select.select([self._end, self._wake[0]], [], [], timeout_s)
        return self._wake[0] in ready

    def _wait(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._wake[0]], [], [], seconds)
        return bool(ready)


def _status(command: bytes) -> bytes:
    return b"\x06" if command in KNOWN else b"\x05"
