"""What a camera would see in the samples of its trial: drawn here, of nobody."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.flows.attending_states import Trying
from kiosk.flows.visit_states import Visit
from kiosk.model.sight import Finding, Measure, Sight, What
from kiosk.model.staff import Trial
from ui.sight_view_model import WORDS_EVERY
from ui.visit_view_model import VisitViewModel

WIDTH, HEIGHT = 320, 180
MODULES, MODULE = 25, 5  # of the code; dots
LEFT, TOP = 104, 24
GREY_WALL, GREY_FLOOR = (150, 122), 96
WELL = (
    Measure(What.SHARPNESS, (131.0, 0.09), Finding.GOOD),
    Measure(What.LIGHT, (0.11, 0.02), Finding.GOOD),
    Measure(What.SIZE, (8.9,), Finding.GOOD),
    Measure(What.TIME, (9.0,), Finding.GOOD),
    Measure(What.READ, (0.96,), Finding.GOOD),
)
BADLY = (
    Measure(What.SHARPNESS, (4.0, 0.41), Finding.BLURRED),
    Measure(What.LIGHT, (0.0, 0.52), Finding.BRIGHT),
    Measure(What.SIZE, (3.1,), Finding.SMALL),
    Measure(What.TIME, (272.0,), Finding.TOO_SLOW),
    Measure(What.READ, (0.12,), Finding.UNREAD),
)
NOTHING = (
    Measure(What.SHARPNESS, (6.0,), Finding.NO_CODE),
    Measure(What.LIGHT, (0.0, 0.0), Finding.GOOD),
    Measure(What.SIZE, (), Finding.NO_CODE),
    Measure(What.TIME, (31.0,), Finding.GOOD),
    Measure(What.READ, (0.0,), Finding.NO_CODE),
)


def show(model: VisitViewModel, state: Visit) -> None:
    """Show a sample, and what the camera sees in it."""
    model.show(state)
    sight = model.attending_model.sight_model
    sight.look_through(lambda: sight_of(state))
    for _ in range(WORDS_EVERY):
        sight.look()


def sight_of(state: Visit) -> Sight | None:
    """By what has come of the trial."""
    match state:
        case Trying(trial=Trial.SCAN, found=()):
            return seen_nothing()
        case Trying(trial=Trial.SCAN, found=("hold_still", *_)):
            return seen_badly()
        case Trying(trial=Trial.SCAN):
            return seen_well()
    return None


@cache
def seen_well() -> Sight:
    return _sight(_phone(), _corners(), WELL)


@cache
def seen_badly() -> Sight:
    blurred = np.asarray(cv2.GaussianBlur(_phone(), (0, 0), 2.4), np.uint8)
    return _sight(blurred, _corners(), BADLY)


@cache
def seen_nothing() -> Sight:
    return _sight(_wall(), (), NOTHING)


def _sight(
    grey: NDArray[np.uint8],
    corners: tuple[tuple[float, float], ...],
    measures: tuple[Measure, ...],
) -> Sight:
    return Sight(WIDTH, HEIGHT, grey.tobytes(), corners, measures)


def _wall() -> NDArray[np.uint8]:
    grey = np.linspace(*GREY_WALL, HEIGHT)[:, None] + np.zeros((1, WIDTH))
    grey[HEIGHT * 4 // 5 :] = GREY_FLOOR
    return grey.astype(np.uint8)


def _phone() -> NDArray[np.uint8]:
    """A hand's breadth before the lens, with a code that says nothing."""
    grey = _wall()
    side = MODULES * MODULE
    cv2.rectangle(grey, (LEFT - 18, 2), (LEFT + side + 18, HEIGHT), 28, cv2.FILLED)
    cv2.rectangle(grey, (LEFT - 12, 10), (LEFT + side + 12, HEIGHT), 238, cv2.FILLED)
    code = np.kron(_code(), np.ones((MODULE, MODULE), np.uint8))
    grey[TOP : TOP + side, LEFT : LEFT + side] = np.where(code, 32, 238)
    return grey


def _code() -> NDArray[np.uint8]:
    """Three corner squares, and chance between them."""
    code = np.random.default_rng(7).integers(0, 2, (MODULES, MODULES), np.uint8)
    for row, column in ((0, 0), (0, MODULES - 7), (MODULES - 7, 0)):
        code[max(0, row - 1) : row + 8, max(0, column - 1) : column + 8] = 0
        code[row : row + 7, column : column + 7] = 1
        code[row + 1 : row + 6, column + 1 : column + 6] = 0
        code[row + 2 : row + 5, column + 2 : column + 5] = 1
    return code


def _corners() -> tuple[tuple[float, float], ...]:
    right, bottom = LEFT + MODULES * MODULE, TOP + MODULES * MODULE
    dots = ((LEFT, TOP), (right, TOP), (right, bottom), (LEFT, bottom))
    return tuple((x / WIDTH, y / HEIGHT) for x, y in dots)
