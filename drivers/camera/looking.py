"""From one frame after another to codes that count, and to what may help a person.

No camera, no clock, and no frame is kept. What the camera does live and what
tests/misreads counts are both this.
"""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from drivers.camera.confirming import Confirming
from drivers.camera.decoding import Look, QrDecoder
from drivers.camera.hints import Hints, hint_of
from drivers.camera.qr_engines import Grey
from drivers.port import Hint

HINT_EVERY = 5  # frames that were not read: looking for corners costs as much as one


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame gave: the codes that count, the hint to show meanwhile, and how
    that was found."""

    codes: tuple[bytes, ...] = ()
    hint: Hint | None = None
    look: Look = field(default=Look(), repr=False)


class Looking:
    """One series of frames."""

    def __init__(self) -> None:
        self._decoder = QrDecoder()
        self._confirming = Confirming()
        self._hints = Hints()
        self._hint: Hint | None = None
        self._unread = 0

    def see(self, frame: cv2.typing.MatLike, now: float) -> Sight:
        """Look at the newest frame. What OpenCV cannot handle shows nothing."""
        try:
            grey = grey_of(frame)
            look = self._decoder.look(grey)
            self._hint = self._help(grey, look, now)
        except (cv2.error, UnicodeDecodeError, ValueError):
            look = Look()
        codes = self._confirming.see(look.reads, now)
        return Sight(tuple(codes), self._hint, look)

    def close(self) -> None:
        self._decoder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _help(self, grey: Grey, look: Look, now: float) -> Hint | None:
        if look.reads:
            self._hints.forget()
            self._unread = 0
            return None
        self._unread += 1
        if self._unread % HINT_EVERY:
            return self._hint
        return self._hints.see(hint_of(grey), now)


def grey_of(frame: cv2.typing.MatLike) -> Grey:
    """What is looked at: colours help nobody here. May raise cv2.error."""
    if frame.ndim == 3:
        frame = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    return np.asarray(frame, dtype=np.uint8)
