"""Streams of events. Events are added, never changed.

A stream is open while somebody must look at it again after a power cut.
"""

import sqlite3
from datetime import UTC, datetime

from offline_queue.database import Database


class Journal:
    """The streams of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def append(
        connection: sqlite3.Connection, stream: str, body: bytes, *, is_open: bool
    ) -> None:
        """Add one event inside the caller's transaction."""
        connection.execute(
            "INSERT INTO streams VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET open = excluded.open",
            (stream, is_open),
        )
        connection.execute(
            "INSERT INTO events SELECT ?, coalesce(max(number), 0) + 1, ?, ?"
            " FROM events WHERE stream = ?",
            (stream, datetime.now(UTC).isoformat(), body, stream),
        )

    def read(self, stream: str) -> list[bytes]:
        """All events of a stream, oldest first."""
        rows = self._database.rows(
            "SELECT body FROM events WHERE stream = ? ORDER BY number", stream
        )
        return [_bytes(row[0]) for row in rows]

    def open_streams(self) -> list[str]:
        """The streams that were left unfinished."""
        rows = self._database.rows("SELECT name FROM streams WHERE open ORDER BY name")
        return [str(row[0]) for row in rows]

    def story(self) -> list[tuple[str, int, str, bytes]]:
        """Every event there is, in the order of writing: stream, number, time, body."""
        rows = self._database.rows(
            "SELECT stream, number, written_at, body FROM events"
            " ORDER BY written_at, stream, number"
        )
        return [
            (str(stream), int(str(number)), str(at), _bytes(body))
            for stream, number, at, body in rows
        ]


def _bytes(value: object) -> bytes:
    assert isinstance(value, bytes)
    return value
