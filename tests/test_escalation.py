"""When the staff is told that something owed does not get through."""

from datetime import timedelta

import pytest

from kiosk.app.escalation import is_overdue, overdue_case
from kiosk.app.gallery.values import KEY, NOW
from kiosk.flows.casework import CaseOpened
from kiosk.model.case import Case, CaseKind
from offline_queue.outbox import Owed, Task

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
