"""Cuts what a serial scanner sends into codes. Pure: bytes in, codes out."""

import re
from dataclasses import dataclass

LINE_LIMIT_BYTES = 4096
NOISE = bytes(range(0x20)) + b"\x7f"


@dataclass(frozen=True, slots=True)
class LineShape:
    """How a scanner frames a code, and what in its lines is no code but an answer."""

    terminators: tuple[bytes, ...] = (b"\r", b"\n")
    prefixes: tuple[bytes, ...] = ()  # stripped, the first that fits
    suffixes: tuple[bytes, ...] = ()
    answer_marks: tuple[bytes, ...] = ()  # anywhere in a line that is an answer
    answer_starts: tuple[bytes, ...] = ()  # at the start of one


PLAIN = LineShape()


class ScanLines:
    """Collects bytes until a terminator. Bounded: a longer line is dropped whole.

    A line of control bytes only is noise; noise inside a line stays in it, so that
    nobody mistakes a damaged code for a shorter one.
    """

    def __init__(
        self, shape: LineShape = PLAIN, *, limit: int = LINE_LIMIT_BYTES
    ) -> None:
        self._shape = shape
        self._limit = limit
        longest_first = sorted(shape.terminators, key=len, reverse=True)
        self._ending = re.compile(b"|".join(map(re.escape, longest_first)))
        self._kept = len(longest_first[0]) - 1
        self._line = b""
        self._oversize = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take what arrived; give the codes that it completed. Never raises."""
        *ended, rest = self._ending.split(self._line + data)
        codes = []
        for piece in ended:
            if not self._oversize and len(piece) <= self._limit:
                codes.append(self._code(piece))
            self.forget()
        self._keep(rest)
        return [code for code in codes if code]

    def forget(self) -> None:
        """Drop the line begun: the scanner fell silent in the middle of it."""
        self._line = b""
        self._oversize = False

    def _keep(self, rest: bytes) -> None:
        self._oversize |= len(rest) > self._limit + self._kept
        # The head of a terminator may be the last that came of a line too long.
        self._line = rest[len(rest) - self._kept :] if self._oversize else rest

    def _code(self, line: bytes) -> bytes:
        """Give what stood in the code; b"" if the line is not one."""
        shape = self._shape
        if not line.translate(None, NOISE) or line.startswith(shape.answer_starts):
            return b""
        if any(mark in line for mark in shape.answer_marks):
            return b""
        prefix = next(filter(line.startswith, shape.prefixes), b"")
        suffix = next(filter(line.endswith, shape.suffixes), b"")
        return line.removeprefix(prefix).removesuffix(suffix)
