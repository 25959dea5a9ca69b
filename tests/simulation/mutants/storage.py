"""Bugs with what is kept: not durable, not sealed, forgotten too early."""

import sqlite3
from collections.abc import Iterator
from unittest.mock import patch

from kiosk.app.engine import Engine
from kiosk.app.ledger import Ledger
from kiosk.app.simulation.disk import MemoryDisk
from kiosk.app.vault import Vault
from tests.simulation.mutants.planting import mutant


@mutant
def the_disk_says_done_before_it_is() -> Iterator[None]:
    """As with synchronous=NORMAL: a power cut takes the last commit back."""
    commit, lose_power = MemoryDisk._commit, MemoryDisk.lose_power
    kept: dict[MemoryDisk, list[bytes]] = {}

    def lazy_commit(self: MemoryDisk) -> None:
        commit(self)
        kept[self] = [*kept.get(self, [b""])[-1:], self._connection.serialize()]

    def forgetful(self: MemoryDisk) -> None:
        lose_power(self)
        before = kept.get(self, [b""])[0]
        if before:
            self._connection = sqlite3.connect(":memory:", isolation_level=None)
            self._connection.deserialize(before)

    with (
        patch.object(MemoryDisk, "_commit", lazy_commit),
        patch.object(MemoryDisk, "lose_power", forgetful),
    ):
        yield


@mutant
def the_disk_is_not_sealed() -> Iterator[None]:
    with (
        patch.object(Vault, "close", lambda self, plain, place: plain),
        patch.object(Vault, "open", lambda self, sealed, place: sealed),
    ):
        yield


@mutant
def what_is_open_is_purged() -> Iterator[None]:
    original = Engine.recover

    def recover(self: Engine) -> None:
        assert isinstance(self._record, Ledger)
        with self._record._database.transaction() as transaction:
            transaction.rows("DELETE FROM events WHERE number > 3")
        original(self)

    with patch.object(Engine, "recover", recover):
        yield
