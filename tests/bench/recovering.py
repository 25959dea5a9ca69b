"""How long until the service manager hears that a kiosk is ready: at first, and after
it was killed with payments under way."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.gallery.values import intent
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.app.service_manager import READY
from kiosk.flows import payment
from kiosk.flows.payment_events import Opened
from tests.bench.corner import configure
from tests.bench.figure import Aim, Figure, median
from tests.bench.platforms import OFFSCREEN

UNDER_WAY = 50  # payments; one kiosk has one, seldom two
LIMIT_S = 60.0


def figures(scene: Scene, folder: Path, rounds: int) -> Iterator[Figure]:
    """Started on an empty journal, killed, and started on one that has been busy."""
    config = Path(configure(scene))
    starts, again = [], []
    for _ in range(rounds):
        with Service(config, folder / "notify") as kiosk:
            starts.append(kiosk.ready_ms())
        _leave_under_way(config)
        with Service(config, folder / "notify") as kiosk:
            again.append(kiosk.ready_ms())
    yield Figure("start to ready", median(starts), aim=Aim(10_000, "ms"))
    name = f"kill -9 to ready, {UNDER_WAY} payments under way"
    yield Figure(name, median(again), aim=Aim(5_000, "ms"))


class Service:
    """`kiosk run` as systemd runs it, killed at the end of the block."""

    def __init__(self, config: Path, address: Path) -> None:
        self._address = address
        self._heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._heard.bind(str(address))
        self._heard.settimeout(LIMIT_S)
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run", "--config", str(config)],
            env={**os.environ, **OFFSCREEN, "NOTIFY_SOCKET": str(address)},
            stderr=subprocess.DEVNULL,
        )

    def ready_ms(self) -> float:
        while self._heard.recv(99).decode() != READY:
            pass
        return (time.perf_counter() - self._began) * 1000

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._heard.close()
        self._address.unlink()


def _leave_under_way(config: Path) -> None:
    """Write what a kiosk that was killed in the middle of it leaves behind."""
    [database] = open_databases(load(config), 1)
    with closing(database):
        ledger = Ledger(database, os.urandom)
        for _ in range(UNDER_WAY):
            key = f"019aa000-0000-7000-8000-{os.urandom(6).hex()}"
            opened = Opened(replace(intent(), key=key))
            ledger.record_payment(opened, payment.begin(opened).state)
