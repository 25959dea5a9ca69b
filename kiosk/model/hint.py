"""What a camera would like the patient to do so that her code can be read."""

from enum import StrEnum


class Hint(StrEnum):
    """The same words as the drivers' own (drivers.port.Hint)."""

    SCREEN_BRIGHTER = "screen_brighter"
    TILT = "tilt"  # a lamp is mirrored in the glass
    CLOSER = "closer"
    FARTHER = "farther"
    HOLD_STILL = "hold_still"
