"""Runs the flows: decide, write it down, and only then act.

One thread. Nothing here waits: whatever takes time is an effect, and its outcome comes
back as an event.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.app import log
from kiosk.app.cancellations import Cancellations
from kiosk.app.events import Delivered, Effect, Event, InVisit, PatienceOver
from kiosk.app.exchanges import Exchanges
from kiosk.app.intake import Intake
from kiosk.app.papers import Papers
from kiosk.app.payments import Decisions, Payments
from kiosk.app.surroundings import (
    UNOBSERVED,
    Observer,
    Occupancy,
    Outside,
    Promises,
    Record,
)
from kiosk.central.tracing import current, traced
from kiosk.flows import casework, payment, visit
from kiosk.flows.attending_states import Trying
from kiosk.flows.cancelling import CancelEvent
from kiosk.flows.casework import CaseEvent, CaseOpened
from kiosk.flows.exchange import ExchangeEvent, ExchangeState
from kiosk.flows.payment_events import PaymentEvent, QrTakenDown
from kiosk.flows.payment_states import (
    Authorising,
    AwaitingPayer,
    Charging,
    Payment,
)
from kiosk.flows.printing import Paper, PaperEvent, Printing
from kiosk.flows.recovery import on_waking
from kiosk.flows.visit_effects import (
    FindOpenItems,
    Identify,
    OpenCancellation,
    OpenDeferral,
    OpenExchange,
    OpenPayment,
    StartPrint,
    StartSheet,
    TakeDownQr,
    WeighDeferral,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    CancelMoved,
    Clock,
    ExchangeMoved,
    HintGiven,
    PagePictured,
    PagesCounted,
    PanelRead,
    PaperMoved,
    PaymentMoved,
    Scanned,
    ScannedTooSoon,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    Finished,
    Idle,
    Resting,
    Starting,
    Troubled,
    Visit,
)
from kiosk.model.codes import Code, read
from kiosk.model.intent import Method, Order, Patience
from offline_queue.errors import StorageError

# What moves without anybody doing anything.
OF_THE_WORLD = (
    AbilitiesChanged,
    PaymentMoved,
    PaperMoved,
    PagesCounted,
    PagePictured,
    ExchangeMoved,
    CancelMoved,
    PanelRead,
)
UNDER_WAY = (Authorising, Charging, AwaitingPayer)


class Engine:
    """The kiosk's one mind: the visit at hand and every payment and print alive."""

    def __init__(
        self,
        record: Record,
        outside: Outside,
        occupancy: Occupancy,
        *,
        new_key: Callable[[], str],
        now: Callable[[], datetime],
        patience: Patience,
        order_of: Callable[[Method], Order],
        promises: Promises,
        most_copies: int,
        intake: Intake,
        observer: Observer = UNOBSERVED,
        new_trace: Callable[[], str] = str,
    ) -> None:
        """`most_copies` of an invoice may be printed where central names no cap; with
        no `new_trace` nothing is traced."""
        self._record = record
        self._observer = observer
        self._outside = outside
        self._occupancy = occupancy
        self._intake = intake
        self._now = now
        self._payments = Payments(
            record,
            Decisions(new_key, now, patience, order_of, promises),
            self._perform,
            outside.deliver,
            self._in_visit,
            observer,
        )
        self._papers = Papers(
            record,
            new_key,
            now,
            outside.receipt,
            self._perform,
            outside.deliver,
            self._in_visit,
            most_copies,
            observer,
        )
        self._exchanges = Exchanges(
            record, new_key, now, self._perform, outside.deliver, self._in_visit
        )
        self._cancellations = Cancellations(
            record, new_key, outside.deliver, self._in_visit
        )
        self.visit: Visit = Starting()
        self.visit_number = 0
        # Whether a charge or a print is under way: soon over, and what waits for the
        # network is not of it. Read from any thread.
        self.moves = False
        self._visit_began = now()
        self._new_trace = new_trace
        self._trace = ""
        self._timer = 0

    @property
    def alive(self) -> list[Payment]:
        """Every payment that can still move, or still owes something."""
        return self._payments.alive

    @property
    def trace(self) -> str:
        """Of the visit at hand, once a code has come. Any thread may ask."""
        return self._trace

    def recover(self) -> None:
        """Take up what a power cut left behind, before the first scan.

        What can be read is taken up even when something cannot, and is a bug.
        """
        exchanges: list[ExchangeState] = []
        try:
            for state in self._record.unfinished():
                if isinstance(state, Paper):
                    self._papers.take_up(state)
                elif isinstance(state, ExchangeState):
                    exchanges.append(state)
                else:
                    self._payments.take_up(state)
        finally:
            try:
                self._wake(exchanges)
            finally:
                self._mark_occupied()
                self._outside.show(self.visit)
                self._outside.deliver()

    def _wake(self, exchanges: list[ExchangeState]) -> None:
        """Write down what the power cut made true, each fact for itself."""
        unwritten: StorageError | None = None
        alive = [*self._payments.alive, *self._papers.alive, *exchanges]
        for event in list(on_waking(alive)):
            try:
                self.handle(event)
            except StorageError as error:
                unwritten = error
        if unwritten:
            raise unwritten

    def handle(self, event: Event) -> None:
        """Advance by one event. Nothing is done before it is on disk.

        What is the visit's belongs to its trace, from the first code on; the rest
        belongs to the trace that it comes in.
        """
        if isinstance(event, Delivered) and visit.scan_step(self.visit) is not None:
            self._trace = self._trace or self._new_trace()
        is_of_visit = isinstance(event, InVisit | Delivered | PatienceOver | VisitEvent)
        try:
            with traced(self._trace if is_of_visit else current()):
                self._handle(event)
        finally:
            self._mark_occupied()

    def _handle(self, event: Event) -> None:
        match event:
            case InVisit(number, inner):
                if number == self.visit_number:  # a late reply reaches nobody else
                    self._in_visit(inner)
            case PatienceOver(number):
                if number == self._timer:
                    self._in_visit(Clock.TIMED_OUT)
            case Delivered(raw):
                scan_step = visit.scan_step(self.visit)
                if scan_step is None:  # rule D6: never queued
                    self._observer.scan_ignored()
                else:
                    self._in_visit(self._heard(read(raw, scan_step)))
            case _ if isinstance(event, PaymentEvent):
                self._payments.handle(event)
            case _ if isinstance(event, PaperEvent):
                self._papers.handle(event)
            case _ if isinstance(event, ExchangeEvent):
                self._exchanges.handle(event)
            case _ if isinstance(event, CancelEvent):
                self._cancellations.handle(event)
            case _ if isinstance(event, CaseEvent):
                self._in_case(event)
            case _:
                self._in_visit(event)

    def _heard(self, code: Code) -> Scanned | ScannedTooSoon:
        """What a code is to the visit: of too many in a row none is looked up."""
        self._intake.came(code)
        scanned = Scanned(code)
        _, effects = visit.step(self.visit, scanned)
        is_asked = any(isinstance(one, Identify) for one in effects)
        if is_asked and not self._intake.may_look_up():
            return ScannedTooSoon()
        return scanned

    def _in_visit(self, event: VisitEvent) -> None:
        before = self.visit
        after, effects = visit.step(before, event)
        begins = isinstance(before, Resting) and not isinstance(after, Resting)
        if begins and not self._occupancy.begin():
            return  # we are about to be stopped: she would be cut short
        self.visit = after
        self._observer.visit_moved(before, event, after)
        self._count_visits(before)
        self._watch_patience(before, event)
        if self.visit != before:
            self._outside.show(self.visit)
        for effect in effects:
            match effect:
                case OpenPayment():
                    self._payments.open(effect)
                case TakeDownQr(key):
                    self._payments.handle(QrTakenDown(key))
                case WeighDeferral():
                    self._payments.weigh(effect)
                case OpenDeferral():
                    self._payments.defer(effect)
                case StartPrint():
                    self._papers.start(effect)
                case StartSheet():
                    self._papers.start_sheet(effect)
                case OpenExchange():
                    self._exchanges.open(effect)
                case OpenCancellation():
                    self._cancellations.open(effect)
                case FindOpenItems(patient_id):
                    here = self._payments.of(patient_id)
                    self._perform(replace(effect, here=here))
                case _:
                    self._perform(effect)

    def _in_case(self, event: CaseEvent) -> None:
        before = self._record.case(event.key)
        if isinstance(event, CaseOpened):
            if before is not None:
                return  # raised once is enough
            state = casework.begin(event)
            log.warning("case.opened", key=event.key, reason=event.case.kind.value)
        elif before is None:
            return
        else:
            state = casework.step(before, event)
        self._record.record_case(event, state)
        self._outside.deliver()

    def _perform(self, effect: Effect) -> None:
        self._outside.perform(effect, self.visit_number)

    def _mark_occupied(self) -> None:
        prints = any(isinstance(one, Printing) for one in self._papers.alive)
        alive = self._payments.alive
        self.moves = prints or any(isinstance(one, UNDER_WAY) for one in alive)
        is_served = not isinstance(self.visit, Resting)
        if is_served or prints or any(map(payment.moves_money, alive)):
            self._occupancy.begin()
        else:
            self._occupancy.end()

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
            self._trace = ""

    def _watch_patience(self, before: Visit, event: VisitEvent) -> None:
        """Start the clock again when somebody does something or the screen changes."""
        wait_s = patience_s(self.visit)
        is_seen = isinstance(event, HintGiven) and self.visit == before
        is_shown = isinstance(before, Trying) and isinstance(event, HintGiven | Scanned)
        unmoved = is_seen or is_shown or isinstance(event, OF_THE_WORLD)
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
