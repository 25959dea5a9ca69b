"""The fonts for paper: one chain, so that every character of a name is drawn.

Only fonts with TrueType outlines: reportlab takes no others. The files come
from packages of the distribution and are found when first needed. What no
font has is never a blank: whoever draws it draws a box with its code point.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from printing.cmap import coverage

_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


class FontMissing(Exception):
    """A font that paper needs is not installed; the text names its package."""


@dataclass(frozen=True, slots=True)
class Font:
    """One link of the chain."""

    name: str
    package: str
    file: str
    face: int = 0
    needed: bool = True

    @property
    def path(self) -> Path:
        """Where it lies on this machine, else FontMissing."""
        found = _find(self.file)
        if found is None:
            raise FontMissing(f"{self.file}: install the package {self.package}")
        return found

    def covers(self, character: str) -> bool:
        return character in coverage(self.path, self.face)


class Run(NamedTuple):
    """Neighbours of one font. `font` is None where no font has the characters."""

    font: Font | None
    text: str


_CHAIN = (
    Font("WenKai", "fonts-lxgw-wenkai", "LXGWWenKai-Regular.ttf", needed=False),
    Font("MicroHei", "fonts-wqy-microhei", "wqy-microhei.ttc"),
    Font("HanaMinA", "fonts-hanazono", "HanaMinA.ttf"),
    Font("HanaMinB", "fonts-hanazono", "HanaMinB.ttf"),
)


@cache
def chain() -> tuple[Font, ...]:
    """The fonts of this machine in the order they are asked, else FontMissing."""
    fonts = tuple(font for font in _CHAIN if font.needed or _find(font.file))
    for font in fonts:
        _ = font.path
    return fonts


def font_for(character: str) -> Font | None:
    """The first font of the chain that has the character."""
    return next((font for font in chain() if font.covers(character)), None)


def runs(text: str) -> list[Run]:
    """Split filtered text into neighbours of one font."""
    found: list[Run] = []
    for character in text:
        font = font_for(character)
        if found and found[-1].font == font:
            found[-1] = Run(font, found[-1].text + character)
        else:
            found.append(Run(font, character))
    return found


@cache
def _find(file: str) -> Path | None:
    for root in _ROOTS:
        for folder, _, names in os.walk(root):
            if file in names:
                return Path(folder, file)
    return None
