"""What is said of a bug: its kind and its place in the code, never its text.

The text of an exception may be a person's name or code, so Python's own report of what
nobody caught gives way to a log line; and a process that dies leaves no memory behind
on a disk.
"""

import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from kiosk.app import log

WINDOW = "window"  # the thread that has no worker's name


def speak_little() -> None:
    """From now on whatever nobody catches in this process is only located."""
    sys.excepthook = lambda kind, _, trace: report(WINDOW, kind, trace)
    sys.unraisablehook = lambda one: report("-", one.exc_type, one.exc_traceback)
    threading.excepthook = _in_thread
    with suppress(ImportError):  # where it is missing there are no core dumps
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def report(worker: str, kind: type[BaseException], trace: TracebackType | None) -> None:
    """Log a bug."""
    log.error("bug.found", worker=worker, error=kind.__name__, where=_place(trace))


def complained(where: str) -> None:
    """Log that Qt was not content with a line of QML."""
    log.warning("window.complained", where=where)


def _in_thread(one: threading.ExceptHookArgs) -> None:
    report(one.thread.name if one.thread else "-", one.exc_type, one.exc_traceback)


def _place(trace: TracebackType | None) -> str:
    """File and line of what raised."""
    frames = traceback.extract_tb(trace)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
