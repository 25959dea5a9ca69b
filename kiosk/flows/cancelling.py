"""The cancelling machine, 退号: a paid place goes back, and the money with it.

One act at central, owed until it is answered: asked twice it is done once.
"""

from dataclasses import dataclass

from kiosk.model.money import Money
from kiosk.model.registration import Cancellation


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Written down, and owed. Central may know of it."""

    cancellation: Cancellation


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The place is somebody else's, and this much goes back to her."""

    cancellation: Cancellation
    returned: Money


@dataclass(frozen=True, slots=True)
class Kept:
    """The hospital does not take it back here. All is as it was."""

    cancellation: Cancellation


CancelState = Cancelling | Cancelled | Kept


@dataclass(frozen=True, slots=True)
class CancelOpened:
    """She has decided."""

    cancellation: Cancellation

    @property
    def key(self) -> str:
        return self.cancellation.key


@dataclass(frozen=True, slots=True)
class CancelConfirmed:
    """Central has it in its books."""

    key: str
    returned: Money


@dataclass(frozen=True, slots=True)
class CancelRefused:
    """Central will not, and nothing happened."""

    key: str


CancelEvent = CancelOpened | CancelConfirmed | CancelRefused


@dataclass(frozen=True, slots=True)
class CancelRegistration:
    """Have central take it back: a duty."""

    cancellation: Cancellation


def begin(opened: CancelOpened) -> CancelState:
    return Cancelling(opened.cancellation)


def step(state: CancelState, event: CancelEvent) -> CancelState:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case Cancelling(cancellation), CancelConfirmed(returned=returned):
            return Cancelled(cancellation, returned)
        case Cancelling(cancellation), CancelRefused():
            return Kept(cancellation)
    return state


def owed(state: CancelState) -> tuple[CancelRegistration, ...]:
    if isinstance(state, Cancelling):
        return (CancelRegistration(state.cancellation),)
    return ()
