"""What to tell a person whose code is seen but cannot be read. Pure.

Nothing is said unless a code's corners stand in the picture: a lobby, a hand or a
poster must not make the kiosk talk.
"""

from collections import deque

import cv2
import numpy as np

from drivers.camera.finders import Outline, outline
from drivers.camera.picture_quality import DIM, FINE, SOFT, softness
from drivers.camera.qr_engines import Grey
from drivers.port import Hint

BLOWN_OUT = 250  # grey level over a patch where dark modules must be
PATCH_MODULES = 5  # no code is white over a larger square, but for chance
GLARE_SHARE = 0.02  # of the code
CLOSE = 0.92  # of the picture's height
AGREE = 3  # hints alike
OF = 5  # of so many looks for corners
FORGET_S = 2.5  # older looks say nothing


def hint_of(grey: Grey) -> Hint | None:
    """What would help with this frame, if anything would."""
    code = outline(grey)
    return advise(grey, code) if code else None


def advise(grey: Grey, code: Outline) -> Hint | None:
    """What is wrong with the picture of this code. Worst first."""
    box, (height, width) = code.box, grey.shape
    part = grey[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    if part.size == 0:
        return None
    dark, white = (float(n) for n in np.percentile(part, (5, 95)))
    is_cut = box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    if white < DIM:
        return Hint.SCREEN_BRIGHTER
    if _blown_out(part, code.module) > GLARE_SHARE:
        return Hint.TILT
    if is_cut or box.side > CLOSE * height:
        return Hint.FARTHER
    if code.module < FINE:
        return Hint.CLOSER
    if softness(part, white - dark) > SOFT * code.module:
        return Hint.HOLD_STILL
    return None


class Hints:
    """The hint that stays: several frames agreed on it, and none was read since."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, Hint | None]] = deque(maxlen=OF)

    def see(self, hint: Hint | None, now: float) -> Hint | None:
        """Note one frame that was not read; give what to show now."""
        self._lately.append((now, hint))
        hints = [one for at, one in self._lately if now - at < FORGET_S and one]
        return next((one for one in Hint if hints.count(one) >= AGREE), None)

    def forget(self) -> None:
        """A code was read: whatever it was, it is over."""
        self._lately.clear()


def _blown_out(part: Grey, module: float) -> float:
    """Which share of the code is white over whole patches of modules."""
    patch = max(3, round(PATCH_MODULES * module))
    calm = cv2.blur(part, (patch, patch))
    return float(np.mean(np.asarray(calm) >= BLOWN_OUT))
