"""What to do with a file that is damaged: keep every byte, and read what can be read.

Sealed bodies are copied as they are; nothing here opens one.
"""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from offline_queue.database import Database, Transaction, translated
from offline_queue.errors import Damaged, Foreign, Locked
from offline_queue.outbox import SEQUENCE_BITS
from offline_queue.remains import TASK_TYPES, Remains, one, read
from offline_queue.schema import (
    APPLICATION_ID,
    SEAL_PLACE,
    SEAL_TEXT,
    UPGRADABLE,
    VERSION,
)

SUFFIXES = ("", "-wal", "-shm")  # the file, its log, and the index of its log
LARGEST_FILE = 2**34  # bytes that a damaged header is believed


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How much was copied, and of which streams something is or may be missing."""

    streams: int
    events: int
    tasks: int
    incomplete: tuple[str, ...] = ()  # events; `Journal.read` refuses these
    owing_unknown: tuple[str, ...] = ()  # tasks; their events tell what they owe
    nameless_events: int = 0  # read, but not copied: the name of their stream is lost


def set_aside(path: Path) -> Path:
    """Rename a file, its log and the log's index, and return the file's new name.

    After a power cut in the middle, the next call finishes what this one began.
    """
    earlier = set_aside_files(path)
    if earlier and not path.exists():
        aside = earlier[-1]
    else:
        number = 1 + max(map(_number, earlier), default=0)
        aside = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
    for suffix in SUFFIXES:
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.rename(aside.with_name(aside.name + suffix))
    _sync_folder(path.parent)
    return aside


def set_aside_files(path: Path) -> list[Path]:
    """The files that were set aside from here, oldest first, without their logs."""
    name = re.compile(
        rf"{re.escape(path.stem)}\.damaged-\d+{re.escape(path.suffix)}", re.ASCII
    )
    found = [file for file in path.parent.iterdir() if name.fullmatch(file.name)]
    return sorted(found, key=_number)


def salvage(damaged: Path, into: Database) -> Salvaged:
    """Copy all streams, events, tasks and links that are readable to an empty database.

    Row by row, past unreadable pages. A stream of which anything is missing, or may be,
    is left open; if events are, `Journal.read` refuses to tell half of it. The damaged
    file is not touched. Raise Damaged or Foreign if nothing can be read, Locked if it
    has another key than `into`.
    """
    if not damaged.exists():
        raise Damaged("only its log is left")
    if into.rows("SELECT 1 FROM streams LIMIT 1"):
        raise ValueError("salvage needs an empty database")
    with (
        tempfile.TemporaryDirectory(dir=damaged.parent, prefix=".salvage-") as folder,
        translated(),
        closing(_open_copy(damaged, Path(folder))) as source,
    ):
        _check(source, into)
        found = read(source)
    with into.transaction() as transaction:
        _write(transaction, found)
    return Salvaged(
        len(found.streams),
        len(found.events),
        len(found.tasks),
        _names(found, found.lacking_events),
        _names(found, found.lacking_tasks),
        found.nameless_events,
    )


def _open_copy(damaged: Path, folder: Path) -> sqlite3.Connection:
    """SQLite writes even where it only reads, so it gets a copy."""
    copy = folder / "copy"
    for suffix in SUFFIXES[:2]:
        file = damaged.with_name(damaged.name + suffix)
        if file.exists():
            shutil.copyfile(file, copy.with_name(copy.name + suffix))
    _lengthen(copy)
    return sqlite3.connect(copy, isolation_level=None)


def _lengthen(file: Path) -> None:
    """Give a file that was cut short the length its header tells.

    What is missing, and what is left of the page where it was cut, becomes zeros, which
    are no page. Page size and count: section 1.3 of SQLite's "Database File Format".
    """
    with file.open("r+b") as stream:
        header = stream.read(32)
        page_size = int.from_bytes(header[16:18])
        size = page_size * int.from_bytes(header[28:32])
        actual = file.stat().st_size
        if actual < size <= LARGEST_FILE:
            stream.truncate(actual // page_size * page_size)
            stream.truncate(size)


def _check(source: sqlite3.Connection, into: Database) -> None:
    [(application,)] = source.execute("PRAGMA application_id").fetchall()
    [(version,)] = source.execute("PRAGMA user_version").fetchall()
    if application != APPLICATION_ID or version not in (UPGRADABLE, VERSION):
        raise Foreign("another program's or version's database")
    source.execute("SELECT 1 FROM sqlite_schema").fetchall()
    cell = one(source, "SELECT value FROM meta WHERE name = ?", ("seal",), (bytes,))
    if cell and into.seal.open(cell[0], SEAL_PLACE) != SEAL_TEXT:
        raise Locked("sealed with another key, or not at all")


def _write(transaction: Transaction, found: Remains) -> None:
    connection = transaction.connection
    lacking = found.lacking_events | found.lacking_tasks
    connection.executemany(
        "INSERT OR IGNORE INTO streams (id, name, open, whole) VALUES (?, ?, ?, ?)",
        [
            (id_, name, is_open or id_ in lacking, id_ not in found.lacking_events)
            for id_, (name, is_open) in found.streams.items()
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?)", found.events
    )
    places = ", ".join("?" * len(TASK_TYPES))
    connection.executemany(
        f"INSERT OR IGNORE INTO outbox VALUES ({places})", found.tasks
    )
    connection.executemany("INSERT OR IGNORE INTO chain VALUES (?, ?, ?)", found.links)
    last = max((task[0] % 2**SEQUENCE_BITS for task in found.tasks), default=0)
    transaction.rows("UPDATE meta SET value = ? WHERE name = 'tasks'", last)


def _names(found: Remains, streams: set[int]) -> tuple[str, ...]:
    return tuple(sorted(found.streams[id_][0] for id_ in streams))


def _number(aside: Path) -> int:
    return int(aside.stem.rpartition("-")[2])


def _sync_folder(folder: Path) -> None:
    """A rename is durable when its folder is."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
