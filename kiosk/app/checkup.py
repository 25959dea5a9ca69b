"""What the doctor finds, logged once when the kiosk has been up for a while."""

import threading
from collections.abc import Callable
from datetime import datetime

from kiosk.app import log
from kiosk.app.config import Config
from kiosk.diagnostics.doctor import Level

AFTER_S = 30.0  # when every device was looked at, and nobody waits for the welcome


def check_up(
    config: Config,
    now: Callable[[], datetime],
    stopping: threading.Event,
    after_s: float = AFTER_S,
) -> None:
    """Log all that is not well. It changes nothing else."""
    if stopping.wait(after_s):
        return
    from kiosk.app.doctor import examine  # which asks `compose` for the devices

    verdicts = [one for one in examine(config, now()) if one.level >= Level.WARN]
    for one in verdicts:
        tell = log.error if one.level is Level.FAIL else log.warning
        tell("doctor.found", device=one.name, state=one.level.word, detail=one.found)
    log.info("doctor.looked", count=len(verdicts))


def nobody_stops() -> None:
    """A bug in looking is logged, and no reason to take no money."""
