"""The journal and the outbox in the kiosk's own words.

One transaction writes a fact and makes the outbox owe exactly what the new state owes.
"""

from collections.abc import Iterator

from kiosk.app import log, records
from kiosk.flows import payment, printing, recovery
from kiosk.flows.payment_effects import (
    CloseCharge,
    Duty,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import Opened, PaymentEvent
from kiosk.flows.payment_states import Payment
from kiosk.flows.printing import Paper, PaperEvent, PrintStarted
from offline_queue.database import Database
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task

# Rule O4: reversals and closes first, then settlements, then the rest.
PRIORITIES: dict[type, int] = {
    ReverseCharge: 0,
    CloseCharge: 0,
    RefundCharge: 1,
    Settle: 2,
    IssueInvoice: 3,
}


class Ledger:
    """What the kiosk has promised never to forget. Used by the engine's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)

    def record_payment(self, event: PaymentEvent, state: Payment) -> None:
        """Write the fact and what it leaves owing."""
        stream = f"payment/{event.key}"
        tasks = [_task(stream, duty) for duty in payment.owed(state)]
        with self._database.transaction() as connection:
            is_open = payment.is_open(state)
            body = records.encode(event)
            self._journal.append(connection, stream, body, is_open=is_open)
            Outbox.owe(connection, stream, tasks)

    def record_paper(self, event: PaperEvent, state: Paper) -> None:
        """Write the fact."""
        body = records.encode(event)
        with self._database.transaction() as connection:
            self._journal.append(
                connection,
                f"paper/{event.key}",
                body,
                is_open=printing.is_open(state),
            )

    def payment(self, key: str) -> Payment | None:
        """Replay one payment, finished or not."""
        bodies = self._journal.read(f"payment/{key}")
        return _replay_payment(bodies) if bodies else None

    def unfinished(self) -> Iterator[Payment | Paper]:
        """Replay everything that a power cut may have left half done.

        Raise Unreadable in the end, after all that can be read, if something cannot.
        """
        unreadable: records.Unreadable | None = None
        for stream in self._journal.open_streams():
            try:
                yield self._replay(stream)
            except records.Unreadable as error:
                log.error("journal.unreadable", path=stream)
                unreadable = error
        if unreadable:
            raise unreadable

    def _replay(self, stream: str) -> Payment | Paper:
        bodies = self._journal.read(stream)
        if stream.startswith("payment/"):
            return _replay_payment(bodies)
        papers = [records.decode_paper(body) for body in bodies]
        if not isinstance(papers[0], PrintStarted):
            raise records.Unreadable("a job that never began")
        return recovery.replay_paper(papers)


def _replay_payment(bodies: list[bytes]) -> Payment:
    events = [records.decode_payment(body) for body in bodies]
    if not isinstance(events[0], Opened):
        raise records.Unreadable("a payment that was never opened")
    return recovery.replay_payment(events)


def _task(stream: str, duty: Duty) -> Task:
    kind = type(duty)
    return Task(
        id=f"{stream}/{kind.__name__}",
        stream=stream,
        kind=kind.__name__,
        priority=PRIORITIES[kind],
        body=records.encode(duty),
    )
