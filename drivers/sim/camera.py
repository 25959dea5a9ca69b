"""A camera made of HTTP: it streams MJPEG of a lobby, and of phones held up to it."""

import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.sim.loopback_server import LoopbackServer
from drivers.sim.phone_screen import HeldUp
from drivers.sim.phone_screen_trouble import Trouble

Picture = NDArray[np.uint8]

WIDTH = 1280
HEIGHT = 720
FRAMES_PER_S = 12
SLOW_FRAMES_PER_S = 1
MOMENTS = 4  # frames of a hand that is not calm, over and over
SEED = 7
PHONE_WIDTH = 360
PHONE_HEIGHT = 660
SCREEN_MARGIN = 18
BOUNDARY = b"frame"


class SimCamera:
    """Streams 1280x720 at 12 frames a second; open `url` as often as you like.

    `port` 0 takes any that is free.
    """

    def __init__(self, port: int = 0) -> None:
        self._changed = threading.Condition()
        self._lobby = _lobby()
        self._jpegs = [_encode(self._lobby)]
        self._shown = 0
        self._trouble = Trouble.CLEAN
        self._presented: bytes | None = None
        self._frozen = self._garbled = self._slow = False
        self._server = LoopbackServer(self._handler(), port)
        self.url = f"http://127.0.0.1:{self._server.port}/camera.mjpeg"

    @property
    def where(self) -> str:
        """What the kiosk's configuration calls the source."""
        return self.url

    def acts(self) -> dict[str, Callable[[str], None]]:
        """All that a person at its control can do, by name."""
        return {
            "present": lambda text: self.present(text.encode()),
            "lower": lambda _: self.lower(),
            "condition": lambda name: self.suffer(Trouble(name or Trouble.CLEAN)),
            "blank": lambda _: self.go_blank(),
            "no_answer": lambda _: self.freeze(),
            "answer": lambda _: self.thaw(),
            "garble": lambda _: self.become(garbled=True),
            "slow": lambda _: self.become(slow=True),
            "go_away": lambda _: self.unplug(),
            "come_back": lambda _: self.replug(),
            "well": lambda _: self.mend(),
        }

    def present(self, payload: bytes) -> None:
        """Hold up a phone that shows this code, under the trouble of the day."""
        self._presented = payload
        held = HeldUp(payload, self._trouble, SEED)
        greys = [held.frame(moment) for moment in range(MOMENTS)]
        self._show(*[_as_bgr(grey) for grey in greys])

    def suffer(self, trouble: Trouble) -> None:
        """From now on phones are held up so; the one that is held up too."""
        self._trouble = trouble
        if self._presented is not None:
            self.present(self._presented)

    def become(self, *, garbled: bool | None = None, slow: bool | None = None) -> None:
        """Take on a fault, or lose it. None leaves things as they are."""
        with self._changed:
            self._garbled = self._garbled if garbled is None else garbled
            self._slow = self._slow if slow is None else slow

    def mend(self) -> None:
        """Everything is well again, and plugged in; phones are held up well."""
        self.become(garbled=False, slow=False)
        self.suffer(Trouble.CLEAN)
        self.thaw()
        self.replug()

    def hold_up(self, picture: Picture | bytes) -> None:
        """Hold a phone with this picture (an array, or PNG bytes) to the camera."""
        self._presented = None
        self._show(_with_phone(self._lobby, _as_bgr(picture)))

    def lower(self) -> None:
        """Take the phone away."""
        self._presented = None
        self._show(self._lobby)

    def go_blank(self) -> None:
        """Deliver black frames: a covered lens."""
        self._presented = None
        self._show(np.zeros_like(self._lobby))

    def freeze(self) -> None:
        """Stop delivering frames, and stay connected."""
        with self._changed:
            self._frozen = True

    def thaw(self) -> None:
        with self._changed:
            self._frozen = False
            self._changed.notify_all()

    def unplug(self) -> None:
        self._server.unplug()

    def replug(self) -> None:
        self._server.plug()

    def close(self) -> None:
        self.thaw()
        self._server.unplug()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _show(self, *frames: Picture) -> None:
        jpegs = [_encode(frame) for frame in frames]
        with self._changed:
            self._jpegs = jpegs

    def _next_frame(self) -> bytes:
        with self._changed:
            self._changed.wait(1 / (SLOW_FRAMES_PER_S if self._slow else FRAMES_PER_S))
            while self._frozen and self._server.is_plugged:
                self._changed.wait(0.1)
            self._shown += 1
            jpeg = self._jpegs[self._shown % len(self._jpegs)]
            return _broken(jpeg) if self._garbled else jpeg

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Stream(BaseHTTPRequestHandler):
            """One viewer. It ends when the viewer, or the cable, goes away."""

            def do_GET(self) -> None:
                self.send_response(200)
                kind = f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}"
                self.send_header("Content-Type", kind)
                self.end_headers()
                while camera._server.is_plugged:
                    self.wfile.write(_part(camera._next_frame()))

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: a simulator writes no log."""

        return Stream


def _broken(jpeg: bytes) -> bytes:
    """A frame of which the cable lost the middle."""
    return jpeg[: len(jpeg) // 4] + bytes(64) + jpeg[-len(jpeg) // 4 :]


def _part(jpeg: bytes) -> bytes:
    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
    return head % (BOUNDARY, len(jpeg)) + jpeg + b"\r\n"


def _encode(frame: Picture) -> bytes:
    worked, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert worked
    return jpeg.tobytes()


def _as_bgr(picture: Picture | bytes) -> Picture:
    if isinstance(picture, bytes):
        decoded = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
        if decoded is None:
            raise ValueError("not a picture")
        return decoded.astype(np.uint8)
    if picture.ndim == 2:
        return cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR).astype(np.uint8)
    return picture


@cache
def _lobby() -> Picture:
    """Grey walls, a darker floor, and the grain of a cheap sensor."""
    rows = np.linspace(150, 105, HEIGHT)[:, None]
    columns = 12 * np.cos(np.linspace(-1.2, 1.2, WIDTH))[None, :]
    grey = rows + columns
    grey[HEIGHT * 3 // 4 :] -= 25
    grain = np.random.default_rng(7).normal(0, 3, (HEIGHT, WIDTH))
    frame = np.clip(grey + grain, 0, 255).astype(np.uint8)
    return np.dstack([frame, frame, frame])


def _with_phone(lobby: Picture, picture: Picture) -> Picture:
    frame = lobby.copy()
    left, top = (WIDTH - PHONE_WIDTH) // 2, (HEIGHT - PHONE_HEIGHT) // 2
    frame[top : top + PHONE_HEIGHT, left : left + PHONE_WIDTH] = 25
    width, height = PHONE_WIDTH - 2 * SCREEN_MARGIN, PHONE_HEIGHT - 2 * SCREEN_MARGIN
    x, y = left + SCREEN_MARGIN, top + SCREEN_MARGIN
    frame[y : y + height, x : x + width] = _screen(picture, width, height)
    return frame


def _screen(picture: Picture, width: int, height: int) -> Picture:
    """The picture as large as the screen allows, on its own background colour."""
    screen = np.empty((height, width, 3), np.uint8)
    screen[:] = picture[0, 0]
    scale = min(width / picture.shape[1], height / picture.shape[0])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_NEAREST
    shown = cv2.resize(picture, size, interpolation=how)
    x, y = (width - size[0]) // 2, (height - size[1]) // 2
    screen[y : y + size[1], x : x + size[0]] = shown
    return screen
