"""Who comes in: by a pass of central's, or a badge and its proof, and nobody else."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from hypothesis import given
from hypothesis import strategies as st

from drivers.camera.viewfinder import Viewfinder
from drivers.port import MaybePrinted, NotPrinted
from kiosk.app.events import Event, InVisit
from kiosk.app.eye import Eye
from kiosk.app.lockout import MOST_STRANGERS, Lockout
from kiosk.app.panels import _logged
from kiosk.app.staff_book import StaffBook, new_secret
from kiosk.app.staff_desk import Bench, Gate, StaffDesk
from kiosk.app.trial_record import TrialRecord
from kiosk.central import staff_pass
from kiosk.central.signed_text import Fault, Untrusted, written
from kiosk.central.signing import Ed25519Signer, base64url
from kiosk.central.staff_pass import LONGEST, PURPOSE, StaffPass
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
from kiosk.model.codes import Code, CodeKind, ScanStep, read
from kiosk.model.staff import Line, Objection, Outcome, Panel, Role, Staff, Trial
from offline_queue.errors import StorageError

CENTRAL = Ed25519Signer(b"central signs passes, and slips.")
STRANGER = Ed25519Signer(b"somebody else signs something ..")
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
NURSE = Staff("N-0001", Role.NURSE)
PIN = "48210973"
LINES = (Line("disk", "ok", "roomy"),)


class Kept:
    """Keepsakes that outlive the desk, on a disk that may be full."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}
        self.is_full = False

    def kept(self, name: str) -> bytes | None:
        return self.values.get(name)

    def keep(self, name: str, value: bytes) -> None:
        if self.is_full:
            raise StorageError("full")
        self.values[name] = value


class Here:
    """Does at once what it is given."""

    def submit(self, job: Callable[[], None]) -> bool:
        job()
        return True


class Place:
    """A desk, its clocks, and what came of it."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.now, self.seconds = NOW, 1_000.0
        self.moving = 0  # how often something still moves
        self.posted: list[Event] = []
        self.audited: list[tuple[str, str, str, str]] = []
        self.hurried = 0
        self.handed: list[int] = []
        self.bundled: list[str] = []
        self.paper: Callable[[], None] = lambda: None
        self.book = StaffBook(kept, lambda purpose: [b"pepper of this kiosk", b"old"])
        self.lookers: dict[Panel, Callable[[], tuple[Line, ...]]] = dict.fromkeys(
            Panel, lambda: LINES
        )
        self.stopping = threading.Event()
        self.viewfinder = Viewfinder(lambda: self.seconds)
        self.desk = StaffDesk(
            Gate(
                "K1",
                lambda: {CENTRAL.key_id: CENTRAL.verifier},
                self.book,
                Lockout(kept, lambda: self.seconds),
                lambda: self.now,
                self._moves,
            ),
            Bench(
                self.lookers,
                {Trial.RECEIPT: (Here(), lambda: self.paper())},
                self._hurry,
                self._hand_over,
                self.bundled.append,
                Eye(self.viewfinder),
            ),
            TrialRecord(kept, lambda: self.now),
            Here(),
            self._audit,
            self.posted.append,
            self.stopping,
        )

    def does(self, work: object) -> VisitEvent:
        self.posted.clear()
        self.desk.do(work, 7)  # type: ignore[arg-type]  # each test knows its work
        [event] = self.posted
        assert isinstance(event, InVisit)
        assert event.visit == 7
        return event.event

    def shows(self, text: str) -> VisitEvent:
        return self.does(AdmitStaff(read(text.encode(), ScanStep.IDENTITY)))

    def types(self, pin: str) -> VisitEvent:
        return self.does(CheckPin(NURSE.badge, pin))

    def _moves(self) -> bool:
        self.moving -= 1
        return self.moving >= 0

    def _hurry(self) -> None:
        self.hurried += 1

    def _hand_over(self, task: int) -> str:
        self.handed.append(task)
        return "8F3K-22QD" if self.handed.count(task) == 1 else ""

    def _audit(
        self, action: str, actor: str = "", outcome: str = "", detail: str = ""
    ) -> None:
        self.audited.append((action, actor, outcome, detail))


@pytest.fixture
def place() -> Place:
    return Place(Kept())


def a_pass(**changes: object) -> StaffPass:
    fields: dict[str, object] = {
        "kiosk_id": "K1",
        "staff": NURSE,
        "number": "S1",
        "issued_at": NOW,
        "expires_at": NOW + LONGEST,
    }
    return StaffPass(**(fields | changes))  # type: ignore[arg-type]


def text(one: StaffPass, signer: Ed25519Signer = CENTRAL) -> str:
    return staff_pass.write(one, signer)


# By a pass.


def test_a_pass_of_centrals_lets_its_owner_in_once(place: Place) -> None:
    assert place.shows(text(a_pass())) == StaffAdmitted(NURSE)
    again = place.shows(text(a_pass()))
    assert again == StaffRefused(Objection.USED, NURSE.badge)
    assert place.audited == [
        ("staff.admitted", "N-0001", "nurse", ""),
        ("staff.refused", "N-0001", "used", ""),
    ]


def test_a_used_pass_stays_used_after_a_restart_and_with_the_clock_set_back(
    place: Place,
) -> None:
    place.shows(text(a_pass()))
    later = Place(place.kept)
    later.now = NOW - timedelta(days=1)
    assert later.shows(text(a_pass())) != StaffAdmitted(NURSE)
    later.now = NOW
    assert later.shows(text(a_pass())) == StaffRefused(Objection.USED, NURSE.badge)


@pytest.mark.parametrize(
    ("one", "objection"),
    [
        (a_pass(kiosk_id="K2"), Objection.ELSEWHERE),
        (a_pass(issued_at=NOW - LONGEST, expires_at=NOW), Objection.EXPIRED),
        (
            a_pass(issued_at=NOW + 2 * LONGEST, expires_at=NOW + 3 * LONGEST),
            Objection.EXPIRED,
        ),
    ],
)
def test_a_pass_for_elsewhere_or_another_time_is_none(
    place: Place, one: StaffPass, objection: Objection
) -> None:
    assert place.shows(text(one)) == StaffRefused(objection, NURSE.badge)


def test_nobody_elses_signature_opens_it(place: Place) -> None:
    forged = StaffRefused(Objection.FORGED)
    assert place.shows(text(a_pass(), STRANGER)) == forged
    head, _, signature = text(a_pass()).rpartition(".")
    changed = text(a_pass(number="S2")).rpartition(".")[0]
    assert place.shows(f"{changed}.{signature}") == forged
    assert head != changed


def test_a_signature_for_another_purpose_is_none(place: Place) -> None:
    signed, _, _ = text(a_pass()).rpartition(".")
    other = CENTRAL.sign(signed.encode(), purpose="guide-slip")
    assert PURPOSE != "guide-slip"
    assert place.shows(f"{signed}.{base64url(other)}") == StaffRefused(Objection.FORGED)


def test_no_pass_is_good_for_longer_than_five_minutes() -> None:
    keys = {CENTRAL.key_id: CENTRAL.verifier}
    long = a_pass(expires_at=NOW + LONGEST + timedelta(seconds=1))
    with pytest.raises(Untrusted) as refused:
        staff_pass.read(text(long), keys)
    assert refused.value.reason is Fault.MALFORMED


@given(st.binary(max_size=200))
def test_whatever_central_signs_is_a_pass_or_refused(payload: bytes) -> None:
    keys = {CENTRAL.key_id: CENTRAL.verifier}
    with pytest.raises(Untrusted):
        staff_pass.read(written(payload, "KT1", PURPOSE, CENTRAL), keys)


# By a badge.


def test_a_badge_asks_for_its_pin_and_only_that_lets_in(place: Place) -> None:
    place.book.add(NURSE, pin=PIN)
    assert place.shows("KB1.N-0001") == PinWanted("N-0001")
    wrong = place.types("48210974")
    assert wrong == StaffRefused(Objection.WRONG_PIN, "N-0001")
    assert place.types(PIN) == StaffAdmitted(NURSE)


def tries(place: Place, badge: str, typed: str, times: int) -> list[VisitEvent]:
    """All that the kiosk answers, as it is to anybody who looks on."""
    answers = [place.shows(f"KB1.{badge}")]
    for _ in range(times):
        answers.append(place.does(CheckPin(badge, typed)))
        answers.append(place.shows(f"KB1.{badge}"))
    return [replace(one, badge="") for one in answers]  # type: ignore[type-var]


@pytest.mark.parametrize("typed", ["11112222", "123456", "1" * 16])
@pytest.mark.parametrize("proof", [{"pin": PIN}, {"secret": b"s" * 20}])
def test_nobody_learns_which_badges_are_known(
    place: Place, proof: dict[str, Any], typed: str
) -> None:
    place.book.add(NURSE, **proof)
    known, unknown = (tries(place, one, typed, 11) for one in ("N-0001", "X-9999"))
    assert known == unknown
    assert StaffRefused(Objection.LOCKED, "", 300) in known
    assert "X-9999" not in str(place.audited)
    assert {one[2] for one in place.audited} == {
        "wrong_pin",
        "locked",
        "unknown_badge",
    }


def test_as_much_is_worked_out_for_a_badge_that_nobody_knows(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.book.add(NURSE, secret=b"s" * 20)  # which has no PIN either
    place.book.add(Staff("T-0001", Role.TECHNICIAN), pin=PIN)
    worked: list[str] = []

    def verify(typed: bytes, hashed: str, pepper: bytes) -> None:
        worked.append(hashed.rsplit("$", 2)[0])
        raise InvalidKey

    monkeypatch.setattr(Argon2id, "verify_phc_encoded", verify)
    rounds = []
    for badge in ("T-0001", "N-0001", "X-9999"):
        worked.clear()
        assert place.book.proven(badge, "11112222", 0.0) is None
        rounds.append(tuple(worked))
    assert rounds == [("$argon2id$v=19$m=19456,t=2,p=1",) * 2] * 3


def test_a_refusal_is_answered_before_it_is_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of some nothing is written, and the time would tell."""
    answered: list[int] = []

    def audit(*words: str) -> None:
        answered.append(len(place.posted))

    monkeypatch.setattr(place.desk, "_audit", audit)
    place.types("11112222")
    assert answered == [1]


def test_a_badge_that_nobody_knows_stands_in_no_record(place: Place) -> None:
    place.moving = 10**6
    place.stopping.set()
    assert place.types(PIN) == StaffRefused(Objection.BUSY, NURSE.badge)
    assert place.audited == [("staff.refused", "", "unknown_badge", "")]


def test_no_number_of_badges_fills_the_disk_or_unlocks_a_known_one(
    place: Place,
) -> None:
    lockout = Lockout(place.kept, lambda: place.seconds)
    for _ in range(5):
        lockout.begin(NURSE.badge, {NURSE.badge})
    for number in range(3 * MOST_STRANGERS):
        lockout.begin(f"{number:032}", {NURSE.badge})
    later = Lockout(place.kept, lambda: place.seconds)
    assert later.wait_s(NURSE.badge) == 300
    assert sum(map(len, place.kept.values.values())) < 40 * (MOST_STRANGERS + 1)
    for _ in range(5):
        later.begin("0" * 32, {NURSE.badge})
    assert later.wait_s("0" * 32) == 300, "the latest are remembered"


def test_neither_the_pin_nor_what_it_could_be_guessed_from_is_kept(
    place: Place,
) -> None:
    place.book.add(NURSE, pin=PIN)
    kept = b"".join(place.kept.values.values())
    assert PIN.encode() not in kept
    assert b"$argon2id$" in kept
    assert b"m=19456,t=2,p=1" in kept  # standards.md R66
    stolen = StaffBook(place.kept, lambda purpose: [b"another kiosk's pepper"])
    assert stolen.find("N-0001") is not None
    assert stolen.proven("N-0001", PIN, 0) is None


def test_a_pin_made_before_the_key_was_changed_is_good(place: Place) -> None:
    StaffBook(place.kept, lambda purpose: [b"old"]).add(NURSE, pin=PIN)
    assert place.types(PIN) == StaffAdmitted(NURSE)


@pytest.mark.parametrize(
    "pin", ["1234567", "00000000", "12345678", "87654321", "4821097x"]
)
def test_an_easy_pin_is_not_taken(place: Place, pin: str) -> None:
    with pytest.raises(ValueError, match="PIN"):
        place.book.add(NURSE, pin=pin)


def test_the_number_of_the_minute_is_good_once(place: Place) -> None:
    secret = new_secret()
    place.book.add(NURSE, secret=secret)
    totp = TOTP(secret, 6, SHA1(), 30)
    number = totp.generate(int(NOW.timestamp())).decode()
    assert place.types(number) == StaffAdmitted(NURSE)
    assert place.types(number) == StaffRefused(Objection.WRONG_PIN, "N-0001")
    place.now += timedelta(seconds=30)
    late = totp.generate(int(NOW.timestamp())).decode()
    assert place.types(late) == StaffRefused(Objection.WRONG_PIN, "N-0001")
    assert place.types(
        totp.generate(int(place.now.timestamp())).decode()
    ) == StaffAdmitted(NURSE)


# Too many tries.


def locked(wait_s: int) -> StaffRefused:
    return StaffRefused(Objection.LOCKED, "N-0001", wait_s)


def fail(place: Place, times: int) -> VisitEvent:
    event: VisitEvent | None = None
    for _ in range(times):
        event = place.types("11112222")
    assert event is not None
    return event


def test_the_fifth_wrong_try_locks_for_five_minutes_and_the_next_five_for_longer(
    place: Place,
) -> None:
    place.book.add(NURSE, pin=PIN)
    assert fail(place, 4) == StaffRefused(Objection.WRONG_PIN, "N-0001")
    waits = []
    for _ in range(5):
        event = fail(place, 1)
        assert isinstance(event, StaffRefused)
        assert event.objection is Objection.LOCKED
        waits.append(event.wait_s)
        assert place.types(PIN) == locked(event.wait_s)  # the right one, too early
        place.seconds += event.wait_s
        fail(place, 4)
    assert waits == [300, 600, 1200, 1800, 1800]


def test_a_lock_survives_a_restart_and_no_clock_shortens_it(place: Place) -> None:
    place.book.add(NURSE, pin=PIN)
    fail(place, 5)
    place.now += timedelta(days=400)
    assert place.types(PIN) == locked(300)
    later = Place(place.kept)
    later.now = NOW + timedelta(days=400)
    assert later.types(PIN) == locked(300)
    later.seconds += 300
    assert later.types(PIN) == StaffAdmitted(NURSE)
    assert Place(place.kept).types("11112222") == StaffRefused(
        Objection.WRONG_PIN, "N-0001"
    )


def test_a_try_counts_even_if_the_power_goes_before_its_answer(place: Place) -> None:
    place.book.add(NURSE, pin=PIN)
    for _ in range(5):
        Lockout(place.kept, lambda: 0.0).begin("N-0001", ["N-0001"])
    assert Place(place.kept).types(PIN) == locked(300)


def test_who_knows_one_pin_gets_no_more_tries_at_anothers(place: Place) -> None:
    other = Staff("T-0001", Role.TECHNICIAN)
    place.book.add(NURSE, pin=PIN)
    place.book.add(other, pin="59302817")
    for _ in range(4):
        place.does(CheckPin(other.badge, "11112222"))
    assert place.types(PIN) == StaffAdmitted(NURSE)
    fifth = place.does(CheckPin(other.badge, "11112222"))
    assert fifth == StaffRefused(Objection.LOCKED, other.badge, 300)
    assert place.types(PIN) == StaffAdmitted(NURSE)


def test_a_lock_keeps_out_no_pass_of_centrals(place: Place) -> None:
    place.book.add(NURSE, pin=PIN)
    fail(place, 5)
    assert place.shows(text(a_pass())) == StaffAdmitted(NURSE)


def test_who_cannot_be_written_down_does_not_come_in(place: Place) -> None:
    place.book.add(NURSE, pin=PIN)
    place.kept.is_full = True
    assert place.types(PIN) == StaffRefused(Objection.FAULT)
    assert place.shows(text(a_pass())) == StaffRefused(Objection.FAULT)


# What moves for the last patient comes first.


def test_money_and_paper_of_the_last_patient_end_first(place: Place) -> None:
    place.moving = 2
    assert place.shows(text(a_pass())) == StaffAdmitted(NURSE)
    assert place.moving < 0


def test_who_is_turned_away_while_something_moves_keeps_the_pass(place: Place) -> None:
    place.moving = 10**6
    place.stopping.set()
    assert place.shows(text(a_pass())) == StaffRefused(Objection.BUSY, "N-0001")
    later = Place(place.kept)
    assert later.shows(text(a_pass())) == StaffAdmitted(NURSE)


def test_a_panel_that_cannot_be_looked_at_says_so_and_breaks_nothing(
    place: Place,
) -> None:
    def broken() -> tuple[Line, ...]:
        raise StorageError("full")

    place.lookers[Panel.QUEUE] = broken
    failed = (Line("queue", "fail", "StorageError"),)
    assert place.does(Attend(Panel.QUEUE)) == PanelRead(Panel.QUEUE, failed)


def test_a_kiosk_that_is_stopped_lets_nobody_in(place: Place) -> None:
    place.moving = 10**6
    place.stopping.set()
    assert place.shows(text(a_pass())) == StaffRefused(Objection.BUSY, "N-0001")


# At work.


def test_a_panel_is_answered_with_what_was_looked_at(place: Place) -> None:
    assert place.does(Attend(Panel.SYSTEM)) == PanelRead(Panel.SYSTEM, LINES)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, Outcome.SHOWN),
        (NotPrinted("cover open"), Outcome.FAILED),
        (MaybePrinted("no answer"), Outcome.UNCERTAIN),
    ],
)
def test_a_trial_says_what_the_device_says(
    place: Place, error: Exception | None, outcome: Outcome
) -> None:
    def print_it() -> None:
        if error:
            raise error

    place.paper = print_it
    found = (str(error),) if error else ()
    assert place.does(Try(Trial.RECEIPT)) == TrialMoved(Trial.RECEIPT, outcome, found)


def test_every_act_is_written_down(place: Place) -> None:
    do = partial(place.desk.do, visit=7)
    do(KeepVerdict("N-0001", Trial.TOUCH, passed=False, detail="3 fields felt nothing"))
    do(NoteUnjudged("N-0001", Trial.PAGE))
    do(HurryOutbox("N-0001"))
    do(HandOver("N-0001", 7))
    do(HandOver("N-0001", 7))
    do(MakeBundle("N-0001"))  # writes itself down
    do(Dismiss("N-0001"))
    assert place.audited == [
        ("device.tried", "N-0001", "failed", "touch 3 fields felt nothing"),
        ("device.tried", "N-0001", "unjudged", "page"),
        ("outbox.hurried", "N-0001", "", ""),
        ("task.handed_over", "N-0001", "", "8F3K-22QD"),
        ("staff.left", "N-0001", "", ""),
    ]
    assert (place.hurried, place.handed, place.bundled) == (1, [7, 7], ["N-0001"])
    last = TrialRecord(place.kept, lambda: NOW).last(Trial.TOUCH)
    assert last == "FAILED 2026-11-26 09:30, N-0001 3 fields felt nothing"
    assert TrialRecord(place.kept, lambda: NOW).last(Trial.PAGE) == ""


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"no json",
        b"[1]",
        b"1",
        b'{"touch": 7}',
        b'{"touch": [1, 2, 3, 4]}',
        b'{"touch": {"passed": true}}',
        b'{"touch": [true, "then", "B", ""]}',
    ],
)
def test_what_another_version_kept_of_trials_is_no_verdict(
    place: Place, kept: bytes
) -> None:
    place.kept.values["trials"] = kept
    record = TrialRecord(place.kept, lambda: NOW)
    assert record.last(Trial.TOUCH) == ""
    record.keep(Trial.TOUCH, "N-0001", "", passed=True)
    assert record.last(Trial.TOUCH) == "passed 2026-11-26 09:30, N-0001"


def test_a_pass_has_a_shape_that_scanners_know() -> None:
    shown = read(text(a_pass()).encode(), ScanStep.IDENTITY)
    assert shown == Code(CodeKind.STAFF_PASS, text(a_pass()))
    assert read(b"KB1.N-0001", ScanStep.IDENTITY).kind is CodeKind.BADGE


def test_a_line_of_the_log_says_what_when_and_where() -> None:
    line = _logged(
        '{"at": "2026-11-26T09:02:11.178+00:00", "up": 4.5, "level": "error", '
        '"event": "bug.found", "worker": "camera", "error": "KeyError"}'
    )
    found = "11-26 17:02:11 worker camera, error KeyError"
    assert line == Line("bug.found", "fail", found)


# The camera's picture.


def test_the_camera_is_looked_through_from_beginning_to_end_of_its_trial(
    place: Place,
) -> None:
    for work, is_open in (
        (Try(Trial.SOUND), False),
        (Try(Trial.SCAN), True),
        (EndTrial(Trial.SCAN), False),
    ):
        place.desk.do(work, 7)
        assert place.viewfinder.is_open is is_open
    assert not place.posted
    assert not place.audited
