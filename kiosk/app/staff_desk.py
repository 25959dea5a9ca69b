"""Those who work at the kiosk: lets them in, looks at what they want to see, tries a
device out for them, and writes down what they did. Has a hand of its own.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from drivers.port import DeviceError, MaybePrinted
from kiosk.app import log
from kiosk.app.audit_trail import Audit
from kiosk.app.crew import Hand
from kiosk.app.events import Event, InVisit
from kiosk.app.eye import Eye
from kiosk.app.lockout import Lockout
from kiosk.app.staff_book import StaffBook
from kiosk.app.trial_record import TrialRecord
from kiosk.central import staff_pass
from kiosk.central.signed_text import Untrusted
from kiosk.central.signing import Verifier
from kiosk.central.trust import BadTrust
from kiosk.flows.visit_effects import (
    AdmitStaff,
    Attend,
    CheckPin,
    Dismiss,
    EndTrial,
    HandOver,
    HurryOutbox,
    KeepVerdict,
    MakeBundle,
    NoteUnjudged,
    Try,
)
from kiosk.flows.visit_events import (
    PanelRead,
    PinWanted,
    StaffAdmitted,
    StaffRefused,
    TrialMoved,
    VisitEvent,
)
from kiosk.model.codes import Code, CodeKind
from kiosk.model.staff import Line, Objection, Outcome, Panel, Staff, Trial
from offline_queue.errors import StorageError

WAIT_S = 60.0  # for money and paper of the last patient
LOOK_EVERY_S = 0.25

Deed = KeepVerdict | NoteUnjudged | HurryOutbox | HandOver | MakeBundle | Dismiss
Work = AdmitStaff | CheckPin | Attend | Try | EndTrial | Deed


@dataclass(frozen=True, slots=True)
class Gate:
    """What decides whether somebody comes in."""

    kiosk_id: str
    keys: Callable[[], Mapping[str, Verifier]]  # central's
    book: StaffBook
    lockout: Lockout
    now: Callable[[], datetime]
    moves: Callable[[], bool]  # whether a charge or a print of a patient is under way


@dataclass(frozen=True, slots=True)
class Bench:
    """What can be looked at and tried out. Lookers may raise StorageError, BadTrust
    or OSError."""

    lookers: Mapping[Panel, Callable[[], tuple[Line, ...]]]
    papers: Mapping[Trial, tuple[Hand, Callable[[], None]]]  # which print a test
    hurry: Callable[[], None]
    hand_over: Callable[[int], str]  # returns the case number; empty: it is done
    make_bundle: Callable[[str], None]  # for the badge of whoever asked
    eye: Eye


class StaffDesk:
    """Each piece of work posts its outcome, whatever happens."""

    def __init__(
        self,
        gate: Gate,
        bench: Bench,
        record: TrialRecord,
        hand: Hand,
        audit: Audit,
        post: Callable[[Event], None],
        stopping: threading.Event,
    ) -> None:
        self._gate = gate
        self._bench = bench
        self._record = record
        self._hand = hand
        self._audit = audit
        self._post = post
        self._stopping = stopping

    def do(self, work: Work, visit: int) -> None:
        """Have it done soon, and its outcome posted to this visit."""
        answer = partial(self._answer, visit)
        match work:
            case Try(trial) if trial.is_of_paper:
                self._try_paper(trial, answer)
            case Try(Trial.SCAN):
                self._bench.eye.open()
            case EndTrial(Trial.SCAN):
                self._bench.eye.close()
            case AdmitStaff() | CheckPin():
                if not self._hand.submit(partial(self._admit, work, answer)):
                    answer(StaffRefused(Objection.FAULT))
            case Attend(panel):
                if not self._hand.submit(partial(self._attend, panel, answer)):
                    answer(PanelRead(panel, ()))
            case _ if isinstance(work, Deed):
                self._hand.submit(partial(self._do, work))

    def _answer(self, visit: int, event: VisitEvent) -> None:
        self._post(InVisit(visit, event))

    # The way in.

    def _admit(
        self, work: AdmitStaff | CheckPin, answer: Callable[[VisitEvent], None]
    ) -> None:
        outcome: VisitEvent = StaffRefused(Objection.FAULT)
        try:
            outcome = self._decided(work)
        except StorageError as error:
            log.error("staff.unwritten", error=type(error).__name__)
        finally:
            answer(outcome)
        if isinstance(outcome, StaffRefused):
            self._note_refused(work, outcome)

    def _decided(self, work: AdmitStaff | CheckPin) -> VisitEvent:
        """May raise StorageError: who cannot be written down does not come in."""
        found: Staff | PinWanted | StaffRefused
        match work:
            case CheckPin(badge, pin):
                found = self._by_pin(badge, pin)
            case AdmitStaff(Code(CodeKind.BADGE, text)):
                found = self._by_badge(text.partition(".")[2])
            case AdmitStaff(Code(_, text)):
                found = self._by_pass(text)
        if isinstance(found, Staff):
            self._audit("staff.admitted", found.badge, found.role)
            return StaffAdmitted(found)
        return found

    def _note_refused(self, work: AdmitStaff | CheckPin, found: StaffRefused) -> None:
        """In the words of who knows which badges there are; after the answer, which
        would tell by its time whether something is written."""
        if found.objection is Objection.FAULT:
            return  # the journal takes nothing
        is_pass = isinstance(work, AdmitStaff) and work.code.kind is CodeKind.STAFF_PASS
        try:
            if is_pass or self._gate.book.find(found.badge) is not None:
                self._audit("staff.refused", found.badge, found.objection)
            else:
                self._audit("staff.refused", "", Objection.UNKNOWN_BADGE)
        except StorageError as error:
            log.error("staff.unwritten", error=type(error).__name__)

    def _by_pass(self, text: str) -> Staff | StaffRefused:
        try:
            one = staff_pass.read(text, self._gate.keys())
        except Untrusted:
            return StaffRefused(Objection.FORGED)
        badge = one.staff.badge
        if one.kiosk_id != self._gate.kiosk_id:
            return StaffRefused(Objection.ELSEWHERE, badge)
        if not one.holds(self._gate.now()):
            return StaffRefused(Objection.EXPIRED, badge)
        if not self._is_quiet():  # before the pass is used up
            return StaffRefused(Objection.BUSY, badge)
        if not self._gate.book.use(one.number):
            return StaffRefused(Objection.USED, badge)
        return one.staff

    # Whether a badge is known is nobody's business: all are asked for a PIN, as much is
    # worked out for each, and each is locked out alike.

    def _by_badge(self, badge: str) -> PinWanted | StaffRefused:
        return self._locked(badge) or PinWanted(badge)

    def _by_pin(self, badge: str, pin: str) -> Staff | StaffRefused:
        book, lockout = self._gate.book, self._gate.lockout
        if locked := self._locked(badge):
            return locked
        if not self._is_quiet():
            return StaffRefused(Objection.BUSY, badge)
        lockout.begin(badge, book.badges())
        staff = book.proven(badge, pin, self._gate.now().timestamp())
        if staff is not None:
            lockout.succeeded(badge)
            return staff
        return self._locked(badge) or StaffRefused(Objection.WRONG_PIN, badge)

    def _locked(self, badge: str) -> StaffRefused | None:
        wait_s = self._gate.lockout.wait_s(badge)
        return StaffRefused(Objection.LOCKED, badge, wait_s) if wait_s else None

    def _is_quiet(self) -> bool:
        """Wait until nothing of the last patient's moves any more."""
        for _ in range(int(WAIT_S / LOOK_EVERY_S)):
            if not self._gate.moves():
                return True
            if self._stopping.wait(LOOK_EVERY_S):
                return False
        return False

    # At work.

    def _attend(self, panel: Panel, answer: Callable[[VisitEvent], None]) -> None:
        lines: tuple[Line, ...] = ()
        try:
            lines = self._bench.lookers[panel]()
        except (StorageError, BadTrust, OSError) as error:
            lines = (Line(panel.value, "fail", type(error).__name__),)
        finally:
            answer(PanelRead(panel, lines))

    def _try_paper(self, trial: Trial, answer: Callable[[VisitEvent], None]) -> None:
        hand, job = self._bench.papers[trial]

        def do() -> None:
            outcome, found = Outcome.UNCERTAIN, ""
            try:
                job()
                outcome = Outcome.SHOWN
            except MaybePrinted as error:
                found = str(error)
            except DeviceError as error:
                outcome, found = Outcome.FAILED, str(error)
            finally:
                answer(TrialMoved(trial, outcome, (found,) if found else ()))

        if not hand.submit(do):
            answer(TrialMoved(trial, Outcome.FAILED))

    def _do(self, work: Deed) -> None:
        try:
            match work:
                case KeepVerdict(badge, trial, passed, detail):
                    verdict = "passed" if passed else "failed"
                    self._record.keep(trial, badge, detail, passed=passed)
                    self._audit("device.tried", badge, verdict, f"{trial} {detail}")
                case NoteUnjudged(badge, trial):
                    self._audit("device.tried", badge, "unjudged", trial)
                case HurryOutbox(badge):
                    self._audit("outbox.hurried", badge)
                    self._bench.hurry()
                case HandOver(badge, task):
                    case = self._bench.hand_over(task)
                    if case:
                        self._audit("task.handed_over", badge, "", case)
                case MakeBundle(badge):
                    self._bench.make_bundle(badge)
                case Dismiss(badge):
                    self._audit("staff.left", badge)
        except StorageError as error:
            log.error("staff.unwritten", error=type(error).__name__)
