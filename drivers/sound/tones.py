"""Short sounds that need no words: a code was read, it is done, it did not work.

Rising is good and falling is not, in every language; each is far from the others in
pitch and length, for those who hear badly.
"""

import math
from array import array
from functools import cache

from drivers.port import Tone

RATE = 22_050
LOUDNESS = 0.35 * 32_767
EDGE_S = 0.008  # in and out, so that nothing clicks
# Hertz and seconds; the old hear best between 500 and 2000 Hz.
NOTES: dict[Tone, tuple[tuple[float, float], ...]] = {
    Tone.READ: ((1047, 0.12),),
    Tone.DONE: ((784, 0.14), (1047, 0.22)),
    Tone.FAILED: ((659, 0.2), (523, 0.3)),
}


@cache
def samples(tone: Tone) -> bytes:
    """16 bit, little-endian, mono, 22 050 a second."""
    return b"".join(_note(pitch, length) for pitch, length in NOTES[tone])


def _note(pitch_hz: float, length_s: float) -> bytes:
    count = round(length_s * RATE)
    edge = EDGE_S * RATE
    wave = array("h")
    for at in range(count):
        swell = min(1.0, at / edge, (count - at) / edge)
        wave.append(round(LOUDNESS * swell * math.sin(math.tau * pitch_hz * at / RATE)))
    return wave.tobytes()
