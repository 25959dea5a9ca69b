"""Sends a scanner its set-up and asks for its name, each with a deadline.

What arrives meanwhile is an answer or was scanned too early: none of it is a code.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from drivers.scanners.scanner_profile import Command, ScannerProfile

ANSWER_TIMEOUT_S = 0.4
LONGEST_S = 1.2  # of all commands together; a condition must be told within 2 s
ANSWER_LIMIT_BYTES = 4096
NAME_LIMIT = 40


class Line(Protocol):
    """An open serial line. Both raise Unplugged when it is gone."""

    def receive(self) -> bytes:
        """Give what came within 0.1 s, or nothing."""

    def send(self, data: bytes) -> bool:
        """Send all of it; False if the scanner did not take it in time."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a scanner said of itself after it was opened."""

    confirmed: bool  # every set-up command was acknowledged
    name: str = ""


class _Verdict(Enum):
    DONE = auto()
    REFUSED = auto()
    SILENT = auto()


def introduce(
    line: Line, profile: ScannerProfile, stop: Callable[[], bool]
) -> Introduction:
    """Set the scanner up. One that does not answer is asked nothing more."""
    until = time.monotonic() + LONGEST_S
    dialogue = _Dialogue(line, profile.refusals, lambda: stop() or _passed(until))
    confirmed = True
    for command in profile.setup:
        verdict, _ = dialogue.say(command)
        if verdict is _Verdict.SILENT:
            return Introduction(confirmed=False)
        confirmed &= verdict is _Verdict.DONE
    if profile.identify is None:
        return Introduction(confirmed)
    _, answer = dialogue.say(profile.identify.ask)
    found = profile.identify.name.search(answer)
    return Introduction(confirmed, _printable(found[1]) if found else "")


class _Dialogue:
    """Command and answer, one at a time."""

    def __init__(
        self, line: Line, refusals: tuple[bytes, ...], over: Callable[[], bool]
    ) -> None:
        self._line = line
        self._refusals = refusals
        self._over = over

    def say(self, command: Command) -> tuple[_Verdict, bytes]:
        answer = b""
        if not self._line.send(command.send):
            return _Verdict.SILENT, answer
        until = time.monotonic() + ANSWER_TIMEOUT_S
        while not (self._over() or _passed(until)):
            answer = (answer + self._line.receive())[-ANSWER_LIMIT_BYTES:]
            if command.answer in answer:
                return _Verdict.DONE, answer
            if any(refusal in answer for refusal in self._refusals):
                self._line.receive()  # the punctuation after it
                return _Verdict.REFUSED, answer
        return _Verdict.SILENT, answer


def _passed(moment: float) -> bool:
    return time.monotonic() >= moment


def _printable(name: bytes) -> str:
    text = name.decode("ascii", "replace").strip()[:NAME_LIMIT]
    return "".join(letter if letter.isprintable() else "?" for letter in text)
