"""Looks every few seconds at what no event tells of: what is owed, and the clock."""

import random
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.app import log
from kiosk.app.true_time import TrueTime
from kiosk.app.watch import Watch
from kiosk.central.port import Central, CentralError
from kiosk.diagnostics.audit import Head
from kiosk.diagnostics.consumables import Roll
from kiosk.diagnostics.metrics import Backlog, Metrics
from kiosk.flows.abilities import Abilities
from kiosk.model.fleet import DeviceState, Heartbeat
from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox

LOOK_EVERY_S = 5.0
BEAT_EVERY_S = 60.0
JITTER = 0.1
COLDEST_C, HOTTEST_C = -50.0, 150.0  # beyond them a sensor is broken
THERMAL = Path("/sys/class/thermal")


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the kiosk is, as far as it can say so of itself. One thread's."""

    watch: Watch
    outbox: Outbox
    true_time: TrueTime
    now: Callable[[], datetime]
    audit_head: Callable[[], Head]
    roll: Callable[[], Roll]

    @property
    def can(self) -> dict[str, bool]:
        return can_of(self.watch.abilities)

    @property
    def backlog(self) -> Backlog:
        owed = self.outbox.backlog()
        waited_s = (self.now() - owed.oldest).total_seconds() if owed.oldest else 0.0
        return Backlog(owed.tasks, max(0.0, waited_s), owed.escalated)

    @property
    def clock_off_by_s(self) -> float | None:
        """None if nobody knows."""
        off_by = self.true_time.off_by()
        return None if off_by is None else off_by.total_seconds()


@dataclass(frozen=True, slots=True)
class Build:
    """What runs here, since when, and with which configuration."""

    boot: str
    version: str
    config: str
    data: Path
    began_s: float


class Pulse:
    """Keeps the numbers up to date, and has central know that the kiosk lives."""

    def __init__(
        self,
        vitals: Vitals,
        metrics: Metrics,
        central: Central,
        build: Build,
        *,
        clock: Callable[[], float],
        dice: random.Random,
    ) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._vitals = vitals
        self._metrics = metrics
        self._central = central
        self._build = build
        self._clock = clock
        self._dice = dice
        self._due_s = clock() + dice.uniform(0, BEAT_EVERY_S / 6)
        self._is_heard = True

    def run(self, stop: threading.Event) -> None:
        """Whatever the disk says to it stops nobody."""
        while not stop.wait(min(LOOK_EVERY_S, max(0.0, self._due_s - self._clock()))):
            is_due = self._clock() >= self._due_s
            if is_due:
                self._due_s = self._clock() + self._pause_s()
            try:
                self.look()
                if is_due:
                    self.beat()
            except (StorageError, OSError) as error:
                log.warning("pulse.missed", error=type(error).__name__)

    def look(self) -> None:
        self._metrics.abilities(self._vitals.can)
        self._metrics.backlog(self._vitals.backlog)
        off_by_s = self._vitals.clock_off_by_s
        if off_by_s is not None:
            self._metrics.clock_off_by(off_by_s)
        left = self._vitals.roll().left_ratio
        if left is not None:
            self._metrics.paper_left(left)

    def beat(self) -> None:
        """One heartbeat. What does not arrive is not sent again: the next one is."""
        try:
            self._central.report_heartbeat(self._heartbeat())
        except CentralError as error:
            if self._is_heard:
                log.info("heartbeat.unheard", error=type(error).__name__)
            self._is_heard = False
        else:
            self._is_heard = True
            self._metrics.heartbeat(self._vitals.now().timestamp())

    def _heartbeat(self) -> Heartbeat:
        build, owed = self._build, self._vitals.backlog
        off_by_s = self._vitals.clock_off_by_s
        return Heartbeat(
            boot=build.boot,
            version=build.version,
            config=build.config,
            uptime_s=int(self._clock() - build.began_s),
            can=tuple(what for what, is_there in self._vitals.can.items() if is_there),
            queue_depth=owed.depth,
            queue_oldest_s=int(owed.oldest_s),
            escalations=owed.escalated,
            devices=tuple(
                DeviceState(name, one.health.value, one.paper.value)
                for name, one in sorted(self._vitals.watch.conditions.items())
            ),
            clock_off_by_s=None if off_by_s is None else round(off_by_s, 3),
            disk_free_bytes=shutil.disk_usage(build.data).free,
            temperature_c=hottest_c(),
            audit_head=str(self._vitals.audit_head()),
        )

    def _pause_s(self) -> float:
        return BEAT_EVERY_S * self._dice.uniform(1 - JITTER, 1 + JITTER)


def can_of(abilities: Abilities) -> dict[str, bool]:
    """What can be finished now, in the words of `metrics.CANS`."""
    return {
        "serve": abilities.can_serve,
        "pay": abilities.can_pay,
        "receipt": abilities.receipts,
        "invoice": abilities.can_collect,
    }


def hottest_c(zones: Path = THERMAL) -> float | None:
    """The hottest part of the machine, as Linux measures it."""
    found = []
    for zone in zones.glob("thermal_zone*/temp"):
        with suppress(OSError, ValueError):  # one that is asleep does not answer
            found.append(int(zone.read_text()) / 1000)
    return max((one for one in found if COLDEST_C < one < HOTTEST_C), default=None)
