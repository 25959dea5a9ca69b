"""Too many wrong PINs, and nobody is let in by one for a while (standards.md R67).

A wait is counted by a clock that nobody sets; it begins anew when the kiosk is started
again, so neither of them shortens it.
"""

from collections.abc import Callable
from math import ceil
from typing import Protocol

TRIES = 5
FIRST_S = 300
LONGEST_S = 1_800
NAME = "staff-lockout"


class Keepsakes(Protocol):
    """Small things that outlive a power cut. See `Ledger`."""

    def kept(self, name: str) -> bytes | None: ...

    def keep(self, name: str, value: bytes) -> None: ...


class Lockout:
    """Counts tries. Each method may raise StorageError, and then nobody may try."""

    def __init__(self, keepsakes: Keepsakes, clock: Callable[[], float]) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._keepsakes = keepsakes
        self._clock = clock
        self._failures = int(keepsakes.kept(NAME) or b"0")
        self._until_s = clock() + _wait_s(self._failures)

    @property
    def wait_s(self) -> int:
        """Seconds until the next try is allowed; 0: now."""
        return max(0, ceil(self._until_s - self._clock()))

    def begin(self) -> None:
        """A try counts as wrong until `succeeded`, whatever happens in between."""
        self._failures += 1
        self._keep()
        self._until_s = self._clock() + _wait_s(self._failures)

    def succeeded(self) -> None:
        self._failures = 0
        self._keep()
        self._until_s = self._clock()

    def _keep(self) -> None:
        self._keepsakes.keep(NAME, str(self._failures).encode())


def _wait_s(failures: int) -> int:
    """After every fifth, twice as long as before."""
    rounds, rest = divmod(failures, TRIES)
    if rest or not rounds:
        return 0
    return min(FIRST_S << min(rounds - 1, 10), LONGEST_S)
