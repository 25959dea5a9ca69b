"""For those who cannot see or reach the screen: a voice, and five keys."""

import threading
from functools import partial

from drivers.port import Key, Keypad, Unplugged
from kiosk.app import access_devices
from kiosk.app.config import Config
from kiosk.app.narrator import Narrator
from kiosk.app.workers import Worker
from ui.pointer import Pointer
from ui.speech.teller import Teller
from ui.window import KioskWindow

LOOK_AGAIN_S = 2.0  # for a keypad that is not there


class Access:
    """What is configured of it, each on a thread of its own. Raise BadConfig.

    A bug in it silences it and touches nothing else: whoever sees can still pay.
    """

    def __init__(self, config: Config, window: KioskWindow) -> None:
        self._stopping = threading.Event()
        self._workers: list[Worker] = []
        self._teller = self._teller_of(config, window)
        self._pointer = Pointer(window.root, window.view_model, self._teller)
        if config.keypad is not None:
            keypad = access_devices.keypad(config.keypad, is_demo=config.is_demo)
            self._worker("keypad").repeat(partial(self._listen, keypad))

    def stop(self) -> None:
        """Before the window is closed."""
        self._stopping.set()
        for worker in self._workers:
            worker.stop()

    def _teller_of(self, config: Config, window: KioskWindow) -> Teller | None:
        if config.sound is None:
            return None
        voice, speaker = (
            access_devices.voice(config.sound),
            access_devices.speaker(config.sound),
        )
        narrator = Narrator(voice, speaker, self._worker("speech"))
        known = (config.kiosk.hospital, config.kiosk.window)
        teller = Teller(window.root, window.view_model, narrator, known)
        watch = partial(narrator.watch, teller.plugged.emit, self._stopping)
        self._worker("headset").repeat(watch)
        return teller

    def _listen(self, keypad: Keypad) -> None:
        while not self._stopping.is_set():
            try:
                keypad.listen(self._press, self._stopping.is_set)
            except Unplugged:
                self._stopping.wait(LOOK_AGAIN_S)

    def _press(self, key: Key) -> None:
        self._pointer.pressed.emit(key.value)

    def _worker(self, name: str) -> Worker:
        worker = Worker(name, lambda: None)
        worker.start()
        self._workers.append(worker)
        return worker
