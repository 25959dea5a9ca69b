"""A FIFO in the place of an input device, for demonstrations without hardware.

What the kernel does for a real device is done here, and only for a FIFO: one reader
takes it, and its report descriptor lies beside it.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path


def is_fifo(path: str | int) -> bool:
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)
    except FileNotFoundError:
        return False


def grab_fifo(fd: int) -> None:
    """Take the FIFO for one reader. Raise OSError for anything else."""
    _refuse_devices(fd)
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def described_beside(path: str) -> Callable[[int], bytes]:
    """Read the report descriptor that lies beside a FIFO, with ".descriptor" added."""

    def describe(fd: int) -> bytes:
        _refuse_devices(fd)
        return Path(f"{path}.descriptor").read_bytes()

    return describe


def _refuse_devices(fd: int) -> None:
    if not is_fifo(fd):
        raise OSError(errno.ENOTTY, "not a FIFO")
