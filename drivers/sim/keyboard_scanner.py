"""A keyboard scanner made of a FIFO that carries struct input_event records.

The kiosk reads it with `drivers.scanners.fifo_device.grab_fifo`.
"""

import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from drivers.scanners.key_map import KEY_LEFT_ALT, KEY_LEFT_CTRL
from drivers.sim.key_strokes import (
    Stroke,
    dropped,
    line_strokes,
    record,
    shortcut,
    text_strokes,
)
from drivers.sim.reports_fifo import ReportsFifo

BETWEEN_STROKES_US = 2_000
SLOW_STROKES_US = 15_000
BY_HAND_US = 150_000
KEY_F1 = 59


class SimKeyboardScanner:
    """`path` stays the same over replugs, like a name in /dev/input/by-id."""

    def __init__(self, path: str | None = None) -> None:
        self._fifo = ReportsFifo("usb-Simulated_Scanner-event-kbd", path)
        self._at_us = 0
        self._pace_us = BETWEEN_STROKES_US
        self._garbled = False

    @property
    def path(self) -> str:
        return self._fifo.path

    @property
    def where(self) -> str:
        """What the kiosk's configuration calls the path."""
        return self._fifo.path

    def acts(self) -> dict[str, Callable[[str], None]]:
        """All that a person at its control can do; the argument is often empty."""
        return {
            "present": lambda text: self.present(text.encode()),
            "half": lambda text: self.press(text_strokes(text[: len(text) // 2 + 1])),
            "by_hand": self.type_by_hand,
            "shortcut": lambda _: self.press_shortcut(),
            "garble": lambda _: self.become(garbled=True),
            "slow": lambda _: self.become(slow=True),
            "go_away": lambda _: self.unplug(),
            "come_back": lambda _: self.replug(),
            "well": lambda _: self.mend(),
        }

    def present(self, code: bytes) -> None:
        """Hold a code of UTF-8 text in front: it types the text and Enter.

        Garbled, it does so twice; the first time events are lost in the middle.
        """
        text = code.decode()
        if self._garbled:
            self.press(text_strokes(text[: len(text) // 2]))
            self._fifo.write(dropped(self._now()))
            self.press(line_strokes(text[len(text) // 2 :]))
        self.press(line_strokes(text))

    def press(self, strokes: Iterable[Stroke]) -> None:
        """Press and release keys at the scanner's pace, all of it written at once."""
        at_us = self._now()
        data = bytearray()
        for stroke in strokes:
            data += record(at_us, stroke)
            at_us += self._pace_us
        self._at_us = at_us
        self._fifo.write(bytes(data))

    def type_by_hand(self, text: str) -> None:
        """Type as a person would, and press Enter."""
        pace_us, self._pace_us = self._pace_us, BY_HAND_US
        self.press(line_strokes(text))
        self._pace_us = pace_us

    def press_shortcut(self) -> None:
        """Press Ctrl+Alt+F1, which on a console would leave the kiosk."""
        self.press(shortcut(KEY_LEFT_CTRL, KEY_LEFT_ALT, KEY_F1))

    def become(self, *, slow: bool | None = None, garbled: bool | None = None) -> None:
        """Take on a fault, or lose it. None leaves things as they are."""
        if slow is not None:
            self._pace_us = SLOW_STROKES_US if slow else BETWEEN_STROKES_US
        self._garbled = self._garbled if garbled is None else garbled

    def mend(self) -> None:
        """Everything is well again, and plugged in."""
        self.become(slow=False, garbled=False)
        self.replug()

    def unplug(self) -> None:
        """Pull the cable: the name vanishes and the open device dies."""
        self._fifo.unplug()

    def replug(self) -> None:
        self._fifo.replug()

    def close(self) -> None:
        self._fifo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _now(self) -> int:
        """The time of the next event; it may run ahead of the clock."""
        return max(self._at_us, time.time_ns() // 1000)
