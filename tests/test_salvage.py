"""A damaged file is kept, and what can be read of it is read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.database import Database
from offline_queue.errors import Damaged, Foreign, Incomplete, Locked
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task
from offline_queue.salvage import Salvaged, salvage, set_aside, set_aside_files
from offline_queue.sealing import UNSEALED
from tests.test_offline_queue import ToySeal

PAGE = 4096
STREAMS = 60
EVENTS = 3
BROKEN = b"\xa5" * PAGE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "fresh.sqlite", seal=ToySeal()) as fresh:
        yield fresh


def body(stream: int, number: int) -> bytes:
    return b"%d/%d " % (stream, number) * 60


def fill(path: Path) -> Database:
    """Sixty streams of three events each, half of them open, and what they owe."""
    database = Database(path, seal=ToySeal())
    for number in range(1, EVENTS + 1):
        for stream in range(STREAMS):
            name = f"payment/{stream:03}"
            with database.transaction() as transaction:
                Journal.append(
                    transaction,
                    name,
                    body(stream, number),
                    is_open=stream % 2 == 0,
                )
                task = Task("t", name, "Kind", stream % 4, body(stream, 0), f"{stream}")
                Outbox.owe(transaction, name, [task])
    return database


@pytest.fixture
def pages(path: Path) -> bytes:
    """The file, closed and whole."""
    fill(path).close()
    return path.read_bytes()


def test_a_whole_file_is_read_wholly(path: Path, pages: bytes, fresh: Database) -> None:
    with Database(path, seal=ToySeal()) as before:
        story = Journal(before).story()
        waiting = Outbox(before).waiting()
    assert salvage(set_aside(path), fresh) == Salvaged(
        STREAMS, STREAMS * EVENTS, STREAMS
    )
    assert Journal(fresh).story() == story
    assert Outbox(fresh).waiting() == waiting
    assert len(Journal(fresh).open_streams()) == STREAMS // 2


def test_what_was_only_in_the_log_is_read_too(path: Path, fresh: Database) -> None:
    with fill(path):
        aside = set_aside(path)
        assert salvage(aside, fresh).events == STREAMS * EVENTS


def test_life_goes_on_in_the_new_file(
    path: Path, pages: bytes, fresh: Database
) -> None:
    salvage(path, fresh)
    tasks = [Task(f"new {n}", "new", "Kind", n, b"new") for n in range(4)]
    with fresh.transaction() as transaction:
        Journal.append(transaction, "payment/000", b"new", is_open=False)
        Outbox.owe(transaction, "new", tasks)
    assert Journal(fresh).read("payment/000")[-1] == b"new"
    for priority in range(4):
        last = [o for o in Outbox(fresh).waiting() if o.task.priority == priority][-1]
        assert last.task == tasks[priority], "the new ones go behind the old ones"


@pytest.mark.parametrize("filler", [BROKEN, bytes(PAGE)], ids=["noise", "zeros"])
def test_whichever_page_breaks_no_half_story_is_told(
    path: Path, pages: bytes, tmp_path: Path, filler: bytes
) -> None:
    """Every page in turn; only the first holds what nothing can be read without."""
    lost_events = lost_tasks = 0
    for at in range(PAGE, len(pages), PAGE):
        broken = pages[:at] + filler + pages[at + PAGE :]
        path.write_bytes(broken)
        with Database(tmp_path / f"{at}.sqlite", seal=ToySeal()) as fresh:
            salvaged = salvage(path, fresh)
            assert path.read_bytes() == broken, "the damaged file is not touched"
            assert_nothing_is_told_in_part(fresh, salvaged)
            lost_events += salvaged.events < STREAMS * EVENTS
            lost_tasks += salvaged.tasks < STREAMS
    assert lost_events
    assert lost_tasks


def assert_nothing_is_told_in_part(fresh: Database, salvaged: Salvaged) -> None:
    journal = Journal(fresh)
    names = [name for (name,) in fresh.rows("SELECT name FROM streams")]
    assert len(names) == salvaged.streams
    for name in names:
        if name in salvaged.incomplete:
            assert name in journal.open_streams()
            with pytest.raises(Incomplete):
                journal.read(name)
        else:
            stream = int(name[-3:])
            assert journal.read(name) == [body(stream, n) for n in (1, 2, 3)]
    owing = {owed.task.stream for owed in Outbox(fresh).waiting()}
    assert {*names} - owing <= {*salvaged.owing_unknown} <= {*journal.open_streams()}
    for owed in Outbox(fresh).waiting():
        assert owed.task.body == body(int(owed.task.stream[-3:]), 0)


def test_one_broken_page_of_events_costs_only_its_own_events(
    path: Path, pages: bytes, fresh: Database
) -> None:
    sealed = ToySeal().close(body(30, 2), "events|payment/030#2|body")
    at = pages.index(sealed) // PAGE * PAGE
    path.write_bytes(pages[:at] + BROKEN + pages[at + PAGE :])
    salvaged = salvage(path, fresh)
    assert salvaged.streams == salvaged.tasks == STREAMS
    assert STREAMS * EVENTS - 12 < salvaged.events < STREAMS * EVENTS
    assert "payment/030" in salvaged.incomplete
    assert len(salvaged.incomplete) == STREAMS * EVENTS - salvaged.events


def test_a_file_cut_short_is_read_as_far_as_it_goes(
    path: Path, pages: bytes, tmp_path: Path
) -> None:
    for kept in (3, 5, 7):
        path.write_bytes(pages[: len(pages) * kept // 8])
        with Database(tmp_path / f"{kept}.sqlite", seal=ToySeal()) as fresh:
            salvaged = salvage(path, fresh)
            assert salvaged.streams > 0
            assert_nothing_is_told_in_part(fresh, salvaged)


def test_without_its_first_page_nothing_is_read_and_everything_kept(
    path: Path, pages: bytes, fresh: Database
) -> None:
    broken = BROKEN + pages[PAGE:]
    path.write_bytes(broken)
    aside = set_aside(path)
    with pytest.raises(Foreign):
        salvage(aside, fresh)
    assert aside.read_bytes() == broken


def test_a_log_alone_is_kept_and_not_read(path: Path, fresh: Database) -> None:
    with fill(path):
        path.unlink()
        aside = set_aside(path)
        assert aside.with_name(f"{aside.name}-wal").exists()
        with pytest.raises(Damaged):
            salvage(aside, fresh)


def test_a_letter_is_not_salvaged(path: Path, fresh: Database) -> None:
    path.write_bytes(b"a letter to the editor, " * 400)
    with pytest.raises(Foreign):
        salvage(path, fresh)


def test_another_programs_rows_are_not_salvaged(path: Path, fresh: Database) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE events (x)")
    other.close()
    with pytest.raises(Foreign):
        salvage(path, fresh)


def test_what_has_another_key_is_not_mixed_in(
    path: Path, pages: bytes, tmp_path: Path
) -> None:
    for name, seal in (("other", ToySeal(b"other")), ("none", UNSEALED)):
        with Database(tmp_path / name, seal=seal) as into:
            with pytest.raises(Locked):
                salvage(path, into)
            assert Journal(into).story() == []


def test_nothing_is_salvaged_into_a_file_in_use(path: Path, pages: bytes) -> None:
    with Database(path, seal=ToySeal()) as used, pytest.raises(ValueError, match="em"):
        salvage(path, used)


def test_every_byte_is_kept_under_a_name_of_its_own(path: Path) -> None:
    kept = []
    for content in (b"first", b"second"):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).write_bytes(content + suffix.encode())
        kept.append(set_aside(path))
    assert [file.name for file in kept] == [
        "ledger.damaged-1.sqlite",
        "ledger.damaged-2.sqlite",
    ]
    assert set_aside_files(path) == kept
    assert not list(path.parent.glob("ledger.sqlite*"))
    for file, content in zip(kept, (b"first", b"second"), strict=True):
        for suffix in ("", "-wal", "-shm"):
            beside = file.with_name(file.name + suffix)
            assert beside.read_bytes() == content + suffix.encode()


def test_a_renaming_that_was_cut_off_is_finished(path: Path) -> None:
    with fill(path):
        whole = path.with_name("ledger.damaged-1.sqlite")
        path.rename(whole)
        with pytest.raises(Damaged):
            Database(path, seal=ToySeal())
        assert set_aside(path) == whole
        assert whole.with_name(f"{whole.name}-wal").stat().st_size > 0
