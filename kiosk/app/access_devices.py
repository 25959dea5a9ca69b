"""What those need who cannot see or reach the screen, each with its driver.

Apart from the other devices, which take a third of a second to load: the window is
there before them.
"""

from pathlib import Path

from drivers.port import Voice
from drivers.scanners.event_keypad import EventKeypad
from drivers.scanners.fifo_device import grab_fifo, is_fifo
from drivers.scanners.grabbed_keys import grab
from drivers.sound.alsa import AlsaSpeaker
from drivers.sound.espeak import EspeakVoice
from drivers.sound.recorded import RecordedVoice
from kiosk.app.config import BadConfig, KeypadSection, SoundSection


def keypad(section: KeypadSection, *, is_demo: bool) -> EventKeypad:
    """Five keys that can be felt."""
    take = grab_fifo if is_demo and is_fifo(section.path) else grab
    return EventKeypad(section.path, grab=take)


def voice(section: SoundSection) -> Voice:
    """The recordings, if there are any, and the free voice for all else. Raise
    BadConfig."""
    free = EspeakVoice()
    if not section.prompts:
        return free
    try:
        return RecordedVoice(Path(section.prompts), free)
    except ValueError as error:
        raise BadConfig(f"sound.prompts: {error}") from error


def speaker(section: SoundSection) -> AlsaSpeaker:
    return AlsaSpeaker(section.loudspeaker, section.headset, section.jack)
