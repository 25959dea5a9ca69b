"""One step of a visit, and the screen nobody stands at."""

from typing import NamedTuple

from kiosk.flows.abilities import Abilities
from kiosk.flows.visit_effects import Effect
from kiosk.flows.visit_states import OutOfService, Visit, Welcome


class Step(NamedTuple):
    """What is true now, and what to do about it."""

    state: Visit
    effects: tuple[Effect, ...] = ()


def rest(abilities: Abilities) -> Welcome | OutOfService:
    """The screen nobody stands at."""
    if abilities.can_serve:
        return Welcome(abilities)
    return OutOfService(abilities)
