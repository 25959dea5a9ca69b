"""A recorded voice: one WAV file for each piece of text. Implements port.Voice.

    FOLDER/index.tsv        language, tab, file, tab, words; one line each
    FOLDER/zh/0001.wav ...  16 bit, mono, 22 050 Hz

`kiosk voice FOLDER` writes such a folder with the free voice; whoever has a better
one replaces file by file. What is not in it another voice says, if there is one.
"""

import wave
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from drivers.port import Speechless, Voice

INDEX = "index.tsv"
RATE = 22_050


class RecordedVoice:
    """Plays what was recorded. Raise ValueError if the index cannot be read."""

    def __init__(self, folder: Path, otherwise: Voice) -> None:
        self._folder = folder
        self._otherwise = otherwise
        self._files = dict(_entries(folder / INDEX))

    def say(self, pieces: Sequence[str], tongue: str) -> bytes:
        """The recordings, and between them in one breath what is not recorded."""
        samples = b""
        for is_recorded, run in groupby(
            pieces, lambda one: (tongue, one) in self._files
        ):
            if is_recorded:
                samples += b"".join(
                    _samples(self._folder / self._files[tongue, one]) for one in run
                )
            else:
                samples += self._otherwise.say([*run], tongue)
        return samples


def write(folder: Path, voice: Voice, words: list[str], tongue: str) -> int:
    """Record these words with a voice, where there is no file of them yet. Return how
    many were recorded."""
    (folder / tongue).mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    known = dict(_entries(index)) if index.exists() else {}
    numbers = (int(Path(name).stem) for (of, _), name in known.items() if of == tongue)
    last = max(numbers, default=0)
    fresh = [one for one in words if (tongue, one) not in known]
    with index.open("a", encoding="utf-8") as lines:
        for number, one in enumerate(fresh, start=last + 1):
            name = f"{tongue}/{number:04}.wav"
            _write_wav(folder / name, voice.say([one], tongue))
            lines.write(f"{tongue}\t{name}\t{one}\n")
    return len(fresh)


def _entries(index: Path) -> list[tuple[tuple[str, str], str]]:
    try:
        lines = index.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"no index of recordings at {index}") from error
    entries = []
    for number, line in enumerate(lines, start=1):
        language, tab, rest = line.partition("\t")
        file, second_tab, words = rest.partition("\t")
        if not (tab and second_tab and words) or ".." in file:
            raise ValueError(f"{index}, line {number}: language, file and words")
        entries.append(((language, words), file))
    return entries


def _samples(file: Path) -> bytes:
    try:
        with wave.open(str(file)) as sound:
            shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            if shape != (1, 2, RATE):
                raise Speechless("a recording of another kind")
            samples: bytes = sound.readframes(sound.getnframes())
            return samples
    except (OSError, EOFError, wave.Error) as error:
        raise Speechless("a recording that cannot be read") from error


def _write_wav(file: Path, samples: bytes) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples)
