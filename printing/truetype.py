"""A TrueType font on the disk: widths, and a smaller font of the glyphs in use.

The file is mapped, not read: of a font of 30 MB only the asked glyphs are touched.
Layout of the tables: ISO/IEC 14496-22. What a font inside a PDF must keep of them:
ISO 32000-1, 9.9, table 126.
"""

import mmap
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_COPIED = (b"cvt ", b"fpgm", b"prep")  # what hinting needs
_ARGUMENTS_ARE_WORDS, _HAS_SCALE, _MORE = 0x0001, 0x0008, 0x0020
_HAS_TWO_SCALES, _HAS_MATRIX = 0x0040, 0x0080
_REMEMBERED = 4096  # glyphs of all fonts: about a megabyte
_CHECKSUM_OF_A_FONT = 0xB1B0AFBA


class Glyph(NamedTuple):
    """One glyph as it stands in the tables `glyf` and `hmtx`."""

    outline: bytes
    metric: bytes
    parts: dict[int, int]  # of a composed one: where a number stands, and which

    def renumbered(self, place: dict[int, int]) -> "Glyph":
        outline = bytearray(self.outline)
        for at, part in self.parts.items():
            struct.pack_into(">H", outline, at, place[part])
        return self._replace(outline=bytes(outline))


class TrueType:
    """One face of a font file; ValueError if its outlines are not TrueType."""

    def __init__(self, path: Path, face: int) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = 0
        if self._data[:4] == b"ttcf":
            (start,) = struct.unpack_from(">I", self._data, 12 + 4 * face)
        (count,) = struct.unpack_from(">4xH", self._data, start)
        records = self._data[start + 12 : start + 12 + 16 * count]
        self._tables = {
            tag: (offset, length)
            for tag, offset, length in struct.iter_unpack(">4s4xII", records)
        }
        if b"glyf" not in self._tables:
            raise ValueError(f"{path.name} has no TrueType outlines")
        (self._units,) = self._in(b"head", ">H", 18)
        (self._metrics,) = self._in(b"hhea", ">H", 34)
        (self._long_offsets,) = self._in(b"head", ">h", 50)

    def width(self, glyph: int) -> int:
        """How far a glyph moves the pen, in thousandths of the size."""
        return round(self._advance(glyph) * 1000 / self._units)

    def box(self) -> tuple[int, ...]:
        """What holds every glyph: left, bottom, right, top in thousandths."""
        corners = self._in(b"head", ">4h", 36)
        return tuple(round(corner * 1000 / self._units) for corner in corners)

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font whose glyph n is `glyphs[n]`; parts of composed ones follow."""
        found = self._with_parts(glyphs)
        outlines = [glyph.outline for glyph in found]
        offsets = [0, *accumulate(map(len, outlines))]
        head, hhea, maxp = map(bytearray, map(self._table, (b"head", b"hhea", b"maxp")))
        head[8:12] = bytes(4)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(found))
        struct.pack_into(">H", maxp, 4, len(found))
        return _font(
            {
                b"glyf": b"".join(outlines),
                b"head": bytes(head),
                b"hhea": bytes(hhea),
                b"hmtx": b"".join(glyph.metric for glyph in found),
                b"loca": struct.pack(f">{len(offsets)}I", *offsets),
                b"maxp": bytes(maxp),
            }
            | {tag: self._table(tag) for tag in _COPIED if tag in self._tables}
        )

    def _with_parts(self, glyphs: Sequence[int]) -> list[Glyph]:
        """The glyphs and then the parts of composed ones, which are renumbered."""
        used: list[int] = list(glyphs)
        place: dict[int, int] = {}
        for index, number in enumerate(glyphs):
            place.setdefault(number, index)
        found = []
        for number in used:  # grows while it is walked
            glyph = _glyph(self, number)
            for part in glyph.parts.values():
                if part not in place:
                    place[part] = len(used)
                    used.append(part)
            found.append(glyph.renumbered(place) if glyph.parts else glyph)
        return found

    def glyph(self, number: int) -> Glyph:
        """Read one glyph, its outline padded to whole words."""
        outline = self._outline(number)
        parts = {
            at: int(struct.unpack_from(">H", outline, at)[0]) for at in _parts(outline)
        }
        padded = outline + bytes(-len(outline) % 4)
        return Glyph(padded, self._metric(number), parts)

    def _outline(self, glyph: int) -> bytes:
        if self._long_offsets:
            start, end = self._in(b"loca", ">2I", 4 * glyph)
        else:
            start, end = (2 * half for half in self._in(b"loca", ">2H", 2 * glyph))
        offset = self._tables[b"glyf"][0]
        return self._data[offset + start : offset + end]

    def _advance(self, glyph: int) -> int:
        place = min(glyph, self._metrics - 1)  # the last stands for all that follow
        return int(self._in(b"hmtx", ">H", 4 * place)[0])

    def _metric(self, glyph: int) -> bytes:
        if glyph < self._metrics:
            bearing = self._in(b"hmtx", ">h", 4 * glyph + 2)[0]
        else:
            at = 4 * self._metrics + 2 * (glyph - self._metrics)
            bearing = self._in(b"hmtx", ">h", at)[0]
        return struct.pack(">Hh", self._advance(glyph), bearing)

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _in(self, tag: bytes, layout: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(layout, self._data, self._tables[tag][0] + at)


@lru_cache(maxsize=_REMEMBERED)
def _glyph(font: TrueType, number: int) -> Glyph:
    """The common characters of all documents are read from the file once."""
    return font.glyph(number)


@lru_cache(maxsize=8)
def truetype(path: Path, face: int) -> TrueType:
    """Open a font once for the whole process."""
    return TrueType(path, face)


def _parts(outline: bytes | bytearray) -> Iterator[int]:
    """Where the numbers of the parts of a composed glyph stand."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", outline, at)
        yield at + 2
        at += 8 if flags & _ARGUMENTS_ARE_WORDS else 6
        if flags & _HAS_SCALE:
            at += 2
        elif flags & _HAS_TWO_SCALES:
            at += 4
        elif flags & _HAS_MATRIX:
            at += 8


def _font(tables: dict[bytes, bytes]) -> bytes:
    """Put tables together to a font file, checksums included."""
    exponent = len(tables).bit_length() - 1
    search = 16 << exponent
    head = struct.pack(
        ">IHHHH", 0x10000, len(tables), search, exponent, 16 * len(tables) - search
    )
    start, records, bodies = len(head) + 16 * len(tables), b"", b""
    for tag, body in sorted(tables.items()):
        at = start + len(bodies)
        records += struct.pack(">4sIII", tag, _checksum(body), at, len(body))
        bodies += body + bytes(-len(body) % 4)
    font = bytearray(head + records + bodies)
    adjustment = (_CHECKSUM_OF_A_FONT - _checksum(font)) % 2**32
    struct.pack_into(">I", font, _start_of(b"head", font) + 8, adjustment)
    return bytes(font)


def _start_of(tag: bytes, font: bytes | bytearray) -> int:
    record = font.index(tag, 12)
    return int(struct.unpack_from(">I", font, record + 8)[0])


def _checksum(body: bytes | bytearray) -> int:
    padded = bytes(body) + bytes(-len(body) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 2**32
