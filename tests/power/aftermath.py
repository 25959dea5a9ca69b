"""What a power cut left, looked at as the kiosk's next start will: on real files.

The product's own Database opens them with the standard library's SQLite, checks them,
and the outbox must owe exactly what the replayed journal does.
"""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kiosk.app import records
from kiosk.app.ledger import Ledger
from kiosk.flows import casework, exchange, payment, printing
from offline_queue.database import Database
from offline_queue.errors import StorageError
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox
from offline_queue.sealing import Seal
from tests.power.disk import LEDGER

Duties = set[tuple[str, bytes]]  # the stream that owes, and the duty as written


def wrongly_kept(left: Mapping[str, bytes], seal: Seal) -> list[str]:
    """What is wrong with the files, each in a sentence."""
    with TemporaryDirectory() as place:
        for name, content in left.items():
            Path(place, name).write_bytes(content)
        try:
            with Database(Path(place, LEDGER), seal=seal) as database:
                return _wrong(database)
        except (StorageError, records.Unreadable) as error:
            return [f"the next start fails: {error!r}"]


def _wrong(database: Database) -> list[str]:
    journal = Journal(database)
    journal.story()  # every body opens under its seal, or this raises
    ledger = Ledger(database, Random(0).randbytes)
    waiting = {
        (owed.task.stream, owed.task.body) for owed in Outbox(database).waiting()
    }
    due = _due(ledger, journal)
    return [
        *(f"{stream} owes and no task does" for stream, _ in due - waiting),
        *(f"a task of {stream} owes and it does not" for stream, _ in waiting - due),
    ]


def _due(ledger: Ledger, journal: Journal) -> Duties:
    duties: Duties = set()
    for state in ledger.payments():
        stream = f"payment/{state.intent.key}"
        duties |= {(stream, records.encode(duty)) for duty in payment.owed(state)}
    for paper in ledger.papers():
        stream = f"paper/{paper.job.id}"
        duties |= {(stream, records.encode(duty)) for duty in printing.owed(paper)}
    for form in ledger.exchanges():
        stream = f"exchange/{form.exchange.key}"
        duties |= {(stream, records.encode(duty)) for duty in exchange.owed(form)}
    for stream in journal.streams("case/"):
        case = ledger.case(stream.partition("/")[2])
        assert case is not None
        duties |= {(stream, records.encode(duty)) for duty in casework.owed(case)}
    return duties
