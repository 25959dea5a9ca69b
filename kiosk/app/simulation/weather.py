"""The faults of one world, thrown request by request, commit by commit."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from random import Random

from kiosk.app.simulation.disk import Trouble
from kiosk.app.simulation.swarm import Swarm

HOUR_S = 3600.0


class Fate(Enum):
    """What becomes of one request."""

    DELIVERED = auto()
    REFUSED = auto()  # no connection; nothing left the kiosk
    LOST = auto()  # it never arrives, and nobody says so
    UNHEARD = auto()  # it arrives, the answer does not
    LATE = auto()  # it arrives after the kiosk has given up on it
    TWICE = auto()  # it arrives twice, answered once
    BROKEN = auto()  # the answer cannot be believed
    TROUBLE = auto()  # central has a fault of its own, and nothing happened


@dataclass(slots=True)
class Weather:
    """Draws from the seed's dice. `heal` ends all of it."""

    swarm: Swarm
    dice: Random
    outages: list[tuple[float, float]]  # from, until, in seconds of the world

    def heal(self) -> None:
        """From now on everything works."""
        self.outages = []
        self.swarm = replace(
            self.swarm,
            lost=0,
            unheard=0,
            late=0,
            twice=0,
            slow=0,
            refused_connection=0,
            broken_reply=0,
            trouble_there=0,
            cut_at_commit=0,
            full_disk=0,
            broken_disk=0,
            cuts_mean_s=None,
            slip_fails=0,
            slip_in_doubt=0,
            scanner_noise=0,
        )

    def is_out(self, now_s: float) -> bool:
        """Whether central is out of everybody's reach."""
        return any(start <= now_s < end for start, end in self.outages)

    def fate(self, now_s: float) -> Fate:
        """What becomes of a request that is sent now."""
        if self.is_out(now_s):
            return self.dice.choice((Fate.REFUSED, Fate.REFUSED, Fate.LOST))
        swarm = self.swarm
        for chance, fate in (
            (swarm.refused_connection, Fate.REFUSED),
            (swarm.lost, Fate.LOST),
            (swarm.unheard, Fate.UNHEARD),
            (swarm.late, Fate.LATE),
            (swarm.twice, Fate.TWICE),
            (swarm.broken_reply, Fate.BROKEN),
            (swarm.trouble_there, Fate.TROUBLE),
        ):
            if self.hits(chance):
                return fate
        return Fate.DELIVERED

    def travel_s(self) -> float:
        """How long an answer takes."""
        if self.hits(self.swarm.slow):
            return self.dice.uniform(1.0, 9.0)
        return self.dice.uniform(0.01, 0.2)

    def trouble(self) -> Trouble:
        """What becomes of a commit."""
        swarm = self.swarm
        if self.hits(swarm.cut_at_commit):
            return self.dice.choice((Trouble.CUT_BEFORE, Trouble.CUT_AFTER))
        if self.hits(swarm.full_disk):
            return Trouble.FULL
        return Trouble.BROKEN if self.hits(swarm.broken_disk) else Trouble.NONE

    def hits(self, chance: float) -> bool:
        """No draw where there is no chance: a calm world spends no dice on it."""
        return chance > 0 and self.dice.random() < chance


def outages(swarm: Swarm, dice: Random) -> list[tuple[float, float]]:
    """When central is out of reach."""
    starts = sorted(dice.uniform(0, HOUR_S / 2) for _ in range(swarm.outages))
    return [(start, start + dice.uniform(200, HOUR_S / 2)) for start in starts]
