"""What a camera sees while somebody tries it out: never part of a visit's state, never
written down. The words are the driver's own (drivers.camera.picture_quality)."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What is measured of a picture."""

    SHARPNESS = "sharpness"  # how much detail; how wide edges are, in modules
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


@dataclass(frozen=True, slots=True, repr=False)
class Sight:
    """A small grey picture, row by row; the corners of the code in it, if there is one,
    as shares of its width and height; and how good the picture is."""

    width: int
    height: int
    pixels: bytes
    corners: tuple[tuple[float, float], ...]
    measures: tuple[Measure, ...]
