"""`kiosk reconcile`: the four lists of one day, on paper that names nobody."""

import secrets
from datetime import date
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.app.points import central_of
from kiosk.app.reconcile import reconcile
from kiosk.model.intent import case_number
from kiosk.model.money import total
from kiosk.model.reconciliation import Difference, Entry, Lists


def reconcile_day(path: Path, day: date) -> Lists:
    """Compare one day of the configured kiosk with central.

    Raise BadConfig, StorageError, CentralError or Unreadable.
    """
    config = load(path)
    [database] = open_databases(config, 1)
    with database:
        ledger = Ledger(database, secrets.token_bytes)
        return reconcile(ledger, central_of(config), day)


def report(lists: Lists, day: date) -> str:
    """All four lists; the first only as a count and a sum, since it is long."""
    kept = total(entry.kept for entry in lists.both)
    lines = [f"{day}  in both: {len(lists.both)} payments, {kept}"]
    for name, entries in (
        ("only at the kiosk", lists.only_kiosk),
        ("only at central", lists.only_central),
    ):
        lines.append(f"{name}: {len(entries)}")
        lines.extend(f"  {_entry(entry)}" for entry in entries)
    lines.append(f"amounts differ: {len(lists.differ)}")
    lines.extend(f"  {_difference(each)}" for each in lists.differ)
    return "\n".join(lines)


def _entry(entry: Entry) -> str:
    settlement = entry.settlement_id or "not settled"
    return f"{case_number(entry.key)}  {entry.key}  {entry.kept}  {settlement}"


def _difference(difference: Difference) -> str:
    ours, theirs = difference.kiosk, difference.central
    return f"{_entry(ours)}  but at central {theirs.kept}, {theirs.settlement_id}"
