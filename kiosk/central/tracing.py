"""One id for all that a visit set in motion: the trace of W3C Trace Context.

It goes along with whatever is done for the visit, on every thread, into each request,
log line and record. It is made of chance alone and says nothing of anybody.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context

_current: ContextVar[str] = ContextVar("trace", default="")


def current() -> str:
    """The trace of what is being done here; empty if it is nobody's."""
    return _current.get()


@contextmanager
def traced(trace: str) -> Iterator[None]:
    """What is done within belongs to this trace."""
    before = _current.set(trace)
    try:
        yield
    finally:
        _current.reset(before)


def carried(job: Callable[[], None]) -> Callable[[], None]:
    """The same job, which belongs to the present trace wherever it is done."""
    context = copy_context()
    return lambda: context.run(job)


def trace_id(key: str) -> str:
    """A trace of its own for each key: 32 hexadecimal digits."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def new_span() -> str:
    """One request within a trace."""
    return secrets.token_hex(8)


def traceparent(trace: str, span: str) -> str:
    """The header, version 00; sampled, for there is only one of each."""
    return f"00-{trace}-{span}-01"
