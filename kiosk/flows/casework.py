"""Cases: what a person must look at, from the moment it is known until it is told.

Pure. A case is written in the transaction of what caused it, and owed to central until
central has it, so nothing is ever only in a log.
"""

from dataclasses import dataclass

from kiosk.flows.payment_events import ChargeConfirmed, PaymentEvent
from kiosk.flows.payment_states import (
    CarryingOut,
    Declined,
    Indebted,
    Payment,
    Refunded,
    Reversing,
    Undoing,
)
from kiosk.model.case import Case, CaseKind


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """Somebody must look."""

    case: Case

    @property
    def key(self) -> str:
        return self.case.id


@dataclass(frozen=True, slots=True)
class CaseReported:
    """Central has it."""

    key: str


CaseEvent = CaseOpened | CaseReported


@dataclass(frozen=True, slots=True)
class ReportCase:
    """Tell central: a duty."""

    case: Case


@dataclass(frozen=True, slots=True)
class CaseState:
    """One case, and whether central has it."""

    case: Case
    reported: bool = False


def begin(opened: CaseOpened) -> CaseState:
    return CaseState(opened.case)


def step(state: CaseState, event: CaseEvent) -> CaseState:
    """Advance by one event. A case that is opened twice is one case."""
    if isinstance(event, CaseReported):
        return CaseState(state.case, reported=True)
    return state


def owed(state: CaseState) -> tuple[ReportCase, ...]:
    return () if state.reported else (ReportCase(state.case),)


def kind_of(before: Payment, event: PaymentEvent, after: Payment) -> CaseKind | None:
    """Why somebody must look at what just happened to a payment, if anybody must."""
    if after == before:
        return None
    match before, event, after:
        case (
            Reversing() | Declined() | Refunded() | Undoing(),
            ChargeConfirmed(),
            Undoing(),
        ):
            return CaseKind.LATE_SUCCESS
        case _, ChargeConfirmed(), Undoing():
            return CaseKind.OTHER_SUM
        case CarryingOut(), _, Indebted():
            return CaseKind.DEFERRAL_REFUSED
    return None


def case_id(payment_key: str, kind: CaseKind, about: str = "") -> str:
    """The same for the same thing, so that it is raised once."""
    return ".".join(part for part in (payment_key, kind.value, about) if part)
