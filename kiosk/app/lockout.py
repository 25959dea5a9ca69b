"""Too many wrong PINs, and a badge lets nobody in for a while (standards.md R67).

A wait is counted by a clock that nobody sets; it begins anew when the kiosk is started
again, so neither of them shortens it. Each badge is counted for itself: who knows one
PIN gets no more tries at another's. A badge that nobody knows is locked like any other,
and the latest of those are remembered.
"""

import json
from collections.abc import Callable, Collection
from math import ceil
from typing import Protocol

TRIES = 5
FIRST_S = 300
LONGEST_S = 1_800
MOST_STRANGERS = 256  # badges that are not known here; each takes a while to type for
NAME = "staff-lockout"


class Keepsakes(Protocol):
    """Small things that outlive a power cut. See `Ledger`."""

    def kept(self, name: str) -> bytes | None: ...

    def keep(self, name: str, value: bytes) -> None: ...


class Lockout:
    """Counts tries. May raise StorageError, and then nobody may try."""

    def __init__(self, keepsakes: Keepsakes, clock: Callable[[], float]) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._keepsakes = keepsakes
        self._clock = clock
        kept = keepsakes.kept(NAME)
        self._failures: dict[str, int] = json.loads(kept) if kept else {}
        self._until_s = {
            badge: clock() + _wait_s(count) for badge, count in self._failures.items()
        }

    def wait_s(self, badge: str) -> int:
        """Seconds until the next try is allowed; 0: now."""
        return max(0, ceil(self._until_s.get(badge, 0.0) - self._clock()))

    def begin(self, badge: str, known: Collection[str]) -> None:
        """A try counts as wrong until `succeeded`, whatever happens in between. Of
        badges beside the `known` ones those tried first are forgotten."""
        failures = self._failures.pop(badge, 0) + 1
        self._failures[badge] = failures  # as the latest
        self._until_s[badge] = self._clock() + _wait_s(failures)
        strangers = [one for one in self._failures if one not in known]
        for stranger in strangers[:-MOST_STRANGERS]:
            del self._failures[stranger], self._until_s[stranger]
        self._keep()

    def succeeded(self, badge: str) -> None:
        self._failures.pop(badge, None)
        self._until_s.pop(badge, None)
        self._keep()

    def _keep(self) -> None:
        self._keepsakes.keep(NAME, json.dumps(self._failures).encode())


def _wait_s(failures: int) -> int:
    """After every fifth, twice as long as before."""
    rounds, rest = divmod(failures, TRIES)
    if rest or not rounds:
        return 0
    return min(FIRST_S << min(rounds - 1, 10), LONGEST_S)
