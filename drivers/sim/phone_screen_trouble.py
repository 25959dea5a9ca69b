"""What stands between a code and the camera, and how much of it: levels, no pictures.

The levels follow the simulated phone screens on which the plain engines were first
measured, so that these read here about what they read there; they are not tuned to
what the kiosk reads.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

Dice = np.random.Generator

WIDTH = 1280
HEIGHT = 720
GRAIN = 1.3  # standard deviation of the sensor's noise, in grey levels
SHAKE_DOTS = 2.0  # how far a held phone moves from one frame to the next


class Trouble(StrEnum):
    """What stands between the code and the camera."""

    CLEAN = "clean"
    DIM = "dim"  # the screen shines at 8 to 16 % of full scale
    VERY_DIM = "very_dim"  # 3 to 6 %
    OVEREXPOSED = "overexposed"
    GLARE = "glare"  # one lamp mirrored in the glass
    TWO_GLARES = "two_glares"
    MOIRE = "moire"
    MOTION = "motion"  # 7 to 13 dots while the shutter is open
    DEFOCUS = "defocus"  # a Gaussian of 2.2 to 4 dots
    PERSPECTIVE = "perspective"  # turned away by 35 to 48 degrees
    ROTATED = "rotated"
    DARK_MODE = "dark_mode"
    FINGER = "finger"
    SMALL = "small"  # 2.6 to 4.2 dots a module
    CRACKED = "cracked"
    COMBINATION = "combination"  # a little of everything


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that decides one frame but its noise. Angles in degrees."""

    dots_per_module: float
    middle: tuple[float, float]
    roll: float
    yaw: float = 0.0
    pitch: float = 0.0
    screen: float = 225.0  # grey level of the screen's white
    black: float = 0.06  # of the white: what the glass reflects
    room: float = 110.0
    glares: int = 0
    glare: float = 1.0
    moire: float = 0.0
    motion_dots: float = 0.0
    defocus_dots: float = 0.0
    dark_mode: bool = False
    finger: bool = False
    cracks: int = 0
    grain: float = GRAIN
    jpeg: int = 90


# In dots: nobody reads a code whose corner is outside the picture.
_LARGEST = {
    Trouble.ROTATED: 450.0,
    Trouble.PERSPECTIVE: 480.0,
    Trouble.COMBINATION: 500.0,
}


def setting_for(trouble: Trouble, dice: Dice, *, modules: int) -> Setting:
    some = dice.uniform
    # An arm's length away; a code of many modules fills more of the picture.
    size = min(max(some(6.5, 10.0) * modules, 230.0), _LARGEST.get(trouble, 570.0))
    near = Setting(
        dots_per_module=size / modules,
        middle=(WIDTH / 2 + some(-120, 120), HEIGHT / 2 + some(-40, 40)),
        roll=some(-6, 6),
        yaw=some(-8, 8),
        pitch=some(-8, 8),
        screen=some(190, 240),
        room=some(70, 130),
    )
    return _troubled(near, trouble, dice)


def _troubled(near: Setting, trouble: Trouble, dice: Dice) -> Setting:
    some = dice.uniform
    match trouble:
        case Trouble.DIM:
            return replace(near, screen=some(20, 41), room=some(40, 90))
        case Trouble.VERY_DIM:
            return replace(near, screen=some(8, 15.5), room=some(20, 60))
        case Trouble.OVEREXPOSED:
            return replace(near, screen=some(330, 480), black=some(0.2, 0.4))
        case Trouble.GLARE:
            return replace(near, glares=1, glare=some(0.5, 0.9))
        case Trouble.TWO_GLARES:
            return replace(near, glares=2, glare=some(0.75, 1.1))
        case Trouble.MOIRE:
            return replace(near, moire=some(0.45, 0.75))
        case Trouble.MOTION:
            return replace(near, motion_dots=some(7, 13))
        case Trouble.DEFOCUS:
            return replace(near, defocus_dots=some(2.2, 4.0))
        case Trouble.PERSPECTIVE:
            turn = some(35, 48) * dice.choice([-1, 1])
            return replace(near, yaw=turn, pitch=some(-12, 12))
        case Trouble.ROTATED:
            return replace(near, roll=some(0, 360))
        case Trouble.DARK_MODE:
            return replace(near, dark_mode=True)
        case Trouble.FINGER:
            return replace(near, finger=True)
        case Trouble.SMALL:
            return replace(near, dots_per_module=some(2.6, 4.2))
        case Trouble.CRACKED:
            return replace(near, cracks=int(dice.integers(3, 8)))
        case Trouble.COMBINATION:
            return replace(
                near,
                dots_per_module=near.dots_per_module * some(0.7, 0.95),
                roll=some(-25, 25),
                yaw=some(-25, 25),
                pitch=some(-15, 15),
                screen=some(60, 160),
                black=0.15,
                glares=1,
                glare=some(0.3, 0.7),
                moire=some(0.05, 0.2),
                motion_dots=some(0, 4),
                defocus_dots=some(0.6, 1.5),
                grain=2.5,
                jpeg=70,
            )
    return near


def shaken(setting: Setting, seed: int, moment: int) -> Setting:
    if moment == 0:
        return setting
    dice = np.random.default_rng((seed, 3, moment))
    x, y = setting.middle
    dx, dy = dice.normal(0, SHAKE_DOTS, 2)
    return replace(
        setting,
        middle=(x + dx, y + dy),
        roll=setting.roll + dice.normal(0, 0.7),
        yaw=setting.yaw + dice.normal(0, 0.7),
        motion_dots=setting.motion_dots * dice.uniform(0.6, 1.1),
    )
