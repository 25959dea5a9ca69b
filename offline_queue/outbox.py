"""What is still owed to the other side, task by task.

The tasks of a stream are replaced together, in the transaction that writes the event
which changed them. So a task is there exactly as long as its stream owes it.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from offline_queue.database import Database


@dataclass(frozen=True, slots=True)
class Task:
    """One thing owed. A lower `priority` goes first."""

    id: str
    stream: str
    kind: str
    priority: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Owed:
    """A task as it waits in the outbox."""

    task: Task
    owed_since: datetime
    tries: int


class Outbox:
    """The tasks of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def owe(connection: sqlite3.Connection, stream: str, tasks: Iterable[Task]) -> None:
        """Make exactly these the tasks of a stream, in the caller's transaction."""
        wanted = {task.id: task for task in tasks}
        known = {
            row[0]
            for row in connection.execute(
                "SELECT id FROM outbox WHERE stream = ?", (stream,)
            )
        }
        connection.executemany(
            "DELETE FROM outbox WHERE id = ?", [(id_,) for id_ in known - wanted.keys()]
        )
        now = datetime.now(UTC).isoformat()
        connection.executemany(
            "INSERT INTO outbox (id, stream, kind, priority, owed_since, body)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (task.id, task.stream, task.kind, task.priority, now, task.body)
                for id_, task in wanted.items()
                if id_ not in known
            ],
        )

    def waiting(self) -> list[Owed]:
        """Everything owed, most urgent first, then oldest first."""
        rows = self._database.rows(
            "SELECT id, stream, kind, priority, body, owed_since, tries"
            " FROM outbox ORDER BY priority, owed_since, id"
        )
        return [_owed(*row) for row in rows]

    def count_try(self, task_id: str) -> None:
        """Remember one more try that brought no answer."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE outbox SET tries = tries + 1 WHERE id = ?", (task_id,)
            )


def _owed(
    id_: object,
    stream: object,
    kind: object,
    priority: object,
    body: object,
    owed_since: object,
    tries: object,
) -> Owed:
    assert isinstance(priority, int)
    assert isinstance(tries, int)
    assert isinstance(body, bytes)
    return Owed(
        Task(str(id_), str(stream), str(kind), priority, body),
        datetime.fromisoformat(str(owed_since)),
        tries,
    )
