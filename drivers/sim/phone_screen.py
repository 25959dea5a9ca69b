"""What people really hold up to a camera: a phone that shows a code, under a trouble.

Grey frames of 1280x720, the same for the same seed.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import segno
from numpy.typing import NDArray

from drivers.sim.phone_screen_lobby import LETTERS, draw
from drivers.sim.phone_screen_photo import QUIET_MODULES, photograph
from drivers.sim.phone_screen_trouble import Trouble, setting_for, shaken

Grey = NDArray[np.uint8]
Dice = np.random.Generator


@dataclass(frozen=True, slots=True)
class HeldUp:
    """A phone before the camera. Each moment of it is one frame."""

    payload: bytes
    trouble: Trouble
    seed: int

    def frame(self, moment: int = 0) -> Grey:
        """The frame of this moment: the same phone, held by a hand that is not calm."""
        code = _code(self.payload, self.seed)
        dice = np.random.default_rng((self.seed, 1))
        setting = setting_for(self.trouble, dice, modules=len(code))
        return photograph(code, shaken(setting, self.seed, moment), self.seed, moment)


def held_up(seed: int, trouble: Trouble | None = None) -> HeldUp:
    """Some phone with some code; the seed chooses the trouble too if none is given."""
    dice = np.random.default_rng((seed, 0))
    chosen = trouble or [*Trouble][int(dice.integers(len(Trouble)))]
    longest = 60 if chosen is Trouble.SMALL else 480
    return HeldUp(some_payload(dice, longest), chosen, seed)


def some_payload(dice: Dice, longest: int = 480) -> bytes:
    """One of the codes that patients show: voucher, address, payment code, Chinese."""
    digits = "0123456789"
    match int(dice.integers(4)):
        case 0:
            return draw(dice, digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 28).encode()
        case 1 if longest >= 100:
            address = f"https://health.example.cn/s/{draw(dice, digits, 4)}?c="
            length = int(dice.integers(100, longest + 1)) - len(address)
            return (address + draw(dice, LETTERS, length)).encode()
        case 2:
            name = draw(dice, "张王李赵欧阳司马诸葛买提𠮷䶮", 3)
            number = draw(dice, digits, 6)
            return f"姓名：{name}，号：{number}".encode()
    start = dice.choice(["10", "13", "28", "62"])
    return (str(start) + draw(dice, digits, 16)).encode()


@lru_cache(maxsize=8)
def _code(payload: bytes, seed: int) -> NDArray[np.uint8]:
    """The modules, quiet zone included: 1 is dark. Most apps use level M or L."""
    level = ("l", "m", "m", "q")[seed % 4]
    plain: Any = payload.decode() if payload.isascii() else payload
    mode = None if payload.isascii() else "byte"
    code = segno.make(plain, error=level, mode=mode, micro=False, boost_error=False)
    modules = np.array([list(row) for row in code.matrix], dtype=np.uint8)
    return np.pad(modules, QUIET_MODULES)
