"""Crash a kiosk in every layer, and hear what it says of it."""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.canary.crash import LAYERS

ROOT = Path(__file__).parents[2]
LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that a broken kiosk said, and what the system allows it."""

    said: str
    places: frozenset[str]
    limits: str


def crash(config: Path) -> Heard:
    """Run until every layer has broken, then end it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.canary.crash", str(config)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    patience = threading.Timer(LIMIT_S, process.kill)
    patience.start()
    try:
        return _hear(process)
    finally:
        process.kill()  # does nothing to one that has ended
        process.wait()
        patience.cancel()


def _hear(process: subprocess.Popen[str]) -> Heard:
    said, places, complaints = "", set[str](), 0
    assert process.stderr is not None
    with process.stderr as lines:
        for line in lines:
            said += line
            told = json.loads(line)
            complaints += told["event"] == "window.complained"
            if told["event"] == "bug.found" and told["where"].startswith("crash.py"):
                places.add(told["where"])
            if len(places) == len(LAYERS) and complaints:
                break
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        process.send_signal(signal.SIGTERM)
        said += lines.read()
    return Heard(said, frozenset(places), limits)
