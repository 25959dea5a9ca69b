"""The place where phones are held up: soft patches of light, a sensor, and posters."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.sim.phone_screen_trouble import HEIGHT, WIDTH

Grey = NDArray[np.uint8]
Light = NDArray[np.float32]
Dice = np.random.Generator

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def empty_lobby(seed: int, moment: int = 0) -> Grey:
    """People, doors, posters and lamps, and no code anywhere."""
    dice = np.random.default_rng((seed, 2))
    light = lobby(dice, float(dice.uniform(40, 170)))
    _put_up_posters(light, dice)
    return sensed(light, float(dice.uniform(1, 4)), 90, (seed, moment))


def lobby(dice: Dice, room: float) -> Light:
    """Out of focus: walls, doors, lamps and people are soft patches of light."""
    small = np.full((HEIGHT // 8, WIDTH // 8), room, np.float32)
    for _ in range(int(dice.integers(6, 16))):
        x, y = int(dice.integers(0, WIDTH // 8)), int(dice.integers(0, HEIGHT // 8))
        w, h = int(dice.integers(4, 50)), int(dice.integers(6, 60))
        shade = float(room * dice.uniform(0.3, 1.7))
        cv2.rectangle(small, (x, y), (x + w, y + h), shade, -1)
    soft = cv2.GaussianBlur(small, (0, 0), 1.2)
    wide = cv2.resize(soft, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.float32)


def _put_up_posters(light: Light, dice: Dice) -> None:
    """Text, tiles and stripes: sharp things that a bad reader takes for a code."""
    for _ in range(int(dice.integers(2, 6))):
        x, y = int(dice.integers(0, WIDTH - 200)), int(dice.integers(0, HEIGHT - 200))
        w, h = int(dice.integers(80, 400)), int(dice.integers(80, 400))
        patch = light[y : y + h, x : x + w]
        match int(dice.integers(4)):
            case 0:
                cell = int(dice.integers(4, 14))
                rows, columns = patch.shape[0] // cell + 1, patch.shape[1] // cell + 1
                tiles = dice.integers(0, 2, (rows, columns)).astype(np.float32)
                tiles = tiles.repeat(cell, 0).repeat(cell, 1)
                patch[:] = 40 + 170 * tiles[: patch.shape[0], : patch.shape[1]]
            case 1:
                stripes = np.sin(np.arange(patch.shape[1]) / dice.uniform(1, 6))
                patch[:] = 120 + 90 * np.sign(stripes)[None, :]
            case 2:
                paper = np.full(patch.shape, 220, np.uint8)
                for row in range(16, patch.shape[0], 22):
                    text = draw(dice, LETTERS, 24)
                    cv2.putText(paper, text, (4, row), 0, 0.5, 40, 1, cv2.LINE_AA)
                patch[:] = paper
            case _:
                patch[:] = float(dice.uniform(10, 230))
                middle = (x + w // 2, y + h // 2)
                for step, shade in enumerate((20.0, 230.0, 20.0)):  # like a finder
                    half = int(dice.integers(30, 40)) // (step + 1)
                    low = (middle[0] - half, middle[1] - half)
                    high = (middle[0] + half, middle[1] + half)
                    cv2.rectangle(light, low, high, shade, -1)


def sensed(light: Light, grain: float, jpeg: int, seed: tuple[int, int]) -> Grey:
    """Noise, eight bits, and the camera's own JPEG."""
    dice = np.random.default_rng((*seed, 5))
    dx, dy = (int(n) for n in dice.integers(0, 256, 2))
    noise = _noise()[dy : dy + HEIGHT, dx : dx + WIDTH]
    seen = np.clip(light + np.float32(grain) * noise, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, jpeg])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


@cache
def _noise() -> Light:
    dice = np.random.default_rng(20)
    return dice.standard_normal((HEIGHT + 256, WIDTH + 256), np.float32)


def draw(dice: Dice, letters: str, count: int) -> str:
    return "".join(letters[n] for n in dice.integers(len(letters), size=count))
