"""Key codes of Linux input events and what they mean on a US keyboard.

The numbers are those of linux/input-event-codes.h. A scanner set to a US keyboard sends
these keys whatever layout the system has, so the layout plays no part here.
"""

EV_SYN = 0
EV_KEY = 1
SYN_REPORT = 0
SYN_DROPPED = 3

KEY_TAB = 15
KEY_ENTER = 28
KEY_LEFT_CTRL = 29
KEY_LEFT_SHIFT = 42
KEY_RIGHT_SHIFT = 54
KEY_LEFT_ALT = 56
KEY_CAPS_LOCK = 58
KEY_NUM_LOCK = 69
KEY_SCROLL_LOCK = 70
KEY_KEYPAD_ENTER = 96
KEY_RIGHT_CTRL = 97
KEY_RIGHT_ALT = 100
KEY_LEFT_META = 125
KEY_RIGHT_META = 126

SHIFTS = frozenset({KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT})
# With one of these held a key is a shortcut or a control character, never text.
COMMANDS = frozenset(
    {KEY_LEFT_CTRL, KEY_RIGHT_CTRL, KEY_RIGHT_ALT, KEY_LEFT_META, KEY_RIGHT_META}
)
MODIFIERS = SHIFTS | COMMANDS | {KEY_LEFT_ALT}
SILENT = frozenset({KEY_NUM_LOCK, KEY_SCROLL_LOCK})
ENDS = frozenset({KEY_ENTER, KEY_KEYPAD_ENTER, KEY_TAB})

KEYPAD_DIGITS = {
    **{71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6"},
    **{79: "1", 80: "2", 81: "3", 82: "0"},
}
KEYPAD = {**KEYPAD_DIGITS, 55: "*", 74: "-", 78: "+", 83: ".", 98: "/"}


def _row(first: int, plain: str, shifted: str) -> dict[int, tuple[str, str]]:
    pairs = zip(plain, shifted, strict=True)
    return {first + place: pair for place, pair in enumerate(pairs)}


US = {
    **_row(2, "1234567890-=", "!@#$%^&*()_+"),
    **_row(16, "qwertyuiop[]", "QWERTYUIOP{}"),
    **_row(30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    **_row(43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    **_row(57, " ", " "),
}
