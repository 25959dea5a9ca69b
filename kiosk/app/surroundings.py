"""What the engine and its parts stand on: a record that lasts, and an outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from kiosk.app.events import Effect
from kiosk.flows.cancelling import CancelEvent, CancelState
from kiosk.flows.casework import CaseEvent, CaseState
from kiosk.flows.exchange import ExchangeEvent, ExchangeState
from kiosk.flows.payment_events import PaymentEvent
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Cap, Paper, PaperEvent, Slip
from kiosk.flows.visit_effects import StartPrint
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import Problem, Visit
from kiosk.model.case import Case
from kiosk.model.deferral import Capture
from kiosk.model.intent import Intent
from kiosk.model.invoice import Invoice, Stock
from kiosk.model.settlement import PreSettlement


class CapReached(Exception):
    """The hospital allows no further copy of this invoice (rule P6)."""


class Record(Protocol):
    """Where facts are written before they have effect. Each may raise StorageError."""

    def record_payment(
        self, event: PaymentEvent, state: Payment, case: Case | None = None
    ) -> None: ...

    def record_paper(
        self,
        event: PaperEvent,
        state: Paper,
        case: Case | None = None,
        cap: Cap | None = None,
    ) -> None:
        """Raise CapReached, and write nothing, where that would be a copy too many."""

    def paper(self, key: str) -> Paper | None: ...

    def record_exchange(
        self, event: ExchangeEvent, state: ExchangeState, case: Case | None = None
    ) -> None: ...

    def exchange(self, key: str) -> ExchangeState | None: ...

    def free_stock(self) -> Stock | None:
        """The numbered forms in the tray, where it is known which lies on top."""

    def copies(self, invoice: Invoice) -> list[Paper]: ...

    def record_cancellation(self, event: CancelEvent, state: CancelState) -> None: ...

    def cancellation(self, key: str) -> CancelState | None: ...

    def record_case(self, event: CaseEvent, state: CaseState) -> None: ...

    def payment(self, key: str) -> Payment | None: ...

    def case(self, key: str) -> CaseState | None: ...

    def unfinished(self) -> Iterator[Payment | Paper | ExchangeState]: ...


class Promises(Protocol):
    """What may be registered for later, and the device's word on it (rule O3)."""

    def weigh(self, quote: PreSettlement, waiting: Iterable[Intent]) -> Problem | None:
        """Say what speaks against one more deferral."""

    def sign(self, intent: Intent, slip: str | None) -> Capture:
        """Put the device's signature under it."""


class Occupancy(Protocol):
    """Whether somebody is served here or money moves, for all who would stop us."""

    def begin(self) -> bool:
        """From now on it is so. False: we are about to be stopped. May be repeated."""

    def end(self) -> None:
        """No more. May be repeated."""


class Observer(Protocol):
    """Looks on, and counts. Told on the engine's thread, after the fact: it never
    raises and never waits."""

    def visit_moved(self, before: Visit, event: VisitEvent, after: Visit) -> None: ...

    def scan_ignored(self) -> None:
        """A code came where none is wanted (rule D6)."""

    def payment_moved(
        self, before: Payment | None, event: PaymentEvent, after: Payment
    ) -> None: ...

    def paper_moved(self, before: Paper | None, after: Paper) -> None: ...


class Unobserved:
    """Nobody looks on."""

    def visit_moved(self, before: Visit, event: VisitEvent, after: Visit) -> None: ...

    def scan_ignored(self) -> None: ...

    def payment_moved(
        self, before: Payment | None, event: PaymentEvent, after: Payment
    ) -> None: ...

    def paper_moved(self, before: Paper | None, after: Paper) -> None: ...


UNOBSERVED = Unobserved()


@dataclass(frozen=True, slots=True)
class Lookouts:
    """Several who look on."""

    observers: tuple[Observer, ...]

    def visit_moved(self, before: Visit, event: VisitEvent, after: Visit) -> None:
        for one in self.observers:
            one.visit_moved(before, event, after)

    def scan_ignored(self) -> None:
        for one in self.observers:
            one.scan_ignored()

    def payment_moved(
        self, before: Payment | None, event: PaymentEvent, after: Payment
    ) -> None:
        for one in self.observers:
            one.payment_moved(before, event, after)

    def paper_moved(self, before: Paper | None, after: Paper) -> None:
        for one in self.observers:
            one.paper_moved(before, after)


class Outside(Protocol):
    """Everything the engine may set in motion. None of it blocks."""

    def perform(self, effect: Effect, visit: int) -> None:
        """Start an effect; its outcome comes back as an event."""

    def deliver(self) -> None:
        """Look at the outbox soon: it may have changed."""

    def show(self, state: Visit) -> None:
        """Put this on the screen."""

    def wake(self, after_s: float, number: int) -> None:
        """Post PatienceOver with this number later."""

    def receipt(self, effect: StartPrint) -> Slip:
        """Fill in what stands on a slip besides the payment."""
