"""The ledger: a fact and what it leaves owing are written together, or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.app.gallery.values import (
    CAPTURE,
    INVOICE,
    KEY,
    NOW,
    SETTLEMENT,
    SPLIT,
    WECHAT,
    intent,
)
from kiosk.app.ledger import Ledger
from kiosk.app.records import Unreadable, decode_duty
from kiosk.app.vault import Algorithm, Key, Vault
from kiosk.flows import casework, payment
from kiosk.flows.casework import CaseOpened, CaseReported, CaseState, ReportCase
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargeRefused,
    DeferralBegun,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
)
from kiosk.flows.payment_states import Charging, Payment, Settled
from kiosk.flows.printing import Job, PrintConfirmed, Printing, PrintStarted
from kiosk.flows.printing import begin as begin_print
from kiosk.flows.printing import step as step_print
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.document import Document
from kiosk.model.intent import Intent
from kiosk.model.money import Money
from offline_queue.database import Database, Transaction
from offline_queue.errors import Full
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Task
from tests.test_payment import DEFERRED, SHARED

PATIENT_ID = "patient-31010119900307"
MINE = replace(
    intent(),
    patient_id=PATIENT_ID,
    bill_ids=("bill-20261122-0815",),
    pre_settlement_id="quote-20261122-0815",
)
STORY: list[PaymentEvent] = [
    Opened(intent(), WECHAT),
    ChargeConfirmed(KEY, SPLIT.self_pay),
    SettlementConfirmed(KEY, SETTLEMENT),
    InvoiceIssued(KEY, INVOICE),
]
WALLET = SHARED.shares[0].amount
STORIES: dict[str, list[PaymentEvent]] = {
    "paid": STORY,
    "second share refused": [
        Opened(SHARED, WECHAT),
        ChargeConfirmed(KEY, WALLET),
        ChargeRefused(KEY, Refusal.LIMIT_TOO_SMALL, 1),
        RefundConfirmed(KEY),
    ],
    "deferred": [
        Opened(DEFERRED, capture=CAPTURE),
        DeferralBegun(KEY),
        SettlementConfirmed(KEY, SETTLEMENT),
    ],
}
CASE = Case(f"{KEY}.late_success", CaseKind.LATE_SUCCESS, KEY, NOW)


class Clock:
    """Shows what the test says."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    vault = Vault([Key(Algorithm.AES_256_GCM, bytes(range(32)))])
    with Database(tmp_path / "ledger.sqlite", seal=vault, now=clock) as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, bytes)


def write(ledger: Ledger, *events: PaymentEvent, case: Case | None = None) -> Payment:
    """Write a story; the case belongs to its last fact."""
    opened, *later = events
    assert isinstance(opened, Opened)
    facts: list[tuple[PaymentEvent, Payment]] = [(opened, payment.begin(opened).state)]
    for event in later:
        facts.append((event, payment.step(facts[-1][1], event).state))
    for fact, state in facts[:-1]:
        ledger.record_payment(fact, state)
    ledger.record_payment(*facts[-1], case)
    return facts[-1][1]


def waiting(database: Database) -> list[object]:
    return [decode_duty(owed.task.body) for owed in Outbox(database).waiting()]


@pytest.mark.parametrize(
    "events",
    [story[:end] for story in STORIES.values() for end in range(1, len(story) + 1)],
)
def test_the_outbox_holds_exactly_what_the_state_owes(
    database: Database, ledger: Ledger, events: list[PaymentEvent]
) -> None:
    state = write(ledger, *events)
    assert waiting(database) == list(payment.owed(state))
    assert Ledger(database, bytes).payment(KEY) == state
    assert list(ledger.payments()) == [state]


def test_two_shares_that_go_back_are_two_tasks(
    database: Database, ledger: Ledger
) -> None:
    split = replace(SPLIT, total=Money(131_93), self_pay=Money(1))
    part = replace(SETTLEMENT, split=split, bill_ids=("B1",))
    write(
        ledger,
        Opened(SHARED, WECHAT),
        ChargeConfirmed(KEY, WALLET),
        ChargeConfirmed(KEY, SHARED.shares[1].amount, 1),
        SettlementConfirmed(KEY, part),
    )
    kinds = {owed.task.kind for owed in Outbox(database).waiting()}
    assert kinds == {"RefundCharge", "RefundCharge.2", "IssueInvoice"}


def test_a_finished_payment_is_not_looked_at_again(ledger: Ledger) -> None:
    assert isinstance(write(ledger, *STORY), Settled)
    assert list(ledger.unfinished()) == []


def test_an_unfinished_payment_is_found_again(ledger: Ledger) -> None:
    write(ledger, *STORY[:1])
    assert list(ledger.unfinished()) == [Charging(intent())]


def test_a_print_job_is_open_until_it_is_proved(ledger: Ledger) -> None:
    started = PrintStarted(Job("J1", Document.RECEIPT, KEY))
    ledger.record_paper(started, begin_print(started).state)
    [printing] = ledger.unfinished()
    assert isinstance(printing, Printing)
    confirmed = PrintConfirmed("J1")
    ledger.record_paper(confirmed, step_print(printing, confirmed).state)
    assert list(ledger.unfinished()) == []


def test_one_unreadable_stream_does_not_hide_the_others(
    database: Database, ledger: Ledger
) -> None:
    with database.transaction() as transaction:
        Journal.append(transaction, "payment/0-bad", b"{}", is_open=True)
    write(ledger, *STORY[:1])
    unfinished = ledger.unfinished()
    assert next(unfinished) == Charging(intent())
    with pytest.raises(Unreadable):
        next(unfinished)


# Cases.


def test_a_case_is_written_with_the_fact_that_it_is_about(
    database: Database, ledger: Ledger
) -> None:
    write(ledger, *STORY[:2], case=CASE)
    assert ReportCase(CASE) in waiting(database)
    assert ledger.case(CASE.id) == CaseState(CASE)


@pytest.mark.parametrize("breaks", ["journal", "tasks", "case"])
def test_the_fact_its_tasks_and_its_case_are_written_or_none_of_them(
    database: Database,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    breaks: str,
) -> None:
    write(ledger, *STORY[:1])
    before = Journal(database).story(), Outbox(database).waiting()
    append, owe = Journal.append, Outbox.owe

    def full_append(t: Transaction, stream: str, body: bytes, *, is_open: bool) -> None:
        append(t, stream, body, is_open=is_open)
        if stream.startswith({"journal": "payment/", "case": "case/"}.get(breaks, "-")):
            raise Full

    def full_owe(transaction: Transaction, stream: str, tasks: list[Task]) -> None:
        owe(transaction, stream, tasks)
        if breaks == "tasks":
            raise Full

    monkeypatch.setattr(Journal, "append", full_append)
    monkeypatch.setattr(Outbox, "owe", full_owe)
    event = ChargeConfirmed(KEY, SPLIT.self_pay)
    state = payment.step(Charging(intent()), event).state
    with pytest.raises(Full):
        ledger.record_payment(event, state, CASE)
    assert (Journal(database).story(), Outbox(database).waiting()) == before


def test_a_case_is_owed_until_central_has_it(
    database: Database, ledger: Ledger
) -> None:
    opened, reported = CaseOpened(CASE), CaseReported(CASE.id)
    ledger.record_case(opened, casework.begin(opened))
    assert waiting(database) == [ReportCase(CASE)]
    ledger.record_case(reported, casework.step(casework.begin(opened), reported))
    assert waiting(database) == []
    assert ledger.case(CASE.id) == CaseState(CASE, reported=True)
    assert ledger.case("another") is None


def test_a_case_is_no_payment_to_recover(ledger: Ledger) -> None:
    opened = CaseOpened(CASE)
    ledger.record_case(opened, casework.begin(opened))
    assert list(ledger.unfinished()) == []
    assert list(ledger.payments()) == []


# What can be read in the file without the key.


def test_no_payment_code_and_no_person_is_anywhere_in_the_file(
    ledger: Ledger, tmp_path: Path
) -> None:
    write(ledger, Opened(MINE, WECHAT), *STORY[1:], case=CASE)
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        for secret in (WECHAT.value, PATIENT_ID, "bill-2026", "quote-2026"):
            assert secret.encode() not in content, (file.name, secret)


def test_no_plain_column_names_a_person(database: Database, ledger: Ledger) -> None:
    write(ledger, Opened(MINE, WECHAT), STORY[1], case=CASE)
    named = database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    cells = [
        str(cell)
        for (table,) in named
        for row in database.rows(f"SELECT * FROM {table}")
        for cell in row
    ]
    assert any(KEY in cell for cell in cells)
    assert not any(PATIENT_ID in cell for cell in cells)


def lane_of(ledger: Ledger, database: Database, decision: Intent) -> str:
    write(ledger, Opened(decision), ChargeConfirmed(decision.key, SPLIT.self_pay))
    stream = f"payment/{decision.key}"
    [lane] = {
        owed.task.lane
        for owed in Outbox(database).waiting()
        if owed.task.stream == stream
    }
    return lane


def test_one_patients_tasks_stand_in_one_lane_and_nobody_elses(
    database: Database, ledger: Ledger
) -> None:
    hers = lane_of(ledger, database, replace(MINE, key="k1"))
    hers_again = lane_of(Ledger(database, bytes), database, replace(MINE, key="k2"))
    another = lane_of(ledger, database, replace(MINE, key="k3", patient_id="P2"))
    assert hers == hers_again
    assert hers not in ("", another)


def test_another_kiosks_lane_of_the_same_patient_has_another_name(
    database: Database, ledger: Ledger, tmp_path: Path
) -> None:
    with Database(tmp_path / "other.sqlite") as other_database:
        other = Ledger(other_database, lambda count: b"\x01" * count)
        assert lane_of(ledger, database, MINE) != lane_of(other, other_database, MINE)


# Keepsakes.


def test_a_keepsake_is_made_once(ledger: Ledger, database: Database) -> None:
    made = iter([b"first", b"second"])
    assert ledger.keepsake("k", lambda: next(made)) == b"first"
    again = Ledger(database, bytes)
    assert again.keepsake("k", lambda: next(made)) == b"first"


def test_what_is_kept_last_counts(ledger: Ledger, database: Database) -> None:
    assert ledger.kept("k") is None
    ledger.keep("k", b"old")
    ledger.keep("k", b"new")
    ledger.keep("k", b"new")
    assert ledger.kept("k") == b"new"
    assert len(Journal(database).read("kept/k")) == 2


# Forgetting.

LATER = NOW + timedelta(days=31)


def test_what_is_over_is_forgotten_and_what_is_open_is_kept(
    ledger: Ledger, database: Database
) -> None:
    write(ledger, *STORY)
    started = PrintStarted(Job("J1", Document.RECEIPT, KEY))
    printing = begin_print(started).state
    ledger.record_paper(started, printing)
    confirmed = PrintConfirmed("J1")
    ledger.record_paper(confirmed, step_print(printing, confirmed).state)
    still_owing = replace(MINE, key="owes")
    write(ledger, Opened(still_owing), ChargeConfirmed("owes", SPLIT.self_pay))
    ledger.keep("slip-keys", b"{}")
    opened = CaseOpened(CASE)
    ledger.record_case(opened, casework.begin(opened))
    assert ledger.purge(LATER) == 2
    assert ledger.payment(KEY) is None
    assert ledger.payment("owes") is not None
    assert ledger.case(CASE.id) == CaseState(CASE)
    assert ledger.kept("slip-keys") == b"{}"
    assert Ledger(database, lambda count: b"\x01" * count).kept("salt") == bytes(16)


def test_a_note_is_sealed_and_goes_with_its_payment(
    ledger: Ledger, database: Database
) -> None:
    write(ledger, *STORY)
    for note in (b"first", b"psn_no"):
        ledger.note(KEY, note)
        ledger.note("alive", note)
    assert (ledger.noted(KEY), ledger.noted("none")) == (b"psn_no", None)
    bodies = [body for (body,) in database.rows("SELECT body FROM events")]
    assert not any(b"psn_no" in body for body in bodies)
    ledger.purge(LATER)
    assert (ledger.noted(KEY), ledger.noted("alive")) == (None, b"psn_no")


def test_what_was_touched_lately_is_kept(ledger: Ledger, clock: Clock) -> None:
    clock.now = LATER
    write(ledger, *STORY)
    assert ledger.purge(LATER) == 0
    assert ledger.purge(LATER + timedelta(microseconds=1)) == 1


def test_a_case_that_central_has_is_forgotten_in_its_time(ledger: Ledger) -> None:
    opened, reported = CaseOpened(CASE), CaseReported(CASE.id)
    ledger.record_case(opened, casework.begin(opened))
    ledger.record_case(reported, casework.step(casework.begin(opened), reported))
    assert ledger.purge(LATER) == 1
    assert ledger.case(CASE.id) is None


def test_the_ledger_knows_when_it_was_last_written_to(
    ledger: Ledger, clock: Clock
) -> None:
    clock.now = LATER
    write(ledger, *STORY[:1])
    assert ledger.written_last() == LATER


def test_each_deposit_that_goes_back_is_a_task_that_does_not_name_it(
    ledger: Ledger, database: Database
) -> None:
    returns = tuple(
        DepositReturn(f"{at}-{'0193a5e2-7c1d-7b42-9d10-5f3c2a917e44'}", Money(1_00))
        for at in range(2)
    )
    decided = replace(intent(), returns=returns)
    write(
        ledger,
        Opened(decided),
        ChargeConfirmed(KEY, decided.due),
        SettlementConfirmed(KEY, SETTLEMENT),
    )
    tasks = [one.task for one in Outbox(database).waiting()]
    names = {task.id for task in tasks if task.kind == "ReturnDeposit"}
    assert len(names) == len(returns)
    assert not [one for one in returns if any(one.deposit_id in name for name in names)]
