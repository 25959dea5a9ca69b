"""After a power cut: what was true is the fold of what was written down."""

from collections.abc import Iterable, Iterator

from kiosk.flows import cancelling, casework, exchange, payment, printing
from kiosk.flows.cancelling import CancelEvent, CancelOpened, CancelState
from kiosk.flows.casework import CaseEvent, CaseOpened, CaseState
from kiosk.flows.exchange import ExchangeEvent, ExchangeOpened, ExchangeState
from kiosk.flows.payment_events import Opened, PaymentEvent, PowerReturned
from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    Charging,
    Payment,
    Settling,
)
from kiosk.flows.printing import Paper, PaperEvent, PrintStarted, PrintUnproved


def replay_payment(events: Iterable[PaymentEvent]) -> Payment:
    """Fold one payment's journal. Effects are not repeated: see `payment.owed`."""
    later = iter(events)
    opened = next(later)
    assert isinstance(opened, Opened), "a payment's journal begins with Opened"
    state = payment.begin(opened).state
    for event in later:
        state = payment.step(state, event).state
    return state


def replay_paper(events: Iterable[PaperEvent]) -> Paper:
    """Fold one print job's journal."""
    later = iter(events)
    started = next(later)
    assert isinstance(started, PrintStarted), "a job's journal begins with PrintStarted"
    state = printing.begin(started).state
    for event in later:
        state = printing.step(state, event).state
    return state


def replay_exchange(events: Iterable[ExchangeEvent]) -> ExchangeState:
    """Fold one exchange's journal."""
    later = iter(events)
    opened = next(later)
    assert isinstance(opened, ExchangeOpened), "a journal begins with its opening"
    state = exchange.begin(opened).state
    for event in later:
        state = exchange.step(state, event).state
    return state


def replay_cancellation(events: Iterable[CancelEvent]) -> CancelState:
    """Fold one cancellation's journal."""
    later = iter(events)
    opened = next(later)
    assert isinstance(opened, CancelOpened), "a journal begins with its opening"
    state = cancelling.begin(opened)
    for event in later:
        state = cancelling.step(state, event)
    return state


def replay_case(events: Iterable[CaseEvent]) -> CaseState:
    """Fold one case's journal."""
    later = iter(events)
    opened = next(later)
    assert isinstance(opened, CaseOpened), "a case's journal begins with CaseOpened"
    state = casework.begin(opened)
    for event in later:
        state = casework.step(state, event)
    return state


def on_waking(
    states: Iterable[Payment | Paper | ExchangeState],
) -> Iterator[PaymentEvent | PaperEvent | ExchangeEvent]:
    """The facts that a power cut itself makes true."""
    for state in states:
        match state:
            case _ if isinstance(state, ExchangeState):
                event = exchange.on_power_returned(state)
                if event is not None:
                    yield event
            case Authorising(intent) | Charging(intent) | AwaitingPayer(intent):
                yield PowerReturned(intent.key)
            case Settling(intent) if state.before_money:
                yield PowerReturned(intent.key)
            case printing.Printing(job):
                yield PrintUnproved(job.id)
