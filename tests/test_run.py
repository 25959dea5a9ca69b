"""`kiosk run` as a process: it starts, it says when it cannot, it ends when asked."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene

LIMIT_S = 60.0


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


class Process:
    """`kiosk run` with its log lines as they come."""

    def __init__(self, config: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run", "--config", str(config)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def logs(self, event: str, **fields: str) -> None:
        """Wait for a log line."""
        while True:
            line = json.loads(self._lines.get(timeout=LIMIT_S))
            if line["event"] == event and fields.items() <= line.items():
                return

    def ends(self, number: signal.Signals) -> int:
        self._process.send_signal(number)
        code = self._process.wait(LIMIT_S)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._lines.put(line)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_kiosk_ends_when_it_is_asked_to(
    scene: Scene, tmp_path: Path, number: signal.Signals
) -> None:
    process = Process(scene.write_config(data=tmp_path))
    process.logs("central.changed", state="online")
    assert process.ends(number) == 0


def test_a_window_that_nothing_closes_ends_with_its_program(
    scene: Scene, tmp_path: Path
) -> None:
    config = scene.write_config(data=tmp_path)
    words = config.read_text(encoding="utf-8")
    full = words.replace("fullscreen = false", "fullscreen = true")
    config.write_text(full, encoding="utf-8")
    process = Process(config)
    process.logs("central.changed", state="online")
    assert process.ends(signal.SIGTERM) == 0


def test_a_journal_that_cannot_be_trusted_stops_all_money(
    scene: Scene, tmp_path: Path
) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a journal at all" * 100)
    process = Process(scene.write_config(data=tmp_path))
    process.logs("journal.refused", error="Foreign")
    assert process.ends(signal.SIGTERM) == 3
