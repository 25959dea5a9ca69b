"""What may be posted to the engine, and what the engine may ask for."""

from dataclasses import dataclass

from kiosk.flows.cancelling import CancelEvent
from kiosk.flows.casework import CaseEvent
from kiosk.flows.exchange import ExchangeEffect, ExchangeEvent
from kiosk.flows.payment_effects import Effect as PaymentEffect
from kiosk.flows.payment_events import PaymentEvent
from kiosk.flows.printing import PaperEvent, SendToPaper
from kiosk.flows.visit_effects import Effect as VisitEffect
from kiosk.flows.visit_events import VisitEvent


@dataclass(frozen=True, slots=True)
class Retry:
    """What could not be written has not happened. Say it again, seconds from now."""

    event: PaymentEvent
    after_s: float


Effect = VisitEffect | PaymentEffect | SendToPaper | ExchangeEffect | Retry


@dataclass(frozen=True, slots=True)
class Delivered:
    """A scanner delivered bytes. What they mean depends on the state they arrive in."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class InVisit:
    """An event that belongs to one visit, and to no later one."""

    visit: int
    event: VisitEvent


@dataclass(frozen=True, slots=True)
class PatienceOver:
    """The timer that was set under this number has run out."""

    number: int


Event = (
    VisitEvent
    | PaymentEvent
    | PaperEvent
    | CaseEvent
    | ExchangeEvent
    | CancelEvent
    | Delivered
    | InVisit
    | PatienceOver
)
