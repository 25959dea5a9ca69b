"""The paper ledger: caps, copies, reports and doubts, on a real journal."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.events import Effect
from kiosk.app.gallery.values import INVOICE, NOW, listed
from kiosk.app.ledger import Ledger
from kiosk.app.papers import Papers
from kiosk.app.surroundings import CapReached
from kiosk.flows.invoice_states import Sheet, Wanted
from kiosk.flows.printing import (
    Barred,
    Cap,
    File,
    InDoubt,
    Job,
    Paper,
    PaperLookedAt,
    PrintConfirmed,
    Printed,
    PrintFailed,
    Printing,
    PrintReported,
    PrintStarted,
    PrintUnproved,
    SendToPaper,
    Spoiled,
    Unprinted,
    begin,
    copies,
    owed,
)
from kiosk.flows.recovery import on_waking
from kiosk.flows.visit_effects import StartPrint, StartSheet
from kiosk.flows.visit_events import PaperMoved, VisitEvent
from kiosk.model.case import CaseKind
from kiosk.model.document import Document
from kiosk.model.invoice import ListedInvoice, PrintOutcome
from kiosk.model.receipt import Receipt
from offline_queue.database import Database
from offline_queue.errors import Full
from offline_queue.outbox import Outbox

JOB = Job("J1", Document.INVOICE, invoice=INVOICE, begun_at=NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, random.Random(0).randbytes)


class Hall:
    """Papers over a real journal, with a printer that waits for its orders."""

    def __init__(self, ledger: Ledger) -> None:
        self.sent: list[SendToPaper] = []
        self.seen: list[Paper] = []
        keys = iter(range(1000))
        self.papers = Papers(
            ledger,
            lambda: f"J{next(keys)}",
            lambda: NOW,
            self._receipt,
            self._perform,
            lambda: None,
            self._tell,
            most_copies=2,
        )

    def print(self, invoice: ListedInvoice, *, copy: int = 1) -> Paper:
        """Start it; what is said of it at once."""
        sheet = Sheet(Wanted(Document.INVOICE, invoice), File(b"%PDF", 1))
        self.papers.start_sheet(StartSheet(sheet, copy))
        return self.seen[-1]

    def prove(self) -> None:
        self.papers.handle(PrintConfirmed(self.sent[-1].job.id))

    def _receipt(self, _: StartPrint) -> Receipt:
        raise AssertionError("no slip is printed here")

    def _perform(self, effect: Effect) -> None:
        assert isinstance(effect, SendToPaper)
        self.sent.append(effect)

    def _tell(self, event: VisitEvent) -> None:
        assert isinstance(event, PaperMoved)
        self.seen.append(event.paper)


@pytest.fixture
def hall(ledger: Ledger) -> Hall:
    return Hall(ledger)


def reports(database: Database) -> list[str]:
    """What central is still to be told."""
    return [owed.task.kind for owed in Outbox(database).waiting()]


# Rule P6: the cap.


def test_the_hospitals_cap_is_kept(hall: Hall) -> None:
    for expected in (Printing, Printing, Printing, Barred, Barred):
        assert type(hall.print(listed())) is expected
        if expected is Printing:
            hall.prove()
    assert [send.job.copy for send in hall.sent] == [1, 2, 3]


def test_copies_of_other_kiosks_count(hall: Hall) -> None:
    assert isinstance(hall.print(listed(printed=2)), Printing)
    assert hall.sent[-1].job.copy == 3
    hall.prove()
    assert isinstance(hall.print(listed(printed=2)), Barred)


def test_what_central_has_been_told_is_not_counted_twice(hall: Hall) -> None:
    hall.print(listed())
    hall.prove()
    hall.papers.handle(PrintReported("J0", PrintOutcome.PRINTED, 1))
    hall.print(listed(printed=1))
    assert hall.sent[-1].job.copy == 2


def test_a_list_that_is_older_than_the_last_print_hides_nothing(hall: Hall) -> None:
    for counted in (1, 2, 3):
        hall.print(listed(printed=0))
        hall.prove()
        hall.papers.handle(
            PrintReported(hall.sent[-1].job.id, PrintOutcome.PRINTED, counted)
        )
    assert isinstance(hall.print(listed(printed=0)), Barred)


def test_what_did_not_come_out_counts_for_nothing(hall: Hall) -> None:
    for _ in range(5):
        hall.print(listed())
        hall.papers.handle(PrintFailed(hall.sent[-1].job.id))
    assert [send.job.copy for send in hall.sent] == [1] * 5


def test_a_doubtful_copy_counts_until_a_person_has_looked(hall: Hall) -> None:
    hall.print(listed(printed=2))
    hall.papers.handle(PrintUnproved("J0"))
    assert isinstance(hall.print(listed(printed=2)), Barred)
    hall.papers.handle(PaperLookedAt("J0", is_good=False))
    assert isinstance(hall.print(listed(printed=2)), Printing)


def test_a_start_that_a_full_disk_refuses_printed_nothing(
    hall: Hall, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Full

    monkeypatch.setattr(ledger, "record_paper", refuse)
    with pytest.raises(Full):
        hall.print(listed())
    assert isinstance(hall.seen[-1], Unprinted)
    assert hall.sent == []


def test_statements_have_no_cap(hall: Hall) -> None:
    sheet = Sheet(Wanted(Document.STATEMENT, listed(printed=3)), File(b"%PDF", 1))
    hall.papers.start_sheet(StartSheet(sheet))
    assert isinstance(hall.seen[-1], Printing)


def test_a_copy_too_many_leaves_no_trace(ledger: Ledger) -> None:
    started = PrintStarted(JOB, File(b"%PDF", 1), Cap(most=1, counted=1))
    with pytest.raises(CapReached):
        ledger.record_paper(started, begin(started).state, cap=started.cap)
    assert ledger.paper("J1") is None
    assert ledger.copies(INVOICE) == []


def test_the_count_of_copies_survives_a_power_cut(ledger: Ledger) -> None:
    hall = Hall(ledger)
    hall.print(listed(printed=2))
    hall.prove()
    assert isinstance(Hall(ledger).print(listed(printed=2)), Barred)


def test_an_invoice_stands_in_no_name_on_the_disk(
    database: Database, hall: Hall
) -> None:
    hall.print(listed(7))
    names = database.rows("SELECT name FROM streams")
    assert not any("0000000007" in name for (name,) in names)


# Reports.


def test_every_copy_is_reported_until_central_agrees(
    database: Database, hall: Hall
) -> None:
    hall.print(listed())
    assert reports(database) == []
    hall.prove()
    assert reports(database) == ["ReportPrint.printed"]
    hall.papers.handle(PrintReported("J0", PrintOutcome.PRINTED, 1))
    assert reports(database) == []


def test_a_report_outlives_the_power(database: Database, ledger: Ledger) -> None:
    Hall(ledger).print(listed())
    [paper] = ledger.unfinished()
    again = Hall(ledger)
    assert isinstance(paper, Printing)
    again.papers.take_up(paper)
    for event in on_waking([paper]):
        assert isinstance(event, PrintUnproved)
        again.papers.handle(event)
    assert "ReportPrint.unknown" in reports(database)
    assert again.sent == []  # rule P1: never printed again by itself


def test_the_staff_are_told_of_a_doubt_in_the_transaction_of_it(
    ledger: Ledger, hall: Hall
) -> None:
    hall.print(listed())
    hall.papers.handle(PrintUnproved("J0"))
    case = ledger.case("J0.paper_in_doubt")
    assert case is not None
    assert (case.case.kind, case.case.about) == (CaseKind.PAPER_IN_DOUBT, "invoice")


@pytest.mark.parametrize(
    ("is_good", "outcome"),
    [(True, PrintOutcome.PRINTED), (False, PrintOutcome.SPOILED)],
)
def test_what_a_person_saw_is_reported_too(
    database: Database, hall: Hall, is_good: bool, outcome: PrintOutcome
) -> None:
    hall.print(listed())
    hall.papers.handle(PrintUnproved("J0"))
    hall.papers.handle(PrintReported("J0", PrintOutcome.UNKNOWN, 1))
    hall.papers.handle(PaperLookedAt("J0", is_good=is_good))
    assert f"ReportPrint.{outcome}" in reports(database)


def test_a_report_of_the_doubt_is_no_report_of_what_a_person_saw(
    database: Database, hall: Hall
) -> None:
    hall.print(listed())
    hall.papers.handle(PrintUnproved("J0"))
    hall.papers.handle(PaperLookedAt("J0", is_good=False))
    hall.papers.handle(PrintReported("J0", PrintOutcome.UNKNOWN, 1))
    assert "ReportPrint.spoiled" in reports(database)


def test_a_person_looks_only_at_what_is_in_doubt(hall: Hall) -> None:
    hall.print(listed())
    hall.prove()
    seen = len(hall.seen)
    hall.papers.handle(PaperLookedAt("J0", is_good=False))
    assert len(hall.seen) == seen


def test_a_cover_list_is_reported_to_nobody(database: Database, hall: Hall) -> None:
    sheet = Sheet(Wanted(Document.COVER_LIST), File(b"%PDF", 1))
    hall.papers.start_sheet(StartSheet(sheet))
    hall.prove()
    assert reports(database) == []


# Counting, as a function.


def test_copies_never_says_too_few() -> None:
    proved, doubted = Printed(JOB, 1), InDoubt(JOB, 2)
    assert copies([], 1) == 1
    assert copies([proved, doubted], 0) == 2
    assert copies([proved, doubted, Printing(JOB)], 0) == 3
    assert copies([Printed(JOB), InDoubt(JOB)], 3) == 5
    assert copies([Spoiled(JOB)], 1) == 1


def test_only_what_came_or_may_have_come_is_owed() -> None:
    assert owed(Printing(JOB)) == ()
    assert [report.outcome for report in owed(InDoubt(JOB))] == [PrintOutcome.UNKNOWN]
    assert owed(Printed(JOB, 1)) == ()
    assert owed(Printed(Job("J1", Document.RECEIPT))) == ()
