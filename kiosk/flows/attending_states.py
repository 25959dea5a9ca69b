"""What a person sees who works at the kiosk: the way in, the diagnostics screen, and
the trial of one device. Nothing here is ever written down."""

from dataclasses import dataclass

from kiosk.flows.abilities import Abilities
from kiosk.model.staff import Line, Objection, Outcome, Panel, Staff, Trial


@dataclass(frozen=True, slots=True)
class Admitting:
    """A pass or a PIN is being looked at, and what moves for the last patient ends."""

    abilities: Abilities


@dataclass(frozen=True, slots=True)
class AskingPin:
    """This badge is known. Whose it is has to be proved."""

    abilities: Abilities
    badge: str
    objection: Objection | None = None


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Not let in."""

    abilities: Abilities
    objection: Objection
    wait_s: int = 0  # until another try is allowed


@dataclass(frozen=True, slots=True)
class Attending:
    """The diagnostics screen."""

    abilities: Abilities
    staff: Staff
    panel: Panel
    lines: tuple[Line, ...] | None = None  # None: it is being looked at


@dataclass(frozen=True, slots=True)
class Trying:
    """One device is tried out. `found` are short phrases on what has come of it."""

    before: Attending
    trial: Trial
    outcome: Outcome
    found: tuple[str, ...] = ()

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


AtWork = Attending | Trying
Staffed = Admitting | AskingPin | TurnedAway | Attending | Trying
