"""The one filter for text that goes on paper (rule P7).

Nothing here knows a layout or a printer command: the filter takes away what
could become one.
"""

import unicodedata
from functools import lru_cache

FULL_WIDTH = 2

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

# Old systems store some rare characters at private code points: GB 18030 gave
# 0xFE50 to 0xFEA0 no others. Python's codec knows all but these fourteen.
_PRIVATE_START, _PRIVATE_COUNT = 0xE815, 80
_GIVEN_LATER = {
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE831: "\U000215d7",
    0xE832: "\u9fb8",
    0xE83B: "\U0002298f",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE855: "\U000241fe",
    0xE864: "\u9fbb",
}


def for_paper(text: str) -> str:
    """Return what may be printed of a text: composed, without invisible characters.

    Controls, bidi and format characters, surrogates, noncharacters, private
    characters and line ends go. A private code point that GB 18030 has since given a
    public one becomes that one, so a name from an old system keeps its character.
    """
    if text.isascii() and text.isprintable():
        return text
    renamed = text if text.isprintable() else text.translate(_RENAMED)
    composed = unicodedata.normalize("NFC", renamed)
    return "".join(character for character in composed if _is_printable(character))


def columns(text: str) -> int:
    """How many columns a filtered text takes on paper."""
    return sum(map(column_width, text))


def column_width(character: str) -> int:
    """Two for what GB 18030 writes in more than one byte, none for a combining mark.

    East Asian Width is wrong here: × — … · are ambiguous there, and two columns wide
    in the font of every printer that speaks GB 18030.
    """
    if is_mark(character):
        return 0
    return min(len(character.encode("gb18030")), FULL_WIDTH)


def cut(text: str, width: int) -> str:
    """Keep what fits into `width` columns, by whole characters with their marks."""
    taken = 0
    for index, character in enumerate(text):
        taken += column_width(character)
        if taken > width:
            return text[:index]
    return text


def is_mark(character: str) -> bool:
    """Whether a character is drawn on the one before it."""
    return unicodedata.category(character) in ("Mn", "Me")


@lru_cache(maxsize=4096)
def _is_printable(character: str) -> bool:
    # A variation selector picks a shape that no font here has a second one of.
    return not (
        unicodedata.category(character) in _DROPPED
        or "\ufe00" <= character <= "\ufe0f"
        or "\ufdd0" <= character <= "\ufdef"
        or "\U000e0100" <= character <= "\U000e01ef"
        or ord(character) & 0xFFFE == 0xFFFE
    )


def _public(index: int) -> str:
    """The character that GB 18030 writes at 0xFE50 and on, where 0xFE7F is left out."""
    trail = 0x50 + index
    return bytes((0xFE, trail + (trail >= 0x7F))).decode("gb18030")


_RENAMED = {
    _PRIVATE_START + index: _public(index) for index in range(_PRIVATE_COUNT)
} | _GIVEN_LATER
