"""What can still be read of a damaged file, row by row.

Keys are gathered from each table and from its index, from both ends, up to a page that
is broken. Then every row is looked up by itself.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

WIDEST_GAP = 1_000_000  # keys to try one by one; a wider gap is a broken key
EVENT_TYPES = (int, int, int, str, bytes)
LINK_TYPES = (int, bytes, bytes)
TASK_TYPES = (int, str, str, str, str, str, int, str, str | None, bytes)

STREAMS = ("streams NOT INDEXED", "id", "id")
STREAM_NAMES = ("streams INDEXED BY sqlite_autoindex_streams_1", "id, name", "name")
EVENTS = ("events NOT INDEXED", "sequence", "sequence")
EVENT_NUMBERS = (
    "events INDEXED BY sqlite_autoindex_events_1",
    "sequence, stream, number",
    "stream, number",
)
TASKS = ("outbox NOT INDEXED", "place", "place")
TASK_IDS = ("outbox INDEXED BY outbox_of_stream", "place, stream", "stream, id")
LINKS = ("chain NOT INDEXED", "sequence", "sequence")
ONE_STREAM = "SELECT id, name, open, whole FROM streams WHERE id = ?"
ONE_EVENT = "SELECT * FROM events WHERE sequence = ?"
ONE_TASK = "SELECT * FROM outbox WHERE place = ?"
ONE_LINK = "SELECT * FROM chain WHERE sequence = ?"


@dataclass(slots=True)
class Remains:
    """Rows as they stood, and what may be missing, by the number of its stream."""

    streams: dict[int, tuple[str, int]] = field(default_factory=dict)  # name, open
    events: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)  # its own tags tell what is missing
    lacking_events: set[int] = field(default_factory=set)
    lacking_tasks: set[int] = field(default_factory=set)
    nameless_events: int = 0


def read(source: sqlite3.Connection) -> Remains:
    """Everything that SQLite can still reach."""
    found = Remains()
    names, _ = _scan(source, STREAM_NAMES)
    ids, _ = _scan(source, STREAMS)
    # Nobody knows whether a stream is open whose row is lost: it must be looked at.
    found.streams = {id_: (name, True) for id_, name in names}
    for id_ in _range({id_ for id_, *_ in [*ids, *names]}):
        row = one(source, ONE_STREAM, (id_,), (int, str, int, int))
        if row:
            _, name, is_open, is_whole = row
            found.streams[id_] = (name, is_open)
            if not is_whole:
                found.lacking_events.add(id_)
    _read_events(source, found)
    _read_tasks(source, found)
    sequences, _ = _scan(source, LINKS)
    keys = _range({sequence for (sequence,) in sequences})
    links = (one(source, ONE_LINK, (key,), LINK_TYPES) for key in keys)
    found.links = [link for link in links if link]
    return found


def _read_events(source: sqlite3.Connection, found: Remains) -> None:
    sequences, is_whole = _scan(source, EVENTS)
    numbers, are_whole = _scan(source, EVENT_NUMBERS)
    told: dict[int, set[int]] = defaultdict(set)
    read: dict[int, set[int]] = defaultdict(set)
    for _, stream, number in numbers:
        told[stream].add(number)
    for sequence in _range({sequence for sequence, *_ in [*sequences, *numbers]}):
        event = one(source, ONE_EVENT, (sequence,), EVENT_TYPES)
        if event and event[1] in found.streams:
            found.events.append(event)
            read[event[1]].add(event[2])
        elif event:
            found.nameless_events += 1
    for id_ in found.streams:
        # With holes in the table and in its index, nothing vouches for the last ones.
        vouched = is_whole or are_whole
        last = max(told[id_] | read[id_], default=0)
        if not vouched or read[id_] != {*range(1, last + 1)}:
            found.lacking_events.add(id_)


def _read_tasks(source: sqlite3.Connection, found: Remains) -> None:
    places, is_whole = _scan(source, TASKS)
    ids, are_whole = _scan(source, TASK_IDS)
    keys = sorted({place for place, *_ in [*places, *ids]})
    tasks = (one(source, ONE_TASK, (key,), TASK_TYPES) for key in keys)
    found.tasks = [task for task in tasks if task]
    read = {task[0] for task in found.tasks}
    lacking = {stream for place, stream in ids if place not in read}
    found.lacking_tasks = {
        id_
        for id_, (name, _) in found.streams.items()
        if name in lacking or not (is_whole or are_whole)
    }


def _scan(
    source: sqlite3.Connection, tree: tuple[str, str, str]
) -> tuple[list[Any], bool]:
    """Keys from both ends up to a page that is broken; whether there was none."""
    table, columns, order = tree
    found: list[Any] = []
    for direction in ("ASC", "DESC"):
        by = ", ".join(f"{column} {direction}" for column in order.split(", "))
        try:
            for row in source.execute(f"SELECT {columns} FROM {table} ORDER BY {by}"):
                found.append(row)
        except sqlite3.Error:
            continue
        return found, True
    return found, False


def _range(keys: set[Any]) -> Iterable[int]:
    """All that may lie between."""
    numbers = sorted(key for key in keys if isinstance(key, int))
    if numbers and numbers[-1] - numbers[0] < len(numbers) + WIDEST_GAP:
        return range(numbers[0], numbers[-1] + 1)
    return numbers


def one(
    source: sqlite3.Connection, query: str, key: tuple[Any, ...], types: tuple[Any, ...]
) -> Any:
    """A row that can be read and holds what belongs there, or None."""
    try:
        rows = source.execute(query, key).fetchall()
    except sqlite3.Error:
        return None
    for row in rows:
        if all(map(isinstance, row, types)):
            return row
    return None
