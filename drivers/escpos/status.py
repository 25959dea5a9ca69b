"""What a receipt printer's answers mean, bit by bit. Pure: bytes in, condition out.

DLE EOT n asks for one status byte at once, even while the printer is offline:

    n = 1  printer   bit 3 offline
    n = 2  offline   bit 2 cover open, 3 feed button, 5 stopped by paper end, 6 error
    n = 3  error     bit 3 cutter, 5 unrecoverable, 6 recovers by itself
    n = 4  paper     bits 2+3 near end, bits 5+6 end

GS a makes the printer send four bytes by itself whenever something changes:

    1st  bit 3 offline, 5 cover open, 6 feed button
    2nd  bit 2 recoverable error, 3 cutter, 5 unrecoverable, 6 recovers by itself
    3rd  bits 0+1 near end, bits 2+3 end
    4th  nothing that concerns a roll of paper

GS r 1 waits in the queue behind all that was sent before and gives one byte: bits
0+1 near end, bits 2+3 end. A printer without paper does not come to answer it.

Sources: Epson ESC/POS Command Reference, pages DLE EOT, GS a and GS r; the same bits
in the manuals of Citizen CT-S2000, Bixolon SRP-352plusIII, SNBC BTP-M300, HPRT TP809.
Custom's kiosk printers answer DLE EOT 20 with six bytes (KPM210 user manual, page 36).
"""

from collections.abc import Sequence
from enum import Flag, auto

from drivers.port import Condition, Health, Media, Paper

QUESTIONS = (1, 2, 3, 4)
FIXED_BITS = 0b1001_0011
FIXED_VALUE = 0b0001_0010
QUEUED_FIXED_BITS = 0b1001_0000
QUEUED_END = 0x0C

NO_STATUS = Condition(Health.UNKNOWN, "no status")


class Sign(Flag):
    """One thing that a printer says of itself."""

    OFFLINE = auto()
    COVER_OPEN = auto()
    FEED_BUTTON = auto()
    ERROR = auto()
    CUTTER = auto()
    UNRECOVERABLE = auto()
    RECOVERS = auto()
    NEAR_END = auto()
    END = auto()


Bits = tuple[tuple[int, Sign], ...]
REAL_TIME: dict[int, Bits] = {
    1: ((0x08, Sign.OFFLINE),),
    2: (
        (0x04, Sign.COVER_OPEN),
        (0x08, Sign.FEED_BUTTON),
        (0x20, Sign.END),
        (0x40, Sign.ERROR),
    ),
    3: ((0x08, Sign.CUTTER), (0x20, Sign.UNRECOVERABLE), (0x40, Sign.RECOVERS)),
    4: ((0x0C, Sign.NEAR_END), (0x60, Sign.END)),
}
AUTOMATIC: tuple[Bits, ...] = (
    ((0x08, Sign.OFFLINE), (0x20, Sign.COVER_OPEN), (0x40, Sign.FEED_BUTTON)),
    (
        (0x04, Sign.ERROR),
        (0x08, Sign.CUTTER),
        (0x20, Sign.UNRECOVERABLE),
        (0x40, Sign.RECOVERS),
    ),
    ((0x03, Sign.NEAR_END), (0x0C, Sign.END)),
    (),
)
# Worst first. Paper and cutter are looked at apart.
TROUBLE = (
    (Sign.COVER_OPEN, "cover open"),
    (Sign.UNRECOVERABLE, "broken"),
    (Sign.RECOVERS, "too hot"),
    (Sign.ERROR, "error"),
    (Sign.FEED_BUTTON, "feed button pressed"),
)
# The questions of which one must be answered before paper can be called full.
PAPER_QUESTION = 4


def question(n: int) -> bytes:
    """The command that asks for status byte `n`."""
    return bytes((0x10, 0x04, n))


def is_status(byte: int) -> bool:
    """Tell a status byte from all else a printer sends."""
    return byte & FIXED_BITS == FIXED_VALUE


def condition_from(
    answers: Sequence[int | None], questions: Sequence[int] = QUESTIONS
) -> Condition:
    """The condition that the answers describe; None stands for silence."""
    known = [byte for byte in answers if byte is not None and is_status(byte)]
    if not questions or len(answers) != len(questions) or len(known) != len(questions):
        return NO_STATUS
    signs = Sign(0)
    for n, byte in zip(questions, known, strict=True):
        signs |= _signs(byte, REAL_TIME[n])
    return _condition(signs, knows_paper=PAPER_QUESTION in questions)


def automatic_condition(block: bytes) -> Condition:
    """The condition that four bytes sent by themselves describe."""
    if len(block) != len(AUTOMATIC):
        return NO_STATUS
    signs = Sign(0)
    for byte, bits in zip(block, AUTOMATIC, strict=True):
        signs |= _signs(byte, bits)
    return _condition(signs, knows_paper=True)


def proves_progress(byte: int) -> bool:
    """Whether an answer to GS r 1 can have come from a printer that has paper."""
    return not byte & (QUEUED_FIXED_BITS | QUEUED_END)


def media_from(block: bytes, bit: int) -> Media:
    """Whether a slip lies in the outlet, or none (any more); silence is unknown."""
    if not block:
        return Media.UNKNOWN
    return Media.PRESENT if block[0] >> bit & 1 else Media.TAKEN


def _signs(byte: int, bits: Bits) -> Sign:
    signs = Sign(0)
    for mask, sign in bits:
        if byte & mask:
            signs |= sign
    return signs


def _condition(signs: Sign, *, knows_paper: bool) -> Condition:
    left = _paper(signs, knows_paper)
    if Sign.CUTTER in signs:
        return Condition(Health.FAILED, "cutter error", Paper.JAMMED)
    for sign, detail in TROUBLE:
        if sign in signs:
            return Condition(Health.FAILED, detail, left)
    if left is Paper.OUT:
        return Condition(Health.FAILED, "paper out", left)
    if Sign.OFFLINE in signs:
        return Condition(Health.FAILED, "offline", left)
    if left is Paper.LOW:
        return Condition(Health.DEGRADED, "paper low", left)
    return Condition(Health.OK, paper=left)


def _paper(signs: Sign, knows_paper: bool) -> Paper:
    if Sign.END in signs:
        return Paper.OUT
    if Sign.NEAR_END in signs:
        return Paper.LOW
    return Paper.FULL if knows_paper else Paper.UNKNOWN
