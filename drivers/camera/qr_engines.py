"""The two engines that read QR codes, as they are: a grey picture in, bytes out.

The bytes are never turned into text here: zbar's own guess of an encoding garbles
most Chinese codes (https://github.com/mchehab/zbar/issues/212), so it is switched
off, and who knows what the code is for decodes it.
"""

import ctypes
from dataclasses import dataclass
from enum import StrEnum
from math import dist
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import wrapper

Grey = NDArray[np.uint8]

ALL_SYMBOLS = 0
QR = 64
CFG_ENABLE = 0
# pyzbar's ZBarConfig is older than the library and lacks these two. Their effect
# is proved by tests: the library answers 0 to settings that it does not know.
CFG_BINARY = 4
CFG_TEST_INVERTED = 0x81
# `BarcodeFormat.QRCode` would take Micro QR too. Its smallest size only detects errors,
# and one corner of a cracked code was read as such: five digits that nobody showed.
ONLY_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
# A code of version n has 17 + 4n modules along a side (ISO/IEC 18004).
FEWEST_MODULES, MODULES_A_VERSION = 17, 4
FOURCC_Y800 = int.from_bytes(b"Y800", "little")


class Engine(StrEnum):
    ZBAR = "zbar"
    ZXING = "zxing"

    @property
    def other(self) -> "Engine":
        return Engine.ZXING if self is Engine.ZBAR else Engine.ZBAR


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, in dots of the picture."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def side(self) -> int:
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a code that was read stands: its corners in turn, and how many dots one of
    its modules is wide."""

    corners: tuple[tuple[int, int], ...]
    module: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What one engine saw: codes it read, and where a code stands, read or not."""

    codes: tuple[bytes, ...] = ()
    place: Box | None = None
    mark: Mark | None = None


class Engines:
    """Both, ready for one thread. Close it: zbar holds memory of its own."""

    def __init__(self) -> None:
        self._scanner: Any = wrapper.zbar_image_scanner_create()
        for symbol, setting, value in (
            (ALL_SYMBOLS, CFG_ENABLE, 0),
            (QR, CFG_ENABLE, 1),
            (QR, CFG_BINARY, 1),
            (ALL_SYMBOLS, CFG_TEST_INVERTED, 1),
        ):
            wrapper.zbar_image_scanner_set_config(self._scanner, symbol, setting, value)

    def read(self, engine: Engine, grey: Grey) -> Seen:
        """Every code in the picture, each once."""
        if grey.size == 0:
            return Seen()
        grey = np.ascontiguousarray(grey)
        if engine is Engine.ZXING:
            return read_by_zxing(grey)
        return Seen(tuple(dict.fromkeys(self._read_by_zbar(grey))))

    def close(self) -> None:
        """Free zbar. Closing twice is fine."""
        if self._scanner is not None:
            wrapper.zbar_image_scanner_destroy(self._scanner)
            self._scanner = None

    def _read_by_zbar(self, grey: Grey) -> list[bytes]:
        assert self._scanner is not None, "the decoder is closed"
        height, width = grey.shape
        image = wrapper.zbar_image_create()
        try:
            wrapper.zbar_image_set_format(image, FOURCC_Y800)
            wrapper.zbar_image_set_size(image, width, height)
            wrapper.zbar_image_set_data(image, grey.ctypes.data, grey.nbytes, None)
            wrapper.zbar_scan_image(self._scanner, image)
            return _payloads(image)
        finally:
            wrapper.zbar_image_destroy(image)


def read_by_zxing(grey: Grey) -> Seen:
    """zxing-cpp also says where it found a code that it could not read."""
    found = zxingcpp.read_barcodes(grey, formats=ONLY_QR, return_errors=True)
    read = [code for code in found if code.valid]
    codes = [bytes(code.bytes) for code in read]
    place = _box(found[0].position) if found else None
    mark = _mark(read[0]) if read else None
    return Seen(tuple(dict.fromkeys(codes)), place, mark)


def _payloads(image: Any) -> list[bytes]:
    codes = []
    symbol = wrapper.zbar_image_first_symbol(image)
    while symbol:
        length = wrapper.zbar_symbol_get_data_length(symbol)
        data = wrapper.zbar_symbol_get_data(symbol)
        codes.append(ctypes.string_at(data, length))
        symbol = wrapper.zbar_symbol_next(symbol)
    return codes


def _box(position: Any) -> Box:
    columns, rows = zip(*_corners(position), strict=True)
    return Box(min(columns), min(rows), max(columns), max(rows))


def _mark(code: Any) -> Mark:
    corners = _corners(code.position)
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    modules = FEWEST_MODULES + MODULES_A_VERSION * int(code.extra["Version"])
    return Mark(corners, sum(map(dist, *zip(*sides, strict=True))) / 4 / modules)


def _corners(position: Any) -> tuple[tuple[int, int], ...]:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    return tuple((int(corner.x), int(corner.y)) for corner in corners)
