"""How a keyboard scanner types: text as records of key presses, with their times."""

from collections.abc import Iterator

from drivers.scanners.key_lines import EVENT
from drivers.scanners.key_map import (
    EV_KEY,
    EV_SYN,
    KEY_ENTER,
    KEY_LEFT_ALT,
    KEY_LEFT_SHIFT,
    KEYPAD_DIGITS,
    SYN_DROPPED,
    SYN_REPORT,
    US,
)

KEYS = {
    letter: (code, bool(shift))
    for code, pair in US.items()
    for shift, letter in reversed(list(enumerate(pair)))
}
KEYPAD_KEYS = {digit: code for code, digit in KEYPAD_DIGITS.items()}

Stroke = tuple[int, int]  # key code; 1 pressed, 0 released


def text_strokes(text: str) -> Iterator[Stroke]:
    """Type a text; what no US key has is Alt and its number on the keypad."""
    for letter in text:
        if letter in KEYS:
            code, shift = KEYS[letter]
            yield from _with(KEY_LEFT_SHIFT, [code]) if shift else tap(code)
        else:
            digits = [KEYPAD_KEYS[digit] for digit in f"0{ord(letter)}"]
            yield from _with(KEY_LEFT_ALT, digits)


def line_strokes(text: str) -> Iterator[Stroke]:
    yield from text_strokes(text)
    yield from tap(KEY_ENTER)


def tap(code: int) -> Iterator[Stroke]:
    yield code, 1
    yield code, 0


def shortcut(*codes: int) -> Iterator[Stroke]:
    """Press several keys one after another and release them in reverse."""
    yield from ((code, 1) for code in codes)
    yield from ((code, 0) for code in reversed(codes))


def record(at_us: int, stroke: Stroke) -> bytes:
    """One press or release, and the report that ends it."""
    seconds, micros = divmod(at_us, 1_000_000)
    code, value = stroke
    return EVENT.pack(seconds, micros, EV_KEY, code, value) + EVENT.pack(
        seconds, micros, EV_SYN, SYN_REPORT, 0
    )


def dropped(at_us: int) -> bytes:
    """The kernel's word that the reader was too slow and events are missing."""
    seconds, micros = divmod(at_us, 1_000_000)
    return EVENT.pack(seconds, micros, EV_SYN, SYN_DROPPED, 0) + EVENT.pack(
        seconds, micros, EV_SYN, SYN_REPORT, 0
    )


def _with(modifier: int, codes: list[int]) -> Iterator[Stroke]:
    yield modifier, 1
    for code in codes:
        yield from tap(code)
    yield modifier, 0
