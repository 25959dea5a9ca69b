"""Pulls the cable at a random moment and puts it back a little later."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.peer import Peer

LONGEST_AWAY_S = 0.3
KILLED_EVERY = 50  # the device's own process dies and is started again


class Meddler:
    """`back_at` is when the device was last put back, on the monotonic clock."""

    def __init__(self, peer: Peer, dice: random.Random, longest_s: float) -> None:
        self._peer = peer
        self._dice = dice
        self._longest_s = longest_s
        self._never = threading.Event()  # never set: a bounded wait
        self._turns = 0
        self._trouble: Exception | None = None
        self.back_at = 0.0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Meddle once while the block runs; it ends when the device is back."""
        self._turns += 1
        thread = threading.Thread(target=self._meddle)
        thread.start()
        try:
            yield
        finally:
            thread.join()
        if self._trouble is not None:
            raise self._trouble

    def _meddle(self) -> None:
        try:
            self._never.wait(self._dice.uniform(0, self._longest_s))
            if self._turns % KILLED_EVERY == 0:
                self._peer.lose_power()
            else:
                self._peer.do("go_away")
                self._never.wait(self._dice.uniform(0, LONGEST_AWAY_S))
                self._peer.do("come_back")
        except Exception as error:
            self._trouble = error
        self.back_at = time.monotonic()
