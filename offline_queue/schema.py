"""The tables, and what marks a file as ours.

An event is written to two pages: the last of `events` and, nearly always, the last of
its index. A task touches three: its own, its index's and the counter's.
"""

APPLICATION_ID = 0x4B516575  # "KQue", stands in the file's header
VERSION = 3
UPGRADABLE = 2  # lacks CHAIN, and is otherwise the same
# INSERT OR REPLACE takes a row away and asks only the last of these triggers.
CHAIN = """
CREATE TABLE IF NOT EXISTS chain (
    sequence INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    tag BLOB NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS chain_links_stay BEFORE DELETE ON chain
    BEGIN SELECT RAISE(ABORT, 'a chain is only added to'); END;
CREATE TRIGGER IF NOT EXISTS chain_links_stay_as_they_are BEFORE UPDATE ON chain
    BEGIN SELECT RAISE(ABORT, 'a chain is only added to'); END;
CREATE TRIGGER IF NOT EXISTS chain_grows_at_its_end BEFORE INSERT ON chain
    WHEN NEW.sequence <= (SELECT max(sequence) FROM chain)
    BEGIN SELECT RAISE(ABORT, 'a chain is only added to'); END"""
TABLES = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    open INTEGER NOT NULL,
    whole INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    number INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (stream, number)
) STRICT;
CREATE TABLE outbox (
    place INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    owed_since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    last_reason TEXT NOT NULL DEFAULT '',
    escalated_at TEXT,
    body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_of_stream ON outbox (stream, id);
INSERT INTO meta VALUES ('tasks', 0)"""


def statements(script: str) -> list[str]:
    """Each ends with its line; a trigger has more of them inside."""
    return script.split(";\n")


SEAL_PLACE = "meta|seal|value"
SEAL_TEXT = b"offline_queue"  # sealed in `meta`, it tells whether the key fits


def event_place(stream: str, number: int) -> str:
    """Where an event's body stands, as its seal knows it."""
    return f"events|{stream}#{number}|body"


def task_place(stream: str, task_id: str) -> str:
    """Where a task's body stands, as its seal knows it."""
    return f"outbox|{stream}#{task_id}|body"


def link_place(sequence: int) -> str:
    """Where a link's body stands, as its seal knows it."""
    return f"chain|{sequence}|body"
