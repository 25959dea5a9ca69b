"""What is done at night, once, as soon as it can be done, and what is left undone."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.gallery.values import KEY
from kiosk.app.ledger import Ledger
from kiosk.app.night import AGREED, NightShift
from kiosk.central.port import Central, CentralError, NotSent, Unanswered
from kiosk.flows.casework import CaseOpened
from kiosk.model.beijing import BEIJING
from kiosk.model.case import CaseKind
from kiosk.model.money import Money
from kiosk.model.reconciliation import Entry
from offline_queue.database import Database
from offline_queue.errors import Full
from offline_queue.journal import Journal
from tests.test_reconcile import CentralsBooks, pay

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=BEIJING)
YESTERDAY = date(2026, 11, 22)
RETENTION = timedelta(days=30)
OLD = NIGHT - timedelta(days=40)


class Books(CentralsBooks):
    """Central's books, a clock of its own, and a line that may be cut."""

    ahead_s = 0.0
    cut: CentralError | None = None
    asked = 0

    def ping(self) -> float:
        self.asked += 1
        if self.cut:
            raise self.cut
        return self.ahead_s


class Bed:
    """A night shift, and everything it works with."""

    def __init__(self, path: Path) -> None:
        self.now = NIGHT
        self.written_at = OLD
        self.database = Database(path, now=lambda: self.written_at)
        self.ledger = Ledger(self.database, bytes)
        self.books = Books({})
        self.posted: list[CaseOpened] = []
        central = cast(Central, self.books)
        self.shift = NightShift(
            self.ledger, central, self.posted.append, lambda: self.now, 3, RETENTION
        )

    def paid(self, at: datetime, key: str = KEY) -> None:
        """A payment that both books have."""
        day = at.astimezone(BEIJING).date()
        self.books.days.setdefault(day, []).append(pay(self.ledger, at, key))

    @property
    def forgot(self) -> bool:
        return self.ledger.payment(KEY) is None


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[Bed]:
    bed = Bed(tmp_path / "ledger.sqlite")
    with bed.database:
        yield bed


# One night's work.


def test_yesterday_is_compared_and_what_is_over_and_old_is_forgotten(bed: Bed) -> None:
    bed.paid(OLD)
    bed.written_at = NIGHT - timedelta(hours=12)
    bed.paid(bed.written_at, "yesterday")
    assert bed.shift.work()
    assert bed.posted == []
    assert bed.forgot
    assert bed.ledger.payment("yesterday") is not None


@pytest.mark.parametrize(("age", "forgotten"), [(30, False), (31, True)])
def test_what_is_over_is_kept_for_as_long_as_was_configured(
    bed: Bed, age: int, forgotten: bool
) -> None:
    bed.written_at = NIGHT - timedelta(days=age)
    bed.paid(bed.written_at)
    assert bed.shift.work()
    assert bed.forgot == forgotten


@pytest.mark.parametrize("ahead_s", [-301.0, 301.0])
def test_under_a_wrong_clock_nothing_is_forgotten(bed: Bed, ahead_s: float) -> None:
    bed.paid(OLD)
    bed.books.ahead_s = ahead_s
    assert bed.shift.work()
    assert not bed.forgot
    bed.books.ahead_s = ahead_s / 2
    assert bed.shift.work()
    assert bed.forgot


def test_what_was_paid_until_a_day_in_order_is_forgotten_and_nothing_after_it(
    bed: Bed,
) -> None:
    bed.paid(OLD)
    bed.written_at = OLD + timedelta(days=2)
    bed.paid(bed.written_at, "later")
    day = bed.written_at.astimezone(BEIJING).date()
    bed.books.days[day].append(Entry("unknown", Money(1), None))
    for _ in range(2):
        assert bed.shift.work()
        assert bed.forgot
        assert bed.ledger.payment("later") is not None
    bed.books.days[day].pop()
    assert bed.shift.work()
    assert bed.ledger.payment("later") is None


def test_nights_that_were_missed_are_made_up_for(bed: Bed) -> None:
    missed = YESTERDAY - timedelta(days=3)
    assert bed.shift.work()
    bed.books.days[missed] = [Entry("unknown", Money(1), None)]
    bed.ledger.keep(AGREED, (missed - timedelta(days=1)).isoformat().encode())
    assert bed.shift.work()
    [opened] = bed.posted
    assert opened.case.about == missed.isoformat()


def test_where_the_books_differ_somebody_is_told(bed: Bed) -> None:
    bed.books.days[YESTERDAY] = [Entry("unknown", Money(1), None)]
    assert bed.shift.work()
    [opened] = bed.posted
    assert opened.case.kind is CaseKind.ONLY_CENTRAL
    assert opened.case.about == "2026-11-22"
    assert opened.case.opened_at == NIGHT


@pytest.mark.parametrize("cut", [NotSent(), Unanswered()])
def test_without_central_nothing_is_forgotten_and_it_is_tried_again(
    bed: Bed, cut: CentralError
) -> None:
    bed.paid(OLD)
    bed.books.cut = cut
    assert not bed.shift.work()
    assert not bed.forgot
    bed.books.cut = None
    assert bed.shift.work()
    assert bed.forgot


def test_a_journal_that_cannot_be_read_is_tried_again_and_keeps_everything(
    bed: Bed,
) -> None:
    bed.paid(OLD)
    with bed.database.transaction() as transaction:
        Journal.append(transaction, "payment/bad", b"{}", is_open=False)
    assert not bed.shift.work()
    assert not bed.forgot


def test_a_disk_that_refuses_is_tried_again(
    bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(ledger: Ledger, before: datetime) -> int:
        raise Full

    monkeypatch.setattr(Ledger, "purge", full)
    assert not bed.shift.work()


# When.


def nights(bed: Bed, monkeypatch: pytest.MonkeyPatch, *times: datetime) -> list[bool]:
    """Let the shift look at the clock at these times; say at which it worked."""
    monkeypatch.setattr("kiosk.app.night.LOOK_EVERY_S", 0)
    stop = threading.Event()
    waiting = iter(times)
    worked: list[bool] = []

    def work(shift: NightShift) -> bool:
        worked[-1] = True
        return bed.books.cut is None

    def now() -> datetime:
        moment = next(waiting, None)
        if moment is None:
            stop.set()
            return NIGHT.replace(hour=0)
        worked.append(False)
        return moment

    monkeypatch.setattr(NightShift, "work", work)
    central = cast(Central, bed.books)
    shift = NightShift(bed.ledger, central, bed.posted.append, now, 3, RETENTION)
    shift.watch(stop)
    return worked


def test_the_work_begins_at_its_hour_in_beijing_and_not_before(
    bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = [NIGHT - timedelta(minutes=minutes) for minutes in (20, 10, 0)]
    assert nights(bed, monkeypatch, *moments) == [False, False, True]


def test_the_work_is_done_once_a_night(
    bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = [NIGHT + timedelta(hours=hours) for hours in (0, 1, 20, 24, 25)]
    assert nights(bed, monkeypatch, *moments) == [True, False, False, True, False]


def test_work_that_failed_is_taken_up_again_the_same_night(
    bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed.books.cut = Unanswered()
    moments = [NIGHT + timedelta(minutes=minutes) for minutes in (0, 10, 20)]
    assert nights(bed, monkeypatch, *moments) == [True, True, True]


def test_a_kiosk_that_was_off_at_night_works_in_the_morning(
    bed: Bed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert nights(bed, monkeypatch, NIGHT + timedelta(hours=5)) == [True]
