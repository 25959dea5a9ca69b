"""What scanners brought in lately: how many codes were looked up in a row, when each
came, and which paid already (standards.md R57 and R58).

Knows marks of codes and no code. Any thread may ask.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.model.codes import Code

T = TypeVar("T")

REMEMBERED = 64  # codes; nobody shows more while one of them is good


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come in, in codes and seconds."""

    lookups: int = 3  # in `within_s`; one more makes a pause
    within_s: float = 10.0
    pause_s: float = 5.0
    use_within_s: float = 60.0  # from scan to use; later it must be shown again


class Pace:
    """Lets so many pass in any `within_s`, and pauses at the next. Pure."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._passed_s: deque[float] = deque(maxlen=limits.lookups)
        self._until_s = float("-inf")

    def passes(self, now_s: float) -> bool:
        """Whether one more may pass now; if so, it has."""
        limits, passed = self._limits, self._passed_s
        if now_s < self._until_s:
            return False
        if len(passed) == limits.lookups and now_s - passed[0] < limits.within_s:
            free_s = passed[0] + limits.within_s
            self._until_s = max(now_s + limits.pause_s, free_s)
            return False
        passed.append(now_s)
        return True


class Intake:
    """One kiosk's codes."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._use_within_s = limits.use_within_s
        self._clock = clock
        self._pace = Pace(limits)
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._came_s: OrderedDict[bytes, float] = OrderedDict()
        self._spent: OrderedDict[bytes, None] = OrderedDict()

    def came(self, code: Code) -> None:
        """A scanner read it just now."""
        if code.value:
            with self._lock:
                _keep(self._came_s, self._mark(code), self._clock())

    def may_look_up(self) -> bool:
        """Whether central may be asked about one more now; if so, it counts."""
        with self._lock:
            return self._pace.passes(self._clock())

    def is_fresh(self, code: Code) -> bool:
        """Whether it was scanned so lately that it may be used. What no scanner read
        here, a credential of central's, is as old as central says."""
        with self._lock:
            now_s = self._clock()
            came_s = self._came_s.get(self._mark(code), now_s)
        return now_s - came_s <= self._use_within_s

    def spend(self, code: Code) -> bool:
        """Take it for one charge. False: it was taken for another before."""
        mark = self._mark(code)
        with self._lock:
            if mark in self._spent:
                return False
            _keep(self._spent, mark, None)
        return True

    def unspend(self, code: Code) -> None:
        """Nothing left the kiosk: it is as good as before."""
        with self._lock:
            self._spent.pop(self._mark(code), None)

    def _mark(self, code: Code) -> bytes:
        return hashlib.blake2b(code.value.encode(), key=self._salt).digest()


def _keep(kept: OrderedDict[bytes, T], mark: bytes, value: T) -> None:
    """As the newest; the oldest goes where there are too many."""
    kept[mark] = value
    kept.move_to_end(mark)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
