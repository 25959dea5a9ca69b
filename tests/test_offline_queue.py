"""What is written is there, what is owed is carried, and nothing else is claimed."""

import random
import sqlite3
from pathlib import Path

import pytest

from offline_queue.database import Database
from offline_queue.delivery import LONGEST_PAUSE_S, Delivery
from offline_queue.errors import Damaged, Foreign
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def database(path: Path) -> Database:
    return Database(path)


def task(id_: str, stream: str = "s", priority: int = 1) -> Task:
    return Task(id_, stream, "Kind", priority, b"body")


def owe(database: Database, stream: str, *tasks: Task) -> None:
    with database.transaction() as connection:
        Outbox.owe(connection, stream, tasks)


def waiting(database: Database) -> list[str]:
    return [owed.task.id for owed in Outbox(database).waiting()]


def test_events_come_back_in_the_order_of_writing(
    database: Database, path: Path
) -> None:
    for body in (b"one", b"two"):
        with database.transaction() as connection:
            Journal.append(connection, "s", body, is_open=True)
    again = Journal(Database(path))
    assert again.read("s") == [b"one", b"two"]
    assert again.open_streams() == ["s"]


def test_a_stream_is_open_as_its_last_event_says(database: Database) -> None:
    for is_open in (True, False):
        with database.transaction() as connection:
            Journal.append(connection, "s", b"x", is_open=is_open)
    assert Journal(database).open_streams() == []


def write_and_fail(database: Database) -> None:
    with database.transaction() as connection:
        Journal.append(connection, "s", b"x", is_open=True)
        Outbox.owe(connection, "s", [task("t")])
        raise KeyError


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        write_and_fail(database)
    assert Journal(database).read("s") == []
    assert waiting(database) == []


def test_a_stream_owes_exactly_what_it_last_said(database: Database) -> None:
    owe(database, "s", task("a"), task("b"))
    owe(database, "s", task("b"), task("c"))
    assert waiting(database) == ["b", "c"]


def test_one_stream_never_touches_the_tasks_of_another(database: Database) -> None:
    owe(database, "s", task("a"))
    owe(database, "other", task("b", "other"))
    owe(database, "s")
    assert waiting(database) == ["b"]


def test_the_most_urgent_goes_first(database: Database) -> None:
    owe(database, "s", task("late", priority=3), task("soon", priority=0))
    assert waiting(database) == ["soon", "late"]


class Trip:
    """A delivery with a clock that the test moves."""

    def __init__(self, database: Database, answers: list[float | None]) -> None:
        self.now = 0.0
        self.sent: list[str] = []
        self.breaks: set[str] = set()
        self.hangs_s = 0.0
        self._answers = answers
        self.delivery = Delivery(
            Outbox(database),
            send=self._send,
            clock=lambda: self.now,
            dice=random.Random(1),
        )

    def _send(self, task: Task) -> float | None:
        self.sent.append(task.id)
        self.now += self.hangs_s
        if task.id in self.breaks:
            raise ZeroDivisionError
        return self._answers.pop(0) if self._answers else 0.0


def test_what_is_not_answered_is_tried_again_and_counted(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [])
    for _ in range(5):
        trip.now += trip.delivery.deliver()
    assert trip.sent == ["t"] * 5
    assert Outbox(database).waiting()[0].tries == 5


def test_a_task_that_breaks_its_sender_does_not_hold_the_others(
    database: Database,
) -> None:
    owe(database, "s", task("bad", priority=0), task("good", priority=1))
    trip = Trip(database, [])
    trip.breaks = {"bad"}
    with pytest.raises(ZeroDivisionError):
        trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["bad", "good"]


def test_what_becomes_urgent_overtakes_the_queue(database: Database) -> None:
    owe(database, "s", task("a", priority=3), task("b", priority=3))
    trip = Trip(database, [60.0, 60.0, 60.0])
    trip.delivery.deliver()
    owe(database, "other", task("urgent", "other", priority=0))
    trip.delivery.deliver()
    assert trip.sent == ["a", "urgent"]


def test_a_task_that_hangs_does_not_starve_the_others(database: Database) -> None:
    owe(database, "s", *(task(f"hangs-{n}", priority=0) for n in range(5)))
    owe(database, "other", task("settle", "other", priority=2))
    trip = Trip(database, [])
    trip.hangs_s = 12.0
    while "settle" not in trip.sent:
        trip.now += trip.delivery.deliver()
    assert len(trip.sent) == 6, "each of the urgent ones once, and then its turn"


def test_pauses_grow_with_every_try(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [])
    pauses = []
    for _ in range(200):
        pauses.append(trip.delivery.deliver())
        trip.now += pauses[-1]
    assert max(pauses[:3]) <= 8
    assert max(pauses) > 100
    assert max(pauses) <= LONGEST_PAUSE_S
    assert len(set(pauses)) > 100, "without jitter all kiosks would ask together"


def test_nothing_is_tried_before_its_time(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [30.0])
    assert trip.delivery.deliver() == pytest.approx(30.0)
    trip.now = 29.9
    trip.delivery.deliver()
    assert trip.sent == ["t"]


def test_an_answered_task_stays_until_its_stream_lets_go(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [None])
    assert trip.delivery.deliver() > 0, "the stream needs a moment to take note"
    assert waiting(database) == ["t"]
    owe(database, "s")
    assert trip.delivery.deliver() == LONGEST_PAUSE_S


def test_when_the_way_is_free_our_own_pauses_are_over(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [0.0])
    trip.delivery.deliver()
    trip.delivery.hurry()
    trip.delivery.deliver()
    assert trip.sent == ["t", "t"]


def test_no_hurry_of_ours_overrides_a_wish_of_centrals(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, [300.0])
    trip.delivery.deliver()
    trip.delivery.hurry()
    trip.delivery.deliver()
    assert trip.sent == ["t"]


def test_a_poisoned_task_does_not_hold_the_others(database: Database) -> None:
    owe(database, "s", task("bad", priority=0), task("good", priority=1))
    trip = Trip(database, [60.0, None])
    trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["bad", "good"]


def test_another_programs_database_is_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(Foreign):
        Database(path)
    assert sqlite3.connect(path).execute("SELECT * FROM theirs").fetchall() == []


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_bytes(b"a letter to the editor, " * 100)
    with pytest.raises(Foreign):
        Database(path)


def test_broken_pages_are_found_at_the_start(database: Database, path: Path) -> None:
    for number in range(200):
        with database.transaction() as connection:
            Journal.append(connection, f"s{number}", b"x" * 500, is_open=True)
    database.close()
    pages = bytearray(path.read_bytes())
    pages[8192:12288] = b"\xa5" * 4096
    path.write_bytes(pages)
    with pytest.raises((Damaged, Foreign)):
        Database(path)


def test_every_commit_has_reached_the_disk(database: Database) -> None:
    assert database.rows("PRAGMA journal_mode") == [("wal",)]
    assert database.rows("PRAGMA synchronous") == [(2,)]
