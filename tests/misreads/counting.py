"""Frames of generated phones and lobbies through the rules of the live camera.

A scene is one phone under one trouble, or one lobby, for as many frames as two slow
lanes and a confirmation may need. Its seed alone decides it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from drivers.camera.looking import Looking
from drivers.camera.qr_engines import Grey
from drivers.sim.phone_screen import held_up
from drivers.sim.phone_screen_lobby import empty_lobby

FRAMES_A_SCENE = 5
EMPTY_EVERY = 8  # one scene in so many has no code: lobbies and noise in turns
FRAME_S = 0.08


@dataclass(frozen=True, slots=True)
class Count:
    """What came of some scenes. `wrong` names the seeds, so that each can be redone."""

    frames: int = 0
    scenes: int = 0  # with a code
    read: int = 0  # of these
    first_or_second: int = 0  # of these, by its second frame
    wrong: tuple[tuple[int, bytes], ...] = ()

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.frames + other.frames,
            self.scenes + other.scenes,
            self.read + other.read,
            self.first_or_second + other.first_or_second,
            self.wrong + other.wrong,
        )


def scene(seed: int) -> Count:
    """Hold up one phone, or none, and compare what counts with what there is."""
    cv2.setNumThreads(1)
    frame: Callable[[int], Grey]
    truth: bytes | None = None
    match seed % (2 * EMPTY_EVERY):
        case 0:
            frame = partial(empty_lobby, seed)
        case remainder if remainder == EMPTY_EVERY:
            frame = partial(_noise, seed)
        case _:
            phone = held_up(seed)
            frame, truth = phone.frame, phone.payload
    return compare(seed, map(frame, range(FRAMES_A_SCENE)), truth)


def _noise(seed: int, moment: int) -> Grey:
    """Tiles of any size, black and white by chance: as like a code as can be."""
    dice = np.random.default_rng((seed, moment))
    cell = 2 + seed // EMPTY_EVERY % 12
    tiles = dice.integers(0, 2, (720 // cell, 1280 // cell), np.uint8) * 255
    wide = cv2.resize(tiles, (1280, 720), interpolation=cv2.INTER_NEAREST)
    return np.asarray(wide, np.uint8)


def compare(seed: int, frames: Iterable[Grey], truth: bytes | None) -> Count:
    found: list[tuple[int, bytes]] = []
    count = 0
    with Looking() as looking:
        for count, grey in enumerate(frames, start=1):
            sight = looking.see(grey, count * FRAME_S)
            found += [(count, code) for code in sight.codes]
    right_at = [number for number, code in found if code == truth]
    wrong = tuple((seed, code) for _, code in found if code != truth)
    return Count(
        frames=count,
        scenes=int(truth is not None),
        read=int(bool(right_at)),
        first_or_second=int(bool(right_at) and right_at[0] <= 2),
        wrong=wrong,
    )
