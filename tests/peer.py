"""A simulated device in a process of its own, driven through its pipes."""

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE_S = 20.0


class PeerFailed(Exception):
    """The device did not do what it was told, and says why."""


class Peer:
    """`kiosk simulate-device KIND ...`; `where` is what one configures to reach it."""

    def __init__(self, kind: str, *options: str) -> None:
        self._command = [sys.executable, "-m", "kiosk", "simulate-device", kind]
        self._options = options
        self._one_at_a_time = threading.Lock()
        self.came: queue.Queue[Path] = queue.Queue()
        self.where = ""
        self.can: frozenset[str] = frozenset()
        self._start()

    def do(self, act: str, argument: str = "") -> None:
        """Have something happen to it; return when it has. Raise PeerFailed."""
        with self._one_at_a_time:
            assert self._process.stdin is not None
            try:
                self._process.stdin.write(f"{act} {argument}".rstrip() + "\n")
                self._process.stdin.flush()
            except OSError as error:
                raise PeerFailed("it is not there") from error
            word, rest = self._replies.get(timeout=PATIENCE_S)
        if word != "done":
            raise PeerFailed(f"{word} {rest}")

    def lose_power(self) -> None:
        """Kill it as a power cut does, and start it again at the same place."""
        with self._one_at_a_time:
            self._process.send_signal(signal.SIGKILL)
            self._end()
            self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def _start(self) -> None:
        self._replies: queue.Queue[tuple[str, str]] = queue.Queue()
        self._process = subprocess.Popen(
            [*self._command, *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self._reader = threading.Thread(
            target=self._read, args=(self._process, self._replies), daemon=True
        )
        self._reader.start()
        self.where = self._told("at")
        self.can = frozenset(self._told("can").split())

    def _told(self, expected: str) -> str:
        word, rest = self._replies.get(timeout=PATIENCE_S)
        if word != expected:
            raise PeerFailed(f"{word} {rest}")
        return rest

    def _read(
        self, process: subprocess.Popen[str], replies: "queue.Queue[tuple[str, str]]"
    ) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "came":
                self.came.put(Path(rest))
            else:
                replies.put((word, rest))
        replies.put(("ended", ""))

    def _end(self) -> None:
        """Close its input, which ends it, and wait."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
