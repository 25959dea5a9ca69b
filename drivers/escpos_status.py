"""What a receipt printer's answers mean, bit by bit. Pure: bytes in, condition out.

DLE EOT n asks for one status byte at once, even while the printer is offline:

    n = 1  printer   bit 3 offline
    n = 2  offline   bit 2 cover open, 3 feed button, 5 stopped by paper end, 6 error
    n = 3  error     bit 3 cutter, 5 unrecoverable, 6 recovers by itself
    n = 4  paper     bits 2+3 near end, bits 5+6 end

Bits 0 and 7 are always off and bits 1 and 4 always on: what looks different is no
status. The byte does not say which question it answers.
"""

from collections.abc import Sequence

from drivers.port import Condition, Health, Paper

QUESTIONS = (1, 2, 3, 4)
FIXED_BITS = 0b1001_0011
FIXED_VALUE = 0b0001_0010

COVER_OPEN = 0x04
FEED_BUTTON = 0x08
PAPER_END_STOP = 0x20
ERROR = 0x40
OFFLINE = 0x08
CUTTER = 0x08
UNRECOVERABLE = 0x20
RECOVERS = 0x40
NEAR_END = 0x0C
END = 0x60

NO_STATUS = Condition(Health.UNKNOWN, "no status")


def question(n: int) -> bytes:
    """The command that asks for status byte `n`."""
    return bytes((0x10, 0x04, n))


def is_status(byte: int) -> bool:
    """Tell a status byte from all else a printer sends."""
    return byte & FIXED_BITS == FIXED_VALUE


def condition_from(answers: Sequence[int | None]) -> Condition:
    """The condition that answers 1 to 4 describe; None stands for silence."""
    if len(answers) != len(QUESTIONS):
        return NO_STATUS
    known = [byte for byte in answers if byte is not None and is_status(byte)]
    if len(known) != len(QUESTIONS):
        return NO_STATUS
    printer, offline, error, paper = known
    left = _paper(offline, paper)
    trouble = _trouble(printer, offline, error)
    if error & CUTTER:
        return Condition(Health.FAILED, "cutter error", Paper.JAMMED)
    if trouble:
        return Condition(Health.FAILED, trouble, left)
    if left is Paper.OUT:
        return Condition(Health.FAILED, "paper out", left)
    if printer & OFFLINE:
        return Condition(Health.FAILED, "offline", left)
    if left is Paper.LOW:
        return Condition(Health.DEGRADED, "paper low", left)
    return Condition(Health.OK, paper=left)


def _paper(offline: int, paper: int) -> Paper:
    if paper & END or offline & PAPER_END_STOP:
        return Paper.OUT
    if paper & NEAR_END:
        return Paper.LOW
    return Paper.FULL


def _trouble(printer: int, offline: int, error: int) -> str:
    """Why it cannot print, paper and cutter apart; empty if nothing hinders."""
    if offline & COVER_OPEN:
        return "cover open"
    if error & UNRECOVERABLE:
        return "broken"
    if error & RECOVERS:
        return "too hot"
    if offline & ERROR:
        return "error"
    if offline & FEED_BUTTON:
        return "feed button pressed"
    return ""
