"""The notes of an interface that must know its payments after a power cut."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.app.compose import adapter_of
from kiosk.app.config import load
from kiosk.app.ledger import Ledger
from kiosk.app.notebook import LedgerNotebook
from kiosk.central.http import CentralClient
from kiosk.central.national.central import NationalCentral
from kiosk.central.port import NotSent
from offline_queue.database import Database
from offline_queue.errors import Full
from tests.at_central import write_config
from tests.test_config import NATIONAL


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield database


@pytest.fixture
def notebook(database: Database) -> LedgerNotebook:
    return LedgerNotebook(Ledger(database, bytes))


def test_any_thread_may_write_and_the_last_word_stays(
    notebook: LedgerNotebook, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: notebook.write(str(n % 3), b"%d" % n), range(60)))
    notebook.write("0", b"last")
    with Database(tmp_path / "ledger.sqlite") as again:
        assert LedgerNotebook(Ledger(again, bytes)).read("0") == b"last"


def test_without_a_disk_nothing_leaves(
    notebook: LedgerNotebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Full("no space left")

    monkeypatch.setattr(Ledger, "note", full)
    monkeypatch.setattr(Ledger, "noted", full)
    with pytest.raises(NotSent):
        notebook.read("key")
    with pytest.raises(NotSent):
        notebook.write("key", b"note")


def test_the_configuration_alone_chooses_what_stands_behind_the_port(
    notebook: LedgerNotebook, tmp_path: Path
) -> None:
    path = write_config(tmp_path, "http://127.0.0.1:1")
    assert isinstance(adapter_of(load(path), notebook, print), CentralClient)
    path.write_text(path.read_text() + NATIONAL)
    assert isinstance(adapter_of(load(path), notebook, print), NationalCentral)
