"""Byte strings: random ones, and real ones that were damaged."""

import random
from collections.abc import Iterator, Sequence

LONGEST = 300  # bytes of a random one; a few are a hundred times longer


def strings(samples: Sequence[bytes], dice: random.Random) -> Iterator[bytes]:
    """Without end. Every third is random, the others grow out of `samples`."""
    while True:
        yield dice.randbytes(dice.randrange(LONGEST))
        yield _damaged(dice.choice(samples), dice)
        yield _damaged(_damaged(dice.choice(samples), dice), dice)


def _damaged(whole: bytes, dice: random.Random) -> bytes:
    at, end = sorted(dice.randrange(len(whole) + 1) for _ in range(2))
    match dice.randrange(8):
        case 0:  # a bit
            if at < len(whole):
                flipped = whole[at] ^ 1 << dice.randrange(8)
                return whole[:at] + bytes([flipped]) + whole[at + 1 :]
            return whole
        case 1:  # cut short
            return whole[:at]
        case 2:  # a hole
            return whole[:at] + whole[end:]
        case 3:  # twice
            return whole[:end] + whole[at:]
        case 4:  # noise within
            return whole[:at] + dice.randbytes(dice.randrange(9)) + whole[at:]
        case 5:  # a count that is as large as can be
            return whole[:at] + b"\xff" * dice.choice((1, 2, 4)) + whole[end:]
        case 6:  # a count that is nothing
            return whole[:at] + bytes(dice.choice((1, 2, 4))) + whole[end:]
        case _:  # far too much of it
            return whole[at:end] * dice.choice(
                (2, 3, 100 if dice.random() < 0.01 else 4)
            )
