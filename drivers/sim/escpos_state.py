"""What a simulated receipt printer would answer in a given state, as bytes. Pure.

Written from the printer's side and apart from the code that reads the answers, so
that a mistake there shows here.
"""

from dataclasses import dataclass

CLEARED = b"\x37\x25\x00"


@dataclass(slots=True)
class Mechanism:
    """The state of cover, paper, cutter and outlet."""

    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    cutter_stuck: bool = False
    slip_waits: bool = False  # in the outlet

    @property
    def can_print(self) -> bool:
        return not (self.cover_open or self.paper_out or self.cutter_stuck)


def real_time_answer(mechanism: Mechanism, n: int) -> bytes:
    """The answer to DLE EOT n; none to a question that it does not know."""
    bits = 0x12
    match n:
        case 1:
            bits |= 0x08 * (not mechanism.can_print)
        case 2:
            bits |= 0x04 * mechanism.cover_open | 0x20 * mechanism.paper_out
            bits |= 0x40 * mechanism.cutter_stuck
        case 3:
            bits |= 0x08 * mechanism.cutter_stuck
        case 4:
            bits |= 0x0C * (mechanism.paper_low or mechanism.paper_out)
            bits |= 0x60 * mechanism.paper_out
        case 20:
            return _full_status(mechanism)
        case _:
            return b""
    return bytes([bits])


def automatic_report(mechanism: Mechanism) -> bytes:
    """The four bytes that GS a switches on."""
    first = 0x10 | 0x08 * (not mechanism.can_print) | 0x20 * mechanism.cover_open
    second = 0x08 * mechanism.cutter_stuck
    low = mechanism.paper_low or mechanism.paper_out
    third = 0x03 * low | 0x0C * mechanism.paper_out
    return bytes((first, second, third, 0x0F))


def queued_answer(mechanism: Mechanism) -> bytes:
    """The answer to GS r 1."""
    return bytes([0x03 * mechanism.paper_low])


def proof_answer(job: bytes) -> bytes:
    """The answer to GS ( H function 48."""
    return b"\x37\x22" + job + b"\x00"


def _full_status(mechanism: Mechanism) -> bytes:
    low = mechanism.paper_low or mechanism.paper_out
    paper = 0x01 * mechanism.paper_out | 0x04 * low | 0x20 * mechanism.slip_waits
    user = 0x02 * mechanism.cover_open
    return bytes((0x10, 0x0F, paper, user, 0x00, 0x01 * mechanism.cutter_stuck))
