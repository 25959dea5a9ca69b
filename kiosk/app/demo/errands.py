"""Slow things, done one after the other on a thread of their own.

The bench's window never waits: it hands over a task and is told in its own thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

MAX_WAITING = 64

Then = Callable[[Any], None]


class Errands(QObject):
    """Lives in the GUI thread. Close it before the things that the tasks touch."""

    failed = Signal(str)  # words about a task that did not work
    _finished = Signal(object, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._waiting = 0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, task: Callable[[], Any], then: Then = lambda result: None) -> None:
        """Do the task soon; hand `then` what it gave, unless it failed."""
        if self._waiting >= MAX_WAITING:
            self.failed.emit("too much at once")
            return
        self._waiting += 1
        self._pool.submit(task).add_done_callback(partial(self._report, then))

    def close(self) -> None:
        """Finish what was begun and forget the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _report(self, then: Then, done: Future[Any]) -> None:
        if not done.cancelled():
            self._finished.emit(done, then)

    @Slot(object, object)
    def _deliver(self, done: Future[Any], then: Then) -> None:
        self._waiting -= 1
        try:
            result = done.result()
        except OSError as error:  # of a socket, a line, or requests
            self.failed.emit(str(error) or type(error).__name__)
        else:
            then(result)
