"""Five keys that can be felt, as an input device. Implements port.Keypad.

Access pads (NavPad and its kind) are keyboards with few keys: arrows or Tab to move,
Enter to select. Each is grabbed like a scanner: its keys reach no window.
"""

from collections.abc import Callable, Mapping
from contextlib import closing

from drivers.port import Condition, Key
from drivers.scanners.grabbed_keys import Grab, GrabbedKeys, grab
from drivers.scanners.key_lines import EVENT, PRESSED
from drivers.scanners.key_map import EV_KEY

# linux/input-event-codes.h
KEYS: Mapping[int, Key] = {
    15: Key.NEXT,  # Tab
    106: Key.NEXT,  # right
    108: Key.NEXT,  # down
    105: Key.PREVIOUS,  # left
    103: Key.PREVIOUS,  # up
    28: Key.SELECT,  # Enter
    96: Key.SELECT,  # Enter of the number pad
    57: Key.SELECT,  # space
    1: Key.BACK,  # Escape
    14: Key.BACK,  # Backspace
    59: Key.REPEAT,  # F1, which pads use for help
    138: Key.REPEAT,  # help
}


class EventKeypad:
    """Knows the keys above, and is deaf to all others."""

    def __init__(self, path: str, *, grab: Grab = grab) -> None:
        self._keys = GrabbedKeys(path, grab)

    def identity(self) -> str:
        return self._keys.identity()

    def condition(self) -> Condition:
        return self._keys.condition()

    def listen(self, pressed: Callable[[Key], None], stop: Callable[[], bool]) -> None:
        """Call `pressed` for each key that goes down, once however long it is held."""
        rest = b""
        with closing(self._keys.read(stop)) as records:
            next(records)  # of before the grab: somebody else may have acted on it
            for data in records:
                data = rest + data
                whole = len(data) - len(data) % EVENT.size
                rest = data[whole:]
                for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
                    if kind == EV_KEY and value == PRESSED and code in KEYS:
                        pressed(KEYS[code])
