"""`kiosk outbox`: what is still owed, how long already, and why. It names nobody."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.opening import open_vault
from kiosk.app.owed_words import age_text, case_of
from offline_queue.database import Database
from offline_queue.errors import Damaged
from offline_queue.outbox import Outbox, Owed
from offline_queue.salvage import set_aside_files


def outbox_table(path: Path, now: datetime) -> tuple[str, bool]:
    """The table, and whether people have been told of anything in it.

    Raise BadConfig or StorageError.
    """
    config = load(path)
    if config.database.parent.exists() and set_aside_files(config.database):
        raise Damaged("what is owed stands in a damaged file: see kiosk salvage")
    if not config.database.exists():
        return "nothing is owed: this kiosk has no journal yet", False
    with Database(config.database, seal=open_vault(config)) as database:
        waiting = Outbox(database).waiting()
    return table(waiting, now), any(owed.escalated_at for owed in waiting)


def table(waiting: Sequence[Owed], now: datetime) -> str:
    """One line a task, in the order of delivery."""
    if not waiting:
        return "nothing is owed"
    rows = [("case", "owed", "since", "tries", "last reason", "staff told")]
    for owed in waiting:
        told = "yes" if owed.escalated_at else "-"
        reason = owed.last_reason or "-"
        age = age_text(now - owed.owed_since)
        case = case_of(owed.task.stream)
        rows.append((case, owed.task.kind, age, str(owed.tries), reason, told))
    return "\n".join(aligned(rows))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The same columns in every line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return [line.rstrip() for line in lines]
