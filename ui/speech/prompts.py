"""Which words of a screen are the kiosk's own: those of the catalogue of translations.

Whatever is on a screen and not in the catalogue came from outside, and is private
(rule R11). So nothing has to be marked, and what somebody forgets is not said aloud.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from ui.languages import ENGLISH, Language, source_of
from ui.speech import numbers
from ui.speech.script import Kind, Line, Part

PLACE = re.compile(r"%\d|%n|\{\w*\}")
AMOUNT = re.compile(r"¥\s*(\d{1,10})\.(\d\d)")
COUNT = re.compile(r"\d{1,2}")  # of bills, pages or seconds; more digits may name one
MARKS = " \u00a0\n·，。、：；！？,.:;!?+()（）/-→"
JOINER = "\u2060"  # keeps a word on one line; nobody says it


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A message with places in it."""

    shape: re.Pattern[str]
    fixed: tuple[str, ...]  # what stands around the places

    @property
    def weight(self) -> int:
        """How much of it is said."""
        return sum(len(said(words)) for words in self.fixed)


class Prompts:
    """The catalogue in one language. `known` are other words that anybody may hear."""

    def __init__(self, language: Language, known: tuple[str, ...] = ()) -> None:
        self._tongue = language.tongue
        messages = _messages(language)
        plain = {_tidy(one) for one in messages if not PLACE.search(one)}
        self._plain = plain | {_tidy(one) for one in known}
        patterns = map(_pattern, (one for one in messages if PLACE.search(one)))
        self._patterns = sorted(patterns, key=lambda one: -one.weight)

    def line(self, text: str) -> Line:
        """How a text of the screen is said."""
        text = _tidy(text)
        if not said(text):
            return ()
        if text in self._plain:
            return (Part(said(text)),)
        for pattern in self._patterns:
            found = pattern.shape.fullmatch(text) if pattern.weight else None
            if found:
                return tuple(self._filled(pattern.fixed, found.groups()))
        return self._value(text)

    def _filled(
        self, fixed: tuple[str, ...], values: tuple[str, ...]
    ) -> Iterator[Part]:
        for words, value in zip(fixed, (*values, ""), strict=True):
            if words := said(words):
                yield Part(words)
            if value:
                yield from self._value(value)

    def _value(self, text: str) -> Line:
        """What stands in a place: known words, an amount, a count, or anything."""
        text = text.strip()
        if text in self._plain:
            return (Part(said(text)),)
        if amount := AMOUNT.fullmatch(text):
            fen = int(amount[1]) * 100 + int(amount[2])
            words = numbers.amount(fen, self._tongue)
            return tuple(Part(word, Kind.AMOUNT) for word in words)
        if COUNT.fullmatch(text):
            words = numbers.number(int(text), self._tongue)
            return tuple(Part(word) for word in words)
        pieces = [piece for piece in re.split(r"(¥\s*\d+\.\d\d)", text) if piece]
        if len(pieces) > 1:
            return tuple(part for piece in pieces for part in self._value(piece))
        return (Part(text, Kind.PRIVATE),) if said(text) else ()


def recordable(language: Language) -> list[str]:
    """Everything of the kiosk's own that is ever said, piece by piece."""
    words = set(numbers.WORDS.get(language.tongue, ()))
    for message in _messages(language):
        pieces = PLACE.split(_tidy(message))
        words |= {said(piece) for piece in pieces} - {""}
    return sorted(words)


def said(words: str) -> str:
    """What remains to be said of words that stood between others."""
    return words.strip(MARKS)


@cache
def _messages(language: Language) -> tuple[str, ...]:
    """The texts of the catalogue; English is what they are translated from."""
    root = ElementTree.parse(source_of(language)).getroot()
    name = "source" if language == ENGLISH else "translation"
    return tuple(message.findtext(name, "") for message in root.iter("message"))


def _pattern(message: str) -> _Pattern:
    fixed = tuple(PLACE.split(_tidy(message)))
    shape = "(.*?)".join(map(re.escape, fixed))
    return _Pattern(re.compile(shape, re.DOTALL), fixed)


def _tidy(text: str) -> str:
    return text.replace(JOINER, "").replace("\u00a0", " ").strip()
