"""Streams of events. Events are added, never changed.

A stream is open while somebody must look at it again after a power cut.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from offline_queue.database import Database, Transaction
from offline_queue.errors import Incomplete
from offline_queue.schema import event_place

# Closed, and owing nothing.
FORGETTABLE = """
    NOT open
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE stream = streams.name)
"""


class Journal:
    """The streams of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def append(
        transaction: Transaction, stream: str, body: bytes, *, is_open: bool
    ) -> None:
        """Add one event inside the caller's transaction."""
        id_, last = _advance(transaction, stream, is_open=is_open)
        transaction.rows(
            "INSERT INTO events (stream, number, written_at, body) VALUES (?, ?, ?, ?)",
            id_,
            last + 1,
            _text(transaction.at),
            transaction.seal.close(body, event_place(stream, last + 1)),
        )

    def read(self, stream: str) -> list[bytes]:
        """All events of a stream, oldest first. Raise Incomplete, Locked."""
        rows = self._database.rows(
            "SELECT number, body, whole FROM streams"
            " LEFT JOIN events ON events.stream = streams.id"
            " WHERE name = ? ORDER BY number",
            stream,
        )
        if any(not whole for _, _, whole in rows):
            raise Incomplete(stream)
        return [
            self._open(stream, number, body)
            for number, body, _ in rows
            if number is not None
        ]

    def open_streams(self) -> list[str]:
        """The streams that were left unfinished, oldest first."""
        rows = self._database.rows("SELECT name FROM streams WHERE open ORDER BY id")
        return [name for (name,) in rows]

    def streams(self, prefix: str = "") -> list[str]:
        """Every stream whose name begins like this, open or closed, oldest first."""
        rows = self._database.rows(
            "SELECT name FROM streams WHERE substr(name, 1, ?) = ? ORDER BY id",
            len(prefix),
            prefix,
        )
        return [name for (name,) in rows]

    def written_last(self) -> datetime | None:
        """What the clock said at the latest event that is kept."""
        rows = self._database.rows(
            "SELECT written_at FROM events ORDER BY sequence DESC LIMIT 1"
        )
        return datetime.fromisoformat(rows[0][0]) if rows else None

    def story(self) -> list[tuple[str, int, str, bytes]]:
        """Every event there is, in the order of writing: stream, number, time, body."""
        rows = self._database.rows(
            "SELECT name, number, written_at, body FROM events"
            " JOIN streams ON streams.id = events.stream ORDER BY sequence"
        )
        return [
            (stream, number, at, self._open(stream, number, body))
            for stream, number, at, body in rows
        ]

    def closed_before(self, moment: datetime) -> list[str]:
        """The streams that are closed, owe nothing and were last written to before."""
        rows = self._database.rows(
            f"SELECT name FROM streams WHERE {FORGETTABLE} AND"
            " (SELECT written_at FROM events WHERE stream = streams.id"
            " ORDER BY number DESC LIMIT 1) < ? ORDER BY id",
            _text(moment),
        )
        return [name for (name,) in rows]

    def purge(self, streams: Iterable[str]) -> None:
        """Delete streams so that no byte of them stays in the file or in its log.

        One that is open or owes something is left alone.
        """
        with self._database.transaction() as transaction:
            for stream in streams:
                _delete(transaction, stream)
        self._database.wipe_log()

    def _open(self, stream: str, number: int, body: bytes) -> bytes:
        return self._database.seal.open(body, event_place(stream, number))


def _advance(
    transaction: Transaction, stream: str, *, is_open: bool
) -> tuple[int, int]:
    """The stream's number, now open or closed as said, and its last event's number."""
    rows = transaction.rows(
        "SELECT id, open, (SELECT max(number) FROM events WHERE stream = streams.id)"
        " FROM streams WHERE name = ?",
        stream,
    )
    if not rows:
        [(id_,)] = transaction.rows(
            "INSERT INTO streams (name, open) VALUES (?, ?) RETURNING id",
            stream,
            is_open,
        )
        return id_, 0
    [(id_, was_open, last)] = rows
    if was_open != is_open:
        transaction.rows("UPDATE streams SET open = ? WHERE id = ?", is_open, id_)
    return id_, last or 0


def _delete(transaction: Transaction, stream: str) -> None:
    for (id_,) in transaction.rows(
        f"DELETE FROM streams WHERE name = ? AND {FORGETTABLE} RETURNING id", stream
    ):
        transaction.rows("DELETE FROM events WHERE stream = ?", id_)


def _text(moment: datetime) -> str:
    """Of one width, so that texts compare as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
