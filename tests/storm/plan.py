"""When each kiosk is fated to be killed, by dice. Pure."""

import random
from dataclasses import dataclass

from tests.storm.life import Fate

LONGEST_S = 1.0
# The real share of a visit that is about money is smaller than this.
EVENTS = ("payment.moved",) * 6 + (
    *("kiosk.started", "central.changed", "visit.ended", "task.failed"),
)
LATEST = 6  # payment.moved of a life
KILLS_A_CUT = 100  # of central's power


@dataclass(frozen=True, slots=True)
class Plan:
    """One fate a life, and in which lives central loses its power."""

    fates: tuple[Fate, ...]
    cuts: frozenset[int]

    @classmethod
    def of(cls, kills: int, dice: random.Random) -> "Plan":
        fates = tuple(_fate(number, dice) for number in range(kills))
        cuts = dice.sample(range(kills), max(1, kills // KILLS_A_CUT))
        return cls(fates, frozenset(cuts))


def _fate(number: int, dice: random.Random) -> Fate:
    """Half of them by time alone."""
    if number % 2:
        return Fate(dice.uniform(0, LONGEST_S))
    event = dice.choice(EVENTS)
    nth = dice.randint(1, LATEST) if event == "payment.moved" else 1
    return Fate(1.5 * LONGEST_S, event, nth)
