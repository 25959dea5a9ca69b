"""Every print job that is alive: its start is on disk before its first byte."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.app.events import Effect
from kiosk.app.surroundings import Record
from kiosk.flows import printing
from kiosk.flows.printing import (
    Document,
    InDoubt,
    Job,
    Paper,
    PaperEvent,
    PrintStarted,
)
from kiosk.flows.visit_effects import StartPrint
from kiosk.flows.visit_events import PaperMoved, VisitEvent
from kiosk.model.invoice import Invoice
from kiosk.model.receipt import Receipt
from offline_queue.errors import StorageError


@dataclass(frozen=True, slots=True)
class Papers:
    """Starts print jobs and notes what became of them."""

    record: Record
    new_key: Callable[[], str]
    receipt: Callable[[StartPrint], Receipt]
    perform: Callable[[Effect], None]
    tell: Callable[[VisitEvent], None]
    _alive: dict[str, Paper] = field(default_factory=dict)

    @property
    def alive(self) -> list[Paper]:
        """Every job whose end is not known yet."""
        return list(self._alive.values())

    def take_up(self, state: Paper) -> None:
        """Go on with a job that a power cut left behind."""
        self._alive[state.job.id] = state

    def start(self, effect: StartPrint) -> None:
        """Begin one job with what is true now."""
        content: Receipt | Invoice | None
        if effect.document is Document.RECEIPT:
            content = self.receipt(effect)
        else:
            content = getattr(effect.payment, "invoice", None)
        key = effect.payment.intent.key
        job = Job(self.new_key(), effect.document, key, effect.copy)
        self.handle(PrintStarted(job, content))

    def handle(self, event: PaperEvent) -> None:
        """Advance one job. Nothing is sent to a printer before it is on disk."""
        if isinstance(event, PrintStarted):
            state, effects = printing.begin(event)
        else:
            before = self._alive.get(event.key)
            if before is None:
                return
            state, effects = printing.step(before, event)
            if state == before:
                return
        try:
            self.record.record_paper(event, state)
        except StorageError:
            # A start without an end on the disk: after a restart it would be in doubt
            # too, and until then nobody waits for it.
            if self._alive.pop(event.key, None):
                self.tell(PaperMoved(InDoubt(state.job)))
            raise
        self._alive[event.key] = state
        if not printing.is_open(state):
            del self._alive[event.key]
        for effect in effects:
            self.perform(effect)
        self.tell(PaperMoved(state))
