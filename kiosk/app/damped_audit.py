"""Writes down who was not let in, and lets nobody fill the audit chain by it.

The first of a kind is written at once; further ones are counted, and their number is
written with the next record of another act, or once the period is over. A power cut
forgets what was counted since.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.app import log
from kiosk.app.audit_trail import Audit
from kiosk.diagnostics.audit import Action
from kiosk.model.staff import Objection
from offline_queue.errors import StorageError

PERIOD_S = 600.0
LOOK_EVERY_S = 60.0


@dataclass(slots=True)
class Unwritten:
    """Refusals of one kind that were counted, and since when."""

    since_s: float
    count: int = 0


class DampedAudit:
    """An Audit before another. Any thread may use it."""

    def __init__(
        self,
        audit: Audit,
        clock: Callable[[], float],
        heard: Callable[[str], None] = lambda action: None,
    ) -> None:
        """`clock` counts seconds and never runs backwards. `heard` is told of each
        action, written or not."""
        self._audit = audit
        self._heard = heard
        self._clock = clock
        self._lock = threading.Lock()
        self._kinds: dict[str, Unwritten] = {}  # by objection, so never many

    def __call__(
        self, action: str, actor: str = "", outcome: str = "", detail: str = ""
    ) -> None:
        self._heard(action)
        # Of a known badge each wrong PIN is written: its lock bounds them already.
        is_damped = action == Action.STAFF_REFUSED and outcome != Objection.WRONG_PIN
        with self._lock:
            if is_damped and outcome in self._kinds:
                self._kinds[outcome].count += 1
                return
            if not is_damped:
                self._write_counts()
            self._audit(action, actor, outcome, detail)
            if is_damped:
                self._kinds[outcome] = Unwritten(self._clock())

    def close_periods(self) -> None:
        """Write what was counted in periods that are over; a kind that was not seen in
        one is a first again. May raise StorageError."""
        with self._lock:
            now_s = self._clock()
            for kind, unwritten in tuple(self._kinds.items()):
                if now_s - unwritten.since_s < PERIOD_S:
                    continue
                if unwritten.count:
                    self._write(kind, unwritten)
                    unwritten.since_s = now_s
                else:
                    del self._kinds[kind]

    def watch(self, stopping: threading.Event) -> None:
        """Close periods until the kiosk stops, and then whatever is open."""
        is_over = False
        while not is_over:
            is_over = stopping.wait(LOOK_EVERY_S)
            try:
                self.close_periods()
                if is_over:
                    self.write_counts()
            except StorageError as error:
                log.error("audit.unwritten", error=type(error).__name__)

    def write_counts(self) -> None:
        """May raise StorageError."""
        with self._lock:
            self._write_counts()

    def _write_counts(self) -> None:
        for kind, unwritten in self._kinds.items():
            if unwritten.count:
                self._write(kind, unwritten)

    def _write(self, kind: str, unwritten: Unwritten) -> None:
        told = f"{unwritten.count} more"
        self._audit(Action.STAFF_REFUSED, outcome=kind, detail=told)
        unwritten.count = 0
