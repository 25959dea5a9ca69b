"""What happened to this kiosk, for those who watch a fleet: kept until central has it.

Events go through the outbox in one lane, in the order in which they happened.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.app import log
from kiosk.app.crew import Hand
from kiosk.app.flapping import Flapping
from kiosk.app.ledger import Ledger
from kiosk.app.pulse import can_of
from kiosk.app.surroundings import Unobserved
from kiosk.central.fleet_wire import LONGEST
from kiosk.flows.visit_events import AbilitiesChanged, Failed, Scanned, VisitEvent
from kiosk.flows.visit_states import Identifying, Problem, Visit
from kiosk.model.codes import CodeKind
from kiosk.model.fleet import EventKind, FleetEvent
from offline_queue.errors import StorageError

VERSION = "version"  # the keepsake's name
AT_ONCE = timedelta(minutes=1)  # what central hears later is history
PROBES = 10  # codes that nothing knows
PROBED_WITHIN_S = 300.0
NOBODYS = (CodeKind.UNKNOWN, CodeKind.UNREADABLE, CodeKind.WEB_PAGE)


class FleetEvents(Unobserved):
    """Notes events from any thread and writes them on a hand of its own. Looks on at
    the engine for those that happen there."""

    def __init__(
        self,
        ledger: Ledger,
        hand: Hand,
        *,
        new_key: Callable[[], str],
        now: Callable[[], datetime],
        clock: Callable[[], float],
        deliver: Callable[[], None],
    ) -> None:
        """`clock` counts seconds and never runs backwards."""
        self.boot = new_key()
        self._ledger = ledger
        self._hand = hand
        self._new_key = new_key
        self._now = now
        self._clock = clock
        self._deliver = deliver
        self._sequence = 0
        self._flapping = Flapping(clock)
        self._probed_s: list[float] = []
        self._can: dict[str, bool] = {}

    def started(self, version: str) -> None:
        """This is the first event of a boot."""
        self.note(EventKind.STARTED, detail=version)
        self._hand.submit(lambda: self._compare(version))

    def device_changed(self, name: str, health: str, paper: str, detail: str) -> None:
        """Damped: one that changes without end is one event."""
        kind = self._flapping.kind_of(name)
        if kind is not None:
            self.note(kind, name, f"{health}, paper {paper}, {detail}")

    def escalated(self, kind_of_task: str) -> None:
        self.note(EventKind.ESCALATED, kind_of_task)

    def visit_moved(self, before: Visit, event: VisitEvent, after: Visit) -> None:
        if isinstance(event, AbilitiesChanged):
            self._compare_abilities(can_of(event.abilities))
        elif _is_probing(before, event):
            self._probe()

    def note(self, kind: EventKind, subject: str = "", detail: str = "") -> None:
        """Write it down, soon."""
        at = self._now()
        self._hand.submit(lambda: self._keep(kind, at, subject, detail))

    def is_history(self, event: FleetEvent) -> bool:
        """Whether it is told later than it happened."""
        return event.boot != self.boot or self._now() - event.at > AT_ONCE

    def told(self, event_id: str) -> None:
        """Central has it."""
        self._hand.submit(lambda: self._forget(event_id))

    def _keep(self, kind: EventKind, at: datetime, subject: str, detail: str) -> None:
        self._sequence += 1
        event = FleetEvent(
            self._new_key(),
            self.boot,
            self._sequence,
            kind,
            at,
            subject,
            detail[:LONGEST],
        )
        try:
            if not self._ledger.owe_event(event):
                log.warning("event.dropped", reason="too many wait")
                return
        except StorageError as error:
            log.warning("event.dropped", reason=type(error).__name__)
            return
        self._deliver()

    def _forget(self, event_id: str) -> None:
        try:
            self._ledger.forget_event(event_id)
        except StorageError as error:  # it is told again, and is the same one
            log.info("event.remembered", error=type(error).__name__)

    def _compare(self, version: str) -> None:
        try:
            kept = self._ledger.kept(VERSION)
            if kept is not None and kept.decode() != version:
                self._keep(EventKind.UPDATED, self._now(), "", kept.decode())
            self._ledger.keep(VERSION, version.encode())
        except StorageError as error:
            log.warning("event.dropped", reason=type(error).__name__)

    def _compare_abilities(self, can: dict[str, bool]) -> None:
        before, self._can = self._can, can
        for what, is_there in can.items():
            if is_there != before.get(what, is_there):
                back, lost = EventKind.ABILITY_BACK, EventKind.ABILITY_LOST
                self.note(back if is_there else lost, what)

    def _probe(self) -> None:
        now_s = self._clock()
        recent = [at for at in self._probed_s if now_s - at < PROBED_WITHIN_S]
        self._probed_s = [*recent, now_s]
        if len(self._probed_s) >= PROBES:
            self._probed_s = []
            self.note(EventKind.SCAN_PROBE, detail=f"{PROBES} in five minutes")


def _is_probing(before: Visit, event: VisitEvent) -> bool:
    """Whether a code was shown that neither we know by its shape nor central by its
    person."""
    match event:
        case Scanned(code):
            return code.kind in NOBODYS
        case Failed(Problem.UNKNOWN_PERSON):
            return isinstance(before, Identifying)
    return False
