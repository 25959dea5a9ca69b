"""Keeps an eye on the devices and on central, and tells what can be finished now.

A device that is busy with a job is not asked; its last condition stands.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import Any

from drivers.port import (
    UNPLUGGED,
    Condition,
    Health,
    PagePrinter,
    ReceiptPrinter,
    Scanner,
    Unplugged,
)
from kiosk.app import log
from kiosk.app.true_time import TrueTime
from kiosk.app.workers import Worker
from kiosk.central.port import Central, CentralError, NotSent, Reason, Refused
from kiosk.flows.abilities import NOTHING, Abilities
from kiosk.model.intent import Method
from kiosk.model.standing import Page

LOOK_EVERY_S = 1.5
BELIEVED = 2  # answers in a row; one may be a mistake of the moment
LOOK_AGAIN_S = 0.5  # at what is out of order: it is to be found again in two seconds
REOPEN_AFTER_S = 0.5
REMEMBERED = 5  # results of central, rule O1
OFFLINE_AFTER = 2  # failures among them
CLOCK_TOLERANCE_S = 300.0
NOT_ENROLLED = Condition(Health.FAILED, "it does not know this kiosk")


def _nobody_notes(device: str, condition: Condition) -> None:
    return


def _nobody_hears(device: str, before: Condition | None, now: Condition) -> None:
    return


class Reachability:
    """Whether central can be reached, with hysteresis (rule O1). Pure."""

    def __init__(self) -> None:
        self._results: deque[bool] = deque(maxlen=REMEMBERED)
        self.online = False

    def note(self, answered: bool) -> bool:
        """Two failures among the last five: offline. One success after them: online."""
        if answered and not self.online:
            self._results.clear()
            self.online = True
        self._results.append(answered)
        if self._results.count(False) >= OFFLINE_AFTER:
            self.online = False
        return self.online


class Watch:
    """Collects what is known and reports when it changes. Thread-safe."""

    def __init__(
        self,
        report: Callable[[Abilities], None],
        note: Callable[[str, Condition], None] = _nobody_notes,
        changed: Callable[[str, Condition | None, Condition], None] = _nobody_hears,
    ) -> None:
        """`note` is told of every look at a device, `changed` of what is new in it."""
        self._report = report
        self._changed = changed
        self._note_look = note
        self._lock = threading.RLock()  # a report may find a bug, and report that
        self._scanners: dict[str, bool] = {}
        self._conditions: dict[str, Condition] = {}
        self._abilities = NOTHING
        self._form_printer = False
        self._forms = 0
        # A kiosk that has not looked around yet has nothing to say about itself.
        self._unheard = {"scanner", "central", "receipts", "invoices", "enrolled"}

    @property
    def abilities(self) -> Abilities:
        """What can be finished now."""
        with self._lock:
            return self._abilities

    @property
    def conditions(self) -> dict[str, Condition]:
        """How each device was at the last look."""
        with self._lock:
            return dict(self._conditions)

    def scanner(self, name: str, condition: Condition) -> None:
        """One working scanner is enough."""
        with self._lock:
            self._note(name, condition)
            self._scanners[name] = condition.usable
            self._tell(scanner=any(self._scanners.values()))

    def receipt_printer(self, condition: Condition) -> None:
        with self._lock:
            self._note("receipt_printer", condition)
            self._tell(receipts=condition.usable)

    def page_printer(self, condition: Condition) -> None:
        with self._lock:
            self._note("page_printer", condition)
            self._tell(invoices=condition.usable)

    def central(self, online: bool) -> None:
        with self._lock:
            if self._abilities.central != online:
                log.info("central.changed", state="online" if online else "offline")
            self._tell(central=online)

    def enrolled(self, is_known: bool) -> None:
        """Whether central knows this kiosk (standards.md R69)."""
        with self._lock:
            self._tell(enrolled=is_known)

    def deferrals(self, allowed: bool) -> None:
        """Whether the hospital lets patients register for later."""
        with self._lock:
            self._tell(deferrals=allowed)

    def form_printer(self, condition: Condition) -> None:
        with self._lock:
            self._note("form_printer", condition)
            self._form_printer = condition.usable
            self._tell(forms=self._forms_now)

    def forms(self, count: int) -> None:
        """How many sheets of numbered stock are free to be used."""
        with self._lock:
            self._forms = count
            self._tell(forms=self._forms_now)

    @property
    def _forms_now(self) -> int:
        return self._forms if self._form_printer else 0

    def stays(self, offered: bool) -> None:
        """Whether the hospital lets inpatients pay and settle here."""
        with self._lock:
            self._tell(stays=offered)

    def registrations(self, offered: bool) -> None:
        """Whether the hospital lets patients register here."""
        with self._lock:
            self._tell(registrations=offered)

    def checks(self, offered: bool, pages: tuple[Page, ...] = ()) -> None:
        """Whether the hospital lets patients see what is left to do, and what else they
        may read there."""
        with self._lock:
            self._tell(checks=offered, pages=pages)

    def shown(self, wallets: tuple[Method, ...]) -> None:
        """Whose codes the hospital lets the kiosk show, for phones to scan."""
        with self._lock:
            self._tell(shown=wallets)

    def bug(self) -> None:
        """Stop selling until somebody has looked."""
        with self._lock:
            self._tell(sound=False)

    def _note(self, device: str, condition: Condition) -> None:
        """Rule D1: logged when it changes, not when it is read."""
        before = self._conditions.get(device)
        if before != condition:
            self._changed(device, before, condition)
            log.info(
                "device.changed",
                device=device,
                state=condition.health.value,
                detail=condition.detail,
            )
        self._conditions[device] = condition
        self._note_look(device, condition)

    def _tell(self, **changes: Any) -> None:
        abilities = replace(self._abilities, **changes)
        is_news = abilities != self._abilities or bool(self._unheard)
        self._unheard -= changes.keys()
        self._abilities = abilities
        if is_news and not self._unheard:
            self._report(abilities)


class Rounds:
    """The loops that feed a Watch; each runs on a worker of its own until `stop`."""

    def __init__(
        self,
        watch: Watch,
        stop: threading.Event,
        time: TrueTime,
        is_switched_off: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_switched_off` is the technician's switch: central is not to be used."""
        self._is_switched_off = is_switched_off
        self._watch = watch
        self._time = time
        self._stop = stop

    def scan(self, name: str, scanner: Scanner, found: Callable[[bytes], None]) -> None:
        """Keep a scanner open, whatever happens to its cable (rule D2)."""
        while not self._stop.is_set():
            condition = scanner.condition()
            self._watch.scanner(name, condition)
            if condition.usable:
                try:
                    scanner.scan(found, self._until_it_fails(name, scanner))
                except Unplugged:
                    self._watch.scanner(name, UNPLUGGED)
            self._stop.wait(REOPEN_AFTER_S)

    def _until_it_fails(self, name: str, scanner: Scanner) -> Callable[[], bool]:
        """Look at a scanner now and then while it scans; one that fails is reopened."""
        looked_at = monotonic()

        def stop() -> bool:
            nonlocal looked_at
            if self._stop.is_set():
                return True
            if monotonic() - looked_at < LOOK_EVERY_S:
                return False
            looked_at = monotonic()
            condition = scanner.condition()
            self._watch.scanner(name, condition)
            return not condition.usable

        return stop

    def central(
        self,
        central: Central,
        came_back: Callable[[], None],
        looked: Callable[[bool], None],
        disowned: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask central for a sign of life. It may answer that it does not know us."""
        reachability = Reachability()
        strangers = 0  # answers in a row that it does not know us
        while not self._stop.is_set():
            before = reachability.online
            condition = central_condition(central, self._time.note)
            strangers = strangers + 1 if condition == NOT_ENROLLED else 0
            if strangers == BELIEVED:
                disowned()
            online = reachability.note(condition.usable and not self._is_switched_off())
            self._watch.central(online)
            if online and not before:
                came_back()
            looked(online)
            self._stop.wait(LOOK_EVERY_S)

    def printer(
        self,
        hand: Worker,
        printer: ReceiptPrinter | PagePrinter,
        tell: Callable[[Condition], None],
    ) -> None:
        """Ask a printer how it is, on its own worker, between jobs."""
        seen = Condition(Health.UNKNOWN, "not asked yet")

        def look() -> None:
            nonlocal seen
            seen = printer.condition()
            tell(seen)

        while not self._stop.is_set():
            hand.submit_if_idle(look)
            self._stop.wait(LOOK_EVERY_S if seen.usable else LOOK_AGAIN_S)


def central_condition(
    central: Central, note: Callable[[float], None] = lambda ahead_s: None
) -> Condition:
    """How central is, as if it were a device. `note` is told how many seconds its clock
    is ahead of ours."""
    try:
        ahead_s = central.ping()
    except NotSent:
        return Condition(Health.FAILED, "no connection")
    except Refused as error:
        if error.reason is Reason.NOT_AUTHORISED:
            return NOT_ENROLLED
        return Condition(Health.FAILED, f"refused: {error.reason.value}")
    except CentralError as error:
        return Condition(Health.FAILED, f"no answer ({type(error).__name__.lower()})")
    note(ahead_s)
    if abs(ahead_s) > CLOCK_TOLERANCE_S:
        return Condition(Health.DEGRADED, f"our clock is {-ahead_s:+.0f} s off")
    return Condition(Health.OK)
