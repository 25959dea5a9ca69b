"""What the kiosk has around its devices: the same watch, rounds and workers."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

from drivers.port import Condition, PagePrinter, ReceiptPrinter, Scanner
from kiosk.app.true_time import TrueTime
from kiosk.app.watch import Rounds, Watch
from kiosk.app.workers import Worker

PATIENCE_S = 30.0


class Around:
    """Looks after one device as a running kiosk does, and knows when it is well."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._seen: tuple[float, Condition] | None = None
        self._bugs = 0
        watch = Watch(lambda abilities: None, self._note)
        true_time = TrueTime(lambda: datetime.now(UTC), time.monotonic)
        self._rounds = Rounds(watch, self._stop, true_time)
        self._workers: list[Worker] = []

    def scan(self, scanner: Scanner, found: Callable[[bytes], None]) -> None:
        """Keep the scanner open in the background."""
        self._start().submit(lambda: self._rounds.scan(self._name, scanner, found))

    def print_on(self, printer: ReceiptPrinter | PagePrinter) -> Worker:
        """Ask after the printer in the background; give the worker that owns it."""
        hand = self._start()
        tell = partial(self._note, self._name)
        self._start().submit(lambda: self._rounds.printer(hand, printer, tell))
        return hand

    def well_after(self, moment_s: float) -> float:
        """Wait for the first look after this moment that finds the device well.

        Return its own moment. Raise TimeoutError.
        """

        def well() -> bool:
            return (
                self._seen is not None
                and self._seen[0] > moment_s
                and self._seen[1].usable
            )

        with self._changed:
            if not self._changed.wait_for(well, PATIENCE_S):
                raise TimeoutError(f"{self._name} was not found again: {self._seen}")
            assert self._seen is not None
            return self._seen[0]

    @property
    def bugs(self) -> int:
        return self._bugs

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        for worker in self._workers:
            worker.stop()

    def _start(self) -> Worker:
        worker = Worker(self._name, self._bug)
        worker.start()
        self._workers.append(worker)
        return worker

    def _bug(self) -> None:
        self._bugs += 1

    def _note(self, device: str, condition: Condition) -> None:
        with self._changed:
            self._seen = time.monotonic(), condition
            self._changed.notify_all()
