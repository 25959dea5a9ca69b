"""Whether two frames show the same.

Every pixel is the same, but on the edges of large bold characters: Qt draws those as
outlines, whose smoothing depends a little on what was drawn before them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

SMOOTHING = 64  # levels of 255, and never more than the contrast of the edge itself
AROUND = np.ones((3, 3), np.uint8)

Pixels = NDArray[np.uint8]


def is_another(pristine: QImage, now: QImage) -> bool:
    """Whether anything is to be seen that was not there, or the other way round."""
    if pristine.size() != now.size():
        return True
    before, after = _pixels(pristine), _pixels(now)
    contrast = cv2.subtract(cv2.dilate(before, AROUND), cv2.erode(before, AROUND))
    allowed = np.minimum(contrast, SMOOTHING)
    return bool((cv2.absdiff(before, after) > allowed).any())


def _pixels(picture: QImage) -> Pixels:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8)
    rows = rows.reshape(plain.height(), plain.bytesPerLine())[:, : 3 * plain.width()]
    # A copy: the bits live no longer than this picture.
    return rows.reshape(plain.height(), plain.width(), 3).copy()
