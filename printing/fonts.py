"""The fonts for paper: one chain, so that every character of a name is drawn.

The files come from packages of the distribution and are found when first needed.
The first font writes all common text, so a document looks alike on every machine.
What no font has is never a blank: whoever draws it draws a box with its code point.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from printing.cmap import character_map
from printing.text import for_paper

_ROOTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_REMEMBERED = 16_384  # characters; more than a day's documents use


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
    truetype: bool = True  # else PostScript outlines, which a page gets as a picture

    @property
    def path(self) -> Path:
        """Where it lies on this machine, else FontMissing."""
        found = _find(self.file)
        if found is None:
            raise FontMissing(f"{self.file}: install the package {self.package}")
        return found

    def covers(self, character: str) -> bool:
        return self.glyph(character) != 0

    def glyph(self, character: str) -> int:
        """The number of the character's glyph in the font; 0 if it has none."""
        return character_map(self.path, self.face).glyph(character)


class Run(NamedTuple):
    """Neighbours of one font. `font` is None where no font has the characters."""

    font: Font | None
    text: str


_CHAIN = (
    Font("MicroHei", "fonts-wqy-microhei", "wqy-microhei.ttc"),
    Font("HanaMinA", "fonts-hanazono", "HanaMinA.ttf"),
    Font("HanaMinB", "fonts-hanazono", "HanaMinB.ttf"),
    Font("WenKai", "fonts-lxgw-wenkai", "LXGWWenKai-Regular.ttf", needed=False),
    Font("BabelStone", "fonts-babelstone-han", "BabelStoneHan.ttf", needed=False),
    # Face 2 of the collection draws as mainland China does.
    Font(
        "NotoSansSC",
        "fonts-noto-cjk",
        "NotoSansCJK-Regular.ttc",
        face=2,
        needed=False,
        truetype=False,
    ),
)


@cache
def chain() -> tuple[Font, ...]:
    """The fonts of this machine in the order they are asked, else FontMissing."""
    fonts = tuple(font for font in _CHAIN if font.needed or _find(font.file))
    for font in fonts:
        _ = font.path
    return fonts


@lru_cache(maxsize=_REMEMBERED)
def font_for(character: str) -> Font | None:
    """The first font of the chain that has the character."""
    return next((font for font in chain() if font.covers(character)), None)


def runs(text: str) -> list[Run]:
    """Split filtered text into neighbours of one font."""
    return [Run(font, "".join(part)) for font, part in groupby(text, key=font_for)]


def unknown_characters(texts: Iterable[str]) -> str:
    """The characters, each once, that no font has: paper shows their code points.

    Whoever gets such a paper is told to have the name looked at by a person.
    """
    seen = dict.fromkeys(character for text in texts for character in for_paper(text))
    return "".join(character for character in seen if font_for(character) is None)


@cache
def _find(file: str) -> Path | None:
    for root in _ROOTS:
        for folder, _, names in os.walk(root):
            if file in names:
                return Path(folder, file)
    return None
