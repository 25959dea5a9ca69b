"""`kiosk audit`: what was done at this kiosk, and whether nobody has changed that."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.app.audit_trail import entries
from kiosk.app.config import Config, load
from kiosk.app.opening import journal_as_it_is, open_vault
from kiosk.app.outbox_list import aligned
from kiosk.diagnostics.audit import PURPOSE, Entry, Fault, Head, Record, verify
from kiosk.diagnostics.doctor import Level, Verdict
from offline_queue.errors import StorageError
from offline_queue.salvage import set_aside_files

AUDIT = "audit"  # what the verdict is about
CALL_SECURITY = "call security: kiosk audit verify"
MOST_FAULTS = 20  # that are told one by one


def verify_chain(path: Path, head: Head | None) -> tuple[str, bool]:
    """What was found, and whether the chain is whole and reaches this head.

    Raise BadConfig or StorageError.
    """
    found, faults = examine(load(path), head)
    if not faults:
        return f"{len(found)} records, all in place\nhead {head_of(found)}", True
    lines = [*map(str, faults[:MOST_FAULTS])]
    if len(faults) > MOST_FAULTS:
        lines.append(f"and {len(faults) - MOST_FAULTS} more")
    return "\n".join([f"{len(found)} records; this was not the kiosk:", *lines]), False


def table(path: Path, last: int) -> str:
    """The latest records, the newest last. Raise BadConfig or StorageError."""
    return rows(found_in(load(path))[-last:])


def rows(found: Sequence[Entry]) -> str:
    """One line a record."""
    head = ("number", "at", "action", "who", "outcome", "detail")
    return "\n".join(aligned([head, *map(_row, found)]))


def examine(
    config: Config, head: Head | None = None
) -> tuple[Sequence[Entry], list[Fault]]:
    """The chain, and what is wrong with it. May raise StorageError."""
    found = found_in(config)
    return found, verify(found, open_vault(config).derived(PURPOSE), head)


def verdict(config: Config) -> Verdict:
    """The same for `kiosk doctor`, which knows no head."""
    try:
        found, faults = examine(config)
    except StorageError as error:
        told = f"cannot be read: {type(error).__name__.lower()}"
        return Verdict(AUDIT, Level.FAIL, told, "see kiosk salvage")
    if faults:
        told = f"{faults[0]}, {len(faults)} in all"
        return Verdict(AUDIT, Level.FAIL, told, CALL_SECURITY)
    return Verdict(AUDIT, Level.OK, f"{len(found)} records, all in place")


def found_in(config: Config) -> list[Entry]:
    """May raise StorageError. A kiosk that never ran has done nothing."""
    folder, is_there = config.database.parent, config.database.exists()
    if not is_there and not (folder.exists() and set_aside_files(config.database)):
        return []
    [database] = journal_as_it_is(config, 1)
    with database:
        return entries(database)


def head_of(found: Sequence[Entry]) -> Head:
    return Head(found[-1].sequence, found[-1].mac) if found else Head()


def _row(entry: Entry) -> tuple[str, ...]:
    it = entry.body and Record.read(entry.body)
    if not it:
        return (str(entry.sequence), "", "cannot be read", "", "", "")
    texts = (str(it.sequence), it.at, it.action, it.actor, it.outcome, it.detail)
    return tuple(text or "-" for text in texts)
