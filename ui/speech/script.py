"""Spoken lines: each part says what it is, so that nobody else hears what is private.

Rule R11: the loudspeaker says only what any patient could be told. Amounts are said
when the patient asks for it; names, items, numbers and places only into a headset.
"""

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Who may hear it, from everybody to the patient alone."""

    PROMPT = 0  # the kiosk's own words
    AMOUNT = 1  # of money
    PRIVATE = 2  # all else that came from outside


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are spoken in one breath."""

    words: str
    kind: Kind = Kind.PROMPT


# Pieces of text that follow each other on the screen.
Line = tuple[Part, ...]
Script = tuple[Line, ...]


def audible(script: Script, most: Kind) -> Script:
    """What remains for those who may hear so much. A line may lose its middle."""
    lines = (tuple(part for part in line if part.kind <= most) for line in script)
    return tuple(line for line in lines if line)


def texts(script: Script) -> str:
    """All of it as text, for tests and for looking at."""
    return "\n".join("".join(part.words for part in line) for line in script)
