"""What the doctor finds, logged when the kiosk has been up for a while, and daily."""

import threading
from collections.abc import Callable
from datetime import datetime

from kiosk.app import log
from kiosk.app.audit_desk import AUDIT, CALL_SECURITY
from kiosk.app.config import Config
from kiosk.app.doctor import examine
from kiosk.diagnostics.doctor import Level, Verdict

DAY_S = 86_400.0
AFTER_S = 30.0  # when every device was looked at, and nobody waits for the welcome


def check_up(
    config: Config,
    now: Callable[[], datetime],
    stopping: threading.Event,
    audit_looked_at: Callable[[bool], None],
    after_s: float = AFTER_S,
) -> None:
    """Log all that is not well, and tell whether the audit chain is whole. It changes
    nothing else."""
    while not stopping.wait(after_s):
        verdicts = examine(config, now())
        _tell([one for one in verdicts if one.level >= Level.WARN])
        [audit] = [one for one in verdicts if one.name == AUDIT]
        if audit.level is Level.OK or audit.remedy == CALL_SECURITY:
            audit_looked_at(audit.level is Level.OK)
        after_s = DAY_S


def _tell(unwell: list[Verdict]) -> None:
    for one in unwell:
        tell = log.error if one.level is Level.FAIL else log.warning
        tell("doctor.found", device=one.name, state=one.level.word, detail=one.found)
    log.info("doctor.looked", count=len(unwell))


def nobody_stops() -> None:
    """A bug in what only looks, counts or serves staff is logged, and no reason to take
    no money."""
