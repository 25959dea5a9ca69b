"""The queue alone: durable writes, a queue's turnover, and waking up with a long queue.

Peers are set to the same durability, a commit that has been through fdatasync:
persist-queue is so by default (WAL, synchronous=FULL); litequeue sets
synchronous=NORMAL, which is set back; huey leaves it to SQLite and is told fsync=True.
Taking and acknowledging is one commit for us and for huey, whose taken message is lost
if the taker dies; it is two for persist-queue and litequeue. persist-queue keeps what
is acknowledged and walks past it at every take, so that it slows down by the block.
"""

import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import litequeue
import persistqueue
from huey.storage import SqliteStorage

from offline_queue.database import Database
from offline_queue.delivery import Again, Delivery
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task
from tests.bench.figure import Aim, Figure, Measured, median

BODY = random.Random(1).randbytes(400)  # as long as a typical event
TEXT = BODY[:200].hex()
EVENTS_A_STREAM = 4
A_BLOCK = 200
QUEUED = 100_000
AIM_DISK = Aim(0.85, at_least=True)
AIM_ENQUEUE = Aim(1.0, at_least=True)
AIM_ACKNOWLEDGE = Aim(3.0, at_least=True)
AIM_WAKE = Aim(1.0, "s")


class Queue(Protocol):
    """One durable queue, ours or a peer's."""

    def put(self) -> None: ...

    def take(self) -> None:
        """Take one message, and say for good that it is done."""

    def close(self) -> None: ...


class OurQueue:
    """Each task of its own stream, as payments are."""

    def __init__(self, folder: Path) -> None:
        self._database = Database(folder / "ours.sqlite")
        self._names = count()
        self._delivery = delivery(Outbox(self._database), self._acknowledge)

    def put(self) -> None:
        stream = f"payment/019aa000-0000-7000-8000-{next(self._names):012}"
        task = Task("Settle", stream, "Settle", 2, BODY)
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, stream, [task])

    def take(self) -> None:
        self._delivery.deliver()

    def close(self) -> None:
        self._database.close()

    def _acknowledge(self, task: Task) -> None:
        with self._database.transaction() as transaction:
            Outbox.owe(transaction, task.stream, ())


class PersistQueue:
    def __init__(self, folder: Path) -> None:
        self._queue: Any = persistqueue.SQLiteAckQueue(str(folder / "persist-queue"))

    def put(self) -> None:
        self._queue.put(BODY)

    def take(self) -> None:
        self._queue.ack(self._queue.get(block=False))

    def close(self) -> None:
        self._queue.close()


class LiteQueue:
    def __init__(self, folder: Path) -> None:
        self._queue = open_litequeue(folder / "litequeue.sqlite")

    def put(self) -> None:
        self._queue.put(TEXT)

    def take(self) -> None:
        self._queue.done(self._queue.pop().message_id)

    def close(self) -> None:
        self._queue.close()


class Huey:
    """Taking is acknowledging here: a crash in between loses the message."""

    def __init__(self, folder: Path) -> None:
        path = str(folder / "huey.sqlite")
        self._storage: Any = SqliteStorage(filename=path, fsync=True)

    def put(self) -> None:
        self._storage.enqueue(BODY)

    def take(self) -> None:
        self._storage.dequeue()

    def close(self) -> None:
        self._storage.close()


def figures(folder: Path, blocks: int) -> Iterator[Figure]:
    """In turns, block by block; `blocks` says how many."""
    yield _journal(folder, blocks)
    yield from _turnover(folder, blocks)
    yield _waking(folder, max(3, blocks // 5))


def _journal(folder: Path, blocks: int) -> Figure:
    ours, disk = [], []
    with (
        Database(folder / "journal.sqlite") as database,
        open(folder / "plain-events", "wb", buffering=0) as plain,
    ):
        numbers = count()

        def append() -> None:
            number = next(numbers)
            stream = f"payment/{number // EVENTS_A_STREAM:012}"
            is_open = number % EVENTS_A_STREAM < EVENTS_A_STREAM - 1
            with database.transaction() as transaction:
                Journal.append(transaction, stream, BODY, is_open=is_open)

        def write() -> None:
            os.write(plain.fileno(), BODY)
            os.fdatasync(plain.fileno())

        for _ in range(blocks):
            ours.append(_rate(append))
            disk.append(_rate(write))
    return Figure(
        "durable journal events",
        median(ours[1:], "/s"),
        "write and fdatasync",
        median(disk[1:], "/s"),
        AIM_DISK,
    )


def _turnover(folder: Path, blocks: int) -> Iterator[Figure]:
    kinds: dict[str, Callable[[Path], Queue]] = {
        "ours": OurQueue,
        "persist-queue": PersistQueue,
        "litequeue, FULL": LiteQueue,
        "huey, fsync": Huey,
    }
    puts: dict[str, list[float]] = defaultdict(list)
    takes: dict[str, list[float]] = defaultdict(list)
    queues = {name: kind(folder) for name, kind in kinds.items()}
    for _ in range(blocks):
        for name, queue in queues.items():
            puts[name].append(_rate(queue.put))
            takes[name].append(_rate(queue.take))
    for queue in queues.values():
        queue.close()
    enqueued = {name: median(rates[1:], "/s") for name, rates in puts.items()}
    taken = {name: median(rates[1:], "/s") for name, rates in takes.items()}
    for peer in [*kinds][1:]:
        yield _beside("durable enqueue", enqueued, peer, AIM_ENQUEUE)
    aims = {"persist-queue": AIM_ACKNOWLEDGE}
    for peer in [*kinds][1:]:
        yield _beside("taken and acknowledged", taken, peer, aims.get(peer))


def _beside(
    name: str, rates: dict[str, Measured], peer: str, aim: Aim | None
) -> Figure:
    return Figure(name, rates["ours"], peer, rates[peer], aim)


def _waking(folder: Path, times: int) -> Figure:
    """From nothing open to the first task handed over; file and peer's are warm."""
    ours, theirs = [], []
    path, peer_path = folder / "long.sqlite", folder / "long-litequeue.sqlite"
    _fill(path, peer_path)
    for _ in range(times):
        ours.append(_seconds(lambda: _wake(path)))
        theirs.append(_seconds(lambda: _wake_litequeue(peer_path)))
    return Figure(
        f"open {QUEUED:,} tasks to first out",
        median(ours, "s"),
        "litequeue",
        median(theirs, "s"),
        AIM_WAKE,
    )


def _wake(path: Path) -> None:
    out: list[Task] = []

    def hand_over(task: Task) -> None:
        out.append(task)

    with Database(path) as database:
        delivery(Outbox(database), hand_over).deliver()
    assert len(out) == 1


def _wake_litequeue(path: Path) -> None:
    with closing(open_litequeue(path)) as queue:
        assert queue.peek() is not None


def _fill(path: Path, peer_path: Path) -> None:
    with Database(path) as database, database.transaction() as transaction:
        for number in range(QUEUED):
            stream = f"payment/{number:012}"
            task = Task("Settle", stream, "Settle", number % 4, BODY)
            Outbox.owe(transaction, stream, [task])
    with closing(open_litequeue(peer_path)) as queue, queue.transaction():
        for _ in range(QUEUED):
            queue.put(TEXT)


def open_litequeue(path: Path) -> Any:
    queue = litequeue.LiteQueue(path)
    queue.conn.execute("PRAGMA synchronous = FULL")
    return queue


def delivery(outbox: Outbox, send: Callable[[Task], Again | None]) -> Delivery:
    """Each task is told once and for all."""
    return Delivery(
        outbox,
        send=send,
        clock=time.monotonic,
        dice=random.Random(1),
        is_overdue=lambda owed, waited_s: False,
        escalate=lambda owed: None,
    )


def _rate(work: Callable[[], None]) -> float:
    """Times a second, over one block."""

    def block() -> None:
        for _ in range(A_BLOCK):
            work()

    return A_BLOCK / _seconds(block)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
