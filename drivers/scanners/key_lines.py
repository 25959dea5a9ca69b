"""Turns the key presses of a keyboard scanner into codes. Pure: records in, codes out.

Nothing but text comes out of it: a line with a shortcut, a control key or a lost event
in it is dropped whole, and so is what a hand types, which is slower than a scanner.
"""

import struct
from dataclasses import dataclass
from enum import StrEnum

from drivers.scanners.key_map import (
    COMMANDS,
    ENDS,
    EV_KEY,
    EV_SYN,
    KEY_CAPS_LOCK,
    KEY_LEFT_ALT,
    KEYPAD,
    KEYPAD_DIGITS,
    MODIFIERS,
    SHIFTS,
    SILENT,
    SYN_DROPPED,
    SYN_REPORT,
    US,
)

EVENT = struct.Struct("llHHi")  # struct input_event: seconds, microseconds, ...
LONGEST_ALT = 8  # digits: U+10FFFF is 01114111
RELEASED, PRESSED = 0, 1  # 2 is a repeat


class AltCodes(StrEnum):
    """What the number means that a scanner types on the keypad while Alt is held."""

    UNICODE = "unicode"  # the character's number
    GBK = "gbk"  # its two bytes in GBK, as one number


@dataclass(frozen=True, slots=True)
class KeyRules:
    """What counts as a code. Lengths are in characters, the prefix among them.

    A scanner leaves 1 to 50 ms between two keys, a hand seldom less than 100 ms.
    """

    gap_ms: int = 80
    shortest: int = 4
    longest: int = 4096
    prefix: str = ""  # a line without it is dropped; it is stripped
    alt_codes: AltCodes = AltCodes.UNICODE


PLAIN = KeyRules()


class KeyLines:
    """Follows the keys of one device. Holds one line and half a record at most."""

    def __init__(self, rules: KeyRules = PLAIN) -> None:
        self._rules = rules
        self._rest = b""
        self._held: set[int] = set()
        self._pressed_at_us = 0
        self._lost = False
        self._text: list[str] = []
        self._alt = ""
        self._caps = False
        self._spoiled = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take records as they were read; give the codes they completed, in UTF-8.

        Never raises, whatever the bytes.
        """
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        codes = []
        for seconds, micros, kind, code, value in EVENT.iter_unpack(data[:whole]):
            text = self._event(seconds * 1_000_000 + micros, kind, code, value)
            if text:
                codes.append(text.encode())
        return codes

    def drop(self) -> None:
        """Give up the line begun, with all that still belongs to it."""
        self._spoiled = bool(self._text or self._alt or self._spoiled)

    def _event(self, at_us: int, kind: int, code: int, value: int) -> str:
        if (kind, code) == (EV_SYN, SYN_DROPPED):
            # Until the next report nothing counts; which keys are held is not known.
            self._lost = self._spoiled = True
            self._held.clear()
        elif (kind, code) == (EV_SYN, SYN_REPORT):
            self._lost = False
        elif kind == EV_KEY and value == PRESSED and not self._lost:
            self._mind_the_gap(at_us)
            return self._press(code)
        elif kind == EV_KEY and value == RELEASED and not self._lost:
            return self._release(code)
        return ""

    def _mind_the_gap(self, at_us: int) -> None:
        """A pause ends a line that has no end; what a hand types is all pauses."""
        if at_us - self._pressed_at_us > self._rules.gap_ms * 1000:
            self._begin()
        self._pressed_at_us = at_us

    def _begin(self) -> None:
        self._text.clear()
        self._alt = ""
        self._caps = False
        self._spoiled = False

    def _press(self, code: int) -> str:
        if code in MODIFIERS:
            self._held.add(code)
        elif code == KEY_CAPS_LOCK:
            self._caps = not self._caps
        elif code in SILENT:
            pass
        elif self._held & COMMANDS:
            self._spoiled = True
        elif KEY_LEFT_ALT in self._held:
            self._dial(code)
        elif code in ENDS:
            return self._finish()
        else:
            self._add(self._letter(code))
        return ""

    def _release(self, code: int) -> str:
        self._held.discard(code)
        if code != KEY_LEFT_ALT or not self._alt:
            return ""
        number, self._alt = int(self._alt), ""
        letter = _unicode(number)
        if self._rules.alt_codes is AltCodes.GBK and number > 0x7F:
            letter = _gbk(number)
        if letter in ("\r", "\n", "\t"):
            return self._finish()
        self._add(letter)
        return ""

    def _dial(self, code: int) -> None:
        if code in KEYPAD_DIGITS and len(self._alt) < LONGEST_ALT:
            self._alt += KEYPAD_DIGITS[code]
        else:
            self._spoiled = True

    def _letter(self, code: int) -> str:
        if code in KEYPAD:
            return KEYPAD[code]
        plain, shifted = US.get(code, ("", ""))
        shift = bool(self._held & SHIFTS) != (self._caps and plain.isalpha())
        return shifted if shift else plain

    def _add(self, letter: str) -> None:
        if letter.isprintable() and letter and len(self._text) < self._rules.longest:
            self._text.append(letter)
        else:
            self._spoiled = True

    def _finish(self) -> str:
        text, spoiled = "".join(self._text), self._spoiled
        self._begin()
        fits = self._rules.shortest <= len(text) and text.startswith(self._rules.prefix)
        return text.removeprefix(self._rules.prefix) if fits and not spoiled else ""


def _unicode(number: int) -> str:
    """The character, or "" if there is none."""
    is_half = 0xD800 <= number <= 0xDFFF
    return "" if number > 0x10FFFF or is_half else chr(number)


def _gbk(number: int) -> str:
    if not 0x8140 <= number <= 0xFEFE:
        return ""
    letter = number.to_bytes(2, "big").decode("gbk", "ignore")
    return letter if len(letter) == 1 else ""
