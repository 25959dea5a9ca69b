"""One frame of a phone before the camera: the glass, and all that lies on it."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.sim.phone_screen_lobby import lobby, sensed
from drivers.sim.phone_screen_trouble import HEIGHT, WIDTH, Setting

Grey = NDArray[np.uint8]
Light = NDArray[np.float32]
Dice = np.random.Generator

SCREEN_WIDTH = 1.22  # of the code with its quiet zone
SCREEN_HEIGHT = 2.1
QUIET_MODULES = 4


def photograph(
    code: NDArray[np.uint8], setting: Setting, seed: int, moment: int
) -> Grey:
    dice = np.random.default_rng((seed, 4))
    light = lobby(dice, setting.room)
    glass = _screen(code, setting, dice)
    place = _homography(glass.shape, setting, len(code))
    _hold(light, glass, place)
    if setting.moire:
        _ripple(light, place, glass.shape, setting.moire, dice)
    for _ in range(setting.glares):
        _shine(light, setting, len(code), dice)
    if setting.finger:
        _cover(light, setting, len(code), dice)
    if setting.defocus_dots:
        light = np.asarray(
            cv2.GaussianBlur(light, (0, 0), setting.defocus_dots), np.float32
        )
    if setting.motion_dots > 1:
        light = _smear(light, setting.motion_dots, float(dice.uniform(0, 180)))
    return sensed(light, setting.grain, setting.jpeg, (seed, moment))


def _screen(code: NDArray[np.uint8], setting: Setting, dice: Dice) -> Light:
    """The phone's glass: a code on white, lines of text above and below."""
    dots = max(4, round(setting.dots_per_module * 1.25))
    size = len(code) * dots
    width, height = round(size * SCREEN_WIDTH), round(size * SCREEN_HEIGHT)
    paper = np.ones((height, width), np.float32)
    left, top = (width - size) // 2, (height - size) // 2
    printed = 1 - code.astype(np.float32).repeat(dots, 0).repeat(dots, 1)
    paper[top : top + size, left : left + size] = printed
    paper[: height // 10] = 0.55
    for row in (0.16, 0.2, 0.82, 0.87):
        y, end = int(height * row), int(width * dice.uniform(0.4, 0.9))
        paper[y : y + max(2, dots // 2), width // 10 : end] = 0.25
    if setting.dark_mode:
        paper = 0.92 - 0.85 * paper
    if setting.cracks:
        _crack(paper, setting.cracks, dots, dice)
    shown = setting.screen * (setting.black + (1 - setting.black) * paper)
    bezel = max(3, width // 40)
    framed = cv2.copyMakeBorder(
        shown, bezel, bezel, bezel, bezel, cv2.BORDER_CONSTANT, value=8.0
    )
    return np.asarray(framed, np.float32)


def _crack(paper: Light, cracks: int, dots: int, dice: Dice) -> None:
    """Splits that run from one blow to the edges: 0.1 to 0.4 modules wide."""
    height, width = paper.shape
    blow = np.array([width * dice.uniform(0.2, 0.8), height * dice.uniform(0.25, 0.75)])
    for number in range(cracks):
        angle = 2 * np.pi * (number + dice.uniform(0, 0.8)) / cracks
        points = [blow]
        while len(points) < 12:
            angle += dice.normal(0, 0.25)
            step = np.array([np.cos(angle), np.sin(angle)]) * height / 11
            points.append(points[-1] + step)
        line = np.array(points, np.int32).reshape(-1, 1, 2)
        shade = float(dice.choice([0.1, 1.1]))
        thick = max(1, round(dots * dice.uniform(0.1, 0.4)))
        cv2.polylines(paper, [line], False, shade, thick, cv2.LINE_AA)


def _homography(
    shape: tuple[int, ...], setting: Setting, modules: int
) -> NDArray[np.float64]:
    """From the glass into the frame: turned in space, seen from 900 dots away."""
    height, width = shape
    scale = setting.dots_per_module * modules * SCREEN_WIDTH / width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    flat = np.column_stack([(corners - [width / 2, height / 2]) * scale, np.zeros(4)])
    roll, yaw, pitch = np.radians([setting.roll, setting.yaw, setting.pitch])
    around_z = _turn(roll, (0, 1))
    around_y = _turn(yaw, (0, 2))
    around_x = _turn(pitch, (1, 2))
    turned = flat @ (around_x @ around_y @ around_z).T
    distance = 900.0
    seen = turned[:, :2] * (distance / (distance + turned[:, 2:]))
    target = (seen + setting.middle).astype(np.float32)
    place = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(place, np.float64)


def _turn(angle: float, axes: tuple[int, int]) -> NDArray[np.float64]:
    turn = np.eye(3)
    one, other = axes
    turn[one, one] = turn[other, other] = np.cos(angle)
    turn[one, other], turn[other, one] = -np.sin(angle), np.sin(angle)
    return turn


def _hold(light: Light, glass: Light, place: NDArray[np.float64]) -> None:
    """Draw the glass into the frame."""
    cv2.warpPerspective(
        glass,
        place,
        (WIDTH, HEIGHT),
        dst=light,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_TRANSPARENT,
    )


def _ripple(
    light: Light,
    place: NDArray[np.float64],
    shape: tuple[int, ...],
    depth: float,
    dice: Dice,
) -> None:
    """Where the screen's dots beat against the sensor's: two crossed waves."""
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    corners = np.array([[[0, 0], [shape[1], 0], [shape[1], shape[0]], [0, shape[0]]]])
    outline = cv2.perspectiveTransform(corners.astype(np.float32), place)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1.0)
    rows, columns = _grid()
    wave = np.zeros_like(light)
    for _ in range(2):
        angle, period = dice.uniform(0, np.pi), dice.uniform(3, 9)
        across = (np.cos(angle) * columns + np.sin(angle) * rows) * (2 * np.pi / period)
        wave += np.sin(across).astype(np.float32)
    light *= 1 - mask * depth * (0.5 + 0.25 * wave)


def _shine(light: Light, setting: Setting, modules: int, dice: Dice) -> None:
    """A lamp in the glass: a hot spot over a part of the code, and its halo."""
    rows, columns = _grid()
    half = setting.dots_per_module * modules / 2
    x = setting.middle[0] + half * dice.uniform(-0.8, 0.8)
    y = setting.middle[1] + half * dice.uniform(-0.8, 0.8)
    wide, tall = half * dice.uniform(0.12, 0.3), half * dice.uniform(0.1, 0.25)
    away = ((columns - x) / wide) ** 2 + ((rows - y) / tall) ** 2
    light += np.float32(255 * setting.glare) * np.exp(-away / 2)


def _cover(light: Light, setting: Setting, modules: int, dice: Dice) -> None:
    """A finger tip over a corner without a finder: bottom right, as thumbs lie."""
    half = setting.dots_per_module * (modules / 2 - QUIET_MODULES)
    roll = np.radians(setting.roll)
    along = np.array([np.cos(roll), np.sin(roll)])
    down = np.array([-np.sin(roll), np.cos(roll)])
    tip = np.array(setting.middle) + half * (along * 1.0 + down * dice.uniform(0.7, 1))
    away = tip + along * 4 * half + down * half
    thick = max(3, round(half * dice.uniform(0.28, 0.42)))
    ends = [tuple(np.round(point).astype(int).tolist()) for point in (tip, away)]
    cv2.line(light, ends[0], ends[1], float(setting.room * 1.1), thick, cv2.LINE_AA)


def _smear(light: Light, dots: float, angle: float) -> Light:
    size = int(np.ceil(dots)) | 1
    kernel = np.zeros((size + 2, size + 2), np.float32)
    middle = (size + 1) / 2
    reach = dots / 2 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    ends = [middle - reach, middle + reach]
    fine = [tuple(np.round(end * 16).astype(int).tolist()) for end in ends]
    cv2.line(kernel, fine[0], fine[1], 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(cv2.filter2D(light, -1, kernel / kernel.sum()), np.float32)


@cache
def _grid() -> tuple[Light, Light]:
    rows = np.arange(HEIGHT, dtype=np.float32)[:, None]
    columns = np.arange(WIDTH, dtype=np.float32)[None, :]
    return rows, columns
