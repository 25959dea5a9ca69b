"""Ways to look at a picture: each prepares it for one engine against one trouble.

Which lanes there are, and in which order, was chosen by what each adds to the others
on generated phone screens (tests/bench/decoding.py); zxing-cpp costs a tenth of zbar.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from drivers.camera.qr_engines import Engine, Grey

CENTRE = 0.85  # of width and height: what zbar misses outside is not held up
LARGEST_DOUBLED = 1_500_000  # dots; a larger picture has dots enough
WINDOW = 31  # dots: four modules of a code at arm's length


@dataclass(frozen=True, slots=True)
class Lane:
    """One engine on one preparation."""

    name: str
    engine: Engine
    prepare: Callable[[Grey], Grey]


def as_it_is(grey: Grey) -> Grey:
    return grey


def flattened(grey: Grey, window: int = WINDOW) -> Grey:
    """Every dot relative to its neighbourhood: against dim screens, glare, moire."""
    return _grey(cv2.divide(grey, cv2.blur(grey, (window, window)), scale=150))


def flattened_calmly(grey: Grey) -> Grey:
    """The same without a sensor's grain, which costs zxing-cpp most of its time."""
    return flattened(_grey(cv2.GaussianBlur(grey, (3, 3), 0)))


def thresholded(grey: Grey, window: int = WINDOW, offset: int = 2) -> Grey:
    """Black and white, by the mean of the neighbourhood."""
    calm = cv2.GaussianBlur(grey, (5, 5), 0)
    mean, binary = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY
    return _grey(cv2.adaptiveThreshold(calm, 255, mean, binary, window, offset))


def thresholded_softly(grey: Grey) -> Grey:
    """Black and white, by a mean that forgets with distance."""
    calm = cv2.GaussianBlur(grey, (5, 5), 0)
    mean, binary = cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY
    return _grey(cv2.adaptiveThreshold(calm, 255, mean, binary, 51, 2))


def sharpened(grey: Grey, reach: float = 3.5) -> Grey:
    """Against a lens out of focus: what a blur took away, three times."""
    return _grey(cv2.addWeighted(grey, 4, cv2.GaussianBlur(grey, (0, 0), reach), -3, 0))


def stretched(grey: Grey) -> Grey:
    """Darkest to black, brightest to white."""
    return _grey(cv2.normalize(grey, np.empty_like(grey), 0, 255, cv2.NORM_MINMAX))


def calmed(grey: Grey) -> Grey:
    """Against moire and grain."""
    return _grey(cv2.GaussianBlur(grey, (9, 9), 0))


def despeckled(grey: Grey) -> Grey:
    """Against cracks: what is thinner than a module goes."""
    return _grey(cv2.medianBlur(grey, 5))


def halved(grey: Grey) -> Grey:
    return resized(grey, 0.5, cv2.INTER_AREA)


def doubled(grey: Grey) -> Grey:
    if grey.size > LARGEST_DOUBLED:
        return grey
    return resized(grey, 2.0, cv2.INTER_CUBIC)


def turned(grey: Grey) -> Grey:
    """By 45 degrees, with room for the corners: zbar prefers upright codes."""
    height, width = grey.shape
    side = int(np.hypot(height, width)) + 1
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    return _grey(cv2.warpAffine(grey, turn, (side, side), borderValue=128))


def refocused(grey: Grey, blur: float = 3.0) -> Grey:
    """Undo a Gaussian blur of so many dots by Wiener's filter.

    The noise is taken for 0.3 % of the signal's power.
    """
    height, width = grey.shape
    rows, columns = cv2.getOptimalDFTSize(height), cv2.getOptimalDFTSize(width)
    wide = cv2.copyMakeBorder(
        grey, 0, rows - height, 0, columns - width, cv2.BORDER_REPLICATE
    )
    y, x = np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None, :]
    passed = np.exp(-2 * (np.pi * blur) ** 2 * (x**2 + y**2))
    undone = np.fft.rfft2(wide) * (passed / (passed**2 + 0.003))
    sharp = np.fft.irfft2(undone, s=(rows, columns))[:height, :width]
    return np.clip(sharp, 0, 255).astype(np.uint8)


def centre(grey: Grey) -> Grey:
    """The middle of the picture, where a phone is held."""
    height, width = grey.shape
    top, left = round(height * (1 - CENTRE) / 2), round(width * (1 - CENTRE) / 2)
    return grey[top : height - top, left : width - left]


def _both(first: Callable[[Grey], Grey], then: Callable[[Grey], Grey], g: Grey) -> Grey:
    return then(first(g))


def _after(
    first: Callable[[Grey], Grey], then: Callable[[Grey], Grey]
) -> Callable[[Grey], Grey]:
    return partial(_both, first, then)


def resized(grey: Grey, factor: float, how: int) -> Grey:
    """Never smaller than one dot."""
    height, width = grey.shape
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return _grey(cv2.resize(grey, size, interpolation=how))


def _grey(picture: cv2.typing.MatLike) -> Grey:
    return np.asarray(picture, np.uint8)


_ZBAR, _ZXING = Engine.ZBAR, Engine.ZXING

# On every frame: together about 6 ms for 1280x720 dots without a code.
FAST = (
    Lane("plain", _ZXING, as_it_is),
    Lane("flat", _ZXING, flattened_calmly),
    Lane("threshold", _ZXING, thresholded),
)
CHEAP = (
    Lane("sharp", _ZXING, _after(stretched, sharpened)),
    Lane("soft threshold", _ZXING, thresholded_softly),
    Lane("calm", _ZXING, calmed),
    Lane("narrow threshold", _ZXING, partial(thresholded, window=25, offset=1)),
    Lane("flat sharp", _ZXING, _after(flattened, sharpened)),
)
DEAR = (
    Lane("zbar threshold", _ZBAR, thresholded),
    Lane("zbar half flat", _ZBAR, _after(partial(flattened, window=61), halved)),
    Lane("zbar plain", _ZBAR, as_it_is),
    Lane("zbar despeckled", _ZBAR, despeckled),
    Lane("zbar sharp", _ZBAR, sharpened),
)
# One a frame. Two frames in three stay cheap; a round is fifteen frames.
TURNS = tuple(
    lane
    for number, dear in enumerate(DEAR)
    for lane in (dear, CHEAP[2 * number % 5], CHEAP[(2 * number + 1) % 5])
)
# For a single picture, which has no next frame.
PATIENT = (
    Lane("zbar wide threshold", _ZBAR, partial(thresholded, window=51, offset=3)),
    Lane("zbar flat", _ZBAR, flattened),
    Lane("refocused", _ZXING, refocused),
    Lane("refocused far", _ZXING, partial(refocused, blur=4.0)),
    Lane("double", _ZXING, doubled),
    Lane("zbar double", _ZBAR, doubled),
    Lane("zbar turned", _ZBAR, turned),
    Lane("zbar half", _ZBAR, halved),
    Lane("zbar calm", _ZBAR, calmed),
)
