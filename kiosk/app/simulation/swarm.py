"""What a seed draws: which faults there are, how strong, and who comes.

Swarm style: each seed switches whole kinds of faults on or off, so that some worlds are
calm and some have one kind of trouble in plenty. Mixed alike, faults hide each other.
"""

from dataclasses import dataclass
from random import Random

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Swarm:
    """One world's weather. Rates are chances a request, a commit or a job; a mean is in
    seconds."""

    kiosks: int
    visits: int
    # the network
    lost: float  # the request never arrives
    unheard: float  # it arrives, and the answer does not
    late: float  # it arrives long after the kiosk gave up on it
    twice: float  # it arrives twice
    slow: float
    refused_connection: float
    broken_reply: float  # truncated, about somebody else, wrong sum, unknown word
    trouble_there: float  # 500, 503, 429
    outages: int  # hours without central, begun at random
    # the disk and the power
    cut_at_commit: float
    full_disk: float
    broken_disk: float
    cuts_mean_s: float | None  # power cuts between commits
    # devices
    slip_fails: float
    slip_in_doubt: float
    scanner_noise: float
    # clocks
    clock_jumps: int
    # central
    guards_bills: bool  # central refuses a second charge for a bill
    settles_partly: bool
    window_pays: float  # the same bill is paid at the window meanwhile
    forgets_replies: bool
    bills_change: float
    # people
    impatient: float
    hasty: bool  # quick, cancelling, and the next one pushes in
    double_taps: float
    settle_first: bool
    deferrals: bool
    lies_in: float  # is in a ward, 住院
    registers: float  # comes to register, 挂号
    signs_up: bool  # for credit on her phone, or asks the bank for more
    shows: bool  # kiosks show codes for phones to scan
    # paper
    collects: float  # comes for invoices, and not to pay
    most_prints: int
    reverses: float  # the cashier reverses an invoice, 冲红

    @property
    def checks(self) -> float:
        """Comes to see what is left to do, 离院前查一查. No die is thrown for it: all
        other worlds stay what they were."""
        return 0.4 if self.most_prints == 2 and not self.registers else 0.0


def draw(dice: Random) -> Swarm:
    """Draw one world."""
    calm = dice.random() < 0.05

    def rate(often: float, most: float) -> float:
        """A fault that exists in `often` of the worlds, and how strong it is there."""
        exists = dice.random() < often and not calm
        strength = dice.random() ** 2 * most
        return strength if exists else 0.0

    kiosks = 2 if dice.random() < 0.3 else 1
    visits = dice.randint(4, 14)
    return Swarm(
        kiosks=kiosks,
        visits=visits,
        lost=rate(0.4, 0.5),
        unheard=rate(0.5, 0.6),
        late=rate(0.4, 0.4),
        twice=rate(0.3, 0.4),
        slow=rate(0.4, 0.6),
        refused_connection=rate(0.3, 0.5),
        broken_reply=rate(0.3, 0.3),
        trouble_there=rate(0.4, 0.5),
        outages=dice.choice((0, 0, 1, 1, 2)) if not calm else 0,
        cut_at_commit=rate(0.4, 0.1),
        full_disk=rate(0.2, 0.1),
        broken_disk=rate(0.15, 0.1),
        cuts_mean_s=dice.uniform(60, 900) if rate(0.3, 1) else None,
        slip_fails=rate(0.3, 0.4),
        slip_in_doubt=rate(0.3, 0.4),
        scanner_noise=rate(0.3, 0.5),
        clock_jumps=dice.choice((0, 0, 0, 1, 3)) if not calm else 0,
        guards_bills=kiosks > 1 or dice.random() < 0.5,
        settles_partly=dice.random() < 0.3,
        window_pays=rate(0.3, 0.3),
        forgets_replies=dice.random() < 0.2 and not calm,
        bills_change=rate(0.2, 0.2),
        impatient=rate(0.5, 0.4),
        hasty=dice.random() < 0.25,
        double_taps=rate(0.4, 0.5),
        settle_first=dice.random() < 0.4,
        deferrals=dice.random() < 0.6,
        registers=dice.choice((0.0, 0.0, 0.3)),
        collects=dice.choice((0.0, 0.2, 0.6)),
        most_prints=dice.choice((1, 2, 3)),
        reverses=rate(0.2, 0.2),
        lies_in=dice.choice((0.0, 0.0, 0.3)),
        signs_up=visits % 4 == 2,
        shows=visits % 4 == 1,
    )
