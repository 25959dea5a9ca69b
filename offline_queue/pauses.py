"""How long a task rests after a try."""

import random

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0


def backoff_s(tries: int, dice: random.Random) -> float:
    """After so many earlier tries: exponential, full jitter, but never a busy loop."""
    ceiling = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(tries, 10))
    return max(FIRST_PAUSE_S / 2, dice.uniform(0, ceiling))


def slow_s(dice: random.Random) -> float:
    """When people know of it already."""
    return dice.uniform(LONGEST_PAUSE_S / 2, LONGEST_PAUSE_S)
