"""A scan that runs in a thread until the block ends."""

import queue
import threading
from types import TracebackType
from typing import Self

from drivers.port import Scanner, Unplugged

DEADLINE_S = 4.0


class Scanning:
    """What a scanner finds meanwhile, and how it ends."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._codes: queue.Queue[bytes] = queue.Queue()
        self._stopped = threading.Event()
        self._running = threading.Event()
        self._over = threading.Event()
        self.unplugged = False
        self._thread = threading.Thread(target=self._scan)

    def next_code(self, within_s: float = DEADLINE_S) -> bytes:
        return self._codes.get(timeout=within_s)

    def sees_nothing_for(self, seconds: float) -> bool:
        try:
            self._codes.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def ends(self) -> bool:
        return self._over.wait(DEADLINE_S)

    def stop(self) -> None:
        self._stopped.set()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._running.wait(DEADLINE_S)
        self._scanner.condition()  # answers once the device is open and set up
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._thread.join(DEADLINE_S)
        assert not self._thread.is_alive()

    def _scan(self) -> None:
        try:
            self._scanner.scan(self._codes.put, self._asked)
        except Unplugged:
            self.unplugged = True
        self._running.set()
        self._over.set()

    def _asked(self) -> bool:
        self._running.set()
        return self._stopped.is_set()
