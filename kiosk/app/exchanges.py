"""Every exchange, 换开: written down, and only then acted on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app import log
from kiosk.app.events import Effect
from kiosk.app.surroundings import Record
from kiosk.flows import casework, exchange
from kiosk.flows.exchange import (
    Doubtful,
    ExchangeEvent,
    ExchangeOpened,
    ExchangeState,
)
from kiosk.flows.visit_effects import OpenExchange
from kiosk.flows.visit_events import ExchangeMoved, Failed, VisitEvent
from kiosk.flows.visit_states import Problem
from kiosk.model.case import Case, CaseKind
from kiosk.model.document import Document
from kiosk.model.invoice import Exchange
from offline_queue.errors import StorageError


@dataclass(frozen=True, slots=True)
class Exchanges:
    """One at a time: nobody knows which form lies on top while one is open."""

    record: Record
    new_key: Callable[[], str]
    now: Callable[[], datetime]
    perform: Callable[[Effect], None]
    deliver: Callable[[], None]
    tell: Callable[[VisitEvent], None]

    def open(self, effect: OpenExchange) -> None:
        """Make the key and commit the decision."""
        stock = self.record.free_stock()
        form = stock.top if stock else None
        invoice = effect.listed.invoice
        if form is None or invoice is None:
            self.tell(Failed(Problem.NO_FORMS))
            return
        wanted = Exchange(self.new_key(), effect.patient_id, invoice, form)
        self.handle(ExchangeOpened(wanted))

    def handle(self, event: ExchangeEvent) -> None:
        """Advance one exchange. Nothing is done before it is on disk."""
        if isinstance(event, ExchangeOpened):
            state, effects = exchange.begin(event)
        else:
            # From the disk: a person may have ended it from beside the kiosk.
            before = self.record.exchange(event.key)
            if before is None:
                return
            state, effects = exchange.step(before, event)
            if state == before:
                return
        self._write(event, state)
        for effect in effects:
            self.perform(effect)
        if exchange.owed(state):
            self.deliver()
        self.tell(ExchangeMoved(state))

    def _write(self, event: ExchangeEvent, state: ExchangeState) -> None:
        """What cannot be written down is not waited for: a restart will tell."""
        try:
            self.record.record_exchange(event, state, self._case(state))
        except StorageError:
            if isinstance(event, ExchangeOpened):
                self.tell(Failed(Problem.FAULT))
            else:
                self.tell(ExchangeMoved(Doubtful(state.exchange)))
            raise

    def _case(self, state: ExchangeState) -> Case | None:
        if not isinstance(state, Doubtful):
            return None
        key = state.exchange.key
        log.warning("case.opened", key=key, reason=CaseKind.PAPER_IN_DOUBT.value)
        id_ = casework.case_id(key, CaseKind.PAPER_IN_DOUBT)
        about = Document.EXCHANGE.value
        return Case(id_, CaseKind.PAPER_IN_DOUBT, key, self.now(), about)
