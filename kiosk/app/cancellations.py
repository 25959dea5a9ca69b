"""Every cancellation, 退号: written down, and owed until central has it."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app import log
from kiosk.app.surroundings import Record
from kiosk.flows import cancelling
from kiosk.flows.cancelling import CancelEvent, CancelOpened
from kiosk.flows.visit_effects import OpenCancellation
from kiosk.flows.visit_events import CancelMoved, Failed, VisitEvent
from kiosk.flows.visit_states import Problem
from kiosk.model.registration import Cancellation
from offline_queue.errors import StorageError


@dataclass(frozen=True, slots=True)
class Cancellations:
    """The outbox carries each; nothing else has to be done."""

    record: Record
    new_key: Callable[[], str]
    deliver: Callable[[], None]
    tell: Callable[[VisitEvent], None]

    def open(self, effect: OpenCancellation) -> None:
        """Make the key and commit the decision."""
        wanted = Cancellation(self.new_key(), effect.patient_id, effect.registration_id)
        try:
            self.handle(CancelOpened(wanted))
        except StorageError:
            self.tell(Failed(Problem.FAULT))
            raise

    def handle(self, event: CancelEvent) -> None:
        """Advance one cancellation. Nothing is done before it is on disk."""
        if isinstance(event, CancelOpened):
            state = cancelling.begin(event)
        else:
            before = self.record.cancellation(event.key)
            if before is None:
                return
            state = cancelling.step(before, event)
            if state == before:
                return
        self.record.record_cancellation(event, state)
        log.info("cancellation.moved", key=event.key, state=type(state).__name__)
        self.deliver()
        self.tell(CancelMoved(state))
