"""The ESC/POS commands that a simulated printer knows, cut out of a byte stream.

Written from the printer's side and apart from the code that prints, so that a
mistake there shows here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class UnknownCommand(Exception):
    """The stream holds bytes that are no command of this printer."""


class Verb(StrEnum):
    """What a command does."""

    TEXT = "text"
    LINE_FEED = "LF"
    CARRIAGE_RETURN = "CR"
    INITIALISE = "ESC @"
    ALIGN = "ESC a"
    EMPHASISE = "ESC E"
    UNDERLINE = "ESC -"
    MODE = "ESC !"
    CODE_PAGE = "ESC t"
    FEED_LINES = "ESC d"
    FEED_DOTS = "ESC J"
    SPACING = "ESC 3"
    DEFAULT_SPACING = "ESC 2"
    SIZE = "GS !"
    CHINESE_ON = "FS &"
    CHINESE_OFF = "FS ."
    CHINESE_MODE = "FS !"
    CUT = "GS V"
    SYMBOL = "GS ( k"
    PROOF = "GS ( H"
    RASTER = "GS v 0"
    STATUS = "DLE EOT"
    CLEAR = "DLE DC4"
    REPORTS = "GS a"
    QUEUED = "GS r"
    NAME = "GS I"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it does, its arguments, and the bytes it was."""

    verb: Verb
    arguments: bytes
    raw: bytes


# Commands with a fixed number of arguments.
FIXED: dict[bytes, tuple[Verb, int]] = {
    b"\n": (Verb.LINE_FEED, 0),
    b"\r": (Verb.CARRIAGE_RETURN, 0),
    b"\x1b@": (Verb.INITIALISE, 0),
    b"\x1ba": (Verb.ALIGN, 1),
    b"\x1bE": (Verb.EMPHASISE, 1),
    b"\x1b-": (Verb.UNDERLINE, 1),
    b"\x1b!": (Verb.MODE, 1),
    b"\x1bt": (Verb.CODE_PAGE, 1),
    b"\x1bd": (Verb.FEED_LINES, 1),
    b"\x1bJ": (Verb.FEED_DOTS, 1),
    b"\x1b3": (Verb.SPACING, 1),
    b"\x1b2": (Verb.DEFAULT_SPACING, 0),
    b"\x1d!": (Verb.SIZE, 1),
    b"\x1c&": (Verb.CHINESE_ON, 0),
    b"\x1c.": (Verb.CHINESE_OFF, 0),
    b"\x1c!": (Verb.CHINESE_MODE, 1),
    b"\x1da": (Verb.REPORTS, 1),
    b"\x1dr": (Verb.QUEUED, 1),
    b"\x1dI": (Verb.NAME, 1),
    b"\x10\x04": (Verb.STATUS, 1),
    b"\x10\x14\x08": (Verb.CLEAR, 7),
}
LONGEST_PREFIX = 3


def commands(data: bytes) -> Iterator[Command]:
    """Every command of a finished stream. Raise UnknownCommand at garbage."""
    at = 0
    while at < len(data):
        command = next_command(data, at)
        if command is None:
            raise UnknownCommand(f"the stream ends within {data[at : at + 4].hex(' ')}")
        yield command
        at += len(command.raw)


def next_command(data: bytes | bytearray, at: int = 0) -> Command | None:
    """The command that starts at `at`; None while bytes of it are missing."""
    first = data[at]
    if first >= 0x20 and first != 0x7F:
        return _text(data, at)
    for length in range(1, LONGEST_PREFIX + 1):
        prefix = bytes(data[at : at + length])
        if prefix in FIXED:
            verb, count = FIXED[prefix]
            return _command(verb, data, (at, length, count))
        if prefix in VARIABLE:
            return VARIABLE[prefix](data, at)
    if len(data) - at < LONGEST_PREFIX and first in b"\x10\x1b\x1c\x1d":
        return None
    raise UnknownCommand(f"{bytes(data[at : at + 4]).hex(' ')} at byte {at}")


def _command(
    verb: Verb, data: bytes | bytearray, place: tuple[int, int, int]
) -> Command | None:
    at, prefix, count = place
    raw = bytes(data[at : at + prefix + count])
    if len(raw) < prefix + count:
        return None
    return Command(verb, raw[prefix:], raw)


def _text(data: bytes | bytearray, at: int) -> Command:
    """All up to the next control byte; no byte of a GB18030 character is one."""
    end = at
    while end < len(data) and data[end] >= 0x20 and data[end] != 0x7F:
        end += 1
    raw = bytes(data[at:end])
    return Command(Verb.TEXT, raw, raw)


def _cut(data: bytes | bytearray, at: int) -> Command | None:
    if len(data) < at + 3:
        return None
    if data[at + 2] not in b"\x00\x01\x30\x31\x41\x42":
        raise UnknownCommand(f"GS V {data[at + 2]}")
    return _command(Verb.CUT, data, (at, 2, 2 if data[at + 2] in b"\x41\x42" else 1))


def _counted(verb: Verb, data: bytes | bytearray, at: int) -> Command | None:
    """GS ( x pL pH: the next two bytes say how many follow."""
    if len(data) < at + 5:
        return None
    count = int.from_bytes(data[at + 3 : at + 5], "little")
    return _command(verb, data, (at, 3, 2 + count))


def _symbol(data: bytes | bytearray, at: int) -> Command | None:
    return _counted(Verb.SYMBOL, data, at)


def _proof(data: bytes | bytearray, at: int) -> Command | None:
    return _counted(Verb.PROOF, data, at)


def _raster(data: bytes | bytearray, at: int) -> Command | None:
    if len(data) < at + 8:
        return None
    width_bytes = int.from_bytes(data[at + 4 : at + 6], "little")
    height = int.from_bytes(data[at + 6 : at + 8], "little")
    return _command(Verb.RASTER, data, (at, 3, 5 + width_bytes * height))


VARIABLE = {
    b"\x1dV": _cut,
    b"\x1d(k": _symbol,
    b"\x1d(H": _proof,
    b"\x1dv0": _raster,
}
