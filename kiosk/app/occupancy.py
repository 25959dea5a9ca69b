"""A file that is locked while somebody is served or money moves.

Whoever wants to stop the kiosk in order, such as an update, takes the lock first: then
nobody is there, and as long as it is held nobody can begin. A process that dies lets
go of it by itself.
"""

import os
from contextlib import suppress
from pathlib import Path


class LockedFile:
    """The engine's Occupancy. Only on Unix can anybody ask."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._is_held = False

    def begin(self) -> bool:
        if not self._is_held:
            self._is_held = _lock(self._file)
        return self._is_held

    def end(self) -> None:
        if self._is_held:
            _unlock(self._file)
            self._is_held = False

    def close(self) -> None:
        os.close(self._file)


class Alone:
    """The Occupancy of a kiosk that nobody updates: a simulated one."""

    def begin(self) -> bool:
        return True

    def end(self) -> None:
        pass


def _lock(file: int) -> bool:
    """Whether it is ours now; never wait."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _unlock(file: int) -> None:
    with suppress(ImportError):
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
