"""Every print job that is alive: its start is on disk before its first byte."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.app import log
from kiosk.app.events import Effect
from kiosk.app.surroundings import UNOBSERVED, CapReached, Observer, Record
from kiosk.central.tracing import current, traced
from kiosk.flows import casework, printing
from kiosk.flows.printing import (
    Barred,
    Cap,
    File,
    InDoubt,
    Job,
    Paper,
    PaperEvent,
    PrintStarted,
    Slip,
    Unprinted,
)
from kiosk.flows.visit_effects import StartPrint, StartSheet
from kiosk.flows.visit_events import PaperMoved, VisitEvent
from kiosk.model.case import Case, CaseKind
from kiosk.model.document import Document
from kiosk.model.invoice import Invoice
from offline_queue.errors import StorageError


@dataclass(frozen=True, slots=True)
class Papers:
    """Starts print jobs and notes what became of them.

    `most_copies` is the hospital's cap for an invoice that no list has shown.
    """

    record: Record
    new_key: Callable[[], str]
    now: Callable[[], datetime]
    receipt: Callable[[StartPrint], Slip]
    perform: Callable[[Effect], None]
    deliver: Callable[[], None]
    tell: Callable[[VisitEvent], None]
    most_copies: int
    observer: Observer = UNOBSERVED
    _alive: dict[str, Paper] = field(default_factory=dict)

    @property
    def alive(self) -> list[Paper]:
        """Every job whose end is not known yet."""
        return list(self._alive.values())

    def take_up(self, state: Paper) -> None:
        """Go on with a job that a power cut left behind."""
        self._alive[state.job.id] = state

    def start(self, effect: StartPrint) -> None:
        """Begin one job with what is true of a payment now."""
        key = effect.payment.intent.key
        job = Job(
            self.new_key(),
            effect.document,
            key,
            effect.copy,
            begun_at=self.now(),
            trace=current(),
        )
        if effect.document is Document.RECEIPT:
            self.handle(PrintStarted(job, self.receipt(effect)))
            return
        invoice = getattr(effect.payment, "invoice", None)
        self._start(job, invoice, Cap(self.most_copies), invoice)

    def start_sheet(self, effect: StartSheet) -> None:
        """Begin one job of a document that was fetched."""
        wanted, file = effect.sheet.wanted, effect.sheet.file
        job = Job(
            self.new_key(),
            wanted.document,
            copy=effect.copy,
            begun_at=self.now(),
            trace=current(),
        )
        if wanted.listed is None:
            self.handle(PrintStarted(job, file))
            return
        cap = Cap(wanted.listed.most_prints, wanted.listed.printed)
        self._start(job, wanted.listed.invoice, cap, file)

    def _start(
        self,
        job: Job,
        invoice: Invoice | None,
        cap: Cap,
        content: Invoice | File | None,
    ) -> None:
        """An invoice's copy has the number that follows on all that there may be."""
        if invoice is None:
            return
        copy = job.copy
        if job.document is Document.INVOICE:
            there = printing.copies(self.record.copies(invoice), cap.counted)
            copy = max(copy, there + 1)
        job = replace(job, copy=copy, invoice=invoice)
        self.handle(PrintStarted(job, content, cap))

    def handle(self, event: PaperEvent) -> None:
        """Advance one job. Nothing is sent to a printer before it is on disk."""
        before: Paper | None = None
        if isinstance(event, PrintStarted):
            state, effects = printing.begin(event)
        else:
            # From the disk: a person may have looked at it from beside the kiosk.
            before = self.record.paper(event.key)
            if before is None:
                return
            state, effects = printing.step(before, event)
            if state == before:
                return
        with traced(state.job.trace):
            if not self._write(event, state):
                return
            self.observer.paper_moved(before, state)
            self._alive[event.key] = state
            if not printing.is_open(state):
                del self._alive[event.key]
            for effect in effects:
                self.perform(effect)
            if printing.owed(state):
                self.deliver()
        self.tell(PaperMoved(state))

    def _write(self, event: PaperEvent, state: Paper) -> bool:
        cap = event.cap if isinstance(event, PrintStarted) else None
        try:
            self.record.record_paper(event, state, self._case(state), cap)
        except CapReached:
            self.tell(PaperMoved(Barred(state.job)))
            return False
        except StorageError:
            # A start that is not on the disk never was. One without an end would be in
            # doubt after a restart too, and until then nobody waits for it.
            if isinstance(event, PrintStarted):
                self.tell(PaperMoved(Unprinted(state.job)))
            elif self._alive.pop(event.key, None):
                self.tell(PaperMoved(InDoubt(state.job)))
            raise
        return True

    def _case(self, state: Paper) -> Case | None:
        """What is in doubt is shown to the staff, once it is known."""
        match state:
            case InDoubt(job, None) if job.document.is_reported:
                kind = CaseKind.PAPER_IN_DOUBT
                about = job.document.value
                log.warning("case.opened", key=job.id, reason=kind.value)
                id_ = casework.case_id(job.id, kind)
                key = job.payment_key or job.id
                return Case(id_, kind, key, self.now(), about)
        return None
