"""`kiosk log`: what the kiosk logged, as the system's journal keeps it.

The kiosk writes to standard error and to no file of its own. Only lines that have the
shape of its own are read: whatever else stands there may say anything.
"""

import json
import logging
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice

from kiosk.app.log import Fields

UNIT = "kiosk.service"
OWN = frozenset(("at", "up", "level", "event"))
KNOWN = OWN | {"trace"} | Fields.__annotations__.keys()
LIMIT_S = 30.0
MOST_LINES = 100_000


class NoLog(Exception):
    """The system's journal cannot be read; the text says why."""


def kept_lines(last: int = MOST_LINES, since: str = "") -> list[str]:
    """The kiosk's latest lines, the newest last; `since` is an age: 2h. Raise NoLog."""
    command = ["journalctl", "--unit", UNIT, "--output", "cat", "--no-pager"]
    command += ["--lines", str(last), *([f"--since=-{since}"] if since else [])]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT_S, check=True)
    except FileNotFoundError as error:
        raise NoLog("there is no journalctl on this system") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise NoLog(f"journalctl: {type(error).__name__}") from error
    text = done.stdout.decode("utf-8", "replace")
    return [*islice(our_own(text.splitlines()), MOST_LINES)]


def our_own(lines: Iterable[str]) -> Iterator[str]:
    """Of all lines those that the kiosk's log wrote."""
    return (line for line in lines if _fields(line))


def matching(lines: Iterable[str], word: str, level: str) -> Iterator[str]:
    """Those that have this word, and are at least so serious."""
    least = logging.getLevelNamesMapping()[level.upper()]
    return (line for line in lines if word in line and _level(line) >= least)


def _level(line: str) -> int:
    name = str(_fields(line).get("level", "")).upper()
    return logging.getLevelNamesMapping().get(name, logging.NOTSET)


def _fields(line: str) -> dict[str, object]:
    """Empty unless it is one of the kiosk's own."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    is_own = isinstance(found, dict) and found.keys() >= OWN and found.keys() <= KNOWN
    return found if is_own else {}
