"""A kiosk without a window and with a patient made of code, as a process of its own.

`python -m tests.robot CONFIG [--die-at N]` composes the real kiosk, taps what has to be
tapped, prints each state's name, and kills itself with SIGKILL at the N-th place where
a fact is written or a word is exchanged with central. It ends by itself when the visit
is over and nothing is owed.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.app.ledger import Ledger
from kiosk.central.http import HttpCentral
from kiosk.flows.payment import is_open
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import (
    Choosing,
    Finished,
    Idle,
    Quoted,
    Troubled,
    Visit,
)

TAPS = {Choosing: Tap.CONFIRM, Quoted: Tap.CONFIRM, Idle: Tap.STAY}
WATCHED = (
    (Ledger, "record_payment"),
    (Ledger, "record_paper"),
    (HttpCentral, "charge"),
    (HttpCentral, "settle"),
    (HttpCentral, "issue_invoice"),
    (HttpCentral, "close_charge"),
    (HttpCentral, "reverse_charge"),
    (HttpCentral, "refund_charge"),
    (HttpCentral, "ask_charge"),
)


class Fuse:
    """Burns down by one at every watched place, and then the power is gone."""

    def __init__(self, die_at: int) -> None:
        self._left = die_at
        self._lock = threading.Lock()

    def burn(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: type, name: str) -> None:
        """Burn just before and just after every call."""
        original: Callable[..., Any] = getattr(owner, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            self.burn()
            try:
                return original(*arguments, **named)
            finally:
                self.burn()

        setattr(owner, name, watched)


def wait_for_the_leash(over: threading.Event) -> None:
    """Standard input is the robot's leash: when the test lets go, it ends."""
    sys.stdin.read()
    over.set()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("--die-at", type=int, default=0)
    options = parser.parse_args()
    fuse = Fuse(options.die_at)
    for owner, name in WATCHED:
        fuse.watch(owner, name)

    over = threading.Event()

    def show(state: Visit) -> None:
        print(type(state).__name__, flush=True)
        tap = TAPS.get(type(state))
        if tap:
            kiosk.post(tap)
        finished = isinstance(state, Finished) and not is_open(state.payment)
        if finished or isinstance(state, Troubled):
            over.set()

    kiosk = compose(load(options.config), show)
    kiosk.start()
    threading.Thread(target=wait_for_the_leash, args=(over,), daemon=True).start()
    over.wait()
    print("over", flush=True)
    kiosk.stop()


if __name__ == "__main__":
    main()
