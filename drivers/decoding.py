"""QR codes in a grey picture -> the exact bytes that stand in them.

The bytes are never turned into text here: zbar's own guess of an encoding garbles
most Chinese codes (https://github.com/mchehab/zbar/issues/212), so it is switched
off, and who knows what the code is for decodes it.
"""

import ctypes
from types import TracebackType
from typing import Any, Self

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
ONLY_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
FOURCC_Y800 = int.from_bytes(b"Y800", "little")


class QrDecoder:
    """Two engines: zbar first, zxing-cpp for what it misses. One thread at a time."""

    def __init__(self) -> None:
        self._scanner: Any = wrapper.zbar_image_scanner_create()
        for symbol, setting, value in (
            (ALL_SYMBOLS, CFG_ENABLE, 0),
            (QR, CFG_ENABLE, 1),
            (QR, CFG_BINARY, 1),
            (ALL_SYMBOLS, CFG_TEST_INVERTED, 1),
        ):
            wrapper.zbar_image_scanner_set_config(self._scanner, symbol, setting, value)

    def decode(self, grey: Grey) -> list[bytes]:
        """Every QR code in the picture, each once."""
        if grey.ndim != 2 or grey.dtype != np.uint8:
            raise ValueError("a grey picture is a 2-D array of uint8")
        if grey.size == 0:
            return []
        grey = np.ascontiguousarray(grey)
        codes = self._decode_by_zbar(grey) or _decode_by_zxing(grey)
        return list(dict.fromkeys(codes))

    def close(self) -> None:
        """Free the engine. Closing twice is fine."""
        if self._scanner is not None:
            wrapper.zbar_image_scanner_destroy(self._scanner)
            self._scanner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _decode_by_zbar(self, grey: Grey) -> list[bytes]:
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


def _payloads(image: Any) -> list[bytes]:
    codes = []
    symbol = wrapper.zbar_image_first_symbol(image)
    while symbol:
        length = wrapper.zbar_symbol_get_data_length(symbol)
        data = wrapper.zbar_symbol_get_data(symbol)
        codes.append(ctypes.string_at(data, length))
        symbol = wrapper.zbar_symbol_next(symbol)
    return codes


def _decode_by_zxing(grey: Grey) -> list[bytes]:
    found = zxingcpp.read_barcodes(grey, formats=ONLY_QR)
    return [bytes(code.bytes) for code in found]
