"""Sound through ALSA, by its own program aplay. Implements port.Speaker.

A program of its own is silent at once when it is ended, whatever the sound card has
buffered, and what goes wrong in it goes wrong in nothing else.
"""

import contextlib
import subprocess
import threading
from collections.abc import Callable

from drivers.port import Condition, Health, Speechless
from drivers.sound.jack import is_plugged_in

PROGRAM = "aplay"
RATE = 22_050
BYTES_PER_SECOND = 2 * RATE
START_S = 2.0  # beyond the length of what is played


class AlsaSpeaker:
    """`loudspeaker` and `headset` are ALSA devices; `jack` is an input device."""

    def __init__(
        self,
        loudspeaker: str = "default",
        headset: str = "",
        jack: str = "",
        *,
        program: str = PROGRAM,
    ) -> None:
        self._loudspeaker = loudspeaker
        self._headset = headset or loudspeaker
        self._jack = jack
        self._program = program
        self._lock = threading.Lock()
        self._playing: subprocess.Popen[bytes] | None = None
        self._seen = Condition(Health.UNKNOWN, "not heard yet")

    def condition(self) -> Condition:
        """What the last sound showed; a card is not played on to look at it."""
        return self._seen

    def play(self, samples: bytes, wanted: Callable[[], bool]) -> None:
        with self._lock:  # who hushes after this has something to end
            if not wanted():
                return
            self._playing = player = self._start()
        try:
            self._wait(player, samples)
        finally:
            with self._lock:
                self._playing = None

    def _start(self) -> subprocess.Popen[bytes]:
        device = self._headset if self.has_headset() else self._loudspeaker
        command = [self._program, "-q", "-D", device, "-t", "raw"]
        command += ["-f", "S16_LE", "-c", "1", "-r", str(RATE)]
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._seen = Condition(Health.FAILED, "no aplay")
            raise Speechless("no aplay") from error

    def _wait(self, player: subprocess.Popen[bytes], samples: bytes) -> None:
        try:
            player.communicate(samples, len(samples) / BYTES_PER_SECOND + START_S)
        except subprocess.TimeoutExpired as error:
            player.kill()
            player.communicate()
            self._seen = Condition(Health.FAILED, "sound stands still")
            raise Speechless("sound stands still") from error
        if player.returncode > 0:
            self._seen = Condition(Health.FAILED, "no sound device")
            raise Speechless("no sound device")
        self._seen = Condition(Health.OK)  # less than nought: it was hushed

    def hush(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._playing is not None:
                self._playing.kill()

    def has_headset(self) -> bool:
        return bool(self._jack) and is_plugged_in(self._jack)
