"""`kiosk outbox` and `kiosk reconcile`: what they say, of nobody, and how they end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.gallery.values import INVOICE, KEY, NOW
from kiosk.app.ledger import Ledger
from kiosk.app.opening import open_databases
from kiosk.app.outbox_list import table
from kiosk.app.owed_words import age_text, case_of
from kiosk.app.points import central_of
from kiosk.flows import cancelling
from kiosk.flows.cancelling import CancelOpened
from kiosk.flows.casework import CaseOpened, begin
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    InvoiceIssued,
    Opened,
    SettlementConfirmed,
)
from kiosk.model.case import Case, CaseKind
from kiosk.model.intent import case_number
from kiosk.model.registration import Cancellation
from kiosk.sandbox.face import create_app
from kiosk.sandbox.serve import serving
from kiosk.sandbox.store import Store
from offline_queue.database import Database
from offline_queue.outbox import Outbox, Owed, Task
from offline_queue.salvage import set_aside
from tests import at_central
from tests.at_central import NOON, TIMEOUT_S, Clock, intent_of
from tests.test_ledger import MINE, PATIENT_ID, STORY, write

CASE_ID = f"{KEY}.overdue.Settle"


def owed(
    kind: str = "Settle",
    *,
    stream: str = f"payment/{KEY}",
    tries: int = 0,
    reason: str = "",
    age_s: float = 0,
    told: bool = False,
) -> Owed:
    since = NOW - timedelta(seconds=age_s)
    return Owed(
        Task("t", stream, kind, 2, b"", "lane"),
        since,
        tries,
        place=1,
        last_reason=reason,
        escalated_at=NOW if told else None,
    )


# The table.


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-60, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (86_399, "23 h"),
        (86_400, "1 d"),
        (900_000, "10 d"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(
    seconds: float, text: str
) -> None:
    assert age_text(timedelta(seconds=seconds)) == text


def test_an_empty_outbox_says_so() -> None:
    assert table([], NOW) == "nothing is owed"


def test_each_task_is_one_line_with_its_age_and_its_reason() -> None:
    waiting = [
        owed("RefundCharge.2", tries=7, reason="unanswered", age_s=7_200, told=True),
        owed(age_s=61),
    ]
    header, *lines = table(waiting, NOW).splitlines()
    assert header.split("  ")[0] == "case"
    assert [line.split() for line in lines] == [
        [case_number(KEY), "RefundCharge.2", "2", "h", "7", "unanswered", "yes"],
        [case_number(KEY), "Settle", "1", "min", "0", "-", "-"],
    ]


def test_the_case_number_is_the_one_on_the_patients_slip() -> None:
    assert case_of(f"payment/{KEY}") == MINE.case_number
    assert case_of(f"case/{CASE_ID}") == MINE.case_number


# The commands.


class Kiosk:
    """A configured kiosk that does not run, and a central that does."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.config = at_central.write_config(folder, url)

    def database(self) -> Database:
        [database] = open_databases(load(self.config), 1)
        return database

    def pays(self) -> None:
        """One patient pays, and both books have it."""
        central = central_of(load(self.config))
        bills = tuple(bill.id for bill in central.open_bills("P1001"))
        decision = intent_of(central.pre_settle("P1001", bills))
        [share] = decision.shares
        paid = central.charge(decision, share, None)
        settlement = central.settle(decision)
        with self.database() as database:
            write(
                Ledger(database, bytes),
                Opened(decision),
                ChargeConfirmed(decision.key, paid.amount),
                SettlementConfirmed(decision.key, settlement),
                InvoiceIssued(decision.key, INVOICE),
            )

    def runs(self, command: str, *options: str) -> int:
        return main([command, "--config", str(self.config), *options])

    def reconciles(self) -> int:
        return self.runs("reconcile", "--day", NOON.date().isoformat())


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    store = Store()
    with serving(create_app(store, Clock())) as url:
        yield url
    store.close()


@pytest.fixture
def kiosk(tmp_path: Path, url: str) -> Kiosk:
    with at_central.Kiosk(url, Clock()).session as session:
        assert session.post(f"{url}/sandbox/reset", timeout=TIMEOUT_S).ok
    return Kiosk(tmp_path, url)


def test_a_kiosk_that_never_ran_owes_nothing(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk.runs("outbox") == 0
    assert "nothing is owed" in capsys.readouterr().out
    assert not [*kiosk.folder.glob("*.sqlite")], "looking makes no journal"


def test_what_is_owed_is_listed_and_names_nobody(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    with kiosk.database() as database:
        ledger = Ledger(database, bytes)
        write(ledger, Opened(MINE), *STORY[1:2])
        opened = CaseOpened(Case(CASE_ID, CaseKind.OVERDUE, KEY, NOW, "Settle"))
        ledger.record_case(opened, begin(opened))
    assert kiosk.runs("outbox") == 0
    out = capsys.readouterr().out
    assert "Settle" in out
    assert "ReportCase" in out
    for personal in (PATIENT_ID, "张", "56.29", "188.21", MINE.bill_ids[0], KEY):
        assert personal not in out


def test_what_people_were_told_of_needs_attention(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    with kiosk.database() as database:
        write(Ledger(database, bytes), Opened(MINE), *STORY[1:2])
        [waiting] = Outbox(database).waiting()
        Outbox(database).count_try(waiting.place, "refused: not_authorised")
        Outbox(database).mark_escalated(waiting.place)
    assert kiosk.runs("outbox") == 1
    assert "refused: not_authorised" in capsys.readouterr().out


def test_nobody_is_told_that_nothing_is_owed_while_the_journal_lies_damaged(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    with kiosk.database() as database:
        write(Ledger(database, bytes), Opened(MINE), *STORY[1:2])
    set_aside(load(kiosk.config).database)
    assert kiosk.runs("outbox") == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "kiosk salvage" in captured.err


def test_what_a_damaged_journal_no_longer_owes_is_owed_again(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    with kiosk.database() as database:
        ledger = Ledger(database, bytes)
        write(ledger, Opened(MINE), *STORY[1:2])
        opened = CancelOpened(Cancellation("cancel-1", PATIENT_ID, "R1"))
        ledger.record_cancellation(opened, cancelling.begin(opened))
        with database.transaction() as transaction:
            transaction.rows("DELETE FROM outbox")  # as a lost page would
    set_aside(load(kiosk.config).database)
    kiosk.runs("salvage")
    capsys.readouterr()
    kiosk.runs("outbox")
    owed_again = capsys.readouterr().out
    assert "Settle" in owed_again
    assert "CancelRegistration" in owed_again


@pytest.mark.parametrize("command", ["outbox", "reconcile"])
def test_a_journal_under_another_key_cannot_be_trusted(
    kiosk: Kiosk, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk.database().close()
    [key] = kiosk.folder.glob("*.key")
    key.write_text("0" * 64 + "\n")
    day = ("--day", "2026-03-02") if command == "reconcile" else ()
    assert kiosk.runs(command, *day) == 3
    assert "the journal" in capsys.readouterr().err


def test_a_day_on_which_the_books_agree_is_done(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk.pays()
    assert kiosk.reconciles() == 0
    out = capsys.readouterr().out
    assert out.startswith("2026-03-02  in both: 1 payments")
    assert "P1001" not in out


def test_a_day_on_which_they_differ_needs_attention(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk.pays()
    for file in kiosk.folder.glob("ledger.sqlite*"):
        file.unlink()
    assert kiosk.reconciles() == 1
    assert "only at central: 1" in capsys.readouterr().out


def test_a_central_that_is_silent_is_no_agreement(
    kiosk: Kiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    at_central.write_config(kiosk.folder, "http://127.0.0.1:9")
    assert kiosk.reconciles() == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no answer from central" in captured.err


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30"])
def test_a_day_that_is_none_is_wrong_use(
    kiosk: Kiosk, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        kiosk.runs("reconcile", "--day", day)
    assert end.value.code == 2
    assert "--day" in capsys.readouterr().err
