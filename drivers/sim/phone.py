"""What a patient's phone shows: a QR code, as a grey picture."""

import numpy as np
import segno
from numpy.typing import NDArray

DOTS_PER_MODULE = 8
QUIET_MODULES = 4


def qr_picture(payload: str | bytes) -> NDArray[np.uint8]:
    """Draw a QR code. Text goes in as UTF-8 without ECI, as most systems do it."""
    data = payload.encode() if isinstance(payload, str) else payload
    code = segno.make(data, mode="byte", error="m", micro=False)
    modules = np.array([list(row) for row in code.matrix], dtype=np.uint8)
    modules = np.pad(modules, QUIET_MODULES)
    dots = modules.repeat(DOTS_PER_MODULE, axis=0).repeat(DOTS_PER_MODULE, axis=1)
    return np.where(dots == 1, np.uint8(0), np.uint8(255))


def dark_mode(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same picture on a phone in dark mode: light on dark."""
    return np.bitwise_not(picture)
