"""What people saw when they tried a device out: the last verdict on each."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from kiosk.app.lockout import Keepsakes
from kiosk.model.staff import Trial

NAME = "trials"
LONGEST = 80  # characters of a remark

Verdict = tuple[bool, str, str, str]  # passed, when, the badge, a remark


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """May raise StorageError. What cannot be read is no verdict."""

    keepsakes: Keepsakes
    now: Callable[[], datetime]

    def keep(self, trial: Trial, badge: str, detail: str, *, passed: bool) -> None:
        at = self.now().isoformat(timespec="minutes")
        verdicts = {**self._kept(), trial.value: [passed, at, badge, detail[:LONGEST]]}
        self.keepsakes.keep(NAME, json.dumps(verdicts).encode())

    def last(self, trial: Trial) -> str:
        """When, by whom and with what outcome; empty if it never was."""
        verdict = self._kept().get(trial.value)
        if verdict is None:
            return ""
        passed, at, badge, detail = verdict
        word = "passed" if passed else "FAILED"
        when = f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"
        return " ".join(filter(None, (f"{word} {when}, {badge}", detail)))

    def _kept(self) -> dict[str, Verdict]:
        kept = self.keepsakes.kept(NAME)
        try:
            told = json.loads(kept or b"{}")
            return {trial: one for trial, one in told.items() if _is_verdict(one)}
        except (ValueError, AttributeError):
            return {}


def _is_verdict(kept: object) -> bool:
    """Whether it is one that `keep` wrote; another version's may be none."""
    match kept:
        case [bool(), str(at), str(), str()]:
            with suppress(ValueError):
                return bool(datetime.fromisoformat(at))
    return False
