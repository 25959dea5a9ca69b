"""One life of the kiosk's process, and the moment it is fated to end."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from tests.storm.shown import Shown

ROOT = Path(__file__).parents[2]
START_S = 30.0
NEVER_S = 3600.0


@dataclass(frozen=True, slots=True)
class Fate:
    """Killed after some time, or before that just after the n-th event of a name."""

    after_s: float = NEVER_S
    event: str = ""
    nth: int = 1
    lag_s: float = 0.0  # from the event to the kill


class Life:
    """From the fork to the kill. `killed_by` says what ended it."""

    def __init__(self, process: int, line: socket.socket, fate: Fate) -> None:
        self.killed_by = ""
        self.complaints: list[dict[str, Any]] = []
        self._process = process
        self._line = line
        self._fate = fate
        self._left = fate.nth
        self._why = "time"
        self._due_s = time.monotonic() + fate.after_s
        self._shown: SimpleQueue[Shown | None] = SimpleQueue()
        self._ear = threading.Thread(target=self._listen, name="ear")
        self._ear.start()

    @property
    def was_killed(self) -> bool:
        """By its fate, that is."""
        return self.killed_by in ("time", self._fate.event)

    def look(self, timeout_s: float) -> Shown | None:
        """The next screen; None once it is dead. Raise queue.Empty after a while."""
        return self._shown.get(timeout=timeout_s)

    def tap(self, word: str) -> None:
        with suppress(OSError):  # it is dead; the next look tells
            self._line.sendall(word.encode() + b"\n")

    def hang_up(self) -> None:
        """Let it stop in order."""
        self._line.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """Wait until it is dead; not for ever."""
        self._ear.join(START_S)
        self._kill("undertaker")
        self._ear.join()
        self._line.close()

    def _listen(self) -> None:
        text = b""
        while data := self._hear():
            *lines, text = (text + data).split(b"\n")
            for line in lines:
                self._take(json.loads(line))
        self.killed_by = self.killed_by or "nobody"
        self._shown.put(None)

    def _hear(self) -> bytes:
        while True:
            left_s = self._due_s - time.monotonic()
            self._line.settimeout(
                max(0.0001, left_s) if not self.killed_by else START_S
            )
            try:
                return self._line.recv(65536)
            except TimeoutError:
                self._kill(self._why)
            except OSError:
                return b""

    def _take(self, message: dict[str, Any]) -> None:
        if "shown" in message:
            self._shown.put(Shown.read(message))
            return
        if message["level"] == "error":
            self.complaints.append(message)
        if message["event"] == self._fate.event:
            self._left -= 1
            if self._left == 0:
                self._why = self._fate.event
                self._due_s = time.monotonic() + self._fate.lag_s

    def _kill(self, why: str) -> None:
        if not self.killed_by:
            self.killed_by = why
            with suppress(ProcessLookupError):  # it died by itself
                os.kill(self._process, signal.SIGKILL)


class Stable:
    """The process that forks kiosks. One lives at a time."""

    def __init__(self, config: Path) -> None:
        self._config = config
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(START_S)
        port = self._door.getsockname()[1]
        self._complaints = (config.parent / "stable.txt").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.storm.stable", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )

    def start(self, fate: Fate) -> Life:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self._config}\n")
        self._process.stdin.flush()
        process = self._answer()
        line, _ = self._door.accept()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Life(process, line, fate)

    def wait(self) -> int:
        """Wait for the end of the life that was started last; its exit code."""
        return self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process.wait(START_S)
        self._door.close()
        self._complaints.close()

    def _answer(self) -> int:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the stable fell: {self._complaints.name}")
        return int(line)
