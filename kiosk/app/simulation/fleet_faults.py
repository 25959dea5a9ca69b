"""What goes wrong on the first day, kiosk by kiosk: drawn from the seed."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from kiosk.app.simulation.fleet_plan import BY_THE_HOUR, HOUR_S, OPENS_S
from kiosk.app.simulation.swarm import MINUTE_S, Swarm

DAY_S = len(BY_THE_HOUR) * HOUR_S
HOSPITAL_CUT_AT_S = OPENS_S + 2 * HOUR_S + 10 * MINUTE_S  # ten past nine
HOSPITAL_CUT_S = 20 * MINUTE_S


class Faults(StrEnum):
    """How bad the day is."""

    NONE = "none"
    STANDARD = "standard"
    HARD = "hard"  # ten times the standard; the hospital's own cut three times as long

    @property
    def times(self) -> int:
        """How often the standard's faults come."""
        return {Faults.NONE: 0, Faults.STANDARD: 1, Faults.HARD: 10}[self]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What befalls one kiosk. Times are seconds of the world."""

    swarm: Swarm
    outages: list[tuple[float, float]]  # from, until
    power_cuts_s: list[float]
    clock_ahead_s: float


def trouble(number: int, faults: Faults, dice: Random) -> Trouble:
    """Draw one kiosk's day."""
    times = faults.times
    outages = [_outage(dice) for _ in range(round(dice.uniform(2, 4)) * times)]
    if times:
        length_s = HOSPITAL_CUT_S * (3 if faults is Faults.HARD else 1)
        outages.append((HOSPITAL_CUT_AT_S, HOSPITAL_CUT_AT_S + length_s))
    cuts = dice.choice((0, 1, 2)) * times
    wrong_clock = 0 < number <= times  # one kiosk's, or ten kiosks'
    return Trouble(
        swarm=_rates(times),
        outages=outages,
        power_cuts_s=[OPENS_S + dice.random() * DAY_S for _ in range(cuts)],
        clock_ahead_s=dice.choice((-1200.0, 1200.0)) if wrong_clock else 0.0,
    )


def _outage(dice: Random) -> tuple[float, float]:
    start = OPENS_S + dice.random() * DAY_S
    return start, start + dice.uniform(2, 6) * MINUTE_S


def _rates(times: int) -> Swarm:
    """Chances a request, a commit or a paper."""
    return Swarm(
        kiosks=1,
        visits=0,
        lost=0.002 * times,
        unheard=0.003 * times,
        late=0.002 * times,
        twice=0.003 * times,
        slow=0.01 * times,
        refused_connection=0.001 * times,
        broken_reply=0.001 * times,
        trouble_there=0.002 * times,
        outages=0,
        cut_at_commit=0.000_03 * times,
        full_disk=0,
        broken_disk=0,
        cuts_mean_s=None,
        slip_fails=0.004 * times,
        slip_in_doubt=0.002 * times,
        scanner_noise=0,
        clock_jumps=0,
        guards_bills=True,
        settles_partly=False,
        window_pays=0,
        forgets_replies=False,
        bills_change=0,
        impatient=0,
        hasty=False,
        double_taps=0,
        settle_first=False,
        lies_in=0.0,
        signs_up=False,
        shows=True,
        registers=0.0,
        collects=0.0,
        most_prints=3,
        reverses=0.0,
        deferrals=True,
    )
