"""What is written is there, what is owed is carried, and nothing else is claimed."""

import hashlib
import hmac
import random
import re
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import offline_queue
from offline_queue.connection import Connection, connect
from offline_queue.database import Database
from offline_queue.delivery import Again, Delivery
from offline_queue.errors import Damaged, Foreign, Full, Locked, StorageError
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Owed, Task
from offline_queue.pauses import LONGEST_PAUSE_S

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class ToySeal:
    """Hides and binds as a real cipher does, as far as these tests can tell."""

    def __init__(self, key: bytes = b"key") -> None:
        self._key = key

    def close(self, plain: bytes, place: str) -> bytes:
        return self._mark(plain, place) + bytes(byte ^ 0xA5 for byte in plain)

    def open(self, sealed: bytes, place: str) -> bytes:
        plain = bytes(byte ^ 0xA5 for byte in sealed[32:])
        if not hmac.compare_digest(sealed[:32], self._mark(plain, place)):
            raise Locked(place)
        return plain

    def _mark(self, plain: bytes, place: str) -> bytes:
        return hmac.digest(self._key, place.encode() + b"\0" + plain, hashlib.sha256)


class Wall:
    """A wall clock that anybody may set."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database(path) as database:
        yield database


@pytest.fixture
def wall() -> Wall:
    return Wall()


def task(id_: str, stream: str = "s", priority: int = 1, lane: str = "") -> Task:
    return Task(id_, stream, "Kind", priority, b"body of " + id_.encode(), lane)


def owe(database: Database, stream: str, *tasks: Task) -> None:
    with database.transaction() as transaction:
        Outbox.owe(transaction, stream, tasks)


def write(
    database: Database, stream: str, *bodies: bytes, is_open: bool = True
) -> None:
    for body in bodies:
        with database.transaction() as transaction:
            Journal.append(transaction, stream, body, is_open=is_open)


def waiting(database: Database) -> list[str]:
    return [owed.task.id for owed in Outbox(database).waiting()]


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


# The journal


def test_events_come_back_in_the_order_of_writing(
    database: Database, path: Path
) -> None:
    write(database, "s", b"one", b"two")
    with Database(path) as again:
        assert Journal(again).read("s") == [b"one", b"two"]
        assert Journal(again).open_streams() == ["s"]


def test_a_stream_is_open_as_its_last_event_says(database: Database) -> None:
    write(database, "s", b"x", is_open=True)
    write(database, "s", b"x", is_open=False)
    assert Journal(database).open_streams() == []
    write(database, "s", b"x", is_open=True)
    assert Journal(database).open_streams() == ["s"]


def test_a_stream_that_never_was_has_no_events(database: Database) -> None:
    assert Journal(database).read("s") == []


def write_and_fail(database: Database) -> None:
    with database.transaction() as transaction:
        Journal.append(transaction, "s", b"x", is_open=True)
        Outbox.owe(transaction, "s", [task("t")])
        raise KeyError


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        write_and_fail(database)
    assert Journal(database).read("s") == []
    assert waiting(database) == []


def test_streams_are_found_by_how_their_names_begin(database: Database) -> None:
    for name in ("payment/2", "paper/1", "payment/1"):
        write(database, name, b"x", is_open=False)
    assert Journal(database).streams("payment/") == ["payment/2", "payment/1"]
    assert len(Journal(database).streams()) == 3


def test_the_journal_knows_when_it_was_last_written(path: Path, wall: Wall) -> None:
    with Database(path, now=wall) as database:
        assert Journal(database).written_last() is None
        write(database, "s", b"x")
        wall.time -= timedelta(hours=1)
        write(database, "s", b"x")
        assert Journal(database).written_last() == NOON - timedelta(hours=1)


def test_a_story_keeps_its_order_when_the_clock_is_set_back(
    path: Path, wall: Wall
) -> None:
    with Database(path, now=wall) as database:
        write(database, "s", b"one")
        wall.time -= timedelta(days=400)
        write(database, "other", b"two")
        write(database, "s", b"three")
        story = Journal(database).story()
    assert [(stream, number, body) for stream, number, _, body in story] == [
        ("s", 1, b"one"),
        ("other", 1, b"two"),
        ("s", 2, b"three"),
    ]
    assert story[1][2] == "2025-01-25T12:00:00.000000+00:00"


# Retention


def test_only_what_is_closed_settled_and_old_may_be_forgotten(
    path: Path, wall: Wall
) -> None:
    with Database(path, now=wall) as database:
        write(database, "old", b"x", is_open=False)
        write(database, "open", b"x", is_open=True)
        write(database, "owing", b"x", is_open=False)
        owe(database, "owing", task("t", "owing"))
        write(database, "touched", b"x", is_open=False)
        wall.time += timedelta(days=2)
        write(database, "touched", b"x", is_open=False)
        journal = Journal(database)
        assert journal.closed_before(NOON + timedelta(days=1)) == ["old"]
        journal.purge(["old", "open", "owing", "never was"])
        streams = {stream for stream, *_ in journal.story()}
        assert streams == {"open", "owing", "touched"}
        assert waiting(database) == ["t"]


def test_of_a_forgotten_stream_no_byte_stays_in_any_file(path: Path) -> None:
    dice = random.Random(7)
    names = [f"payment/{dice.randbytes(8).hex()}" for _ in range(60)]
    secrets = {name: dice.randbytes(dice.choice([40, 400, 9000])) for name in names}
    with Database(path) as database:
        for name, secret in secrets.items():
            write(database, name, secret, is_open=name == names[30])
            owe(database, name, Task("t", name, "Kind", 1, secret[::-1]))
            owe(database, name)
        before = bytes_on_disk(path)
        assert all(secret[:24] in before for secret in secrets.values())
        Journal(database).purge(names)
        left = bytes_on_disk(path)
        assert Journal(database).read(names[30]) == [secrets[names[30]]]
    for name, secret in secrets.items():
        pieces = [secret[at : at + 24] for at in range(0, len(secret) - 24, 200)]
        pieces += [piece[::-1] for piece in pieces]
        found = [piece for piece in pieces if piece in left]
        assert bool(found) == (name == names[30])
        assert (name.encode() in left) == (name == names[30])


# The outbox


def test_a_stream_owes_exactly_what_it_last_said(database: Database) -> None:
    owe(database, "s", task("a"), task("b"))
    owe(database, "s", task("b"), task("c"))
    assert waiting(database) == ["b", "c"]
    assert Outbox(database).count() == 2


def test_one_stream_never_touches_the_tasks_of_another(database: Database) -> None:
    owe(database, "s", task("a"))
    owe(database, "other", task("a", "other"))
    owe(database, "s")
    [left] = Outbox(database).waiting()
    assert left.task == task("a", "other")


def test_the_most_urgent_goes_first(database: Database) -> None:
    owe(database, "s", task("late", priority=3), task("soon", priority=0))
    assert waiting(database) == ["soon", "late"]


def test_a_clock_that_is_set_changes_no_order(path: Path, wall: Wall) -> None:
    with Database(path, now=wall) as database:
        for hours, id_ in ((0, "first"), (-9000, "second"), (9000, "third")):
            wall.time = NOON + timedelta(hours=hours)
            owe(database, id_, task(id_, id_))
        assert waiting(database) == ["first", "second", "third"]
        trip = Trip(database)
        for _ in range(3):
            trip.delivery.deliver()
    assert trip.sent == ["first", "second", "third"]


# Delivery


class Trip:
    """A delivery with a clock that the test moves."""

    def __init__(self, database: Database, *answers: Again | None) -> None:
        self.now = 0.0
        self.sent: list[str] = []
        self.breaks: set[str] = set()
        self.hangs_s = 0.0
        self.escalated: list[Owed] = []
        self.is_overdue: Callable[[Owed, float], bool] = lambda owed, waited_s: False
        self._answers = [*answers]
        self.delivery = Delivery(
            Outbox(database),
            send=self._send,
            clock=lambda: self.now,
            dice=random.Random(1),
            is_overdue=lambda owed, waited_s: self.is_overdue(owed, waited_s),
            escalate=self.escalated.append,
        )

    def go_on(self, seconds: float) -> None:
        """Deliver as a worker does: call after call, each as soon as it is due."""
        end = self.now + seconds
        while True:
            pause = self.delivery.deliver()
            if self.now + pause > end:
                break
            self.now += pause
        self.now = end

    def _send(self, task: Task) -> Again | None:
        self.sent.append(task.id)
        self.now += self.hangs_s
        if task.id in self.breaks:
            raise ZeroDivisionError
        return self._answers.pop(0) if self._answers else Again()


def test_what_is_not_answered_is_tried_again_and_counted(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, *[Again(reason="TimedOut")] * 5)
    for _ in range(5):
        trip.now += trip.delivery.deliver()
    assert trip.sent == ["t"] * 5
    [owed] = Outbox(database).waiting()
    assert (owed.tries, owed.last_reason) == (5, "TimedOut")


def test_what_was_never_tried_has_no_reason(database: Database) -> None:
    owe(database, "s", task("t"))
    [owed] = Outbox(database).waiting()
    assert (owed.tries, owed.last_reason, owed.escalated_at) == (0, "", None)


def test_a_task_that_breaks_its_sender_does_not_hold_the_others(
    database: Database,
) -> None:
    owe(database, "s", task("bad", priority=0), task("good", priority=1))
    trip = Trip(database)
    trip.breaks = {"bad"}
    with pytest.raises(ZeroDivisionError):
        trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["bad", "good"]


def test_what_becomes_urgent_overtakes_the_queue(database: Database) -> None:
    owe(database, "s", task("a", priority=3), task("b", priority=3))
    trip = Trip(database, Again(60.0), Again(60.0), Again(60.0))
    trip.delivery.deliver()
    owe(database, "other", task("urgent", "other", priority=0))
    trip.delivery.deliver()
    assert trip.sent == ["a", "urgent"]


def test_a_task_that_hangs_does_not_starve_the_others(database: Database) -> None:
    owe(database, "s", *(task(f"hangs-{n}", priority=0) for n in range(5)))
    owe(database, "other", task("settle", "other", priority=2))
    trip = Trip(database)
    trip.hangs_s = 12.0
    while "settle" not in trip.sent:
        trip.now += trip.delivery.deliver()
    assert len(trip.sent) == 6, "each of the urgent ones once, and then its turn"


def test_pauses_grow_with_every_try(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database)
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
    trip = Trip(database, Again(30.0))
    assert trip.delivery.deliver() == pytest.approx(30.0)
    trip.now = 29.9
    trip.delivery.deliver()
    assert trip.sent == ["t"]


def test_a_wish_is_kept_however_long(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, Again(3600.0))
    trip.go_on(3599.0)
    assert trip.sent == ["t"]
    trip.go_on(LONGEST_PAUSE_S)
    assert trip.sent[:2] == ["t", "t"]


def test_an_answered_task_stays_until_its_stream_lets_go(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, None)
    assert trip.delivery.deliver() > 0, "the stream needs a moment to take note"
    assert waiting(database) == ["t"]
    owe(database, "s")
    assert trip.delivery.deliver() == LONGEST_PAUSE_S


def test_when_the_way_is_free_our_own_pauses_are_over(database: Database) -> None:
    owe(database, "s", task("late", priority=3))
    trip = Trip(database)
    trip.delivery.deliver()
    owe(database, "other", task("soon", "other", priority=0))
    trip.delivery.deliver()
    trip.delivery.hurry()
    trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["late", "soon", "soon", "late"]


def test_no_hurry_of_ours_overrides_a_wish_of_centrals(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, Again(200.0))
    trip.delivery.deliver()
    trip.delivery.hurry()
    assert trip.delivery.deliver() == pytest.approx(200.0)
    assert trip.sent == ["t"]


def test_what_others_told_people_of_holds_its_lane_no_more_and_is_not_told_again(
    database: Database,
) -> None:
    owe(database, "s", task("stuck", lane="hers"), task("next", lane="hers"))
    trip = Trip(database)
    trip.delivery.deliver()
    stuck, _ = Outbox(database).waiting()
    Outbox(database).mark_escalated(stuck.place)
    trip.is_overdue = lambda owed, waited_s: True
    trip.delivery.hurry()
    trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["stuck", "stuck", "next"]
    assert [owed.task.id for owed in trip.escalated] == ["next"]


def test_a_poisoned_task_does_not_hold_the_others(database: Database) -> None:
    owe(database, "s", task("bad", priority=0), task("good", priority=1))
    trip = Trip(database, Again(60.0), None)
    trip.delivery.deliver()
    trip.delivery.deliver()
    assert trip.sent == ["bad", "good"]


def test_a_task_owed_anew_under_its_old_name_is_a_new_task(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, Again(60.0))
    trip.delivery.deliver()
    owe(database, "s")
    owe(database, "s", task("t"))
    trip.delivery.deliver()
    assert trip.sent == ["t", "t"]


def test_a_try_that_cannot_be_written_down_still_counts_for_its_pause(
    path: Path,
) -> None:
    broken = Breaking()
    with Database(path, connect=broken.connect) as database:
        owe(database, "s", task("t"))
        trip = Trip(database)
        broken.words = {"UPDATE outbox"}
        for _ in range(20):
            trip.now += trip.delivery.deliver()
        assert trip.now > 100
        assert Outbox(database).waiting()[0].tries == 0


def test_a_lane_waits_for_its_first_task(database: Database) -> None:
    owe(database, "s", task("1", lane="A"), task("2", lane="A", priority=2))
    owe(database, "other", task("3", "other", lane="B", priority=2))
    trip = Trip(database)
    trip.go_on(600)
    assert set(trip.sent) == {"1", "3"}
    owe(database, "s", task("2", lane="A", priority=2))
    trip.go_on(LONGEST_PAUSE_S)
    assert "2" in trip.sent


def test_a_lane_goes_on_at_once_when_its_first_task_was_answered(
    database: Database,
) -> None:
    for name in "abc":
        owe(database, name, task(name, name, lane="A"))
    trip = Trip(database, None, None, None)
    for name in "abc":
        trip.delivery.deliver()
        owe(database, name)
    assert (trip.sent, trip.now) == (["a", "b", "c"], 0.0)


def test_a_lane_is_in_order_of_urgency_then_of_age(database: Database) -> None:
    owe(database, "old", task("old", "old", priority=2, lane="A"))
    trip = Trip(database, Again(10.0))
    trip.delivery.deliver()
    owe(database, "new", task("new", "new", priority=2, lane="A"))
    owe(database, "urgent", task("urgent", "urgent", priority=0, lane="A"))
    trip.delivery.deliver()
    trip.now = 9.0
    trip.go_on(60.0)
    assert set(trip.sent[1:]) == {"urgent"}, "its lane waits for it, old ones too"
    owe(database, "urgent")
    trip.go_on(LONGEST_PAUSE_S)
    assert set(trip.sent) == {"old", "urgent"}
    assert trip.sent[-1] == "old"


def test_no_lane_is_in_disorder_whatever_happens(database: Database) -> None:
    dice = random.Random(20)
    trip = Trip(database)
    for number in range(200):
        name = str(number)
        lane = dice.choice(["", "A", "B", "C"])
        owe(database, name, task(name, name, dice.randrange(3), lane))
        answered = dice.random() < 0.5
        trip._answers = [None] if answered else [Again(dice.choice([0.0, 40.0]))]
        due = {o.task.id: o for o in Outbox(database).waiting()}
        before = len(trip.sent)
        trip.delivery.deliver()
        for id_ in trip.sent[before:]:
            lane = due[id_].task.lane
            mates = [o.place for o in due.values() if o.task.lane == lane != ""]
            assert not lane or due[id_].place == min(mates)
            if answered:
                owe(database, id_)
        trip.now += dice.choice([0.0, 1.0, 50.0])
        if dice.random() < 0.05:
            trip.delivery.hurry()
    assert len(trip.sent) > 100


def test_the_overdue_is_told_once_and_its_lane_goes_on(
    path: Path, database: Database
) -> None:
    owe(database, "s", task("bad", lane="A"), task("good", lane="A"))
    trip = Trip(database)
    trip.is_overdue = lambda owed, waited_s: owed.task.id == "bad" and owed.tries >= 6
    trip.go_on(3600)
    [told] = trip.escalated
    assert (told.task.id, told.tries) == ("bad", 6)
    assert told.escalated_at is not None
    assert trip.sent[:6] == ["bad"] * 6
    assert "good" in trip.sent
    assert waiting(database) == ["bad", "good"], "nothing is ever dropped"
    with Database(path) as later:
        again = Trip(later)
        again.is_overdue = lambda owed, waited_s: True
        again.delivery.deliver()
        assert again.sent == ["good"], "what people know of does not go first"
        again.go_on(LONGEST_PAUSE_S)
        assert "bad" in again.sent
        assert [owed.task.id for owed in again.escalated] == ["good"]


def test_that_people_were_told_is_written_once_the_file_takes_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Outbox, place: int) -> None:
        raise Full("disk full")

    owe(database, "s", task("t"))
    trip = Trip(database)
    trip.is_overdue = lambda owed, waited_s: True
    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "mark_escalated", refuse)
        trip.delivery.deliver()
    trip.go_on(LONGEST_PAUSE_S)
    [owed] = Outbox(database).waiting()
    assert owed.escalated_at is not None
    assert len(trip.escalated) == 1


def test_the_overdue_is_tried_on_slowly(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database)
    trip.is_overdue = lambda owed, waited_s: True
    trip.delivery.deliver()
    trip.go_on(3600)
    assert 12 <= len(trip.sent) <= 25


def test_a_long_wish_does_not_hide_that_a_task_is_overdue(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database, Again(36_000.0))
    trip.is_overdue = lambda owed, waited_s: waited_s >= 1800
    trip.go_on(1800 + LONGEST_PAUSE_S)
    assert len(trip.escalated) == 1
    assert trip.sent == ["t"]


def test_when_the_way_is_free_the_overdue_goes_too(database: Database) -> None:
    owe(database, "s", task("t"))
    trip = Trip(database)
    trip.is_overdue = lambda owed, waited_s: True
    trip.delivery.deliver()
    trip.delivery.hurry()
    trip.delivery.deliver()
    assert trip.sent == ["t", "t"]
    assert len(trip.escalated) == 1


class Instructions:
    """Counts what SQLite does, in steps of its own machine."""

    def __init__(self) -> None:
        self.count = 0

    def connect(self, path: Path) -> Connection:
        connection = connect(path)
        assert isinstance(connection, sqlite3.Connection)
        connection.set_progress_handler(self._tick, 10)
        return connection

    def _tick(self) -> int:
        self.count += 10
        return 0


def instructions_for_a_hundred(path: Path, queue: int, lanes: int) -> int:
    """Deliveries from the front of a queue that rests for the most part."""
    instructions = Instructions()
    with Database(path, connect=instructions.connect) as database:
        tasks = [task(str(n), lane=str(n % lanes)) for n in range(queue)]
        owe(database, "s", *tasks)
        trip = Trip(database)
        for _ in range(queue // 2):
            trip.delivery.deliver()
        instructions.count = 0
        for _ in range(100):
            trip.delivery.deliver()
        return instructions.count


def test_one_delivery_costs_the_same_however_much_waits(tmp_path: Path) -> None:
    small = instructions_for_a_hundred(tmp_path / "small", 200, lanes=200)
    large = instructions_for_a_hundred(tmp_path / "large", 1200, lanes=1200)
    assert large < 1.5 * small


# The file


def test_another_programs_database_is_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(Foreign):
        Database(path)
    other = sqlite3.connect(path)
    assert other.execute("SELECT * FROM theirs").fetchall() == []
    other.close()


def test_another_versions_database_is_left_alone(
    database: Database, path: Path
) -> None:
    database.rows("PRAGMA user_version = 1")
    with pytest.raises(Foreign, match="version"):
        Database(path)


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    letter = b"a letter to the editor, " * 100
    path.write_bytes(letter)
    with pytest.raises(Foreign):
        Database(path)
    assert path.read_bytes() == letter


def filled(path: Path) -> int:
    """A closed file of ours; its size."""
    with Database(path) as database:
        for number in range(200):
            write(database, f"s{number}", b"x" * 500)
    return path.stat().st_size


def test_broken_pages_are_found_at_the_start(path: Path) -> None:
    size = filled(path)
    pages = bytearray(path.read_bytes())
    for page in range(4096, size, 4096):
        broken = pages.copy()
        broken[page : page + 4096] = b"\xa5" * 4096
        path.write_bytes(broken)
        with pytest.raises(Damaged):
            Database(path)


def test_an_index_that_does_not_fit_its_table_is_found_at_the_start(
    path: Path,
) -> None:
    filled(path)
    pages = path.read_bytes()
    places = [found.start() for found in re.finditer(b"s199", pages)]
    assert len(places) == 2, "in the table and in its index"
    for at in places:
        path.write_bytes(pages[:at] + b"s19z" + pages[at + 4 :])
        with pytest.raises(Damaged):
            Database(path)


def test_a_file_that_was_cut_short_is_found_at_the_start(path: Path) -> None:
    size = filled(path)
    with path.open("r+b") as file:
        file.truncate(size // 2)
    with pytest.raises(Damaged):
        Database(path)


def test_a_file_whose_beginning_was_wiped_is_not_taken_for_anothers(
    path: Path,
) -> None:
    filled(path)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with pytest.raises(Damaged, match="zeros"):
        Database(path)


def test_the_log_of_an_emptied_file_is_not_thrown_away(
    database: Database, path: Path
) -> None:
    write(database, "s", b"precious")
    log = path.with_name("ledger.sqlite-wal").read_bytes()
    copy = path.with_name("copy.sqlite")
    copy.touch()
    copy.with_name("copy.sqlite-wal").write_bytes(log)
    with pytest.raises(Damaged):
        Database(copy)
    assert copy.with_name("copy.sqlite-wal").read_bytes() == log


def test_every_commit_has_reached_the_disk(database: Database) -> None:
    assert database.rows("PRAGMA journal_mode") == [("wal",)]
    assert database.rows("PRAGMA synchronous") == [(2,)]
    assert database.rows("PRAGMA secure_delete") == [(1,)]


KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from offline_queue.database import Database
from offline_queue.journal import Journal
database = Database(Path(sys.argv[1]))
for number in range(10):
    with database.transaction() as transaction:
        Journal.append(transaction, "s", b"%d" % number, is_open=True)
with database.transaction() as transaction:
    Journal.append(transaction, "s", b"half", is_open=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_loses_nothing_that_it_committed(path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_WRITING, str(path)], timeout=30
    )
    assert child.returncode == -9
    with Database(path) as database:
        assert Journal(database).read("s") == [b"%d" % n for n in range(10)]


def test_a_log_that_was_torn_anywhere_is_read_up_to_a_whole_commit(
    database: Database, path: Path
) -> None:
    write(database, "s", *(b"%d" % number for number in range(8)))
    database_bytes = path.read_bytes()
    log = path.with_name("ledger.sqlite-wal").read_bytes()
    dice = random.Random(5)
    lengths = set()
    for cut in sorted(dice.randrange(len(log)) for _ in range(40)):
        torn = path.with_name("torn.sqlite")
        torn.write_bytes(database_bytes)
        torn.with_name("torn.sqlite-wal").write_bytes(
            log[:cut] + dice.randbytes(len(log) - cut)
        )
        with Database(torn) as after:
            bodies = Journal(after).read("s")
        assert bodies == [b"%d" % number for number in range(len(bodies))]
        lengths.add(len(bodies))
    assert len(lengths) > 4


# Room


def test_after_a_full_disk_the_database_is_as_before(path: Path) -> None:
    opened: list[Connection] = []

    def small(path: Path) -> Connection:
        opened.append(connect(path))
        return opened[0]

    with Database(path, connect=small) as database:
        write(database, "s", b"one")
        opened[0].execute("PRAGMA max_page_count = 1").fetchall()
        with pytest.raises(Full):
            write(database, "s", b"x" * 100_000)
        write(database, "s", b"two")
        opened[0].execute("PRAGMA max_page_count = 10000").fetchall()
        write(database, "s", b"x" * 100_000)
        assert Journal(database).read("s") == [b"one", b"two", b"x" * 100_000]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 512 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_full_takes_no_more_until_there_is_room(
    small_disk: Path,
) -> None:
    ballast = small_disk / "ballast"
    with Database(small_disk / "ledger.sqlite") as database:
        write(database, "s", b"one")
        ballast.write_bytes(bytes(380_000))
        with pytest.raises(Full):
            write(database, "s", *[b"x" * 4000] * 100)
        written = len(Journal(database).read("s"))
        ballast.unlink()
        write(database, "s", b"last")
        assert len(Journal(database).read("s")) == written + 1
    with Database(small_disk / "ledger.sqlite") as again:
        assert Journal(again).read("s")[-1] == b"last"


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """As `ulimit -f` does it: a longer write fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_log_that_cannot_grow_refuses_and_loses_nothing(
    database: Database, path: Path
) -> None:
    write(database, "s", b"one")
    owe(database, "s", task("t"))
    size = path.with_name("ledger.sqlite-wal").stat().st_size
    with no_file_beyond(size + 5000), pytest.raises(StorageError):
        write(database, "s", b"x" * 20_000)
    write(database, "s", b"two")
    with Database(path) as again:
        assert Journal(again).read("s") == [b"one", b"two"]
        assert waiting(again) == ["t"]


class Breaking:
    """A connection whose statements fail when they hold one of these words."""

    def __init__(self, code: int = sqlite3.SQLITE_IOERR) -> None:
        self.words: set[str] = set()
        self._code = code

    def connect(self, path: Path) -> Connection:
        self._connection = connect(path)
        self.executemany = self._connection.executemany
        self.rollback = self._connection.rollback
        self.close = self._connection.close
        return self

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, values: object = (), /) -> sqlite3.Cursor:
        if any(word in sql for word in self.words):
            error = sqlite3.OperationalError("as told")
            error.sqlite_errorcode = self._code
            raise error
        cursor = self._connection.execute(sql, values)  # type: ignore[arg-type]
        assert isinstance(cursor, sqlite3.Cursor)
        return cursor


@pytest.mark.parametrize("word", ["BEGIN", "INSERT INTO events", "COMMIT"])
@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_IOERR, StorageError),
        (sqlite3.SQLITE_BUSY, StorageError),
        (sqlite3.SQLITE_FULL, Full),
        (sqlite3.SQLITE_CORRUPT, Damaged),
    ],
)
def test_a_failed_write_leaves_the_database_usable(
    path: Path, word: str, code: int, error: type[StorageError]
) -> None:
    breaking = Breaking(code)
    with Database(path, connect=breaking.connect) as database:
        write(database, "s", b"one")
        breaking.words = {word}
        with pytest.raises(error):
            write(database, "s", b"lost")
        breaking.words = set()
        write(database, "s", b"two")
        assert Journal(database).read("s") == [b"one", b"two"]


# Seals


def test_a_sealed_file_shows_no_body(path: Path) -> None:
    with Database(path, seal=ToySeal()) as database:
        write(database, "s", b"plain words of an event")
        owe(database, "s", Task("t", "s", "Kind", 1, b"plain words of a task"))
        assert b"plain words" not in bytes_on_disk(path)
        assert Journal(database).read("s") == [b"plain words of an event"]
        assert Journal(database).story()[0][3] == b"plain words of an event"
        assert Outbox(database).waiting()[0].task.body == b"plain words of a task"


def test_another_key_opens_nothing(path: Path) -> None:
    with Database(path, seal=ToySeal()) as database:
        write(database, "s", b"x")
    with pytest.raises(Locked):
        Database(path, seal=ToySeal(b"other"))
    with pytest.raises(Locked):
        Database(path)


def test_an_unsealed_file_does_not_pass_for_a_sealed_one(path: Path) -> None:
    Database(path).close()
    with pytest.raises(Locked):
        Database(path, seal=ToySeal())


def test_an_event_that_was_moved_does_not_open(path: Path) -> None:
    with Database(path, seal=ToySeal()) as database:
        write(database, "s", b"one", b"two")
        database.rows("UPDATE events SET number = 3 WHERE number = 1")
        with pytest.raises(Locked):
            Journal(database).read("s")


def test_a_task_that_was_edited_is_shown_and_holds_nobody(path: Path) -> None:
    with Database(path, seal=ToySeal()) as database:
        owe(database, "s", task("bad", priority=0), task("good"))
        database.rows("UPDATE outbox SET body = x'00' WHERE id = 'bad'")
        trip = Trip(database)
        trip.is_overdue = lambda owed, waited_s: not owed.is_readable
        trip.delivery.deliver()
        trip.delivery.deliver()
        assert trip.sent == ["good"], "what cannot be read is never sent"
        assert [owed.task.id for owed in trip.escalated] == ["bad"]
        assert [o.is_readable for o in Outbox(database).waiting()] == [False, True]


def test_every_claim_names_a_test_that_exists() -> None:
    here = Path(__file__).parent
    files = ["test_offline_queue.py", "test_salvage.py"]
    tests = "".join((here / name).read_text(encoding="utf-8") for name in files)
    claims = re.findall(r"`(test_\w+)`", offline_queue.__doc__ or "")
    assert len(claims) > 15
    assert [name for name in claims if f"def {name}(" not in tests] == []


LOOK = """
import sys
from pathlib import Path
from offline_queue.database import Database
from offline_queue.journal import Journal

with Database(Path(sys.argv[1])) as database:
    print(len(Journal(database).story()))
"""


def test_another_process_that_looks_and_leaves_takes_nothing_away(path: Path) -> None:
    """Whoever closes a file ends all locks that its process has on it: had this process
    peeked into its own file, the last to leave would delete the log under it
    (https://sqlite.org/howtocorrupt.html, section 2.2)."""
    with Database(path) as first, Database(path) as second:
        for count, database in ((1, first), (2, second), (3, first)):
            with database.transaction() as transaction:
                Journal.append(transaction, "s", b"fact", is_open=True)
            looked = subprocess.run(
                [sys.executable, "-c", LOOK, str(path)],
                check=True,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert int(looked.stdout) == count
