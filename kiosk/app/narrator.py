"""Says what the screen tells it, to whom it may be said, until it is told to be silent.

On a thread of its own: neither a voice nor a sound card ever holds up a finger.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from drivers.port import Speaker, Speechless, Voice
from kiosk.app import log
from kiosk.app.crew import Hand
from ui.speech.script import Kind, Script, audible

LOOK_EVERY_S = 0.5  # at the jack of the headset


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing to say, and since when it is the newest."""

    script: Script
    english: bool
    asked: bool
    turn: int


class Narrator:
    """`say` and `hush` are for the screen's thread; they return at once."""

    def __init__(self, voice: Voice, speaker: Speaker, hand: Hand) -> None:
        self._voice = voice
        self._speaker = speaker
        self._hand = hand
        self._turn = 0

    def say(self, script: Script, *, english: bool, asked: bool) -> None:
        """Say this instead of what is being said. `asked`: by a touch for it, so that
        amounts may be heard by those who stand around (rule R11)."""
        self.hush()
        said = _Said(script, english, asked, self._turn)
        self._hand.submit(lambda: self._say(said))

    def hush(self) -> None:
        """Be silent, now."""
        self._turn += 1
        self._speaker.hush()

    def watch(self, changed: Callable[[bool], None], stop: threading.Event) -> None:
        """Tell whenever a headset is plugged in or pulled out; then nothing goes on
        where it would be heard by others."""
        before = False
        while not stop.wait(LOOK_EVERY_S):
            now = self._speaker.has_headset()
            if now != before:
                before = now
                self.hush()
                changed(now)

    def _say(self, said: _Said) -> None:
        """Line by line: whether there is a headset is looked at before each."""
        for at in range(len(said.script)):
            most = Kind.AMOUNT if said.asked else Kind.PROMPT
            if self._speaker.has_headset():
                most = Kind.PRIVATE
            for line in audible(said.script[at : at + 1], most):
                pieces = [part.words for part in line]
                try:
                    samples = self._voice.say(pieces, english=said.english)
                    self._speaker.play(samples, lambda: said.turn == self._turn)
                except Speechless as error:
                    log.warning("speech.failed", error=str(error))
                    return
                if said.turn != self._turn:
                    return
