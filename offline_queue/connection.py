"""The small part of a sqlite3 connection that is used here, and how one is opened."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

BUSY_S = 5.0  # how long to wait for another connection's lock
Cell = str | int | float | bytes | None


class Rows(Protocol):
    """What a statement brought."""

    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """In autocommit mode; every error is a sqlite3.Error with its `sqlite_errorcode`.

    Tests open the same code on a file system that breaks on command.
    """

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, sql: str, values: Sequence[Cell] = (), /) -> Rows: ...

    def executemany(self, sql: str, rows: Iterable[Sequence[Cell]], /) -> object: ...

    def rollback(self) -> None: ...

    def close(self) -> None: ...


def connect(path: Path) -> Connection:
    """Open a file with the standard library. Usable by one thread at a time."""
    return sqlite3.connect(
        path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
    )
