"""The few last things of a kind, in memory only."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
KEPT = 4  # a visit needs one; its person is gone when four more have come


class Recent(Generic[Thing]):
    """Forgets the oldest. Any thread."""

    def __init__(self) -> None:
        self._things: OrderedDict[str, Thing] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, name: str, thing: Thing | None) -> None:
        """Remember it, or that there is none."""
        with self._lock:
            self._things.pop(name, None)
            if thing is not None:
                self._things[name] = thing
            while len(self._things) > KEPT:
                self._things.popitem(last=False)

    def get(self, name: str) -> Thing | None:
        with self._lock:
            return self._things.get(name)
