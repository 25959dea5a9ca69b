"""Every payment that is alive: decided, written down, and only then acted on."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.app import log
from kiosk.app.events import Effect, Retry
from kiosk.app.surroundings import UNOBSERVED, Observer, Promises, Record
from kiosk.central.tracing import current, traced
from kiosk.flows import casework, payment
from kiosk.flows.payment_effects import AskCharge
from kiosk.flows.payment_events import (
    Opened,
    PaymentEvent,
    PowerReturned,
    QrTakenDown,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    AwaitingPayer,
    CarryingOut,
    Charging,
    Deferred,
    Payment,
)
from kiosk.flows.visit_effects import OpenDeferral, OpenPayment, WeighDeferral
from kiosk.flows.visit_events import (
    DeferralPossible,
    Failed,
    PaymentMoved,
    VisitEvent,
)
from kiosk.flows.visit_states import Problem
from kiosk.model.case import Case
from kiosk.model.intent import Intent, Method, Order, Patience
from kiosk.model.settlement import PreSettlement
from offline_queue.errors import StorageError


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a new payment needs besides the patient's own decision."""

    new_key: Callable[[], str]
    now: Callable[[], datetime]
    patience: Patience
    order_of: Callable[[Method], Order]
    promises: Promises


@dataclass(frozen=True, slots=True)
class Payments:
    """Opens payments and carries each to its end. `tell` reaches the visit at hand."""

    record: Record
    decisions: Decisions
    perform: Callable[[Effect], None]
    deliver: Callable[[], None]
    tell: Callable[[VisitEvent], None]
    observer: Observer = UNOBSERVED
    _alive: dict[str, Payment] = field(default_factory=dict)

    @property
    def alive(self) -> list[Payment]:
        """Every payment that can still move, or still owes something."""
        return list(self._alive.values())

    def of(self, patient_id: str) -> tuple[Payment, ...]:
        """Those of one patient."""
        alive = self._alive.values()
        return tuple(one for one in alive if one.intent.patient_id == patient_id)

    def take_up(self, state: Payment) -> None:
        """Go on with a payment that a power cut left behind."""
        self._alive[state.intent.key] = state

    def open(self, effect: OpenPayment) -> None:
        """Make the key and commit the decision: rule M1."""
        order = self.decisions.order_of(effect.method)
        intent = self._intent(effect.quote, effect.method, order)
        intent = replace(intent, credit=effect.credit)
        if effect.is_shown:
            patience = intent.patience.of_shown
            intent = replace(intent, is_shown=True, patience=patience)
        self.handle(Opened(intent, effect.code))

    def weigh(self, effect: WeighDeferral) -> None:
        """See whether one more may be registered for later."""
        problem = self.decisions.promises.weigh(effect.offer.quote, self._deferred())
        self.tell(Failed(problem) if problem else DeferralPossible(effect.offer))

    def defer(self, effect: OpenDeferral) -> None:
        """Weigh again, sign, and commit: beyond a cap nothing is promised."""
        offer, promises = effect.offer, self.decisions.promises
        problem = promises.weigh(offer.quote, self._deferred())
        if problem:
            self.tell(Failed(problem))
            return
        intent = self._intent(offer.quote, Method.CREDIT, Order.DEFERRED)
        self.handle(Opened(intent, capture=promises.sign(intent, offer.slip)))

    def handle(self, event: PaymentEvent) -> None:
        """Advance one payment. Nothing is done before it is on disk."""
        before: Payment | None = None
        if isinstance(event, Opened):
            state, effects = payment.begin(event)
        else:
            before = self._alive.get(event.key) or self.record.payment(event.key)
            if before is None:
                return  # an answer about a payment that is not ours
            state, effects = payment.step(before, event)
            if state == before and not effects:
                return  # it changes nothing, so it is no fact worth keeping
        with traced(state.intent.trace):
            self._write(before, event, state)
            self.observer.payment_moved(before, event, state)
            self._remember(state)
            self.deliver()
            for effect in effects:
                self.perform(effect)
        self.tell(PaymentMoved(state))

    def _write(
        self, before: Payment | None, event: PaymentEvent, state: Payment
    ) -> None:
        case = None if before is None else self._case(before, event, state)
        try:
            self.record.record_payment(event, state, case)
        except StorageError:
            self._not_written(event)
            raise
        _log(event, state, case)

    def _not_written(self, event: PaymentEvent) -> None:
        """What is not on the disk has not happened. Nobody waits for it for ever."""
        soon_s = self.decisions.patience.query_every_s
        match event, self._alive.get(event.key):
            case Opened(), _:
                self.tell(Failed(Problem.FAULT))
            case TimeRanOut() | PowerReturned() | QrTakenDown(), _:
                self.perform(Retry(event, soon_s))
            case _, Charging() | AwaitingPayer() as waiting:
                self.perform(AskCharge(event.key, waiting.share, soon_s))
        # For the rest its task is still in the outbox, or its time runs out.

    def _case(
        self, before: Payment, event: PaymentEvent, after: Payment
    ) -> Case | None:
        """What somebody must look at, as it goes into the same transaction."""
        kind = casework.kind_of(before, event, after)
        if kind is None:
            return None
        id_ = casework.case_id(event.key, kind)
        if self.record.case(id_) is not None:
            return None  # raised once is enough
        return Case(id_, kind, event.key, self.decisions.now())

    def _deferred(self) -> list[Intent]:
        """Every deferral that central has not answered yet."""
        return [
            state.intent
            for state in self._alive.values()
            if isinstance(state, Deferred | CarryingOut)
        ]

    def _intent(self, quote: PreSettlement, method: Method, order: Order) -> Intent:
        return Intent(
            key=self.decisions.new_key(),
            patient_id=quote.patient_id,
            bill_ids=quote.bill_ids,
            pre_settlement_id=quote.id,
            split=quote.split,
            method=method,
            opened_at=self.decisions.now(),
            patience=self.decisions.patience,
            order=order,
            deposits=quote.deposits,
            returns=quote.returns,
            is_invoiced=quote.is_invoiced,
            trace=current(),
        )

    def _remember(self, state: Payment) -> None:
        """Keep what can still move. The journal keeps the rest."""
        self._alive[state.intent.key] = state
        if not payment.is_open(state):
            del self._alive[state.intent.key]


def _log(event: PaymentEvent, state: Payment, case: Case | None) -> None:
    name, now = type(event).__name__, type(state).__name__
    log.info("payment.moved", key=event.key, fact=name, state=now)
    if case is not None:
        log.warning("case.opened", key=event.key, reason=case.kind.value)
