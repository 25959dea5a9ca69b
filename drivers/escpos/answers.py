"""Takes apart the one stream in which a printer says everything.

    0**1**10              DLE EOT, one byte
    0**1**00 + 3 0**0**** GS a, sent by itself
    0**0****              GS r, one byte
    37h ... 00h           a block: 22h the proof of GS ( H, 25h a buffer cleared
    10h 0Fh + 4           DLE EOT 20 of Custom's kiosk printers, where asked for
    11h, 13h              XON and XOFF, which may stand anywhere, even within a block

Source: "Transmission Status Identification", Epson TM-T88III specification, appendix
G; the same table in Citizen's CT-S310 manual, page 310. Pure; whatever comes, `feed`
raises nothing and keeps at most a few bytes. A broken block is dropped whole: its
rest must not pass for an answer to GS r.
"""

from dataclasses import dataclass

from drivers.escpos.status import QUEUED_FIXED_BITS, is_status

XON_XOFF = (0x11, 0x13)
AUTOMATIC_FIXED_BITS, AUTOMATIC_FIXED_VALUE = 0b1001_0011, 0b0001_0000
AUTOMATIC_BYTES = 4
HEADER, END = 0x37, 0x00
PROOF, CLEARED = 0x22, 0x25
# Header, identifier, four bytes, NUL; an offline response has up to ten.
LONGEST_BLOCK = 13
FULL_STATUS_HEADER = b"\x10\x0f"
FULL_STATUS_BYTES = 6


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT 1 to 5. It does not say which of them."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Four bytes that the printer sent by itself."""

    block: bytes


@dataclass(frozen=True, slots=True)
class Queued:
    """The answer to GS r: all that was sent before it has been worked through."""

    byte: int


@dataclass(frozen=True, slots=True)
class Proved:
    """The answer to GS ( H: all before it is on the paper."""

    job: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer to DLE DC4 8: the buffers are empty."""


@dataclass(frozen=True, slots=True)
class FullStatus:
    """The four bytes of DLE EOT 20: paper, user, recoverable, unrecoverable."""

    block: bytes


Answer = RealTime | Automatic | Queued | Proved | Cleared | FullStatus


class AnswerParser:
    """`full_status` lets 10h 0Fh begin six bytes; such a printer has no GS a."""

    def __init__(self, *, full_status: bool = False) -> None:
        self._full_status = full_status
        self._four = bytearray()  # of GS a
        self._block = bytearray()
        self._six = bytearray()  # of DLE EOT 20

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are complete with these bytes."""
        answers = (self._take(byte) for byte in data)
        return [answer for answer in answers if answer is not None]

    def _take(self, byte: int) -> Answer | None:
        if self._six or (self._full_status and byte == FULL_STATUS_HEADER[0]):
            return self._take_full(byte)
        if byte in XON_XOFF:
            return None
        if is_status(byte):
            return RealTime(byte)
        if byte & AUTOMATIC_FIXED_BITS == AUTOMATIC_FIXED_VALUE:
            self._four[:] = (byte,)
            return None
        if self._four:
            if not byte & QUEUED_FIXED_BITS:
                return self._take_automatic(byte)
            self._four.clear()
        if byte == HEADER:
            self._block[:] = (byte,)
            return None
        if self._block:
            return self._take_block(byte)
        return None if byte & QUEUED_FIXED_BITS else Queued(byte)

    def _take_automatic(self, byte: int) -> Answer | None:
        self._four.append(byte)
        if len(self._four) < AUTOMATIC_BYTES:
            return None
        block = bytes(self._four)
        self._four.clear()
        return Automatic(block)

    def _take_block(self, byte: int) -> Answer | None:
        self._block.append(byte)
        if byte != END:
            if len(self._block) > LONGEST_BLOCK:
                self._block.clear()
            return None
        block = bytes(self._block)
        self._block.clear()
        match block[1], block[2:-1]:
            case 0x22, job if len(job) == 4:
                return Proved(job)
            case 0x25, b"":
                return Cleared()
        return None

    def _take_full(self, byte: int) -> Answer | None:
        self._six.append(byte)
        if not FULL_STATUS_HEADER.startswith(self._six[:2]):
            self._six.clear()
            return None
        if len(self._six) < FULL_STATUS_BYTES:
            return None
        block = bytes(self._six[2:])
        self._six.clear()
        return FullStatus(block)
