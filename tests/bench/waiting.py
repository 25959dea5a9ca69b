"""How long this process waited for central's bytes, call by call.

Only the blocked read counts as waiting. Building a request, connecting and reading
what a reply means are our own work.
"""

import functools
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_asking = threading.local()
_waited_ns: Counter[str] = Counter()


def watch(client: type, names: Iterable[str]) -> None:
    """Count what these methods wait for, from now on."""
    for name in names:
        setattr(client, name, _named(name, getattr(client, name)))
    socket.SocketIO.readinto = _timed(socket.SocketIO.readinto)  # type: ignore[method-assign]


def forget() -> None:
    _waited_ns.clear()


def total_ns(names: Iterable[str]) -> int:
    return sum(_waited_ns[name] for name in names)


@contextmanager
def under(name: str) -> Iterator[None]:
    """Count what this thread waits for in here."""
    _asking.name = name
    try:
        yield
    finally:
        _asking.name = None


def _named(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def named(*arguments: Any) -> Any:
        with under(name):
            return method(*arguments)

    return named


def _timed(readinto: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(readinto)
    def timed(*arguments: Any) -> Any:
        began_ns = time.monotonic_ns()
        try:
            return readinto(*arguments)
        finally:
            name = getattr(_asking, "name", None)
            if name is not None:
                _waited_ns[name] += time.monotonic_ns() - began_ns

    return timed
