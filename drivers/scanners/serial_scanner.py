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

from drivers.port import (
    HELD,
    IN_USE,
    UNPLUGGED,
    Condition,
    Health,
    InUse,
    Unplugged,
)
from drivers.scanners.scan_lines import ScanLines
from drivers.scanners.scanner_profile import ScannerProfile, load
from drivers.scanners.serial_setup import Introduction, introduce

READ_TIMEOUT_S = 0.1
WRITE_TIMEOUT_S = 0.4
READ_LIMIT_BYTES = 4096
WAIT_S = 0.2

UNCONFIRMED = Condition(Health.DEGRADED, "set-up not confirmed")

# termios.error is not an OSError; serial.SerialException is one.
GONE = (OSError, termios.error)


class SerialScanner:
    """Reads lines as its profile says they end. Implements port.Scanner."""

    def __init__(
        self,
        path: str,
        baudrate: int | None = None,
        *,
        profile: ScannerProfile | None = None,
    ) -> None:
        self._path = path
        self._profile = profile or load("generic")
        self._baudrate = baudrate or self._profile.baudrate
        self._opening = threading.Lock()
        self._scanning = False
        self._introduced = Introduction(confirmed=True)

    def identity(self) -> str:
        """What the scanner last called itself, for technicians; "" if unknown."""
        return self._introduced.name

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code until `stop()`."""
        while not self._opening.acquire(timeout=WAIT_S):
            if stop():
                return
        try:
            line = self._open(stop)
            self._scanning = True
        finally:
            self._opening.release()
        try:
            self._read(line, found, stop)
        finally:
            self._scanning = False
            line.close()

    def condition(self) -> Condition:
        """Say how the scanner is. Outside a scan this opens the line for a moment."""
        with self._opening:
            if self._scanning:
                return self._well()
            if not os.path.exists(self._path):
                return UNPLUGGED
            try:
                self._open(lambda: False).close()
            except InUse:
                return IN_USE
            except Unplugged:
                return Condition(Health.FAILED, "cannot be opened")
            return self._well()

    def _well(self) -> Condition:
        return Condition(Health.OK) if self._introduced.confirmed else UNCONFIRMED

    def _read(
        self,
        line: "_Line",
        found: Callable[[bytes], None],
        stop: Callable[[], bool],
    ) -> None:
        lines = ScanLines(self._profile.lines)
        heard_at = time.monotonic()
        while not stop():
            data = line.receive()
            # Silence is what a read saw, not time spent elsewhere: a busy kiosk
            # must not cut a code in two.
            if data:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at >= self._profile.silence_s:
                lines.forget()
            for code in lines.feed(data):
                found(code)

    def _open(self, stop: Callable[[], bool]) -> "_Line":
        """Open for us alone; what was scanned before is dropped, never queued."""
        line = _Line(self._path, self._baudrate)
        try:
            self._introduced = introduce(line, self._profile, stop)
        except Unplugged:
            line.close()
            raise
        return line


class _Line:
    """An open serial line; every error of it is Unplugged."""

    def __init__(self, path: str, baudrate: int) -> None:
        try:
            self._serial = serial.Serial(
                path,
                baudrate,
                timeout=READ_TIMEOUT_S,
                write_timeout=WRITE_TIMEOUT_S,
                exclusive=True,
            )
        except GONE as error:
            held = getattr(error, "errno", None) in HELD
            raise InUse("in use") if held else Unplugged("not found") from error

    def receive(self) -> bytes:
        try:
            first = self._serial.read(1)
            if not first:
                return b""
            return first + self._serial.read(
                min(self._serial.in_waiting, READ_LIMIT_BYTES)
            )
        except GONE as error:
            raise Unplugged("went away") from error

    def send(self, data: bytes) -> bool:
        try:
            return self._serial.write(data) == len(data)
        except serial.SerialTimeoutException:
            return False
        except GONE as error:
            raise Unplugged("went away") from error

    def close(self) -> None:
        try:
            self._serial.close()
        except GONE:
            # Closing a line whose device is gone fails too, and there is nothing left.
            return
