"""Which characters a font can draw, and by which glyph, read from its cmap table alone.

A font of 30 MB is asked about one character without being loaded: the first
document with a rare name must not wait for it.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

_MOST_BYTES = 4 << 20  # the largest cmap in use is a fifth of this


class Stretch(NamedTuple):
    """Neighbouring code points whose glyphs are neighbours too."""

    first: int
    last: int
    glyph: int  # of the first


class CharacterMap:
    """The characters of one font and their glyphs."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = sorted(stretches)
        self._firsts = [stretch.first for stretch in self._stretches]

    def glyph(self, character: str) -> int:
        """The number of a character's glyph; 0 if the font has none."""
        code = ord(character)
        index = bisect_right(self._firsts, code) - 1
        if index < 0 or code > self._stretches[index].last:
            return 0
        return self._stretches[index].glyph + code - self._stretches[index].first

    def __contains__(self, character: str) -> bool:
        return self.glyph(character) != 0


@lru_cache(maxsize=8)
def character_map(path: Path, face: int) -> CharacterMap:
    """Read what face number `face` of a font file covers; ValueError if it is none."""
    try:
        with path.open("rb") as file:
            return CharacterMap(_stretches(_cmap_table(file, face)))
    except struct.error as error:
        raise ValueError(f"{path.name} is not a whole font") from error


def _cmap_table(file: BinaryIO, face: int) -> bytes:
    start = 0
    if file.read(4) == b"ttcf":
        file.seek(12 + 4 * face)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    for _ in range(count):
        tag, offset, length = struct.unpack(">4s4xII", file.read(16))
        if tag == b"cmap" and length <= _MOST_BYTES:
            file.seek(offset)
            return file.read(length)
    raise ValueError("the font has no cmap")


def _stretches(table: bytes) -> list[Stretch]:
    """Take the widest Unicode subtable: format 12 over format 4."""
    (count,) = struct.unpack_from(">2xH", table)
    found: dict[int, int] = {}
    for index in range(count):
        platform, _, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
        if platform in (0, 3):
            (kind,) = struct.unpack_from(">H", table, offset)
            found.setdefault(kind, offset)
    if 12 in found:
        return _format_12(table, found[12])
    if 4 in found:
        return _format_4(table, found[4])
    raise ValueError("the font has no Unicode cmap")


def _format_12(table: bytes, offset: int) -> list[Stretch]:
    (count,) = struct.unpack_from(">12xI", table, offset)
    groups = table[offset + 16 : offset + 16 + 12 * count]
    return [Stretch(*group) for group in struct.iter_unpack(">III", groups)]


def _format_4(table: bytes, offset: int) -> list[Stretch]:
    (twice,) = struct.unpack_from(">6xH", table, offset)
    count = twice // 2
    lasts, firsts, deltas, starts = (
        struct.unpack_from(f">{count}H", table, offset + 14 + at)
        for at in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)
    )
    found: list[Stretch] = []
    for index in range(count):
        first, last = firsts[index], lasts[index]
        if starts[index]:
            here = offset + 14 + 3 * twice + 2 + 2 * index + starts[index]
            numbers = struct.unpack_from(f">{last - first + 1}H", table, here)
            glyphs: Iterable[int] = (
                number and (number + deltas[index]) % 0x10000 for number in numbers
            )
        else:
            glyphs = (
                (code + deltas[index]) % 0x10000 for code in range(first, last + 1)
            )
        found += _joined(first, glyphs)
    return found


def _joined(first: int, glyphs: Iterable[int]) -> Iterator[Stretch]:
    """Put neighbours together; glyph 0 is the box for "missing" and no character."""
    open_: Stretch | None = None
    for code, glyph in enumerate(glyphs, start=first):
        if open_ and glyph == open_.glyph + code - open_.first:
            open_ = open_._replace(last=code)
            continue
        if open_:
            yield open_
        open_ = Stretch(code, code, glyph) if glyph else None
    if open_:
        yield open_
