"""One day of money in two sets of books: what agrees, and what somebody must see."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.day_report import report
from kiosk.app.gallery.values import (
    INVOICE,
    KEY,
    NOW,
    PARTLY,
    SETTLEMENT,
    WECHAT,
    intent,
)
from kiosk.app.ledger import Ledger
from kiosk.app.reconcile import cases, entry_of, reconcile
from kiosk.central.port import Central, Unanswered
from kiosk.flows import payment
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    InvoiceIssued,
    Opened,
    SettlementConfirmed,
)
from kiosk.flows.payment_states import (
    AwaitingPayer,
    Charging,
    Closing,
    Done,
    Payment,
    Reversing,
    Settled,
    Settling,
    Undoing,
)
from kiosk.model.beijing import BEIJING, day_of
from kiosk.model.case import CaseKind
from kiosk.model.charge import Refusal
from kiosk.model.intent import Intent
from kiosk.model.money import ZERO, Money, total
from kiosk.model.reconciliation import Difference, Entry, Lists, compare
from offline_queue.database import Database
from tests.fickle_central import FickleCentral
from tests.test_ledger import STORIES, write
from tests.test_payment import (
    BOTH,
    CREDIT,
    EVERY_INTENT,
    FIRST,
    HAPPENINGS,
    INTENT,
    ONE_DONE,
    PAID,
    SECOND,
    SETTLE_FIRST,
    SETTLED_FIRST,
    SHARED,
    SHARED_SETTLE_FIRST,
    STATES,
    WALLET,
    Story,
)

DAY = date(2026, 11, 22)
KEPT = Entry("k", Money(1), "S1")
NEVER = Entry("k", ZERO, None)


def lists(
    kiosk: list[Entry] | None = None, central: list[Entry] | None = None
) -> Lists:
    """Compare two books of one and the same day."""
    ours, theirs = kiosk or [], central or []
    return compare(
        ours,
        theirs,
        kiosk={entry.key: entry for entry in ours},
        central={entry.key: entry for entry in theirs},
    )


# The four lists.


def test_the_same_in_both_books_is_in_both() -> None:
    assert lists([KEPT], [KEPT]) == Lists((KEPT,), (), (), ())


def test_money_that_only_one_side_knows_is_somebodys_matter() -> None:
    assert lists([KEPT], []) == Lists((), (KEPT,), (), ())
    assert lists([], [KEPT]) == Lists((), (), (KEPT,), ())


@pytest.mark.parametrize(
    "other", [Entry("k", Money(2), "S1"), Entry("k", Money(1), "S2"), NEVER]
)
def test_another_sum_or_another_settlement_is_a_difference(other: Entry) -> None:
    assert lists([KEPT], [other]).differ == (Difference(KEPT, other),)


def test_a_refusal_that_never_arrived_is_nobodys_matter() -> None:
    assert lists([NEVER], []).agree
    assert lists([], [NEVER]).agree


@pytest.mark.parametrize("entry", [Entry("k", ZERO, "S1"), Entry("k", Money(1), None)])
def test_what_was_settled_or_kept_may_not_be_missing(entry: Entry) -> None:
    assert lists([entry], []).only_kiosk == (entry,)
    assert lists([], [entry]).only_central == (entry,)


entries = st.builds(
    Entry,
    key=st.sampled_from("abcdef"),
    kept=st.sampled_from([ZERO, Money(1), Money(56_29)]),
    settlement_id=st.sampled_from([None, "S1", "S2"]),
)
books = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(entries, st.integers(-1, 1))
).map(
    lambda book: {
        key: (replace(entry, key=key), day) for key, (entry, day) in book.items()
    }
)
Book = dict[str, tuple[Entry, int]]


def that_day(book: Book) -> list[Entry]:
    return [entry for entry, day in book.values() if day == 0]


def whole(book: Book) -> dict[str, Entry]:
    return {key: entry for key, (entry, _) in book.items()}


def compared(kiosk: Book, central: Book) -> Lists:
    return compare(
        that_day(kiosk), that_day(central), kiosk=whole(kiosk), central=whole(central)
    )


@given(books, books)
def test_every_payment_of_the_day_is_in_the_one_list_where_it_belongs(
    kiosk: Book, central: Book
) -> None:
    found = compared(kiosk, central)
    of_the_day = {entry.key for entry in (*that_day(kiosk), *that_day(central))}
    for key in "abcdef":
        mine, other = whole(kiosk).get(key), whole(central).get(key)
        places = (
            key in {entry.key for entry in found.both},
            key in {entry.key for entry in found.only_kiosk},
            key in {entry.key for entry in found.only_central},
            key in {each.kiosk.key for each in found.differ},
        )
        alone = mine if other is None else other
        matters = alone is not None and alone != Entry(key, ZERO, None)
        assert places == (
            (
                mine is not None and mine == other,
                other is None and matters,
                mine is None and matters,
                mine is not None and other is not None and mine != other,
            )
            if key in of_the_day
            else (False,) * 4
        )


@given(books, books)
def test_the_two_sides_see_the_same_differences(kiosk: Book, central: Book) -> None:
    here, there = compared(kiosk, central), compared(central, kiosk)
    assert (here.both, here.only_kiosk) == (there.both, there.only_central)
    assert [(one.kiosk, one.central) for one in here.differ] == [
        (one.central, one.kiosk) for one in there.differ
    ]
    assert here.agree == there.agree


@given(books)
def test_equal_books_agree(book: Book) -> None:
    assert compared(book, book).agree


# What the kiosk's own book says.


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_kept_is_no_entry_with_money(state: Payment) -> None:
    entry = entry_of(state)
    assert entry.key == KEY
    match state:
        case Charging() | AwaitingPayer() | Closing() | Reversing():
            assert entry.kept == total(one.amount for one in state.done.taken)
            assert (entry.settlement_id is None) == (state.done.settlement is None)
        case Settling():
            assert entry == Entry(KEY, total(one.amount for one in state.taken), None)
        case Undoing():
            assert entry == Entry(KEY, total(one.amount for one in state.owing), None)
        case Settled():
            assert entry.settlement_id == state.settlement.id
            assert entry.kept >= state.settlement.split.self_pay
        case _:
            assert entry == Entry(KEY, ZERO, None)


@pytest.mark.parametrize(
    ("state", "entry"),
    [
        (Charging(INTENT), Entry(KEY, ZERO, None)),
        (Charging(SHARED, ONE_DONE), Entry(KEY, WALLET, None)),
        (Charging(SETTLE_FIRST, SETTLED_FIRST), Entry(KEY, ZERO, "S1")),
        (
            Closing(SHARED_SETTLE_FIRST, Done((FIRST,), SETTLEMENT)),
            Entry(KEY, WALLET, "S1"),
        ),
        (Settling(SHARED, BOTH), Entry(KEY, PAID, None)),
        (Settled(SHARED, BOTH, SETTLEMENT), Entry(KEY, PAID, "S1")),
        (
            Settled(SHARED, BOTH, PARTLY, owing=(SECOND,)),
            Entry(KEY, PARTLY.split.self_pay + CREDIT, "S1"),
        ),
        (Undoing(SHARED, Refusal.OTHER, BOTH, (FIRST,)), Entry(KEY, WALLET, None)),
    ],
)
def test_what_is_taken_and_not_back_yet_is_kept(state: Payment, entry: Entry) -> None:
    assert entry_of(state) == entry


@pytest.mark.parametrize("decision", EVERY_INTENT)
@pytest.mark.parametrize("seed", range(20))
def test_the_books_agree_once_nothing_is_owed(decision: Intent, seed: int) -> None:
    dice = Random(seed)
    opened = Opened(decision, WECHAT)
    first = payment.begin(opened)
    central = FickleCentral(dice, odd=0.15)
    story = Story(central, [opened], first.state, [*first.effects])
    for _ in range(20):
        dice.choice(HAPPENINGS)(story, dice)
    story.end(dice)
    settlement = "S1" if central.has_settled(KEY) else None
    assert entry_of(story.state) == Entry(KEY, central.kept(KEY), settlement)


# The ledger against central.


@dataclass
class CentralsBooks:
    """What central has, day by day."""

    days: dict[date, list[Entry]]

    def day(self, day: date) -> tuple[Entry, ...]:
        return tuple(self.days.get(day, []))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Database(tmp_path / "ledger.sqlite") as database:
        yield Ledger(database, bytes)


def pay(ledger: Ledger, at: datetime = NOW, key: str = KEY) -> Entry:
    """One payment, paid and settled; what central should have of it."""
    write(
        ledger,
        Opened(replace(intent(), key=key, opened_at=at)),
        ChargeConfirmed(key, PAID),
        SettlementConfirmed(key, SETTLEMENT),
        InvoiceIssued(key, INVOICE),
    )
    return Entry(key, PAID, SETTLEMENT.id)


def of_day(ledger: Ledger, days: dict[date, list[Entry]], day: date = DAY) -> Lists:
    return reconcile(ledger, cast(Central, CentralsBooks(days)), day)


def test_a_day_that_went_well_is_in_both_books(ledger: Ledger) -> None:
    entry = pay(ledger)
    assert of_day(ledger, {DAY: [entry]}) == Lists((entry,), (), (), ())


def test_a_day_without_payments_agrees(ledger: Ledger) -> None:
    assert of_day(ledger, {}) == Lists((), (), (), ())


def test_a_day_is_a_day_in_beijing() -> None:
    before = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
    assert day_of(before) == date(2026, 11, 22)
    assert day_of(before + timedelta(seconds=1)) == date(2026, 11, 23)


@pytest.mark.parametrize("days_off", [-1, 1])
def test_a_payment_at_midnight_may_be_another_days_on_the_other_side(
    ledger: Ledger, days_off: int
) -> None:
    entry = pay(ledger)
    other_day = DAY + timedelta(days=days_off)
    theirs = {other_day: [entry]}
    assert of_day(ledger, theirs).both == (entry,)
    assert of_day(ledger, theirs, other_day).both == (entry,)


def test_a_kiosk_whose_clock_was_wrong_knows_its_payments_all_the_same(
    ledger: Ledger,
) -> None:
    entry = pay(ledger, at=datetime(2020, 1, 1, tzinfo=BEIJING))
    assert of_day(ledger, {DAY: [entry]}).both == (entry,)


def test_what_central_lost_and_what_the_kiosk_lost_are_found(ledger: Ledger) -> None:
    kept = pay(ledger, key="kept")
    lost = pay(ledger, key="lost")
    dear = pay(ledger, key="dear")
    unknown = Entry("unknown", Money(5), None)
    other = replace(dear, kept=Money(1))
    assert of_day(ledger, {DAY: [kept, unknown, other]}) == Lists(
        both=(kept,),
        only_kiosk=(lost,),
        only_central=(unknown,),
        differ=(Difference(dear, other),),
    )


def test_what_was_promised_and_is_not_carried_out_yet_is_no_difference(
    ledger: Ledger,
) -> None:
    write(ledger, *STORIES["deferred"][:2])
    assert of_day(ledger, {}).agree


def test_silence_is_no_agreement(ledger: Ledger) -> None:
    class Silent:
        def day(self, day: date) -> tuple[Entry, ...]:
            raise Unanswered

    with pytest.raises(Unanswered):
        reconcile(ledger, cast(Central, Silent()), DAY)


# What is made of it.

DIFFERENT = Lists(
    both=(Entry("b", Money(100_00), "S1"), Entry("b2", Money(1), "S2")),
    only_kiosk=(Entry("k", Money(2), None),),
    only_central=(Entry("c", Money(3), "S3"),),
    differ=(Difference(Entry("d", Money(4), "S4"), Entry("d", Money(5), "S5")),),
)


def test_each_difference_is_a_case_of_its_day_and_agreement_is_none() -> None:
    opened = [each.case for each in cases(DIFFERENT, DAY, NOW)]
    assert [(case.kind, case.payment_key) for case in opened] == [
        (CaseKind.ONLY_KIOSK, "k"),
        (CaseKind.ONLY_CENTRAL, "c"),
        (CaseKind.AMOUNTS_DIFFER, "d"),
    ]
    assert {case.about for case in opened} == {"2026-11-22"}
    again = [each.case.id for each in cases(DIFFERENT, DAY, NOW + timedelta(days=1))]
    assert again == [case.id for case in opened], "told again, they are raised once"
    assert not [*cases(Lists(DIFFERENT.both, (), (), ()), DAY, NOW)]


def test_the_report_sums_up_what_agrees_and_names_what_does_not() -> None:
    lines = report(DIFFERENT, DAY).splitlines()
    assert lines[0] == "2026-11-22  in both: 2 payments, 100.01"
    text = "\n".join(lines[1:])
    for what in ("only at the kiosk: 1", "only at central: 1", "amounts differ: 1"):
        assert what in text
    for number in ("0.02", "not settled", "0.03", "S3", "0.04", "0.05", "S5"):
        assert number in text
    assert "S1" not in text
