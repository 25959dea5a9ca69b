"""The newest frame of a camera: a thread keeps up with it, stale frames are dropped.

Only this thread touches the capture; OpenCV's captures are not safe otherwise.
A recording has no newest frame: every frame of it is looked at, in its own time.
"""

import os
import threading
import time

import cv2

from drivers.port import Unplugged

# FFmpeg would write addresses and its own worries into the kiosk's log.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
OPEN_TIMEOUT_MS = 1500
READ_TIMEOUT_MS = 2000
WIDTH = 1280
HEIGHT = 720


class Frames:
    """Opens the source at once, or raises Unplugged."""

    def __init__(self, source: str | int, every_s: float) -> None:
        self._capture = _open(source)
        self._keeps_all = isinstance(source, str) and _is_recording(source)
        self._every_s = 0.0 if self._keeps_all else every_s
        self._changed = threading.Condition()
        self._frame: cv2.typing.MatLike | None = None
        self._wanted = False
        self._ended = False
        self._closed = False
        self._grabbed_at = time.monotonic()
        self._thread = threading.Thread(target=self._keep_up, daemon=True)
        self._thread.start()

    @property
    def age_s(self) -> float:
        """How long ago the camera last delivered anything."""
        return 0.0 if self._keeps_all else time.monotonic() - self._grabbed_at

    def next(self, timeout_s: float) -> cv2.typing.MatLike | None:
        """The next frame grabbed after this call; None if there was none in time."""
        with self._changed:
            self._wanted = True
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: self._frame is not None or self._ended, timeout_s
            )
            frame, self._frame = self._frame, None
            if frame is None and self._ended:
                raise Unplugged("the picture ended")
            return frame

    def close(self) -> None:
        """End the thread, which releases the camera. Bounded by one read."""
        with self._changed:
            self._closed = True
            self._frame = None
            self._changed.notify_all()
        self._thread.join(READ_TIMEOUT_MS / 1000 + 1)

    def _keep_up(self) -> None:
        try:
            delivered_at = float("-inf")
            while self._may_grab() and self._capture.grab():
                self._grabbed_at = time.monotonic()
                due = self._grabbed_at - delivered_at >= self._every_s
                if self._wanted and due and self._deliver():
                    delivered_at = self._grabbed_at
        except (cv2.error, UnicodeDecodeError):
            pass  # a camera that breaks OpenCV is a camera that went away
        finally:
            self._capture.release()
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _may_grab(self) -> bool:
        """Wait for a wish if every frame counts; a live camera is never waited for."""
        with self._changed:
            if self._keeps_all:
                self._changed.wait_for(lambda: self._closed or self._wanted)
            return not self._closed

    def _deliver(self) -> bool:
        worked, frame = self._capture.retrieve()
        if not worked:
            return False
        with self._changed:
            self._frame = frame
            self._wanted = False
            self._changed.notify_all()
        return True


def _open(source: str | int) -> cv2.VideoCapture:
    try:
        capture = cv2.VideoCapture(source, _engine(source), _settings(source))
    except (cv2.error, UnicodeDecodeError) as error:
        raise Unplugged("not found") from error
    if not capture.isOpened():
        capture.release()
        raise Unplugged("not found")
    if _is_device(source):
        # Not every camera obeys; what it gives instead is taken as it is.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def _engine(source: str | int) -> int:
    if _is_url(source):
        return cv2.CAP_FFMPEG
    return cv2.CAP_ANY


def _settings(source: str | int) -> list[int]:
    if not _is_url(source):
        return []
    return [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
        OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC,
        READ_TIMEOUT_MS,
    ]


def _is_url(source: str | int) -> bool:
    return isinstance(source, str) and "://" in source


def _is_device(source: str | int) -> bool:
    return isinstance(source, int) or source.startswith("/dev/")


def _is_recording(source: str) -> bool:
    return not _is_url(source) and not _is_device(os.fspath(source))
