"""Writes the audit chain into the kiosk's own database, and reads it there."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from kiosk import __version__
from kiosk.app import log
from kiosk.app.config import Config
from kiosk.diagnostics.audit import (
    BEGINNING,
    LONGEST,
    Action,
    Entry,
    Head,
    Record,
    mac_of,
)
from offline_queue.chain import Chain
from offline_queue.database import Database
from offline_queue.errors import StorageError

JUMP_S = 60.0  # a clock that is only being steered moves by less


class AuditTrail:
    """Any thread may use it, and other processes beside it."""

    def __init__(
        self,
        database: Database,
        keys: Sequence[bytes],
        *,
        boot: str,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        noted: Callable[[str], None] = lambda action: None,
    ) -> None:
        """The first of `keys` is used. `clock` counts seconds since the machine's
        start, in all processes alike. `noted` hears each action that is written."""
        self._chain = Chain(database)
        self._key = keys[0]
        self._boot = boot
        self._clock = clock
        self._now = now
        self._noted = noted
        self._lock = threading.Lock()

    def record(
        self, action: str, actor: str = "", outcome: str = "", detail: str = ""
    ) -> None:
        """Write it down; durable when it returns. Raise StorageError, or ValueError
        for an action that is no Action."""
        with self._lock:
            self._note_a_jump()
            self._append(Action(action), actor, outcome, detail)

    def started(self, configuration: str) -> None:
        """This kiosk serves, with this configuration. A disk that takes nothing is
        told of elsewhere."""
        self._try(Action.KIOSK_STARTED, __version__)
        self._try(Action.CONFIGURATION_LOADED, configuration)

    def stopped(self) -> None:
        self._try(Action.KIOSK_STOPPED, "")

    def head(self) -> Head:
        """May raise StorageError."""
        with self._lock:
            last = self._chain.last()
        return Head() if last is None else Head(last.sequence, last.tag)

    def _try(self, action: Action, detail: str) -> None:
        try:
            self.record(action, detail=detail)
        except StorageError as error:
            log.error("audit.unwritten", error=type(error).__name__)

    def _append(self, action: Action, actor: str, outcome: str, detail: str) -> None:
        def make(sequence: int, before: bytes) -> tuple[bytes, bytes]:
            body = Record(
                sequence,
                self._boot,
                round(self._clock(), 3),
                self._now().astimezone(UTC).isoformat(timespec="milliseconds"),
                action,
                actor[: LONGEST["actor"]],
                outcome[: LONGEST["outcome"]],
                detail[: LONGEST["detail"]],
            ).body
            return body, mac_of(self._key, before or BEGINNING, body)

        self._chain.append(make)
        self._noted(action)

    def _note_a_jump(self) -> None:
        """Since the last record, both clocks should have gone the same way."""
        last = self._chain.last()
        if last is None or last.body is None:
            return
        record = Record.read(last.body)
        if record.boot != self._boot:
            return
        went_s = (self._now() - datetime.fromisoformat(record.at)).total_seconds()
        jump_s = went_s - (self._clock() - record.up_s)
        if abs(jump_s) > JUMP_S:
            self._append(Action.CLOCK_CHANGED, "", "", f"{jump_s:+.0f} s")


def entries(database: Database) -> list[Entry]:
    """The whole chain, to be verified."""
    links = Chain(database).read()
    return [Entry(link.sequence, link.body, link.tag) for link in links]


def fingerprint(config: Config) -> str:
    """The same for the same configuration; secrets have no part in it."""
    return hashlib.sha256(repr(config).encode()).hexdigest()[:16]
