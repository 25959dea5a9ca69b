"""The journal and the outbox in the kiosk's own words.

One transaction writes a fact, makes the outbox owe exactly what the new state owes,
and opens the case that it gives rise to.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from kiosk.app import log, records
from kiosk.flows import casework, payment, printing, recovery
from kiosk.flows.casework import CaseEvent, CaseOpened, CaseState, ReportCase
from kiosk.flows.payment_effects import (
    BeginDeferral,
    CarryOut,
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReportDebt,
    ReverseCharge,
    RevokeSettlement,
    Settle,
)
from kiosk.flows.payment_events import Opened, PaymentEvent
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Paper, PaperEvent, PrintStarted
from kiosk.model.case import Case
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
    Settle: 2,
    CarryOut: 3,
    BeginDeferral: 4,
    IssueInvoice: 5,
    ReportDebt: 6,
    ReportCase: 6,
}


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
        stream = f"payment/{event.key}"
        lane = self._lane(state.intent.patient_id)
        tasks = [_task(stream, duty, lane) for duty in payment.owed(state)]
        with self._database.transaction() as transaction:
            is_open = payment.is_open(state)
            body = records.encode(event)
            Journal.append(transaction, stream, body, is_open=is_open)
            Outbox.owe(transaction, stream, tasks)
            if case is not None:
                opened = CaseOpened(case)
                _append_case(transaction, opened, casework.begin(opened))

    def record_paper(self, event: PaperEvent, state: Paper) -> None:
        """Write the fact."""
        body = records.encode(event)
        with self._database.transaction() as transaction:
            Journal.append(
                transaction,
                f"paper/{event.key}",
                body,
                is_open=printing.is_open(state),
            )

    def record_case(self, event: CaseEvent, state: CaseState) -> None:
        """Write the fact, and whether central must still be told."""
        with self._database.transaction() as transaction:
            _append_case(transaction, event, state)

    def owe_again(self, state: Payment) -> None:
        """Have the outbox owe what this payment does: a salvaged one may not."""
        stream = f"payment/{state.intent.key}"
        lane = self._lane(state.intent.patient_id)
        tasks = [_task(stream, duty, lane) for duty in payment.owed(state)]
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, stream, tasks)

    def payment(self, key: str) -> Payment | None:
        """Replay one payment, finished or not."""
        bodies = self._journal.read(f"payment/{key}")
        return _replay_payment(bodies) if bodies else None

    def case(self, key: str) -> CaseState | None:
        """Replay one case."""
        bodies = self._journal.read(f"case/{key}")
        return _replay_case(bodies) if bodies else None

    def unfinished(self) -> Iterator[Payment | Paper]:
        """Replay every payment and print that a power cut may have left half done.

        Raise Unreadable or Locked in the end, after all that can be read, if something
        cannot. What a salvaged journal tells only half is left to its case.
        """
        unreadable: records.Unreadable | Locked | None = None
        for stream in self._journal.open_streams():
            if not stream.startswith(("payment/", "paper/")):
                continue  # a case is nothing but its task, which is in the outbox
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

    def purge(self, before: datetime) -> int:
        """Forget what is over and was last touched before this moment."""
        over = [
            stream
            for stream in self._journal.closed_before(before)
            if stream.partition("/")[0] in ("payment", "paper", "case")
        ]
        self._journal.purge(over)
        return len(over)

    def _replay(self, stream: str) -> Payment | Paper:
        bodies = self._journal.read(stream)
        if stream.startswith("payment/"):
            return _replay_payment(bodies)
        papers = [records.decode_paper(body) for body in bodies]
        if not isinstance(papers[0], PrintStarted):
            raise records.Unreadable("a job that never began")
        return recovery.replay_paper(papers)

    def _lane(self, patient_id: str) -> str:
        """One patient's tasks go in order; nobody can tell from it which patient's."""
        seasoned = hashlib.blake2b(patient_id.encode(), key=self._salt, digest_size=12)
        return seasoned.hexdigest()


def _replay_payment(bodies: Iterable[bytes]) -> Payment:
    events = [records.decode_payment(body) for body in bodies]
    if not isinstance(events[0], Opened):
        raise records.Unreadable("a payment that was never opened")
    return recovery.replay_payment(events)


def _replay_case(bodies: Iterable[bytes]) -> CaseState:
    events = [records.decode_case(body) for body in bodies]
    if not isinstance(events[0], CaseOpened):
        raise records.Unreadable("a case that was never opened")
    return recovery.replay_case(events)


def _append_case(transaction: Transaction, event: CaseEvent, state: CaseState) -> None:
    stream = f"case/{event.key}"
    tasks = [_task(stream, duty, "") for duty in casework.owed(state)]
    body = records.encode(event)
    Journal.append(transaction, stream, body, is_open=bool(tasks))
    Outbox.owe(transaction, stream, tasks)


def _task(stream: str, duty: Duty | ReportCase, lane: str) -> Task:
    kind = type(duty)
    share = getattr(duty, "share", 0)
    name = f"{kind.__name__}.{share + 1}" if share else kind.__name__
    return Task(
        id=f"{stream}/{name}",
        stream=stream,
        kind=name,
        priority=PRIORITIES[kind],
        body=records.encode(duty),
        lane=lane,
    )
