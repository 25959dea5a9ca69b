"""Where the kiosk and the bench have room beside one another on a desktop."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from kiosk.app.demo.scene import LANDSCAPE, PORTRAIT

BENCH_WIDTH = 520
GAP = 12
TITLE_BAR = 40  # what a window manager adds above
LEAST_SCALE = 0.2


@dataclass(frozen=True, slots=True)
class Placement:
    """The size of the kiosk's window, and the place of the bench's."""

    kiosk: tuple[int, int]
    bench: QRect


def place(available: QRect, *, landscape: bool) -> Placement:
    """The largest kiosk that fits with the bench at its right."""
    width, height, *_ = LANDSCAPE if landscape else PORTRAIT
    room_x = available.width() - BENCH_WIDTH - GAP
    room_y = available.height() - TITLE_BAR
    scale = max(LEAST_SCALE, min(1.0, room_x / width, room_y / height))
    kiosk = round(width * scale), round(height * scale)
    return Placement(kiosk, _bench(available, kiosk[0]))


def _bench(available: QRect, kiosk_width: int) -> QRect:
    """Right of the kiosk, which desktops place at the left or in the middle."""
    middle = available.left() + (available.width() + kiosk_width) // 2
    farthest = available.right() + 1 - BENCH_WIDTH
    left = max(available.left(), min(middle + GAP, farthest))
    height = available.height() - TITLE_BAR
    return QRect(left, available.top(), BENCH_WIDTH, height)
