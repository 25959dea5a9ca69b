"""The kiosk as a process of its own, which can be stopped, and killed as by a fuse."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

STOP_S = 10.0  # for a kiosk that was asked to stop


def kiosk_command(config: Path) -> tuple[str, ...]:
    """What runs the kiosk of a configuration."""
    return sys.executable, "-m", "kiosk", "run", "--config", str(config)


class KioskProcess:
    """At most one process at a time. `on_end` gets each exit code, in a thread."""

    def __init__(self, command: Sequence[str], on_end: Callable[[int], None]) -> None:
        self._command = list(command)
        self._on_end = on_end
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: threading.Thread | None = None

    @property
    def id(self) -> int | None:
        """The process's number while it runs."""
        return self._process.pid if self._process and self._runs else None

    def start(self) -> None:
        """Start it; do nothing while it runs."""
        if not self._runs:
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
            watch = (self._process,)
            self._watcher = threading.Thread(target=self._watch, args=watch)
            self._watcher.start()

    def cut_power(self) -> None:
        """End it without a chance to say goodbye."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Ask it to stop, wait, and do not wait for ever."""
        if self._process is None or self._watcher is None:
            return
        self._process.terminate()
        self._watcher.join(STOP_S)
        self._process.kill()  # does nothing to one that has ended
        self._watcher.join()

    @property
    def _runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        self._on_end(process.wait())
