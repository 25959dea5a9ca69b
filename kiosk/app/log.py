"""Logs are events with listed fields. None is for a name, a code or a drug."""

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import TypedDict, Unpack

from kiosk.central import tracing

_logger = logging.getLogger("kiosk")


class Fields(TypedDict, total=False):
    """Everything that may stand in a log line."""

    key: str  # of a payment or a print job
    visit: int
    state: str
    fact: str  # the kind of event that was written down
    effect: str
    outcome: str
    reason: str
    device: str
    detail: str  # how a device is: one of its driver's fixed phrases
    worker: str
    error: str  # the type of an exception, never its text
    where: str  # file and line of a bug
    fen: int
    count: int
    seconds: float
    version: str
    path: str


def info(name: str, **fields: Unpack[Fields]) -> None:
    """Log `noun.past_verb`."""
    _write(logging.INFO, name, fields)


def warning(name: str, **fields: Unpack[Fields]) -> None:
    """Log something that a person should look at one day."""
    _write(logging.WARNING, name, fields)


def error(name: str, **fields: Unpack[Fields]) -> None:
    """Log something that a person should look at now."""
    _write(logging.ERROR, name, fields)


def start() -> None:
    """Write JSON lines to standard error from now on, and nothing of anybody else's.

    Libraries put addresses and pieces of documents into their lines.
    """
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _logger.handlers[:] = [handler]
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def stay_silent() -> None:
    """Write nothing: a simulated kiosk tells its story another way."""
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    _logger.setLevel(logging.CRITICAL + 1)


def _trace() -> dict[str, str]:
    trace = tracing.current()
    return {"trace": trace} if trace else {}


def _write(level: int, name: str, fields: Fields) -> None:
    if _logger.isEnabledFor(level):
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "up": round(time.monotonic(), 3),
            "level": logging.getLevelName(level).lower(),
            "event": name,
            **_trace(),
            **fields,
        }
        _logger.log(level, json.dumps(line, ensure_ascii=True))
