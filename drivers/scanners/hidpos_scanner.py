"""A code scanner in HID-POS mode (USB HID bar code scanner), read through hidraw.

Open it by a stable name that a udev rule makes, such as /dev/kiosk/hidpos-scanner. The
kernel makes no keyboard of such a device, so its codes reach no window.
"""

import fcntl
import os
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from drivers.port import (
    HELD,
    IN_USE,
    UNPLUGGED,
    Condition,
    Health,
    InUse,
    Unplugged,
)
from drivers.scanners.event_node import EventNode
from drivers.scanners.hid_descriptor import (
    DESCRIPTOR_LIMIT_BYTES,
    BarcodeReport,
    barcode_report,
)
from drivers.scanners.hidpos_reports import HidposReports

# linux/hidraw.h
HIDIOCGRDESCSIZE = 0x80044801  # _IOR('H', 1, int)
HIDIOCGRDESC = 0x90044802  # _IOR('H', 2, struct hidraw_report_descriptor)
HIDIOCGRAWNAME = 0x80404804  # _IOC(_IOC_READ, 'H', 4, 64)
NAME_BYTES = 64
READ_TIMEOUT_S = 0.2
SILENCE_S = 0.5

NO_SCANNER = Condition(Health.FAILED, "not a bar code scanner")

Describe = Callable[[int], bytes]  # the report descriptor of an open device, or OSError


def describe(fd: int) -> bytes:
    """Ask the kernel for the report descriptor."""
    size = struct.unpack("i", fcntl.ioctl(fd, HIDIOCGRDESCSIZE, bytes(4)))[0]
    blank = struct.pack("I", size) + bytes(DESCRIPTOR_LIMIT_BYTES)
    # Longer than what ioctl takes as a value: it wants a buffer to change in place.
    buffer = bytearray(blank)
    fcntl.ioctl(fd, HIDIOCGRDESC, buffer)
    return bytes(buffer[4 : 4 + size])


class HidposScanner:
    """Reads codes out of reports. Implements port.Scanner.

    `describe` is another one only for a simulator, which is no hidraw device.
    """

    def __init__(self, path: str, *, describe: Describe = describe) -> None:
        self._path = path
        self._describe = describe
        self._opening = threading.Lock()
        self._scanning = False
        self._name = ""

    def identity(self) -> str:
        """What the device last called itself, for technicians; "" if unknown."""
        return self._name

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code until `stop()`."""
        with self._opening:
            device = self._open()
            self._scanning = True
        try:
            with device.node:
                _read(device, found, stop)
        finally:
            self._scanning = False

    def condition(self) -> Condition:
        """Say how the scanner is. Outside a scan this opens it for a moment."""
        with self._opening:
            if self._scanning:
                return Condition(Health.OK)
            if not os.path.exists(self._path):
                return UNPLUGGED
            try:
                self._open().node.close()
            except InUse:
                return IN_USE
            except _NoScanner:
                return NO_SCANNER
            except Unplugged:
                return Condition(Health.FAILED, "cannot be opened")
            return Condition(Health.OK)

    def _open(self) -> "_Device":
        node = EventNode(self._path)
        try:
            # hidraw lets several read; two kiosks on one scanner are a mistake.
            fcntl.flock(node.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            layout = barcode_report(self._describe(node.fd))
            if layout is None:
                raise _NoScanner("not a bar code scanner")
        except OSError as error:
            node.close()
            if error.errno in HELD:
                raise InUse("in use") from error
            raise Unplugged("cannot be opened") from error
        except _NoScanner:
            node.close()
            raise
        self._name = _name(node.fd)
        return _Device(node, layout)


@dataclass(frozen=True, slots=True)
class _Device:
    node: EventNode
    layout: BarcodeReport


class _NoScanner(Unplugged):
    """It is there, and is something else."""


def _read(
    device: _Device, found: Callable[[bytes], None], stop: Callable[[], bool]
) -> None:
    reports = HidposReports(device.layout)
    device.node.drain(device.layout.longest_bytes)
    heard_at = time.monotonic()
    while not stop():
        report = device.node.read(device.layout.longest_bytes, READ_TIMEOUT_S)
        if report:
            heard_at = time.monotonic()
            for code in reports.feed(report):
                found(code)
        elif time.monotonic() - heard_at >= SILENCE_S:
            reports.forget()


def _name(fd: int) -> str:
    try:
        name = fcntl.ioctl(fd, HIDIOCGRAWNAME, bytes(NAME_BYTES))
    except OSError:
        return ""
    text = name.partition(b"\0")[0].decode("utf-8", "replace")
    return "".join(letter for letter in text if letter.isprintable())
