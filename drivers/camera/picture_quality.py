"""How good a camera's picture is for reading codes, in numbers and in findings that
say what to do about it. Pure: a grey picture in, measures out.

The limits are those by which the engines fail on generated phone screens.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from drivers.camera.qr_engines import Grey, Mark

DIM = 48  # grey level of the screen's white
FINE = 2.6  # dots a module: below, the engines begin to miss
SOFT = 0.33  # modules that an edge is wide, as the sigma of a blur
SHARP, SHARPEST_DOTS = 0.22, 1.0  # the same; no lens draws an edge finer than a dot
AMPLE = 4.0  # dots a module
BLACK, WHITE = 12, 250  # grey levels that hide what is beyond them
COVERED = 0.9  # of the picture is black
CLIPPED = 0.3  # of the code, half of which is white, is blown out
QUICK_MS, SLOW_MS = 100, 250
STEADY, SCARCE = 0.8, 0.3  # of the frames


class What(StrEnum):
    """What is measured."""

    SHARPNESS = "sharpness"  # variance of the Laplacian; sigma of the edges in modules
    LIGHT = "light"  # shares of black and of blown out dots
    SIZE = "size"  # dots a module
    TIME = "time"  # milliseconds that a frame takes to look at
    READ = "read"  # share of the last frames


class Finding(StrEnum):
    """What a measure comes to."""

    NO_CODE = "no_code"  # to measure it by
    GOOD = "good"
    SOFT = "soft"
    BLURRED = "blurred"
    DARK = "dark"
    COVERED = "covered"
    BRIGHT = "bright"
    SMALL = "small"
    TINY = "tiny"
    SLOW = "slow"
    TOO_SLOW = "too_slow"
    SELDOM = "seldom"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that was measured."""

    what: What
    values: tuple[float, ...]
    finding: Finding


def measures(
    grey: Grey, mark: Mark | None, *, took_s: float, read: float
) -> tuple[Measure, ...]:
    """Everything about one frame, in which a code stands at `mark`."""
    part = grey if mark is None else _part(grey, mark)
    return (
        _sharpness(grey, part, mark),
        _light(part, mark),
        _size(mark),
        _time(1000 * took_s),
        _share(read, mark),
    )


def softness(part: Grey, contrast: float) -> float:
    """The sigma, in dots, of the blur that makes the steepest edges this flat.

    A step behind a Gaussian is steepest by its height over 2.5 sigma.
    """
    slope_x = cv2.Sobel(part, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8)
    slope_y = cv2.Sobel(part, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)
    steepest = float(np.percentile(cv2.magnitude(slope_x, slope_y), 98))
    return contrast / (2.5 * max(steepest, 0.5))


def _sharpness(grey: Grey, part: Grey, mark: Mark | None) -> Measure:
    """Without a code the variance still grows as somebody turns the lens."""
    calm = cv2.GaussianBlur(grey, (3, 3), 0)
    detail = float(cv2.Laplacian(calm, cv2.CV_32F).var())
    if mark is None:
        return Measure(What.SHARPNESS, (detail,), Finding.NO_CODE)
    dark, white = (float(n) for n in np.percentile(part, (5, 95)))
    blur = softness(part, white - dark)
    share = blur / mark.module
    finding = Finding.SOFT
    if share > SOFT:
        finding = Finding.BLURRED
    elif share <= SHARP or blur <= SHARPEST_DOTS:
        finding = Finding.GOOD
    return Measure(What.SHARPNESS, (detail, share), finding)


def _light(part: Grey, mark: Mark | None) -> Measure:
    dark, clipped = float(np.mean(part <= BLACK)), float(np.mean(part >= WHITE))
    finding = Finding.GOOD
    if mark is None and dark > COVERED:
        finding = Finding.COVERED
    elif mark is not None and float(np.percentile(part, 95)) < DIM:
        finding = Finding.DARK
    elif clipped > CLIPPED:
        finding = Finding.BRIGHT
    return Measure(What.LIGHT, (dark, clipped), finding)


def _size(mark: Mark | None) -> Measure:
    if mark is None:
        return Measure(What.SIZE, (), Finding.NO_CODE)
    finding = Finding.GOOD if mark.module >= AMPLE else Finding.SMALL
    if mark.module < FINE:
        finding = Finding.TINY
    return Measure(What.SIZE, (mark.module,), finding)


def _time(took_ms: float) -> Measure:
    finding = Finding.GOOD if took_ms <= QUICK_MS else Finding.SLOW
    if took_ms > SLOW_MS:
        finding = Finding.TOO_SLOW
    return Measure(What.TIME, (took_ms,), finding)


def _share(read: float, mark: Mark | None) -> Measure:
    finding = Finding.GOOD if read >= STEADY else Finding.SELDOM
    if read < SCARCE:
        finding = Finding.NO_CODE if mark is None else Finding.UNREAD
    return Measure(What.READ, (read,), finding)


def _part(grey: Grey, mark: Mark) -> Grey:
    """As far as the picture goes; all of it where the code stands outside."""
    columns, rows = zip(*mark.corners, strict=True)
    top, left = max(0, min(rows)), max(0, min(columns))
    part = grey[top : max(0, max(rows)), left : max(0, max(columns))]
    return part if part.size else grey
