"""The journal and the outbox in the kiosk's own words.

One transaction writes a fact, makes the outbox owe exactly what the new state owes,
and opens the case that it gives rise to.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from kiosk.app import log, records
from kiosk.app.fleet_duty import ReportEvent
from kiosk.app.surroundings import CapReached
from kiosk.central.tracing import current
from kiosk.flows import (
    cancelling,
    casework,
    exchange,
    payment,
    printing,
    recovery,
)
from kiosk.flows.cancelling import (
    CancelEvent,
    CancelOpened,
    CancelRegistration,
    CancelState,
)
from kiosk.flows.casework import CaseEvent, CaseOpened, CaseState, ReportCase
from kiosk.flows.exchange import (
    ConfirmExchange,
    ExchangeEvent,
    ExchangeOpened,
    ExchangeState,
    VoidExchange,
)
from kiosk.flows.payment_effects import (
    BeginDeferral,
    CarryOut,
    CloseCharge,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReturnDeposit,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import Opened, PaymentEvent
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import (
    Cap,
    Job,
    Paper,
    PaperEvent,
    PrintStarted,
    ReportPrint,
)
from kiosk.model.case import Case
from kiosk.model.document import Document
from kiosk.model.fleet import FleetEvent
from kiosk.model.invoice import Invoice, Stock
from offline_queue.database import Database, Transaction
from offline_queue.errors import Incomplete, Locked
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task

# Rule O4: what gives money back or ends a doubt first, then settlements, then
# deferrals, then reports.
PRIORITIES: dict[type, int] = {
    ReverseCharge: 0,
    CloseCharge: 0,
    RevokeSettlement: 0,
    RefundCharge: 1,
    ReturnDeposit: 1,
    Settle: 2,
    CarryOut: 3,
    BeginDeferral: 4,
    IssueInvoice: 5,
    ReportDebt: 6,
    ReportCase: 6,
    ReportPrint: 6,
    VoidExchange: 6,
    ConfirmExchange: 6,
    CancelRegistration: 1,
    ReportEvent: 7,
}


EVENTS = "events"  # the lane of what happened to the kiosk
MOST_EVENTS = 10_000  # that may wait: a week of one a minute
NOTE = "note"  # a kind of stream: what an interface must know of a payment
STOCK = "stock"  # the name under which the forms in the tray are kept
# Kinds of stream.
FORGOTTEN = ("payment", "paper", "copies", "exchange", "cancellation", "case")


class Ledger:
    """What the kiosk has promised never to forget. Used by one thread."""

    def __init__(
        self, database: Database, random_bytes: Callable[[int], bytes]
    ) -> None:
        self._database = database
        self._journal = Journal(database)
        self._salt = self.keepsake("salt", lambda: random_bytes(16))

    def record_payment(
        self, event: PaymentEvent, state: Payment, case: Case | None = None
    ) -> None:
        """Write the fact, what it leaves owing, and the case it is, if it is one."""
        with self._database.transaction() as transaction:
            self._write(transaction, event, state, case, payment.is_open(state))

    def record_paper(
        self,
        event: PaperEvent,
        state: Paper,
        case: Case | None = None,
        cap: Cap | None = None,
    ) -> None:
        """Write the fact, the report that it leaves owing, and the case it is.

        Raise CapReached where it would start a copy too many: counted here, in the
        transaction of the start (rule P6).
        """
        with self._database.transaction() as transaction:
            if isinstance(event, PrintStarted):
                self._count_copy(transaction, event.job, cap)
            self._write(transaction, event, state, case, printing.is_open(state))

    def paper(self, key: str) -> Paper | None:
        """Replay one print job, finished or not."""
        bodies = self._journal.read(f"paper/{key}")
        return _replay_paper(bodies) if bodies else None

    def papers(self) -> Iterator[Paper]:
        """Replay every print job that is there whole. Raise Unreadable."""
        for stream in self._journal.streams("paper/"):
            with suppress(Incomplete):
                yield _replay_paper(self._journal.read(stream))

    def record_exchange(
        self, event: ExchangeEvent, state: ExchangeState, case: Case | None = None
    ) -> None:
        """Write the fact, what it leaves owing, the form that it uses up, and the case
        it is."""
        with self._database.transaction() as transaction:
            stock = self.stock()
            if stock is not None and exchange.uses_form(state):
                _keep_stock(transaction, stock, stock.without(state.exchange.form))
            self._write(transaction, event, state, case, exchange.is_open(state))

    def exchange(self, key: str) -> ExchangeState | None:
        """Replay one exchange, finished or not."""
        bodies = self._journal.read(f"exchange/{key}")
        return _replay_exchange(bodies) if bodies else None

    def exchanges(self) -> Iterator[ExchangeState]:
        """Replay every exchange that is there whole. Raise Unreadable."""
        for stream in self._journal.streams("exchange/"):
            with suppress(Incomplete):
                yield _replay_exchange(self._journal.read(stream))

    def record_cancellation(self, event: CancelEvent, state: CancelState) -> None:
        """Write the fact, and what it leaves owing."""
        stream, tasks = self._owing(state)
        body = records.encode(event, current())
        with self._database.transaction() as transaction:
            Journal.append(transaction, stream, body, is_open=bool(tasks))
            Outbox.owe(transaction, stream, tasks)

    def cancellation(self, key: str) -> CancelState | None:
        """Replay one cancellation, finished or not."""
        bodies = self._journal.read(f"cancellation/{key}")
        return _replay_cancellation(bodies) if bodies else None

    def cancellations(self) -> Iterator[CancelState]:
        """Replay every cancellation that is there whole. Raise Unreadable."""
        for stream in self._journal.streams("cancellation/"):
            with suppress(Incomplete):
                yield _replay_cancellation(self._journal.read(stream))

    def stock(self) -> Stock | None:
        """The numbered forms in the tray; None where nobody ever loaded any."""
        kept = self.kept(STOCK)
        if kept is None:
            return None
        code, first, last = kept.decode().split()
        return Stock(code, int(first), int(last))

    def free_stock(self) -> Stock | None:
        """The same, while no exchange is open: its form may be gone, or not."""
        opened = self._journal.open_streams()
        is_busy = any(stream.startswith("exchange/") for stream in opened)
        return None if is_busy else self.stock()

    def free_forms(self) -> int:
        """How many of them."""
        stock = self.free_stock()
        return stock.remaining if stock else 0

    def load_stock(self, stock: Stock) -> None:
        """A person has loaded the tray, and read the numbers."""
        with self._database.transaction() as transaction:
            _keep_stock(transaction, self.stock(), stock)

    def copies(self, invoice: Invoice) -> list[Paper]:
        """Every job of this invoice that this kiosk still knows of."""
        jobs = self._journal.read(self._copies_stream(invoice))
        papers = (self.paper(job.decode()) for job in jobs)
        return [paper for paper in papers if paper is not None]

    def _count_copy(self, transaction: Transaction, job: Job, cap: Cap | None) -> None:
        if job.document is not Document.INVOICE or job.invoice is None or cap is None:
            return
        if printing.copies(self.copies(job.invoice), cap.counted) >= cap.most:
            raise CapReached
        stream = self._copies_stream(job.invoice)
        Journal.append(transaction, stream, job.id.encode(), is_open=False)

    def _copies_stream(self, invoice: Invoice) -> str:
        return f"copies/{self._disguise(f'{invoice.code} {invoice.number}')}"

    def record_case(self, event: CaseEvent, state: CaseState) -> None:
        """Write the fact, and whether central must still be told."""
        with self._database.transaction() as transaction:
            _append_case(transaction, event, state)

    def owe_event(self, event: FleetEvent) -> bool:
        """Owe central what happened to the kiosk; False, and it is lost, where too much
        is owed already."""
        if Outbox(self._database).count() >= MOST_EVENTS:
            return False
        stream = f"event/{event.id}"
        task = _task(stream, ReportEvent(event), EVENTS)
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, stream, [task])
        return True

    def forget_event(self, event_id: str) -> None:
        """Central has it."""
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, f"event/{event_id}", [])

    def owe_again(self, state: Payment | Paper | ExchangeState | CancelState) -> None:
        """Have the outbox owe what this state does: a salvaged one may not."""
        stream, tasks = self._owing(state)
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, stream, tasks)

    def _write(
        self,
        transaction: Transaction,
        event: PaymentEvent | PaperEvent | ExchangeEvent,
        state: Payment | Paper | ExchangeState,
        case: Case | None,
        is_open: bool,
    ) -> None:
        stream, tasks = self._owing(state)
        Journal.append(
            transaction, stream, records.encode(event, current()), is_open=is_open
        )
        Outbox.owe(transaction, stream, tasks)
        if case is not None:
            opened = CaseOpened(case)
            _append_case(transaction, opened, casework.begin(opened))

    def _owing(
        self, state: Payment | Paper | ExchangeState | CancelState
    ) -> tuple[str, list[Task]]:
        """The stream of this state, and all that it leaves owing."""
        duties: Iterable[records.Errand]
        if isinstance(state, Paper):
            stream, lane = f"paper/{state.job.id}", ""
            duties = printing.owed(state)
        elif isinstance(state, ExchangeState):
            stream = f"exchange/{state.exchange.key}"
            lane = self._disguise(state.exchange.patient_id)
            duties = exchange.owed(state)
        elif isinstance(state, CancelState):
            stream = f"cancellation/{state.cancellation.key}"
            lane = self._disguise(state.cancellation.patient_id)
            duties = cancelling.owed(state)
        else:
            stream = f"payment/{state.intent.key}"
            lane = self._disguise(state.intent.patient_id)
            duties = payment.owed(state)
        return stream, [_task(stream, duty, lane, self._which(duty)) for duty in duties]

    def _which(self, duty: records.Errand) -> str:
        """Tells apart what a payment owes of one kind: each deposit is a task."""
        if isinstance(duty, ReturnDeposit):
            return f".{self._disguise(duty.what.deposit_id)}"
        return ""

    def payment(self, key: str) -> Payment | None:
        """Replay one payment, finished or not."""
        bodies = self._journal.read(f"payment/{key}")
        return _replay_payment(bodies) if bodies else None

    def case(self, key: str) -> CaseState | None:
        """Replay one case."""
        bodies = self._journal.read(f"case/{key}")
        return _replay_case(bodies) if bodies else None

    def unfinished(self) -> Iterator[Payment | Paper | ExchangeState]:
        """Replay what a power cut may have left half done: payments, prints, exchanges.

        Raise Unreadable or Locked in the end, after all that can be read, if something
        cannot. What a salvaged journal tells only half is left to its case.
        """
        unreadable: records.Unreadable | Locked | None = None
        for stream in self._journal.open_streams():
            if not stream.startswith(("payment/", "paper/", "exchange/")):
                continue  # a case or a cancellation is its task, which is in the outbox
            try:
                yield self._replay(stream)
            except Incomplete:
                log.error("journal.incomplete", path=stream)  # its case is open
            except (records.Unreadable, Locked) as error:
                log.error("journal.unreadable", path=stream)
                unreadable = error
        if unreadable:
            raise unreadable

    def payments(self) -> Iterator[Payment]:
        """Replay every payment that is there whole. Raise Unreadable."""
        for stream in self._journal.streams("payment/"):
            with suppress(Incomplete):
                yield _replay_payment(self._journal.read(stream))

    def written_last(self) -> datetime | None:
        """When the latest fact was written, by the clock of that time."""
        return self._journal.written_last()

    def keepsake(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was kept under this name; made and kept when first asked for."""
        kept = self.kept(name)
        if kept is None:
            kept = make()
            self.keep(name, kept)
        return kept

    def kept(self, name: str) -> bytes | None:
        """What was last kept under this name."""
        bodies = self._journal.read(f"kept/{name}")
        return bodies[-1] if bodies else None

    def keep(self, name: str, value: bytes) -> None:
        """Keep it from now on, unless it is what is kept already."""
        if self.kept(name) == value:
            return
        with self._database.transaction() as transaction:
            Journal.append(transaction, f"kept/{name}", value, is_open=False)

    def noted(self, key: str) -> bytes | None:
        """What was last noted of a payment at an interface that needs notes."""
        bodies = self._journal.read(f"{NOTE}/{key}")
        return bodies[-1] if bodies else None

    def note(self, key: str, body: bytes) -> None:
        """Note it, until the payment is forgotten."""
        with self._database.transaction() as transaction:
            Journal.append(transaction, f"{NOTE}/{key}", body, is_open=False)

    def purge(self, before: datetime) -> int:
        """Forget what is over and was last touched before this moment."""
        over = [
            stream
            for stream in self._journal.closed_before(before)
            if stream.partition("/")[0] in FORGOTTEN
        ]
        self._journal.purge([*over, *_notes_behind(over)])
        return len(over)

    def _replay(self, stream: str) -> Payment | Paper | ExchangeState:
        bodies = self._journal.read(stream)
        if stream.startswith("payment/"):
            return _replay_payment(bodies)
        if stream.startswith("exchange/"):
            return _replay_exchange(bodies)
        return _replay_paper(bodies)

    def _disguise(self, whose: str) -> str:
        """The same for the same person or paper; nobody can tell from it which."""
        seasoned = hashlib.blake2b(whose.encode(), key=self._salt, digest_size=12)
        return seasoned.hexdigest()


def _notes_behind(streams: list[str]) -> list[str]:
    """The notes that go with the payments among these; there may be none."""
    split = [stream.partition("/") for stream in streams]
    return [f"{NOTE}/{key}" for kind, _, key in split if kind == "payment"]


def _replay_payment(bodies: Iterable[bytes]) -> Payment:
    events = [records.decode_payment(body) for body in bodies]
    if not isinstance(events[0], Opened):
        raise records.Unreadable("a payment that was never opened")
    return recovery.replay_payment(events)


def _replay_paper(bodies: Iterable[bytes]) -> Paper:
    events = [records.decode_paper(body) for body in bodies]
    if not isinstance(events[0], PrintStarted):
        raise records.Unreadable("a job that never began")
    return recovery.replay_paper(events)


def _replay_exchange(bodies: Iterable[bytes]) -> ExchangeState:
    events = [records.decode_exchange(body) for body in bodies]
    if not isinstance(events[0], ExchangeOpened):
        raise records.Unreadable("an exchange that was never opened")
    return recovery.replay_exchange(events)


def _replay_cancellation(bodies: Iterable[bytes]) -> CancelState:
    events = [records.decode_cancellation(body) for body in bodies]
    if not isinstance(events[0], CancelOpened):
        raise records.Unreadable("a cancellation that was never opened")
    return recovery.replay_cancellation(events)


def _keep_stock(transaction: Transaction, before: Stock | None, now: Stock) -> None:
    if now != before:
        text = f"{now.code} {now.first} {now.last}"
        Journal.append(transaction, f"kept/{STOCK}", text.encode(), is_open=False)


def _replay_case(bodies: Iterable[bytes]) -> CaseState:
    events = [records.decode_case(body) for body in bodies]
    if not isinstance(events[0], CaseOpened):
        raise records.Unreadable("a case that was never opened")
    return recovery.replay_case(events)


def _append_case(transaction: Transaction, event: CaseEvent, state: CaseState) -> None:
    stream = f"case/{event.key}"
    tasks = [_task(stream, duty, "") for duty in casework.owed(state)]
    body = records.encode(event, current())
    Journal.append(transaction, stream, body, is_open=bool(tasks))
    Outbox.owe(transaction, stream, tasks)


def _task(stream: str, duty: records.Errand, lane: str, which: str = "") -> Task:
    kind = type(duty)
    share = getattr(duty, "share", 0)
    name = f"{kind.__name__}.{share + 1}" if share else kind.__name__
    if isinstance(duty, ReportPrint):
        name = f"{name}.{duty.outcome}"  # another outcome is another report
    return Task(
        id=f"{stream}/{name}{which}",
        stream=stream,
        kind=name,
        priority=PRIORITIES[kind],
        body=records.encode(duty, current()),
        lane=lane,
    )
