"""A disk that can be full, refuse, or lose power at the worst moment.

It is SQLite in memory, with what the file system would add: what was committed before
the power went is there afterwards, what was not is not. That the real file keeps this
promise is proved elsewhere, sector by sector.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Any

from offline_queue.connection import Cell

NOWHERE = Path("/nonexistent/simulated-disk/ledger.sqlite")


class PowerCut(BaseException):
    """The power went. No handler of the product may see an ordinary error."""


class Trouble(Enum):
    """What the disk does to the next commit."""

    NONE = auto()
    CUT_BEFORE = auto()  # the power goes, and nothing was written
    CUT_AFTER = auto()  # the power goes, and everything was
    FULL = auto()
    BROKEN = auto()  # an input/output error


class _Answer:
    """Rows that no statement brought."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Any]:
        return self._rows


class MemoryDisk:
    """One file's worth of disk. It outlives the kiosk that writes to it."""

    def __init__(self, trouble: Callable[[], Trouble]) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._trouble = trouble

    def connect(self, path: Path) -> "MemoryConnection":
        return MemoryConnection(self)

    def lose_power(self) -> None:
        """Whatever was not committed never was."""
        if self._connection.in_transaction:
            self._connection.rollback()

    def bytes(self) -> bytes:
        """Everything that a thief would find."""
        return self._connection.serialize()

    def close(self) -> None:
        self._connection.close()

    def execute(self, sql: str, values: Sequence[Cell]) -> Any:
        if sql == "COMMIT":
            self._commit()
            return _Answer([])
        if sql == "PRAGMA journal_mode = WAL":  # memory has none to switch on
            return _Answer([("wal",)])
        return self._connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Cell]]) -> object:
        return self._connection.executemany(sql, rows)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def rollback(self) -> None:
        self._connection.rollback()

    def _commit(self) -> None:
        match self._trouble():
            case Trouble.CUT_BEFORE:
                raise PowerCut
            case Trouble.CUT_AFTER:
                self._connection.execute("COMMIT")
                raise PowerCut
            case Trouble.FULL:
                raise _error(sqlite3.SQLITE_FULL)
            case Trouble.BROKEN:
                raise _error(sqlite3.SQLITE_IOERR)
        self._connection.execute("COMMIT")


class MemoryConnection:
    """One handle on the disk. Closing it closes nothing else."""

    def __init__(self, disk: MemoryDisk) -> None:
        self._disk = disk

    @property
    def in_transaction(self) -> bool:
        return self._disk.in_transaction

    def execute(self, sql: str, values: Sequence[Cell] = (), /) -> Any:
        return self._disk.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Cell]], /) -> object:
        return self._disk.executemany(sql, rows)

    def rollback(self) -> None:
        self._disk.rollback()

    def close(self) -> None:
        pass


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("simulated")
    error.sqlite_errorcode = code
    return error
