"""A trembling hand taps twice; the second tap within 400 ms does not count."""

from collections.abc import Callable

GUARD_S = 0.4


class TapGuard:
    """Remembers when each control was last tapped."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._tapped: dict[str, float] = {}

    def allows(self, control: str, rest_s: float = GUARD_S) -> bool:
        """Whether this tap counts; if it does, the next one must wait so long."""
        now = self._monotonic()
        if now - self._tapped.get(control, float("-inf")) < rest_s:
            return False
        self._tapped[control] = now
        return True

    def hold(self, control: str) -> None:
        """Let the control rest a moment, as if it had just been tapped."""
        self._tapped[control] = self._monotonic()

    def forget(self) -> None:
        """Start afresh, so that the memory never outgrows one visit."""
        self._tapped.clear()
