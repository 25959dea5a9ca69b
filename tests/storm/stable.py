"""Kiosks that start at once: a process that has imported everything forks them.

`python -m tests.storm.stable PORT` reads the path of a configuration, a line a kiosk,
and answers with the id of the process and, after its end, with its exit code. It has
one thread only, so that what it forks is whole. Each kiosk calls PORT on loopback,
tells there what it logs and shows, and hears there what is tapped.
"""

import logging
import os
import socket
import sys
import threading
from dataclasses import replace
from pathlib import Path

from kiosk.app.compose import compose
from kiosk.app.config import load
from kiosk.flows.visit_events import Tap
from tests.storm.shown import Shown


class Voice(logging.Handler):
    """Says one line after another, from any thread."""

    def __init__(self, line: socket.socket) -> None:
        super().__init__()
        self._line = line
        self._turn = threading.Lock()

    def say(self, text: str) -> None:
        with self._turn:
            self._line.sendall(text.encode() + b"\n")

    def emit(self, record: logging.LogRecord) -> None:
        self.say(record.getMessage())


def main() -> None:
    port = int(sys.argv[1])
    for path in sys.stdin:
        threads = len(os.listdir("/proc/self/task"))
        assert threads == 1, "a fork would take one of them and forget the others"
        kiosk = os.fork()
        if kiosk == 0:
            live(Path(path.strip()), port)
            return
        print(kiosk, flush=True)
        _, status = os.waitpid(kiosk, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def live(config: Path, port: int) -> None:
    """Be a kiosk until killed, or until nobody listens any more."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        voice = Voice(line)
        logger = logging.getLogger("kiosk")
        logger.handlers[:] = [voice]
        logger.propagate = False
        logger.setLevel(logging.INFO)
        # Reading pictures would take most of the machine; the scanner reads codes too.
        plain = replace(load(config), camera=None)
        kiosk = compose(plain, lambda state: voice.say(Shown.of(state).text))
        kiosk.start()
        with line.makefile() as taps:
            for tap in taps:
                kiosk.post(Tap[tap.strip()])
        logger.handlers[:] = [logging.NullHandler()]
        kiosk.stop()


if __name__ == "__main__":
    main()
