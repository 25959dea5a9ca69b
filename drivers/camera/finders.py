"""Where in a picture the corner squares of a QR code are, read or not.

Each corner is dark, light, dark, light, dark in 1:1:3:1:1 along any line through its
middle (ISO/IEC 18004, finder pattern); cheaper and more forgiving than reading.
"""

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.camera.qr_engines import Box, Grey
from drivers.camera.qr_lanes import refocused, resized

WINDOW = 101  # dots: more than a corner of a code held close
DARKER = 2  # grey levels than the neighbourhood: the least that is no grain
LINES_APART = 2
MOST = 400  # crossings along rows or columns: a wall of tiles has thousands
SMALLEST = 1.2  # dots a module
NEAREST, FARTHEST = 13, 175  # modules from corner to corner: versions 1 to 40
MOST_MEETINGS = 600  # of a row with a column; each costs 50 us at most
ALIKE = 1.5  # how much larger one corner may look than the other
PARTS = np.array([1, 1, 3, 1, 1])

Crossings = NDArray[np.float64]  # rows of: along, across, dots a module


@dataclass(frozen=True, slots=True)
class Corner:
    """The middle of one finder pattern."""

    x: float
    y: float
    module: float

    def modules_to(self, other: "Corner") -> float:
        away = float(np.hypot(self.x - other.x, self.y - other.y))
        return 2 * away / (self.module + other.module)


@dataclass(frozen=True, slots=True)
class Outline:
    """A code as far as two of its corners show it. `module` is in dots."""

    box: Box
    module: float


def outline(grey: Grey) -> Outline | None:
    """The code whose corners stand out; None unless two go together.

    What is not found as it is, is sought nearer, out of focus, and farther away.
    """
    for seek in (_corners, _corners_near, _corners_out_of_focus, _corners_far_away):
        if found := _outline(seek(grey)):
            return found
    return None


def _outline(corners: list[Corner]) -> Outline | None:
    pairs = [pair for pair in combinations(corners, 2) if _go_together(*pair)]
    if not pairs:
        return None
    code = {corner for pair in pairs for corner in pair}
    module = float(np.median([corner.module for corner in code]))
    room = 3.5 * module  # from the middle of a corner to the code's edge
    columns, rows = [corner.x for corner in code], [corner.y for corner in code]
    box = Box(
        int(min(columns) - room),
        int(min(rows) - room),
        int(max(columns) + room),
        int(max(rows) + room),
    )
    return Outline(_squared(box), module)


def _corners_near(grey: Grey) -> list[Corner]:
    """Corners too large for the neighbourhood that they are compared with."""
    third = resized(grey, 1 / 3, cv2.INTER_AREA)
    return [_moved(corner, 0, 0, 3.0) for corner in _corners(third, calm_dots=3)]


def _corners_out_of_focus(grey: Grey) -> list[Corner]:
    sharp = refocused(resized(grey, 1 / 2, cv2.INTER_AREA), blur=2.0)
    return [_moved(corner, 0, 0, 2.0) for corner in _corners(sharp)]


def _corners_far_away(grey: Grey) -> list[Corner]:
    """In the middle of the picture alone, for it is dear."""
    height, width = grey.shape
    top, left = height // 4, width // 4
    middle = grey[top : height - top, left : width - left]
    found = _corners(resized(middle, 2.0, cv2.INTER_CUBIC), calm_dots=3)
    return [_moved(corner, left, top, 0.5) for corner in found]


def _moved(corner: Corner, left: float, top: float, factor: float) -> Corner:
    """From an enlarged or a diminished part back into the whole picture."""
    x, y = left + corner.x * factor, top + corner.y * factor
    return Corner(x, y, corner.module * factor)


def _go_together(one: Corner, other: Corner) -> bool:
    small, large = sorted((one.module, other.module))
    return large <= ALIKE * small and NEAREST <= one.modules_to(other) <= FARTHEST


def _squared(box: Box) -> Box:
    """Two corners of one side show a line; the code is as high as it is wide."""
    width, height = box.right - box.left, box.bottom - box.top
    if width > 2 * height:
        return Box(box.left, box.top, box.right, box.top + width)
    if height > 2 * width:
        return Box(box.left, box.top, box.left + height, box.bottom)
    return box


def _corners(grey: Grey, calm_dots: int = 5) -> list[Corner]:
    """Where a crossing along a row meets one along a column."""
    calm = cv2.GaussianBlur(grey, (calm_dots, calm_dots), 0)
    mean = cv2.blur(grey, (WINDOW, WINDOW))
    dark = np.asarray(cv2.subtract(mean, calm)) >= DARKER
    rows, columns = _crossings(dark), _crossings(dark.T)
    if not len(rows) or not len(columns):
        return []
    dx = rows[:, None, 0] - columns[None, :, 1]
    dy = rows[:, None, 1] - columns[None, :, 0]
    size = rows[:, None, 2] / columns[None, :, 2]
    reach = rows[:, None, 2]
    meet = (abs(dx) < reach) & (abs(dy) < reach) & (abs(np.log(size)) < np.log(ALIKE))
    corners: list[Corner] = []
    for row, column in _some(np.argwhere(meet), MOST_MEETINGS):
        module = float(rows[row, 2] + columns[column, 2]) / 2
        corner = Corner(float(rows[row, 0]), float(columns[column, 0]), module)
        is_new = all(corner.modules_to(known) > 3.5 for known in corners)
        if is_new and _holds_aslant(dark, corner):
            corners.append(corner)
    return corners


def _holds_aslant(dark: NDArray[np.bool_], corner: Corner) -> bool:
    """Tiles may cross by chance, but not along both diagonals as well."""
    x, y, reach = round(corner.x), round(corner.y), round(8 * corner.module)
    along = np.arange(-reach, reach + 1)
    return all(_crosses_middle(dark, x + along, y + slope * along) for slope in (-1, 1))


def _crosses_middle(
    dark: NDArray[np.bool_], columns: NDArray[np.int_], rows: NDArray[np.int_]
) -> bool:
    """Whether 1:1:3:1:1 stands in the middle of this line."""
    height, width = dark.shape
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    line = np.zeros((1, len(columns)), np.bool_)
    line[0, inside] = dark[rows[inside], columns[inside]]
    middles = _crossings(line)
    return bool((abs(middles[:, 0] - len(columns) / 2) < middles[:, 2] * 1.5).any())


def _crossings(dark: NDArray[np.bool_]) -> Crossings:
    """Where 1:1:3:1:1 stands along the rows."""
    lines = np.zeros((len(dark[::LINES_APART]), dark.shape[1] + 2), np.int8)
    lines[:, 1:-1] = dark[::LINES_APART]
    edges = np.flatnonzero(np.diff(lines.ravel()))
    starts, ends = edges[:-5:2], edges[5::2][: len(edges[:-5:2])]
    starts = starts[: len(ends)]
    runs = np.stack([np.diff(edges)[n::2][: len(starts)] for n in range(5)], axis=1)
    module = (ends - starts) / PARTS.sum()
    # Blur widens what is dark by up to half a module, and thins what is light.
    fits = (abs(runs - module[:, None] * PARTS) < 0.6 * module[:, None]).all(axis=1)
    width = lines.shape[1]
    fits &= (starts // width == ends // width) & (module >= SMALLEST)
    chosen = _some(np.flatnonzero(fits), MOST)
    middle = (starts[chosen] + ends[chosen]) / 2
    return np.column_stack(
        [middle % width, middle // width * LINES_APART, module[chosen]]
    )


def _some(found: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """All of them, or so many from everywhere."""
    return found[:: 1 + len(found) // most]
