"""Central's face as its own description shows it, bound to the app that serves it.

Everybody who asks has the token; a test of its own tells what others hear. The faults
and the clock of the sandbox are left alone: they exist to break replies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis

from kiosk.sandbox.face import create_app
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from tests.at_central import Clock

LEFT_ALONE = ["/sandbox/faults", "/sandbox/clock"]


@contextmanager
def described(database: str = ":memory:") -> Iterator[Any]:
    """The description that is served, over these books."""
    store = Store(database)
    app = create_app(store, Clock(), Settings())
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    for path in schema.raw_schema["paths"].values():
        for operation in path.values():
            operation.pop("security", None)
    yield schema.exclude(path=LEFT_ALONE)
    store.close()
