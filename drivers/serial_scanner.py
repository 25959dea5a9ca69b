"""A code scanner on a serial line (USB-COM or RS-232), found by a stable name.

Open it by /dev/serial/by-id/..., which survives renumbering. What the codes mean
is decided elsewhere.
"""

import os
import termios
import threading
import time
from collections.abc import Callable

import serial

from drivers.port import UNPLUGGED, Condition, Health, Unplugged
from drivers.scan_lines import ScanLines

READ_TIMEOUT_S = 0.1
SILENCE_S = 0.5
READ_LIMIT_BYTES = 4096

# termios.error is not an OSError; serial.SerialException is one.
GONE = (OSError, termios.error)


class SerialScanner:
    """Reads lines that end with CR, LF or both. Implements port.Scanner."""

    def __init__(self, path: str, baudrate: int = 9600) -> None:
        self._path = path
        self._baudrate = baudrate
        self._opening = threading.Lock()
        self._scanning = False

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code until `stop()`."""
        with self._opening:
            line = self._open()
            self._scanning = True
        try:
            self._read(line, found, stop)
        finally:
            self._scanning = False
            _close(line)

    def condition(self) -> Condition:
        """Say how the scanner is. Outside a scan this opens the line for a moment."""
        with self._opening:
            if self._scanning:
                return Condition(Health.OK)
            if not os.path.exists(self._path):
                return UNPLUGGED
            try:
                _close(self._open())
            except Unplugged:
                return Condition(Health.FAILED, "cannot be opened")
            return Condition(Health.OK)

    def _read(
        self,
        line: serial.Serial,
        found: Callable[[bytes], None],
        stop: Callable[[], bool],
    ) -> None:
        lines = ScanLines()
        heard_at = time.monotonic()
        while not stop():
            data = _receive(line)
            # Silence is what a read saw, not time spent elsewhere: a busy kiosk
            # must not cut a code in two.
            if data:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at >= SILENCE_S:
                lines.forget()
            for code in lines.feed(data):
                found(code)

    def _open(self) -> serial.Serial:
        """Open for us alone; what was scanned before is dropped, never queued."""
        try:
            return serial.Serial(
                self._path,
                self._baudrate,
                timeout=READ_TIMEOUT_S,
                write_timeout=1.0,
                exclusive=True,
            )
        except GONE as error:
            raise Unplugged("not found") from error


def _receive(line: serial.Serial) -> bytes:
    try:
        first = line.read(1)
        if not first:
            return b""
        return first + line.read(min(line.in_waiting, READ_LIMIT_BYTES))
    except GONE as error:
        raise Unplugged("went away") from error


def _close(line: serial.Serial) -> None:
    try:
        line.close()
    except GONE:
        # Closing a line whose device is gone fails too, and there is nothing left.
        return
