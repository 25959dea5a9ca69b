"""One SQLite file that loses nothing that it said it has.

WAL with synchronous=FULL: a transaction that returned has been through fdatasync.
Several `Database` objects may be open on one file, each used by one thread.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from offline_queue.errors import Damaged, Foreign, Full, StorageError

APPLICATION_ID = 0x4B516575  # "KQue", stands in the file's header
SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE streams (
    name TEXT PRIMARY KEY,
    open INTEGER NOT NULL
) STRICT;
CREATE INDEX open_streams ON streams (name) WHERE open;
CREATE TABLE events (
    stream TEXT NOT NULL,
    number INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    owed_since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_of_stream ON outbox (stream);
"""


class Database:
    """An open file. Use it from one thread."""

    def __init__(self, path: Path) -> None:
        """Open or create the file. Raise Foreign, Damaged or another StorageError."""
        with _translated():
            self._connection = sqlite3.connect(
                path, timeout=5, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it is on the disk when this returns, or none of it ever was."""
        with _translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            try:
                self._connection.execute("COMMIT")
            except sqlite3.Error:
                if self._connection.in_transaction:
                    self._connection.rollback()
                raise

    def rows(self, query: str, *values: str | int) -> list[tuple[object, ...]]:
        """Read what is committed."""
        with _translated():
            return self._connection.execute(query, values).fetchall()

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA synchronous = FULL")
        [mode] = self._pragma("journal_mode = WAL")
        assert mode == "wal", "durability rests on the write-ahead log"
        assert self._pragma("synchronous") == [2], "FULL"
        if not self._pragma("application_id")[0]:
            self._create()
        if self._pragma("application_id") != [APPLICATION_ID]:
            raise Foreign("another program's database")
        if self._pragma("user_version") != [SCHEMA_VERSION]:
            raise Foreign("another version's database")
        if self._pragma("quick_check") != ["ok"]:
            raise Damaged("quick_check found broken pages")

    def _create(self) -> None:
        with self.transaction() as connection:
            if connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
                if self._pragma("application_id") == [APPLICATION_ID]:
                    return  # another thread was faster
                raise Foreign("another program's database")
            for statement in SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _pragma(self, text: str) -> list[object]:
        return [row[0] for row in self._connection.execute(f"PRAGMA {text}")]


@contextmanager
def _translated() -> Iterator[None]:
    """No sqlite3 error passes this module."""
    try:
        yield
    except sqlite3.Error as error:
        code = (
            error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0
        )
        match code:
            case sqlite3.SQLITE_FULL:
                raise Full(str(error)) from error
            case sqlite3.SQLITE_CORRUPT:
                raise Damaged(str(error)) from error
            case sqlite3.SQLITE_NOTADB:
                raise Foreign(str(error)) from error
        raise StorageError(str(error)) from error
