"""When each kiosk is fated to be killed, by dice. Pure."""

import random
from dataclasses import dataclass

from tests.storm.life import Fate

LONGEST_S = 1.0
# Most of what a kiosk logs is not about money; most kills shall be.
EVENTS = ("payment.moved",) * 6 + (
    *("kiosk.started", "central.changed", "visit.ended", "task.failed"),
)
LONGEST_LAG_S = 0.02  # long enough for central to do it, and not to be heard
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
    lag_s = dice.choice((0.0, dice.uniform(0, LONGEST_LAG_S)))
    return Fate(2.5 * LONGEST_S, event, nth, lag_s)
