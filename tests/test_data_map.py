"""docs/privacy.md says of every column what stands in it."""

import re
import sqlite3
from pathlib import Path

from offline_queue.schema import CHAIN, TABLES

DOCUMENT = Path(__file__).parent.parent / "docs" / "privacy.md"
COLUMN = re.compile(r"^\| `(\w+\.\w+)` \|", re.MULTILINE)


def columns() -> set[str]:
    with sqlite3.connect(":memory:") as database:
        database.executescript(f"{TABLES};{CHAIN};")
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            f"{table}.{name}"
            for (table,) in tables.fetchall()
            for (_, name, *_) in database.execute(f"PRAGMA table_info({table})")
        }


def test_every_column_is_in_the_map_and_no_other() -> None:
    assert set(COLUMN.findall(DOCUMENT.read_text("utf-8"))) == columns()
