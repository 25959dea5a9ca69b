"""Runs the flows: decide, write it down, and only then act.

One thread. Nothing here waits: whatever takes time is an effect, and its outcome comes
back as an event.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from kiosk.app import log
from kiosk.app.events import Delivered, Effect, Event, InVisit, PatienceOver
from kiosk.flows import payment, printing, visit
from kiosk.flows.payment_effects import AskCharge, GiveUp
from kiosk.flows.payment_events import (
    Opened,
    PaymentEvent,
    PowerReturned,
    TimeRanOut,
)
from kiosk.flows.payment_states import AwaitingPayer, Charging, Payment
from kiosk.flows.printing import (
    Document,
    InDoubt,
    Job,
    Paper,
    PaperEvent,
    PrintStarted,
)
from kiosk.flows.recovery import on_waking
from kiosk.flows.visit_effects import OpenPayment, StartPrint
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    Clock,
    Failed,
    PaperMoved,
    PaymentMoved,
    Scanned,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    Finished,
    Idle,
    Problem,
    Resting,
    Starting,
    Troubled,
    Visit,
)
from kiosk.model.codes import read
from kiosk.model.intent import Intent, Patience
from kiosk.model.invoice import Invoice
from kiosk.model.receipt import Receipt
from offline_queue.errors import StorageError


class Record(Protocol):
    """Where facts are written before they have effect."""

    def record_payment(self, event: PaymentEvent, state: Payment) -> None: ...

    def record_paper(self, event: PaperEvent, state: Paper) -> None: ...

    def payment(self, key: str) -> Payment | None: ...

    def unfinished(self) -> Iterator[Payment | Paper]: ...


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

    def receipt(self, effect: StartPrint) -> Receipt:
        """Fill in what stands on a slip besides the payment."""


class Engine:
    """The kiosk's one mind: the visit at hand and every payment and print alive."""

    def __init__(
        self,
        record: Record,
        outside: Outside,
        *,
        new_key: Callable[[], str],
        now: Callable[[], datetime],
        patience: Patience,
    ) -> None:
        self._record = record
        self._outside = outside
        self._new_key = new_key
        self._now = now
        self._patience = patience
        self.visit: Visit = Starting()
        self.visit_number = 0
        self._visit_began = now()
        self._timer = 0
        self._payments: dict[str, Payment] = {}
        self._papers: dict[str, Paper] = {}

    def recover(self) -> None:
        """Take up what a power cut left behind, before the first scan.

        What can be read is taken up even when something cannot, and is a bug.
        """
        try:
            for state in self._record.unfinished():
                if isinstance(state, Paper):
                    self._papers[state.job.id] = state
                else:
                    self._payments[state.intent.key] = state
        finally:
            try:
                self._wake()
            finally:
                self._outside.show(self.visit)
                self._outside.deliver()

    def _wake(self) -> None:
        """Write down what the power cut made true, each fact for itself."""
        unwritten: StorageError | None = None
        alive = [*self._payments.values(), *self._papers.values()]
        for event in list(on_waking(alive)):
            try:
                self.handle(event)
            except StorageError as error:
                unwritten = error
        if unwritten:
            raise unwritten

    def handle(self, event: Event) -> None:
        """Advance by one event. Nothing is done before it is on disk."""
        match event:
            case InVisit(number, inner):
                if number == self.visit_number:  # a late reply reaches nobody else
                    self._in_visit(inner)
            case PatienceOver(number):
                if number == self._timer:
                    self._in_visit(Clock.TIMED_OUT)
            case Delivered(raw):
                scan_step = visit.scan_step(self.visit)
                if scan_step is not None:  # rule D6: never queued
                    self._in_visit(Scanned(read(raw, scan_step)))
            case _ if isinstance(event, PaymentEvent):
                self._in_payment(event)
            case _ if isinstance(event, PaperEvent):
                self._in_paper(event)
            case _:
                self._in_visit(event)

    def _in_visit(self, event: VisitEvent) -> None:
        before = self.visit
        self.visit, effects = visit.step(before, event)
        self._count_visits(before)
        self._watch_patience(before, event)
        if self.visit != before:
            self._outside.show(self.visit)
        for effect in effects:
            match effect:
                case OpenPayment():
                    self._open(effect)
                case StartPrint():
                    self._start_print(effect)
                case _:
                    self._outside.perform(effect, self.visit_number)

    def _in_payment(self, event: PaymentEvent) -> None:
        if isinstance(event, Opened):
            state, effects = payment.begin(event)
        else:
            before = self._payments.get(event.key) or self._record.payment(event.key)
            if before is None:
                return  # an answer about a payment that is not ours
            state, effects = payment.step(before, event)
            if state == before and not effects:
                return  # it changes nothing, so it is no fact worth keeping
        try:
            self._record.record_payment(event, state)
        except StorageError:
            self._not_written(event)
            raise
        log.info(
            "payment.moved",
            key=event.key,
            event=type(event).__name__,
            state=type(state).__name__,
        )
        self._remember(state)
        self._outside.deliver()
        for effect in effects:
            self._outside.perform(effect, self.visit_number)
        self._in_visit(PaymentMoved(state))

    def _not_written(self, event: PaymentEvent) -> None:
        """What is not on the disk has not happened. Nobody waits for it for ever."""
        again: Effect
        if isinstance(event, Opened):
            self._in_visit(Failed(Problem.FAULT))
        elif isinstance(self._payments.get(event.key), Charging | AwaitingPayer):
            soon_s = self._patience.query_every_s
            if isinstance(event, TimeRanOut | PowerReturned):
                again = GiveUp(event.key, soon_s)
            else:
                again = AskCharge(event.key, soon_s)
            self._outside.perform(again, self.visit_number)

    def _in_paper(self, event: PaperEvent) -> None:
        if isinstance(event, PrintStarted):
            state, effects = printing.begin(event)
        else:
            before = self._papers.get(event.key)
            if before is None:
                return
            state, effects = printing.step(before, event)
            if state == before:
                return
        try:
            self._record.record_paper(event, state)
        except StorageError:
            # A start without an end on the disk: after a restart it would be in doubt
            # too, and until then nobody waits for it.
            if self._papers.pop(event.key, None):
                self._in_visit(PaperMoved(InDoubt(state.job)))
            raise
        self._papers[event.key] = state
        if not printing.is_open(state):
            del self._papers[event.key]
        for effect in effects:
            self._outside.perform(effect, self.visit_number)
        self._in_visit(PaperMoved(state))

    def _open(self, effect: OpenPayment) -> None:
        """Make the key and commit the decision: rule M1."""
        quote = effect.quote
        intent = Intent(
            key=self._new_key(),
            patient_id=quote.patient_id,
            bill_ids=quote.bill_ids,
            pre_settlement_id=quote.id,
            split=quote.split,
            method=effect.method,
            opened_at=self._now(),
            patience=self._patience,
        )
        self._in_payment(Opened(intent, effect.code))

    def _start_print(self, effect: StartPrint) -> None:
        content: Receipt | Invoice | None
        if effect.document is Document.RECEIPT:
            content = self._outside.receipt(effect)
        else:
            content = getattr(effect.payment, "invoice", None)
        key = effect.payment.intent.key
        job = Job(self._new_key(), effect.document, key, effect.copy)
        self._in_paper(PrintStarted(job, content))

    def _remember(self, state: Payment) -> None:
        """Keep what can still move. The journal keeps the rest."""
        key = state.intent.key
        self._payments[key] = state
        if not payment.is_open(state):
            del self._payments[key]

    def _count_visits(self, before: Visit) -> None:
        """A visit begins where nobody stood and ends where nobody stands."""
        was_empty = isinstance(before, Resting)
        is_empty = isinstance(self.visit, Resting)
        if was_empty and not is_empty:
            self._visit_began = self._now()
        elif is_empty and not was_empty:
            seconds = (self._now() - self._visit_began).total_seconds()
            log.info(
                "visit.ended",
                visit=self.visit_number,
                state=_outcome(before),
                seconds=round(seconds, 1),
            )
            self.visit_number += 1

    def _watch_patience(self, before: Visit, event: VisitEvent) -> None:
        """Start the clock again when somebody does something or the screen changes."""
        wait_s = patience_s(self.visit)
        unmoved = isinstance(event, AbilitiesChanged | PaymentMoved | PaperMoved)
        same = type(self.visit) is type(before)
        if unmoved and same and wait_s == patience_s(before):
            return
        self._timer += 1
        if wait_s is not None:
            self._outside.wake(wait_s, self._timer)


def _outcome(last: Visit) -> str:
    """How a visit ended, in one word that names nobody."""
    match last:
        case Idle(behind):
            return f"Idle.{_outcome(behind)}"
        case Finished(payment=payment_):
            return f"Finished.{type(payment_).__name__}"
        case Troubled(problem=problem):
            return f"Troubled.{problem}"
    return type(last).__name__
