"""Reports a code while it stays in view, without hurry. Pure: the time comes in."""

from collections.abc import Iterable

REPEAT_S = 1.5  # somebody who keeps holding up her phone is still asking


class InView:
    """The codes the camera sees now. Bounded: what was not seen again is forgotten."""

    def __init__(self, repeat_s: float = REPEAT_S) -> None:
        self._repeat_s = repeat_s
        self._told_at: dict[bytes, float] = {}

    def see(self, codes: Iterable[bytes], now: float) -> list[bytes]:
        """Note what one look showed; give the codes to report now."""
        self._told_at = {
            code: told_at
            for code, told_at in self._told_at.items()
            if now - told_at < self._repeat_s
        }
        told = [code for code in dict.fromkeys(codes) if code not in self._told_at]
        self._told_at.update(dict.fromkeys(told, now))
        return told
