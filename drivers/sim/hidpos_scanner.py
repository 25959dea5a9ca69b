"""A HID-POS scanner made of a FIFO that carries input reports.

A FIFO has no report descriptor, so the simulator writes one beside it, and the kiosk
reads it with `drivers.scanners.fifo_device.described_beside`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from drivers.sim.reports_fifo import ReportsFifo

REPORT_ID = 2
DATA_BYTES = 56

# Laid out as the Access-IS LSR118 (Product Manual, appendix B) and Honeywell's scanners
# send it: id, byte count, AIM identifier, 56 bytes of data, two of the maker's, flag.
DESCRIPTOR = bytes.fromhex(
    "058c 0902 a101"  # usage page bar code scanner, bar code scanner, application
    "0912 a102 8502"  # scanned data report, logical, report id 2
    "1500 26ff00 7508 9501 0501 093b 8102"  # one byte: byte count
    "9503 058c 09fb 09fc 09fd 8102"  # three bytes: symbology identifier 1 to 3
    "9538 09fe 820201"  # 56 bytes: decoded data
    "0666ff 9502 0904 0900 8102"  # two bytes: the maker's own
    "058c 2501 7501 9508 09ff 8102"  # eight bits: decode data continued
    "c0 c0"
)


class SimHidposScanner:
    """`path` stays the same over replugs, like the name that a udev rule makes."""

    def __init__(self, path: str | None = None) -> None:
        self._fifo = ReportsFifo("hidpos-scanner", path)
        self._beside = Path(f"{self._fifo.path}.descriptor")
        self._beside.write_bytes(DESCRIPTOR)
        self._garbled = False

    @property
    def path(self) -> str:
        return self._fifo.path

    @property
    def where(self) -> str:
        """What the kiosk's configuration calls the path."""
        return self._fifo.path

    def acts(self) -> dict[str, Callable[[str], None]]:
        """All that a person at its control can do; the argument is often empty."""
        return {
            "present": lambda text: self.present(text.encode()),
            "half": lambda text: self.begin(text.encode()),
            "garble": lambda _: self.become(garbled=True),
            "go_away": lambda _: self.unplug(),
            "come_back": lambda _: self.replug(),
            "well": lambda _: self.mend(),
        }

    def present(self, code: bytes) -> None:
        """Hold a code in front: as many reports as it takes.

        Garbled, a report of another kind and one that is no code come first.
        """
        if self._garbled:
            self.send(bytes([REPORT_ID + 1]) + os.urandom(63))
            self.send(_report(b"REVINF\x06.", symbology=b"]Z6"))
        pieces = [
            code[at : at + DATA_BYTES] for at in range(0, len(code) or 1, DATA_BYTES)
        ]
        for piece in pieces[:-1]:
            self.send(_report(piece, continued=True))
        self.send(_report(pieces[-1]))

    def begin(self, code: bytes) -> None:
        """Send the first report of a code that never ends."""
        self.send(_report(code[:DATA_BYTES], continued=True))

    def send(self, report: bytes) -> None:
        """Send a report as it is."""
        self._fifo.write(report)

    def become(self, *, garbled: bool) -> None:
        self._garbled = garbled

    def mend(self) -> None:
        """Everything is well again, and plugged in."""
        self._garbled = False
        self.replug()

    def unplug(self) -> None:
        """Pull the cable: the name vanishes and the open device dies."""
        self._fifo.unplug()

    def replug(self) -> None:
        self._fifo.replug()

    def close(self) -> None:
        self._beside.unlink(missing_ok=True)
        self._fifo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _report(
    data: bytes, *, symbology: bytes = b"]Q1", continued: bool = False
) -> bytes:
    head = bytes([REPORT_ID, len(data)]) + symbology
    return head + data.ljust(DATA_BYTES, b"\0") + b"s\0" + bytes([continued])
