"""Where the books are kept: SQLite in a file or in memory, or PostgreSQL by URL.

Either way one transaction runs at a time, from its first statement to its commit, in
all processes that keep the same books. SQLite does so by BEGIN IMMEDIATE. In PostgreSQL
each transaction first takes one advisory lock, and reads what is committed: what it
reads after that nobody can change before it ends. So nothing there is ever refused for
the order in which it came (SQLSTATE 40001) or for a deadlock, and nothing is tried
again. Who waits longer than five seconds has done nothing.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import StaticPool

from kiosk.sandbox.statements import ROW_NUMBER
from kiosk.sandbox.tables import METADATA

WAIT_S = 5
ANSWER_S = 30  # after which a silent PostgreSQL is given up
THE_BOOKS = 0x6B696F736B  # the number of the lock; it only has to be ours


def open_database(database: str | Path) -> Engine:
    """An engine whose tables are there and whose transactions run one at a time."""
    if isinstance(database, str) and database.startswith("postgresql"):
        return _postgresql(make_url(database))
    return _sqlite(database)


def _sqlite(database: str | Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{database}",
        poolclass=StaticPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": WAIT_S},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    with engine.begin() as connection:
        METADATA.create_all(connection)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin late and silently; `_begin` does it, and loudly.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+pg8000"),
        # A snapshot of the whole transaction would be taken before the lock is had.
        isolation_level="READ COMMITTED",
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "timeout": ANSWER_S,
            "startup_params": {
                "lock_timeout": f"{WAIT_S}s",
                # Who stands still in the middle gives the lock back.
                "idle_in_transaction_session_timeout": f"{ANSWER_S}s",
            },
        },
    )
    event.listen(engine, "begin", _lock)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        for table in METADATA.sorted_tables:
            connection.execute(_numbering(table.name))
    return engine


def _lock(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({THE_BOOKS})")


def _numbering(table: str) -> Any:
    """SQLite numbers rows by itself."""
    return text(
        f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS"
        f" {ROW_NUMBER} BIGINT GENERATED ALWAYS AS IDENTITY"
    )
