"""Says what the screen tells it, to whom it may be said, until it is told to be silent.

On a thread of its own: neither a voice nor a sound card ever holds up a finger.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from drivers.port import Speaker, Speechless, Tone, Voice
from drivers.sound import tones
from kiosk.app import log
from kiosk.app.crew import Hand
from ui.speech.script import Kind, Script, audible

LOOK_EVERY_S = 0.5  # at the jack of the headset


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing to say, and since when it is the newest."""

    script: Script
    tongue: str
    asked: bool
    tone: str
    turn: int


class Narrator:
    """`say` and `hush` are for the screen's thread; they return at once."""

    def __init__(self, voice: Voice, speaker: Speaker, hand: Hand) -> None:
        self._voice = voice
        self._speaker = speaker
        self._hand = hand
        self._turn = 0

    def say(self, script: Script, tongue: str, *, asked: bool, tone: str = "") -> None:
        """Say this instead of what is being said, after a short sound if there is one.
        `asked`: by a touch for it, so that amounts may be heard by those who stand
        around (rule R11)."""
        self.hush()
        said = _Said(script, tongue, asked, tone, self._turn)
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
        def is_wanted(*, is_private: bool) -> bool:
            # A headset may have gone while the voice was at work.
            is_hers = not is_private or self._speaker.has_headset()
            return said.turn == self._turn and is_hers

        try:
            for samples, is_private in self._sounds(said):
                wanted = partial(is_wanted, is_private=is_private)
                self._speaker.play(samples, wanted)
                if not wanted():
                    return
        except Speechless as error:
            log.warning("speech.failed", error=str(error))

    def _sounds(self, said: _Said) -> Iterator[tuple[bytes, bool]]:
        """Line by line, and whether she alone may hear it: if there is a headset is
        looked at before each."""
        if said.tone:
            yield tones.samples(Tone(said.tone)), False
        for whole in said.script:
            most = Kind.AMOUNT if said.asked else Kind.PROMPT
            if is_private := self._speaker.has_headset():
                most = Kind.PRIVATE
            for line in audible((whole,), most):
                pieces = [part.words for part in line]
                yield self._voice.say(pieces, said.tongue), is_private
