"""A loudspeaker and a headset that write down what they would have played."""

import threading
from collections.abc import Callable

BYTES_PER_SECOND = 2 * 22_050


class SimSpeaker:
    """Implements port.Speaker. It plays in no time, unless it is `held`."""

    def __init__(self) -> None:
        self.loud: list[bytes] = []
        self.private: list[bytes] = []
        self.headset = False
        self.hushed = 0
        self._free = threading.Event()
        self._free.set()

    def hold(self) -> None:
        """Play on and on, until hushed."""
        self._free.clear()

    def play(self, samples: bytes, wanted: Callable[[], bool]) -> None:
        if not wanted():
            return
        (self.private if self.headset else self.loud).append(samples)
        self._free.wait()

    def hush(self) -> None:
        self.hushed += 1
        self._free.set()

    def has_headset(self) -> bool:
        return self.headset
