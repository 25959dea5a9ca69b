"""A process that is measured: told what to do and heard line by line."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

LIMIT_S = 90.0  # a child that lives longer is stuck
ROOT = Path(__file__).parents[2]


class Child:
    """`python -m MODULE ARGUMENTS`; it answers in JSON, one line an answer."""

    def __init__(
        self, module: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self._complaints = tempfile.TemporaryFile("w+")  # noqa: SIM115 - see __exit__
        self.spawned_at_ns = time.monotonic_ns()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )
        self._watchdog = threading.Timer(LIMIT_S, self._process.kill)
        self._watchdog.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """Wait for the next answer."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._complaints.seek(0)
            raise RuntimeError(f"no answer, but:\n{self._complaints.read()[-2000:]}")
        return json.loads(line)

    def ask(self, word: str) -> Any:
        self.tell(word)
        return self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Its leash is let go; it has nothing left to lose."""
        self._process.kill()
        self._process.wait()
        self._watchdog.cancel()
        self._complaints.close()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
