"""A code scanner that types like a keyboard (USB HID), read as input events.

Open it by /dev/input/by-id/...-event-kbd. Without the grab there is no scanner.
"""

from collections.abc import Callable
from contextlib import closing

from drivers.port import Condition
from drivers.scanners.grabbed_keys import Grab, GrabbedKeys, grab
from drivers.scanners.key_lines import PLAIN, KeyLines, KeyRules


class KeyboardScanner:
    """Reads codes that end with Enter or Tab. Implements port.Scanner.

    `grab` is another one only for a simulator, which is no input device.
    """

    def __init__(
        self, path: str, rules: KeyRules = PLAIN, *, grab: Grab = grab
    ) -> None:
        self._rules = rules
        self._keys = GrabbedKeys(path, grab)

    def identity(self) -> str:
        """What the device last called itself, for technicians; "" if unknown."""
        return self._keys.identity()

    def condition(self) -> Condition:
        """Say how the scanner is. Outside a scan this grabs it for a moment."""
        return self._keys.condition()

    def scan(self, found: Callable[[bytes], None], stop: Callable[[], bool]) -> None:
        """Call `found` for every code until `stop()`."""
        lines = KeyLines(self._rules)
        with closing(self._keys.read(stop)) as records:
            # Of before the grab, so others may have it: none of it is a code of ours.
            lines.feed(next(records))
            lines.drop()
            for record in records:
                for code in lines.feed(record):
                    found(code)
