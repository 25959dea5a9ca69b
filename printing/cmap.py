"""Which characters a TrueType font can draw, read from its cmap table alone.

A font of 30 MB is asked about one character without being loaded: the first
slip with a rare name must not wait for it.
"""

import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_MOST_BYTES = 4 << 20  # the largest cmap in use is a fifth of this


class Coverage:
    """The characters of one font, as ranges of code points."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._firsts = [first for first, _ in ranges]
        self._lasts = [last for _, last in ranges]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        index = bisect_right(self._firsts, code) - 1
        return index >= 0 and code <= self._lasts[index]


@lru_cache(maxsize=8)
def coverage(path: Path, face: int) -> Coverage:
    """Read what face number `face` of a font file covers; ValueError if it is none."""
    try:
        with path.open("rb") as file:
            return Coverage(sorted(_ranges(_cmap_table(file, face))))
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


def _ranges(table: bytes) -> list[tuple[int, int]]:
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


def _format_12(table: bytes, offset: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">12xI", table, offset)
    groups = table[offset + 16 : offset + 16 + 12 * count]
    # A group that begins at glyph 0 begins with the box for "missing".
    return [
        (first + (glyph == 0), last)
        for first, last, glyph in struct.iter_unpack(">III", groups)
    ]


def _format_4(table: bytes, offset: int) -> list[tuple[int, int]]:
    (twice,) = struct.unpack_from(">6xH", table, offset)
    count = twice // 2
    lasts, firsts, deltas, starts = (
        struct.unpack_from(f">{count}H", table, offset + 14 + at)
        for at in (0, twice + 2, 2 * twice + 2, 3 * twice + 2)
    )
    ranges = []
    for index in range(count):
        first, last = firsts[index], lasts[index]
        if not starts[index]:
            missing = -deltas[index] % 0x10000  # the code that lands on glyph 0
            ranges += _without(first, last, missing)
            continue
        here = offset + 14 + 3 * twice + 2 + 2 * index + starts[index]
        glyphs = struct.unpack_from(f">{last - first + 1}H", table, here)
        ranges += [(first + at, first + at) for at, glyph in enumerate(glyphs) if glyph]
    return ranges


def _without(first: int, last: int, missing: int) -> list[tuple[int, int]]:
    if not first <= missing <= last:
        return [(first, last)]
    parts = [(first, missing - 1), (missing + 1, last)]
    return [part for part in parts if part[0] <= part[1]]
