"""The simulated kiosk's disk, with a file system below it that loses power.

It has the face of `MemoryDisk`: one connection, shared by everybody. It remembers what
every COMMIT made true, so that after a cut it can say what is missing.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import apsw

from kiosk.app.simulation.disk import MemoryConnection, MemoryDisk, PowerCut, Trouble
from offline_queue.connection import Cell
from tests.power.storage import Damage, Storage
from tests.power.vfs import PowerVfs

LEDGER = "ledger.sqlite"
Contents = dict[str, list[Any]]  # every row of every table, and two numbers of the head


class Answer:
    """Rows that were fetched already."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def fetchall(self) -> list[Any]:
        return self._rows


class PowerDisk(MemoryDisk):
    """One directory. It outlives the kiosk that writes to it."""

    def __init__(
        self,
        storage: Storage,
        *,
        damage: Damage,
        again: int | None,
        dice: Random,
        instead: Mapping[str, str],
        found: Callable[[str], None],
    ) -> None:
        """`again` is after how many moments the power goes once more. `instead`
        replaces statements by others; `found` hears of every loss."""
        super().__init__(lambda: Trouble.NONE)
        self.left: list[dict[str, bytes]] = []  # the files, as each power cut left them
        self.was_settled = False  # whether no cut had anything to damage
        self._storage = storage
        self._damage = damage
        self._again = again
        self._dice = dice
        self._instead = instead
        self._found = found
        self._vfs = PowerVfs(storage)
        self._open: apsw.Connection | None = None
        self._returned: Contents = {}  # what was true when the last COMMIT returned
        self._begun: Contents = {}  # and when the last COMMIT began

    def connect(self, path: object) -> MemoryConnection:
        """The one connection; opened anew, and its contents checked, after a cut."""
        if self._open is None:
            self._open = apsw.Connection(LEDGER, vfs=self._vfs.name)
            # Without shared memory, WAL needs a connection that is alone.
            self._run("PRAGMA locking_mode = EXCLUSIVE")
            self._compare()
        return MemoryConnection(self)

    @property
    def cuts(self) -> int:
        """How often the power went."""
        return len(self.left)

    def lose_power(self) -> None:
        """What was not synced is as the damage leaves it."""
        storage = self._storage
        storage.has_power = False
        self._hang_up()
        self.was_settled = storage.is_settled and (self.was_settled or not self.left)
        storage.lose_power(self._damage, self._dice)
        self.left.append({name: bytes(data) for name, data in storage.files.items()})
        if self._again is not None and self.cuts == 1:
            storage.cut_at = storage.moments + self._again

    def bytes(self) -> bytes:
        return b"".join(self._storage.files.values())

    def close(self) -> None:
        self._hang_up()
        self._vfs.unregister()
        super().close()

    def execute(self, sql: str, values: Sequence[Cell]) -> Answer:
        if sql != "COMMIT":
            return Answer(self._run(self._instead.get(sql, sql), values))
        self._begun = self._contents()
        self._run(sql)
        self._returned = self._begun
        return Answer([])

    def executemany(self, sql: str, rows: Iterable[Sequence[Cell]]) -> object:
        for values in rows:
            self._run(sql, values)
        return None

    @property
    def in_transaction(self) -> bool:
        powered = self._storage.has_power and self._open is not None
        return powered and self._connected.in_transaction

    def rollback(self) -> None:
        self._run("ROLLBACK")

    @property
    def _connected(self) -> apsw.Connection:
        assert self._open is not None, "connect comes first"
        return self._open

    def _run(self, sql: str, values: Sequence[Cell] = ()) -> list[Any]:
        with self._powered():
            return self._connected.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def _powered(self) -> Iterator[None]:
        """Whatever SQLite made of it: without power nothing returns."""
        try:
            yield
        except apsw.Error as error:
            if self._storage.has_power:
                raise _as_sqlite3(error) from error
        if not self._storage.has_power:
            raise PowerCut

    def _contents(self) -> Contents:
        tables = self._run("SELECT name FROM sqlite_schema WHERE type = 'table'")
        contents = {name: self._run(f"SELECT * FROM {name}") for (name,) in tables}
        for number in ("application_id", "user_version"):
            contents[number] = self._run(f"PRAGMA {number}")
        return contents if tables else {}

    def _compare(self) -> None:
        """Every transaction that returned is there, and at most the one in flight."""
        try:
            contents = self._contents()
        except sqlite3.Error as error:
            self._found(f"the database cannot be read: {error}")
            raise
        if contents not in (self._returned, self._begun):
            self._found("the database is not what its transactions made it")
        self._returned = self._begun = contents

    def _hang_up(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _as_sqlite3(error: apsw.Error) -> sqlite3.OperationalError:
    translated = sqlite3.OperationalError(str(error))
    translated.sqlite_errorcode = getattr(error, "extendedresult", 0)
    return translated
