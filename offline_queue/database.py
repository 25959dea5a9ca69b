"""One SQLite file that loses nothing that it said it has.

WAL with synchronous=FULL: a transaction that returned has been through fdatasync.
Several `Database` objects may be open on one file, each used by one thread.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from offline_queue.connection import Cell, Connection, connect
from offline_queue.errors import Damaged, Foreign, Full, Locked, StorageError
from offline_queue.schema import (
    APPLICATION_ID,
    CHAIN,
    SEAL_PLACE,
    SEAL_TEXT,
    TABLES,
    UPGRADABLE,
    VERSION,
    statements,
)
from offline_queue.sealing import UNSEALED, Seal

# The log is written over from its start after so many pages (2 MB): from then on its
# size stays, and fdatasync has no metadata to write.
LOG_PAGES = 500


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is written together, at one moment (UTC)."""

    connection: Connection
    seal: Seal
    at: datetime

    def rows(self, sql: str, *values: Cell) -> list[Any]:
        """Execute one statement and return what it brought."""
        return self.connection.execute(sql, values).fetchall()


def utc_now() -> datetime:
    """The wall clock: for people to read, never for order and never for time-outs."""
    return datetime.now(UTC)


class Database:
    """An open file. Use it from one thread."""

    def __init__(
        self,
        path: Path,
        *,
        seal: Seal = UNSEALED,
        now: Callable[[], datetime] = utc_now,
        connect: Callable[[Path], Connection] = connect,
    ) -> None:
        """Open or create the file. Raise Foreign, Damaged, Locked or StorageError."""
        self.seal = seal
        self._now = now
        _refuse_wiped(path)
        with translated():
            self._connection = connect(path)
            try:
                self._prepare()
            except BaseException as error:
                self._connection.close()
                if _is_not_a_database(error) and _begins_with_zeros(path):
                    raise Damaged("the file begins with zeros") from error
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
    def transaction(self) -> Iterator[Transaction]:
        """All of it is on the disk when this returns, or none of it ever was."""
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield Transaction(connection, self.seal, self._now().astimezone(UTC))
            connection.execute("COMMIT")
        except BaseException as error:
            # Some errors, a full disk among them, may have rolled back already.
            if connection.in_transaction:
                with translated():
                    connection.rollback()
            if isinstance(error, sqlite3.Error):
                raise _translation(error) from error
            raise

    def rows(self, query: str, *values: Cell) -> list[Any]:
        """Read what is committed."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _translation(error) from error

    def knock(self) -> None:
        """Commit what is there already, and return once the disk has it."""
        with self.transaction():
            self._pragma(f"user_version = {VERSION}")

    def wipe_log(self) -> None:
        """Move the log into the file and empty it, with all that was ever in it.

        Raise StorageError if another connection reads on for longer than BUSY_S.
        """
        [(busy, _, _)] = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StorageError("the log is being read")

    def _prepare(self) -> None:
        self._pragma("synchronous = FULL")
        if self._pragma("journal_mode = WAL") != ["wal"]:
            raise StorageError("durability rests on the write-ahead log")
        assert self._pragma("synchronous") == [2], "FULL"
        assert self._pragma("secure_delete = ON") == [1]
        self._pragma(f"wal_autocheckpoint = {LOG_PAGES}")
        if not self._pragma("application_id")[0]:
            self._create()
        if self._pragma("application_id") != [APPLICATION_ID]:
            raise Foreign("another program's database")
        [version] = self._pragma("user_version")
        if version not in (UPGRADABLE, VERSION):
            raise Foreign("another version's database")
        if self._pragma("integrity_check(1)") != ["ok"]:
            raise Damaged("pages are broken, or an index does not fit its table")
        self._try_key()
        if version == UPGRADABLE:
            self._upgrade()

    def _create(self) -> None:
        with self.transaction() as transaction:
            if transaction.rows("SELECT 1 FROM sqlite_schema"):
                if self._pragma("application_id") == [APPLICATION_ID]:
                    return  # another thread was faster
                raise Foreign("another program's database")
            for statement in statements(TABLES) + statements(CHAIN):
                transaction.rows(statement)
            sealed = self.seal.close(SEAL_TEXT, SEAL_PLACE)
            transaction.rows("INSERT INTO meta VALUES ('seal', ?)", sealed)
            self._pragma(f"application_id = {APPLICATION_ID}")
            self._pragma(f"user_version = {VERSION}")

    def _upgrade(self) -> None:
        with self.transaction() as transaction:
            for statement in statements(CHAIN):
                transaction.rows(statement)
            self._pragma(f"user_version = {VERSION}")

    def _try_key(self) -> None:
        cells = self.rows("SELECT value FROM meta WHERE name = 'seal'")
        if len(cells) != 1:
            raise Damaged("the sealed text is missing")
        if self.seal.open(cells[0][0], SEAL_PLACE) != SEAL_TEXT:
            raise Locked("sealed with another key, or not at all")

    def _pragma(self, text: str) -> list[Any]:
        rows = self._connection.execute(f"PRAGMA {text}").fetchall()
        return [row[0] for row in rows]


@contextmanager
def translated() -> Iterator[None]:
    """No sqlite3 error passes this package."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translation(error) from error


def _translation(error: sqlite3.Error) -> StorageError:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return Full(str(error))
        case sqlite3.SQLITE_CORRUPT:
            return Damaged(str(error))
        case sqlite3.SQLITE_NOTADB:
            return Foreign(str(error))
    return StorageError(str(error))


def _refuse_wiped(path: Path) -> None:
    """SQLite would take a file that was emptied for a new one.

    Only sizes are asked for: to close the file here would end the locks that this
    process has on it (https://sqlite.org/howtocorrupt.html, section 2.2), and whoever
    came next would take the log away from under the others.
    """
    if _size(path.with_name(f"{path.name}-journal")):
        return  # the power went while it was made: SQLite rolls that back
    if not _size(path) and _size(path.with_name(f"{path.name}-wal")):
        raise Damaged("the file is empty, and its log is not")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _is_not_a_database(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_NOTADB or isinstance(error, Foreign)


def _begins_with_zeros(path: Path) -> bool:
    """Of a file that SQLite has refused, so that nobody holds a lock on it."""
    with path.open("rb") as stream:
        beginning = stream.read(16)
    return bool(beginning) and not any(beginning)
