"""A camera that reads codes from phones. Frames live in memory only, one at a time.

The source is a device index or path, an MJPEG stream by URL, or a recording.
"""

import os
import threading
import time
from collections.abc import Callable

import cv2
import numpy as np

from drivers.decoding import Grey, QrDecoder
from drivers.frames import OPEN_TIMEOUT_MS, Frames
from drivers.in_view import InView
from drivers.port import UNPLUGGED, Condition, Health, Unplugged

LOOK_EVERY_S = 0.08
STOP_ASKED_EVERY_S = 0.2
STALE_S = 2.0


class CameraScanner:
    """Looks at the newest frame and reports what it shows. Implements port.Scanner.

    `monotonic` is the clock that decides when a code is reported again.
    """

    def __init__(
        self,
        source: str | int,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._source = source
        self._monotonic = monotonic
        self._look_every_s = look_every_s
        self._in_view = InView()
        self._opening = threading.Lock()
        self._frames: Frames | None = None

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code in view, now and then, until `stop()`."""
        cv2.setNumThreads(1)
        with self._opening:
            self._frames = Frames(self._source, self._look_every_s)
        try:
            with QrDecoder() as decoder:
                self._look(self._frames, decoder, found, stop)
        finally:
            with self._opening:
                self._frames.close()
                self._frames = None

    def condition(self) -> Condition:
        """Say how the camera is. Outside a scan this opens it for a moment."""
        if not self._opening.acquire(timeout=OPEN_TIMEOUT_MS / 1000):
            return Condition(Health.UNKNOWN, "busy")
        try:
            if self._frames is not None:
                return _condition_by_age(self._frames.age_s)
            if not _exists(self._source):
                return UNPLUGGED
            Frames(self._source, self._look_every_s).close()
            return Condition(Health.OK)
        except Unplugged:
            return UNPLUGGED
        finally:
            self._opening.release()

    def _look(
        self,
        frames: Frames,
        decoder: QrDecoder,
        found: Callable[[bytes], None],
        stop: Callable[[], bool],
    ) -> None:
        while not stop():
            frame = frames.next(STOP_ASKED_EVERY_S)
            if frame is None:
                continue
            codes = _decode(decoder, frame)
            for code in self._in_view.see(codes, self._monotonic()):
                found(code)


def _decode(decoder: QrDecoder, frame: cv2.typing.MatLike) -> list[bytes]:
    """Read one frame. A frame that OpenCV cannot handle shows nothing."""
    try:
        return decoder.decode(_grey(frame))
    except (cv2.error, UnicodeDecodeError, ValueError):
        return []


def _grey(frame: cv2.typing.MatLike) -> Grey:
    if frame.ndim == 3:
        frame = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    return np.asarray(frame, dtype=np.uint8)


def _condition_by_age(age_s: float) -> Condition:
    if age_s > STALE_S:
        return Condition(Health.FAILED, "no picture")
    return Condition(Health.OK)


def _exists(source: str | int) -> bool:
    if isinstance(source, int):
        return os.path.exists(f"/dev/video{source}")
    return not source.startswith("/dev/") or os.path.exists(source)
