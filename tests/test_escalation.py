"""When the staff is told that something owed does not get through."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.app.escalation import (
    HandingOver,
    is_overdue,
    may_be_handed_over,
    overdue_case,
)
from kiosk.app.gallery.values import KEY, NOW
from kiosk.app.owed_words import case_of
from kiosk.flows.casework import CaseOpened
from kiosk.model.case import Case, CaseKind
from offline_queue.database import Database
from offline_queue.outbox import Outbox, Owed, Task

HALF_AN_HOUR_S = 1800.0
A_DAY_S = 86_400.0


def owed(kind: str = "Settle", tries: int = 0, stream: str = f"payment/{KEY}") -> Owed:
    return Owed(Task("t", stream, kind, 2, b"", "lane"), NOW, tries, place=1)


@pytest.mark.parametrize(
    ("tries", "waited_s", "overdue"),
    [
        (0, 0.0, False),
        (5, HALF_AN_HOUR_S - 1, False),
        (6, 0.0, True),
        (0, HALF_AN_HOUR_S, True),
    ],
)
def test_six_failures_or_half_an_hour_are_too_many(
    tries: int, waited_s: float, overdue: bool
) -> None:
    assert is_overdue(owed(tries=tries), waited_s) == overdue


def test_a_deferral_may_wait_for_the_network_for_a_day() -> None:
    waits = owed("BeginDeferral", tries=10_000)
    assert not is_overdue(waits, A_DAY_S - 1)
    assert is_overdue(waits, A_DAY_S)


def test_a_deferral_that_is_being_carried_out_is_as_urgent_as_money() -> None:
    assert is_overdue(owed("CarryOut", tries=6), 0.0)


def test_what_is_overdue_is_a_case_that_says_which_task() -> None:
    case = Case(f"{KEY}.overdue.Settle", CaseKind.OVERDUE, KEY, NOW, "Settle")
    assert overdue_case(owed(), NOW) == CaseOpened(case)


def test_two_tasks_of_one_payment_are_two_cases_and_one_task_is_one() -> None:
    ids = [
        opened.case.id
        for task in (owed(), owed("RefundCharge"), owed("RefundCharge.2"), owed())
        for opened in [overdue_case(task, NOW + timedelta(days=1))]
        if opened is not None
    ]
    assert len(ids) == 4
    assert len({*ids}) == 3


def test_a_case_that_cannot_be_told_is_not_one_more() -> None:
    stuck = owed("ReportCase", tries=99, stream=f"case/{KEY}.late_success")
    assert is_overdue(stuck, 0.0)
    assert overdue_case(stuck, NOW) is None


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield database


def test_staff_are_told_of_a_task_early_once_and_it_stays_owed(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        Outbox.owe(transaction, f"payment/{KEY}", [owed().task])
    outbox = Outbox(database)
    [waiting] = outbox.waiting()
    told: list[Owed] = []
    hurried: list[bool] = []
    handing = HandingOver(outbox, told.append, lambda: hurried.append(True))
    assert [handing.hand_over(waiting.place) for _ in range(2)] == [
        case_of(f"payment/{KEY}"),
        "",
    ]
    assert (told, len(hurried)) == ([waiting], 1)
    [still] = outbox.waiting()
    assert still.escalated_at is not None


@pytest.mark.parametrize("stream", [f"case/{KEY}.doubt", f"event/{KEY}"])
def test_what_is_no_case_cannot_be_handed_over(database: Database, stream: str) -> None:
    with database.transaction() as transaction:
        Outbox.owe(transaction, stream, [owed(stream=stream).task])
    outbox = Outbox(database)
    [waiting] = outbox.waiting()
    assert not may_be_handed_over(waiting)
    told: list[Owed] = []
    handing = HandingOver(outbox, told.append, lambda: None)
    assert handing.hand_over(waiting.place) == ""
    [still] = outbox.waiting()
    assert (told, still.escalated_at) == ([], None)


def test_nobody_is_told_of_what_is_owed_no_more(database: Database) -> None:
    told: list[Owed] = []
    handing = HandingOver(Outbox(database), told.append, lambda: None)
    assert handing.hand_over(7) == ""
    assert told == []
