"""What each panel of the diagnostics screen shows: the doctor's verdicts."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.app import doctor
from kiosk.app.config import Config
from kiosk.app.config_list import settings
from kiosk.app.drain import WHILE
from kiosk.app.escalation import may_be_handed_over
from kiosk.app.log_reading import NoLog, kept_lines, matching
from kiosk.app.owed_words import age_text, case_of
from kiosk.app.trial_record import TrialRecord
from kiosk.app.usage import read_usage
from kiosk.diagnostics.doctor import Level, Verdict
from kiosk.diagnostics.sightings import read_sightings
from kiosk.model.beijing import BEIJING
from kiosk.model.staff import Line, Panel, Trial
from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox, Owed

TRIALS = {
    "serial_scanner": Trial.SCAN,
    "keyboard_scanner": Trial.SCAN,
    "hidpos_scanner": Trial.SCAN,
    "camera": Trial.SCAN,
    "receipt_printer": Trial.RECEIPT,
    "page_printer": Trial.PAGE,
    "keypad": Trial.KEYPAD,
    "voice": Trial.SOUND,
}
MOST_OWED = 200  # lines; more are told by their number
MOST_READ, MOST_LOGGED = 5_000, 60  # lines of the log


@dataclass(frozen=True, slots=True)
class Panels:
    """Lookers for the desk. Each has the device's own answer, asked for now."""

    config: Config
    now: Callable[[], datetime]
    outbox: Outbox
    record: TrialRecord
    support: Callable[[], tuple[Line, ...]]  # what became of the last bundle
    drained: Callable[[], int]  # how much went out lately

    def lookers(self) -> Mapping[Panel, Callable[[], tuple[Line, ...]]]:
        return {
            Panel.DEVICES: self.devices,
            Panel.NETWORK: self.network,
            Panel.QUEUE: self.queue,
            Panel.SYSTEM: self.system,
            Panel.SETTINGS: self.settings,
            Panel.LOG: self.log,
        }

    def devices(self) -> tuple[Line, ...]:
        """Every device, the worst first, then what can be tried without one."""
        lines = [
            _line(one) for one in _worst_first(doctor.devices(self.config, self.now()))
        ]
        screen = self.config.screen
        size = (
            f"{screen.width_px} x {screen.height_px} px, "
            f"{screen.width_mm:g} x {screen.height_mm:g} mm"
        )
        lines += [
            Line("touch", Level.INFO.word, size, trial=Trial.TOUCH),
            Line("display", Level.INFO.word, size, trial=Trial.DISPLAY),
        ]
        seen = read_sightings(self.config.sightings)
        counts = read_usage(self.config.usage, 0).counts
        return tuple(
            replace(
                line,
                detail=self.record.last(line.trial) if line.trial else "",
                counts=tuple(sorted(counts.get(line.name, {}).items())),
                well_at=seen[line.name].well_at if line.name in seen else None,
            )
            for line in lines
        )

    def network(self) -> tuple[Line, ...]:
        verdicts = doctor.network(self.config, self.now())
        minutes = WHILE // timedelta(minutes=1)
        told = f"{self.drained()} told in the last {minutes} minutes"
        return (*map(_line, verdicts), Line("drain", Level.INFO.word, told))

    def system(self) -> tuple[Line, ...]:
        verdicts = _worst_first(doctor.system(self.config, self.now()))
        return (*self.support(), *map(_line, verdicts))

    def settings(self) -> tuple[Line, ...]:
        """Every key, its value, and where that is from: first what is set here. May
        raise OSError."""
        known = sorted(settings(self.config), key=lambda one: one.is_default)
        return tuple(
            Line(one.key, Level.INFO.word, f"{one.value} · {one.origin}")
            for one in known
        )

    def queue(self) -> tuple[Line, ...]:
        """What is owed, the oldest first; by case numbers, and no amounts."""
        try:
            waiting = sorted(self.outbox.waiting(), key=lambda one: one.owed_since)
        except StorageError as error:
            found = type(error).__name__.lower()
            return (Line("outbox", Level.FAIL.word, found, "see kiosk salvage"),)
        lines = [self._owed(one) for one in waiting[:MOST_OWED]]
        if len(waiting) > MOST_OWED:
            more = f"{len(waiting) - MOST_OWED} more"
            lines.append(Line("outbox", Level.WARN.word, more))
        return tuple(lines)

    def log(self) -> tuple[Line, ...]:
        """What was logged as a warning or worse, the newest first."""
        try:
            lines = [*matching(kept_lines(MOST_READ), "", "warning")]
        except NoLog as error:
            return (Line("log", Level.INFO.word, str(error)),)
        return tuple(map(_logged, reversed(lines[-MOST_LOGGED:])))

    def _owed(self, owed: Owed) -> Line:
        level = Level.FAIL if owed.escalated_at else Level.INFO
        age = age_text(self.now() - owed.owed_since)
        found = f"{owed.task.kind}, {age}, {owed.tries}x {owed.last_reason}".strip()
        remedy = "staff were told: see the case" if owed.escalated_at else ""
        task = owed.place if may_be_handed_over(owed) else None
        return Line(case_of(owed.task.stream), level.word, found, remedy, task=task)


def _logged(line: str) -> Line:
    fields = json.loads(line)
    level = Level.FAIL if fields.pop("level") == "error" else Level.WARN
    at = datetime.fromisoformat(fields.pop("at")).astimezone(BEIJING)
    event, _ = fields.pop("event"), fields.pop("up")
    more = ", ".join(f"{name} {value}" for name, value in fields.items())
    return Line(event, level.word, f"{at:%m-%d %H:%M:%S} {more}".strip())


def _worst_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda one: -one.level)


def _line(verdict: Verdict) -> Line:
    return Line(
        verdict.name,
        verdict.level.word,
        verdict.found,
        verdict.remedy,
        TRIALS.get(verdict.name),
    )
