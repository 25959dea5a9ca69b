"""What is still owed to the other side, task by task.

The tasks of a stream are replaced together, in the transaction that writes the event
which changed them. So a task is there exactly as long as its stream owes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from offline_queue.database import Database, Transaction
from offline_queue.errors import Locked
from offline_queue.schema import task_place

SEQUENCE_BITS = 48  # of a place; the bits above them are the priority


@dataclass(frozen=True, slots=True)
class Task:
    """One thing owed. A lower `priority` goes first; -1000 to 1000 are possible.

    The id is unique within the stream. Tasks of one lane, if it has a name, are
    delivered one after the other.
    """

    id: str
    stream: str
    kind: str
    priority: int
    body: bytes
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A task as it waits in the outbox."""

    task: Task
    owed_since: datetime
    tries: int
    place: int  # in the order of delivery; never another task's
    last_reason: str = ""  # why the last try brought no answer
    escalated_at: datetime | None = None
    is_readable: bool = True  # if not, its seal is broken and its body left empty


class Backlog(NamedTuple):
    """All that is owed, in three figures."""

    tasks: int
    oldest: datetime | None
    escalated: int


class Step(NamedTuple):
    """As much of a task as is needed to decide whose turn it is."""

    place: int
    lane: str
    is_escalated: bool


class Outbox:
    """The tasks of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def owe(transaction: Transaction, stream: str, tasks: Iterable[Task]) -> None:
        """Make exactly these the tasks of a stream, in the caller's transaction.

        A task that is owed already stays as it is and keeps its place.
        """
        wanted = {task.id: task for task in tasks}
        known = dict(
            transaction.rows("SELECT id, place FROM outbox WHERE stream = ?", stream)
        )
        for id_ in known.keys() - wanted.keys():
            transaction.rows("DELETE FROM outbox WHERE place = ?", known[id_])
        new = [task for id_, task in wanted.items() if id_ not in known]
        if new:
            _insert(transaction, stream, new)

    def waiting(self) -> list[Owed]:
        """Everything owed, most urgent first, then oldest first."""
        return self._read("ORDER BY place")

    def count(self) -> int:
        """How much is owed."""
        [(count,)] = self._database.rows("SELECT count(*) FROM outbox")
        return int(count)

    def backlog(self) -> Backlog:
        """How much is owed, since when, and how much of it people were told of."""
        [(count, since, escalated)] = self._database.rows(
            "SELECT count(*), min(owed_since), count(escalated_at) FROM outbox"
        )
        oldest = datetime.fromisoformat(since) if since else None
        return Backlog(int(count), oldest, int(escalated))

    def find(self, place: int) -> Owed | None:
        """The task that stands there, if it is still owed."""
        found = self._read("WHERE place = ?", place)
        return found[0] if found else None

    def holds(self, place: int) -> bool:
        """Whether the task that stood there is still owed."""
        return bool(self._database.rows("SELECT 1 FROM outbox WHERE place = ?", place))

    def next_after(self, walked: Mapping[int, int]) -> Step | None:
        """The first task beyond the place that was reached in its priority."""
        least = -(2**63)
        while rows := self._database.rows(
            "SELECT place, lane, escalated_at IS NOT NULL FROM outbox"
            " WHERE place >= ? ORDER BY place LIMIT 1",
            least,
        ):
            [(place, lane, is_escalated)] = rows
            reached = walked.get(priority_at(place), place - 1)
            if place > reached:
                return Step(place, lane, bool(is_escalated))
            least = reached + 1
        return None

    def count_try(self, place: int, reason: str) -> None:
        """Remember one more try that brought no answer."""
        with self._database.transaction() as transaction:
            transaction.rows(
                "UPDATE outbox SET tries = tries + 1, last_reason = ? WHERE place = ?",
                reason,
                place,
            )

    def mark_escalated(self, place: int) -> None:
        """Remember that people were told. The first time counts."""
        with self._database.transaction() as transaction:
            transaction.rows(
                "UPDATE outbox SET escalated_at = coalesce(escalated_at, ?)"
                " WHERE place = ?",
                transaction.at.isoformat(),
                place,
            )

    def _read(self, which: str, *values: int) -> list[Owed]:
        rows = self._database.rows(
            "SELECT place, stream, id, kind, lane, owed_since, tries, last_reason,"
            f" escalated_at, body FROM outbox {which}",
            *values,
        )
        return [self._owed(*row) for row in rows]

    def _owed(self, place: int, stream: str, id_: str, *cells: Any) -> Owed:
        kind, lane, since, tries, reason, escalated_at, sealed = cells
        body = self._body(sealed, task_place(stream, id_))
        return Owed(
            Task(id_, stream, kind, priority_at(place), body or b"", lane),
            datetime.fromisoformat(since),
            tries,
            place,
            reason,
            datetime.fromisoformat(escalated_at) if escalated_at else None,
            is_readable=body is not None,
        )

    def _body(self, sealed: bytes, place: str) -> bytes | None:
        try:
            return self._database.seal.open(sealed, place)
        except Locked:
            return None


def priority_at(place: int) -> int:
    """The urgency of the task that stands there."""
    return place >> SEQUENCE_BITS


def _insert(transaction: Transaction, stream: str, tasks: list[Task]) -> None:
    [(last,)] = transaction.rows(
        "UPDATE meta SET value = value + ? WHERE name = 'tasks' RETURNING value",
        len(tasks),
    )
    since = transaction.at.isoformat()
    for sequence, task in enumerate(tasks, last - len(tasks) + 1):
        transaction.rows(
            "INSERT INTO outbox (place, stream, id, kind, lane, owed_since, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (task.priority << SEQUENCE_BITS) + sequence,
            stream,
            task.id,
            task.kind,
            task.lane,
            since,
            transaction.seal.close(task.body, task_place(stream, task.id)),
        )
