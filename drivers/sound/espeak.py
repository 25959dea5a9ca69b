"""The free voice: espeak-ng, a program of its own. Implements port.Voice.

It needs about 20 ms a sentence. The words go in by its standard input: on a command
line everybody on the machine could read them.
"""

import subprocess
from collections.abc import Sequence

from drivers.port import Speechless

PROGRAM = "espeak-ng"
LONGEST_S = 5.0
MOST_LETTERS = 400
WORDS_PER_MINUTE = "150"  # 175 is its own pace; the old hear better at less
WAV_HEADER_BYTES = 44
VOICES = {"zh": "cmn", "en": "en-us"}  # where espeak-ng calls it otherwise
UNSPACED = ("zh", "ja")  # written without spaces


class EspeakVoice:
    """Speaks whatever espeak-ng does, Mandarin and English among it."""

    def __init__(self, program: str = PROGRAM) -> None:
        self._program = program

    def say(self, pieces: Sequence[str], tongue: str) -> bytes:
        """Raise Speechless where espeak-ng is not installed, or hangs."""
        words = ("" if tongue in UNSPACED else " ").join(pieces)
        voice = VOICES.get(tongue, tongue)
        options = ("-v", voice, "-s", WORDS_PER_MINUTE, "--stdin", "--stdout")
        try:
            done = subprocess.run(
                [self._program, *options],
                input=words[:MOST_LETTERS].encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_S,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise Speechless("espeak-ng does not speak") from error
        return done.stdout[WAV_HEADER_BYTES:]
