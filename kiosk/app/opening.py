"""Opens the journal as the configuration says, and what is kept in it."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.app.audit_trail import AuditTrail
from kiosk.app.boot import boot_id
from kiosk.app.config import Config
from kiosk.app.vault import KeySource, Vault, load_vault
from kiosk.diagnostics.audit import PURPOSE
from offline_queue.database import Database
from offline_queue.errors import Damaged
from offline_queue.salvage import set_aside, set_aside_files


def audit_trail_on(
    database: Database, vault: Vault, noted: Callable[[str], None] = lambda action: None
) -> AuditTrail:
    """What was done here is written down under a key of its own."""
    return AuditTrail(
        database,
        vault.derived(PURPOSE),
        boot=boot_id(),
        clock=time.monotonic,
        now=lambda: datetime.now().astimezone(),
        noted=noted,
    )


def open_databases(config: Config, count: int) -> list[Database]:
    """Open the journal, once a thread; raise StorageError.

    A damaged file is set aside, and until somebody has salvaged it no new one takes
    its place: what it owes would be forgotten.
    """
    try:
        return journal_as_it_is(config, count)
    except Damaged:
        if not set_aside_files(config.database):
            set_aside(config.database)
        raise


def journal_as_it_is(config: Config, count: int) -> list[Database]:
    """The same, and a damaged file stays where it is."""
    Path(config.data.directory).mkdir(parents=True, exist_ok=True)
    if set_aside_files(config.database):
        raise Damaged("a damaged journal was set aside and waits for kiosk salvage")
    vault = open_vault(config)
    return [Database(config.database, seal=vault) for _ in range(count)]


def open_vault(config: Config) -> Vault:
    """Find the journal's key; raise NoKey."""
    return load_vault(
        KeySource(config.data.key),
        kiosk_id=config.kiosk.id,
        directory=Path(config.data.directory),
    )
