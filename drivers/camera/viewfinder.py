"""What the camera sees, for somebody who tries it out: one small picture, the newest,
and only while somebody looks. It is in memory alone, and forgotten with the look.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import cv2

from drivers.camera.decoding import Look
from drivers.camera.finders import outline
from drivers.camera.looking import grey_of
from drivers.camera.picture_quality import Measure, measures
from drivers.camera.qr_engines import Box, Grey, Mark
from drivers.camera.qr_lanes import resized

WIDTH = 320  # dots
EVERY_S = 0.14
LAST = 25  # frames: about two seconds

Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, repr=False)
class View:
    """A small grey picture, row by row; the corners of the code in it as shares of its
    width and height; and how good the picture is."""

    width: int
    height: int
    pixels: bytes
    corners: Corners
    measures: tuple[Measure, ...]


class Viewfinder:
    """Frames go in, in the scanning thread; views are taken in any other."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._changing = threading.Lock()
        self._look_number = 0  # of the look that goes on; 0: nobody looks
        self._looks = 0
        self._newest: View | None = None
        self._shown_at = float("-inf")
        self._read: deque[bool] = deque(maxlen=LAST)

    @property
    def is_open(self) -> bool:
        return self._look_number > 0

    def open(self) -> None:
        """Somebody looks from now on."""
        with self._changing:
            self._forget()
            self._looks += 1
            self._look_number = self._looks

    def close(self) -> None:
        """Nobody looks any more: nothing is left of what was seen."""
        with self._changing:
            self._look_number = 0
            self._forget()

    def take(self) -> View | None:
        """The newest view, once; None if there is none since."""
        with self._changing:
            view, self._newest = self._newest, None
            return view

    def see(self, frame: cv2.typing.MatLike, look: Look, took_s: float) -> None:
        """Note one frame that was looked at. What OpenCV cannot handle shows nothing.

        Does nothing while nobody looks, and little between two pictures.
        """
        number = self._look_number
        if not number:
            return
        now, read = self._monotonic(), self._read
        read.append(bool(look.reads))
        if now - self._shown_at < EVERY_S:
            return
        self._shown_at = now
        try:
            view = _view(grey_of(frame), look, took_s, sum(read) / len(read))
        except (cv2.error, ValueError):
            return
        with self._changing:
            if number == self._look_number:
                self._newest = view

    def _forget(self) -> None:
        self._newest = None
        self._shown_at = float("-inf")
        self._read = deque(maxlen=LAST)


def _view(grey: Grey, look: Look, took_s: float, read: float) -> View:
    mark = look.mark or _sought(grey)
    height, width = grey.shape
    small = resized(grey, min(1.0, WIDTH / width), cv2.INTER_AREA)
    corners = mark.corners if mark else ()
    return View(
        small.shape[1],
        small.shape[0],
        small.tobytes(),
        tuple((x / width, y / height) for x, y in corners),
        measures(grey, mark, took_s=took_s, read=read),
    )


def _sought(grey: Grey) -> Mark | None:
    """A code that was not read, by its corners."""
    found = outline(grey)
    return Mark(_corners(found.box), found.module) if found else None


def _corners(box: Box) -> tuple[tuple[int, int], ...]:
    right, bottom = box.right, box.bottom
    return ((box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom))
