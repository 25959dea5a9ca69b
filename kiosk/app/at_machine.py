"""What an administrator does at the machine, by a command: written into the audit
chain like everything that is done on its glass."""

from kiosk.app.config import Config
from kiosk.app.opening import audit_trail_on, journal_as_it_is, open_vault
from kiosk.diagnostics.audit import Action
from offline_queue.database import Database

ACTOR = "command line"


def write_down(
    config: Config, action: Action, outcome: str = "", detail: str = ""
) -> None:
    """Beside a kiosk that may be running; one that never ran has no chain. Raise
    StorageError."""
    if not config.database.exists():
        return
    [database] = journal_as_it_is(config, 1)
    with database:
        write_into(database, config, action, outcome, detail)


def write_into(
    database: Database,
    config: Config,
    action: Action,
    outcome: str = "",
    detail: str = "",
) -> None:
    """The same into a journal that is open already. Raise StorageError."""
    trail = audit_trail_on(database, open_vault(config))
    trail.record(action, ACTOR, outcome, detail)
