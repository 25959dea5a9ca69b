"""`kiosk salvage`: take over what a damaged journal that was set aside still says."""

import secrets
from datetime import datetime
from pathlib import Path

from kiosk.app.config import load
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_vault
from kiosk.flows import casework
from kiosk.flows.casework import CaseOpened, case_id
from kiosk.model.case import Case, CaseKind
from offline_queue.database import Database
from offline_queue.salvage import SUFFIXES, salvage, set_aside_files

SALVAGED = ".salvaged"  # appended to the name of what has been read out


def salvage_all(path: Path) -> tuple[str, bool]:
    """Make a new journal of the latest damaged one; say what was read, and whether
    that was all. Raise BadConfig or StorageError; then nothing has changed.

    Every byte of the damaged file stays, under another name.
    """
    config = load(path)
    damaged = set_aside_files(config.database)
    if not damaged:
        return "no damaged journal has been set aside", True
    for file in _parts(config.database):  # of an earlier attempt that was cut short
        file.unlink()
    latest = damaged[-1]
    with Database(config.database, seal=open_vault(config)) as database:
        found = salvage(latest, database)
        ledger = Ledger(database, secrets.token_bytes)
        for state in (*ledger.unfinished(), *ledger.cancellations()):
            ledger.owe_again(state)
        for stream in found.incomplete:
            _tell(ledger, stream)
    for file in damaged:
        _rename(file)
    lines = [
        f"read {found.streams} streams, {found.events} events, {found.tasks} tasks",
        *(f"incomplete: {stream}" for stream in found.incomplete),
        *(f"may owe more: {stream}" for stream in found.owing_unknown),
        f"kept as {latest.name}{SALVAGED}; now reconcile the last days",
    ]
    lost = found.incomplete or found.nameless_events or not found.streams
    return "\n".join(lines), not lost


def _tell(ledger: Ledger, stream: str) -> None:
    """Somebody must look at what is only half told and moves money."""
    kind, _, key = stream.partition("/")
    if kind not in ("payment", "cancellation"):
        return
    now = datetime.now().astimezone()
    id_ = case_id(key, CaseKind.INCOMPLETE)
    if ledger.case(id_) is not None:
        return  # raised when an earlier file was damaged
    opened = CaseOpened(Case(id_, CaseKind.INCOMPLETE, key, now))
    ledger.record_case(opened, casework.begin(opened))


def _rename(file: Path) -> None:
    for part in _parts(file):
        part.rename(part.with_name(part.name + SALVAGED))


def _parts(file: Path) -> list[Path]:
    """The file, its log and the log's index, as far as they exist."""
    parts = [file.with_name(file.name + suffix) for suffix in SUFFIXES]
    return [part for part in parts if part.exists()]
