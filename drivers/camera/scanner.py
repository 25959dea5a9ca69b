"""A camera that reads codes from phones. Frames live in memory only, one at a time.

The source is a device index or path, an MJPEG stream by URL, or a recording.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2

from drivers.camera.frames import OPEN_TIMEOUT_MS, Frames
from drivers.camera.in_view import InView
from drivers.camera.looking import Looking
from drivers.camera.viewfinder import Viewfinder
from drivers.port import UNPLUGGED, Condition, Health, Hint, Unplugged

LOOK_EVERY_S = 0.08
STOP_ASKED_EVERY_S = 0.2
STALE_S = 2.0
KERNEL_KNOWS = Path("/sys/class/video4linux")


def ignore(hint: Hint | None) -> None:
    """Nobody is there to be told."""


class CameraScanner:
    """Looks at the newest frame and reports what it shows. Implements port.Scanner.

    `hint` is called in the scanning thread when what would help the person changes;
    None takes the hint back. `monotonic` is the clock that decides when a code is
    reported again. Through the `viewfinder` a person sees what the camera sees.
    """

    def __init__(
        self,
        source: str | int,
        *,
        hint: Callable[[Hint | None], None] = ignore,
        monotonic: Callable[[], float] = time.monotonic,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._source = source
        self._tell = hint
        self._monotonic = monotonic
        self._look_every_s = look_every_s
        self._in_view = InView()
        self.viewfinder = Viewfinder(monotonic)
        self._opening = threading.Lock()
        self._frames: Frames | None = None

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code in view, now and then, until `stop()`."""
        cv2.setNumThreads(1)
        with self._opening:
            self._frames = Frames(self._source, self._look_every_s)
        try:
            with Looking() as looking:
                self._look(self._frames, looking, found, stop)
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

    def identity(self) -> str:
        """What the kernel calls the camera; "" for a stream or a recording."""
        number = isinstance(self._source, int)
        device = f"/dev/video{self._source}" if number else str(self._source)
        about = KERNEL_KNOWS / Path(device).resolve().name / "name"
        try:
            return about.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def _look(
        self,
        frames: Frames,
        looking: Looking,
        found: Callable[[bytes], None],
        stop: Callable[[], bool],
    ) -> None:
        told: Hint | None = None
        try:
            while not stop():
                frame = frames.next(STOP_ASKED_EVERY_S)
                if frame is None:
                    continue
                now = self._monotonic()
                sight = looking.see(frame, now)
                took_s = self._monotonic() - now
                for code in self._in_view.see(sight.codes, now):
                    found(code)
                if sight.hint != told:
                    told = sight.hint
                    self._tell(told)
                self.viewfinder.see(frame, sight.look, took_s)
        finally:
            if told is not None:
                self._tell(None)


def _condition_by_age(age_s: float) -> Condition:
    if age_s > STALE_S:
        return Condition(Health.FAILED, "no picture")
    return Condition(Health.OK)


def _exists(source: str | int) -> bool:
    if isinstance(source, int):
        return os.path.exists(f"/dev/video{source}")
    return not source.startswith("/dev/") or os.path.exists(source)
