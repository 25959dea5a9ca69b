"""The books in memory answer as the books in SQLite and in PostgreSQL do."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.exc import NoResultFound, SQLAlchemyError

from kiosk.app.simulation.memory_books import MemoryStore
from kiosk.app.simulation.memory_tables import KEYS, Duplicate
from kiosk.central.paper_wire import ExchangeStatus
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.document import Document
from kiosk.model.intent import Method, Order
from kiosk.model.invoice import InvoiceKind, PrintOutcome
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Split
from kiosk.sandbox import records
from kiosk.sandbox.books import BookKeeper, Books
from kiosk.sandbox.people import sample_bills, sample_people
from kiosk.sandbox.records import (
    Charge,
    Credential,
    DeviceKey,
    Habit,
    Issued,
    IssuedCode,
    KeptReply,
    OrderedBill,
    Person,
    Quote,
    Settled,
    SlipKey,
)
from kiosk.sandbox.store import Store
from kiosk.sandbox.tables import TABLE_OF
from tests.postgresql import Server

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
SPLIT = Split(Money(100), Money(60), Money(10), Money(30))
COUNTED = ("invoice", "settlement")

# Few of each, so that they meet. A later letter is not a later row: rows come in the
# order in which they are drawn.
numbers = st.integers(0, 4)
people = numbers.map("P{}".format)
bill_ids = numbers.map("B{}".format)
some_bills = st.lists(bill_ids, min_size=1, max_size=3).map(tuple)
payments = numbers.map("pay-{}".format)
kiosks = st.sampled_from(["K-1", "K-2"])
moments = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
amounts = st.integers(0, 3).map(Money)
settlements = numbers.map("S{}".format)
days = st.integers(-2, 2).map(lambda count: DAY + timedelta(days=count))

anything = st.one_of(
    st.builds(Person, people, st.just("张伟"), st.just(""), wallet=amounts),
    st.builds(
        OrderedBill,
        bill_ids,
        people,
        st.builds(
            Bill,
            bill_ids,
            st.just(date(2026, 3, 2)),
            amounts,
            st.just((BillLine("血常规", "1 次", Money(20_00), "甲"),)),
        ),
        st.none() | settlements,
    ),
    st.builds(
        IssuedCode,
        numbers.map(str),
        st.just(CodeKind.WECHAT),
        people,
        st.just(Habit.PAYS),
        moments,
    ),
    st.builds(Credential, payments, numbers.map(str), people, amounts, moments),
    st.builds(Quote, numbers.map(str), people, some_bills, st.just(SPLIT), moments),
    st.builds(
        Charge,
        numbers.map("charge-{}".format),
        st.just(ChargeStatus.USER_PAYING) | st.sampled_from(ChargeStatus),
        moments,
        payments,
        kiosks,
        people,
        method=st.sampled_from(Method),
        amount=amounts,
        refusal=st.none() | st.sampled_from(Refusal),
        answers_at=st.none() | moments,
    ),
    st.builds(
        Charge,
        numbers.map("charge-{}".format),
        st.sampled_from([ChargeStatus.CLOSED, ChargeStatus.REVERSED]),
        moments,
    ),
    st.builds(
        Settled,
        settlements,
        payments,
        kiosks,
        people,
        numbers.map(str),
        st.sampled_from(Order),
        some_bills,
        st.just(SPLIT),
        moments,
    ),
    st.builds(records.Revocation, payments, st.none() | settlements, moments),
    st.builds(
        Issued,
        numbers.map(str),
        st.just("31060126"),
        settlements,
        people,
        st.sampled_from(InvoiceKind),
        some_bills,
        st.just("abc123"),
        st.just(SPLIT),
        days,
        st.none() | days,
    ),
    st.builds(records.Drawn, numbers.map("invoice {}".format), st.just(b"%PDF-")),
    st.builds(
        records.PrintNote,
        numbers.map("job-{}".format),
        kiosks,
        st.sampled_from(Document),
        numbers.map(str),
        numbers,
        st.sampled_from(PrintOutcome),
        moments,
        moments,
        st.booleans(),
    ),
    st.builds(
        records.Place,
        numbers.map("R{}".format),
        people,
        st.sampled_from(["D1", "D2"]),
        numbers.map(str),
        st.just("A001"),
        moments,
        st.none() | moments,
        st.booleans(),
    ),
    st.builds(
        records.FormExchange,
        numbers.map("exchange-{}".format),
        st.sampled_from(ExchangeStatus),
        moments,
        st.none() | kiosks,
        st.none() | numbers.map(str),
        st.none() | st.just("31060199"),
        st.none() | numbers.map(str),
        st.booleans(),
    ),
    st.builds(
        KeptReply,
        st.sampled_from(["/charges", "/settlements"]),
        payments,
        st.just(""),
        st.just(200),
        numbers.map(str),
        moments,
    ),
    st.builds(DeviceKey, kiosks, st.just(""), st.just(""), st.just(""), moments),
    st.builds(SlipKey, numbers.map(str), st.just(b""), st.just("")),
)


def bill(id: str) -> OrderedBill:
    return OrderedBill(id, "P1", Bill(id, date(2026, 3, 2), Money(100), ()))


Act = Callable[[Books], object]


class Stop(Exception):
    """The body of a transaction fails."""


def number(books: Books, name: str) -> int | None:
    """The number last given, if one was."""
    with suppress(LookupError, NoResultFound):
        return books.number(name)
    return None


def everything(books: Books) -> dict[str, object]:
    """All that the books can be asked, about everybody that a test knows."""
    ids = tuple(f"B{number}" for number in range(5))
    keys = [f"pay-{number}" for number in range(5)]
    return {
        "rows": [books.every(kind) for kind in TABLE_OF],
        "open": [books.open_bills(f"P{number}") for number in range(5)],
        "bills": (books.bills(ids), books.bills((ids[3], ids[1], ids[3]))),
        "settled_as": books.settled_as(ids),
        "holders": books.holders(ids),
        "answered": [books.answered(NOON + timedelta(hours=h)) for h in range(-3, 4)],
        "charges": [books.charges_of(key) for key in keys],
        "settlements": [books.settlement_of(key) for key in keys],
        "invoices": [books.invoice_of(f"S{number}") for number in range(5)],
        "invoices_of": [books.invoices_of(f"P{number}", DAY) for number in range(5)],
        "settled_of": [books.settled_of(f"P{number}", NOON) for number in range(5)],
        "places": [books.places_of(f"P{number}") for number in range(5)],
        "places_in": [books.places_in(code) for code in ("D1", "D2")],
        "prints": [books.prints_of(str(number)) for number in range(5)],
        "exchanges": [books.exchanges_of(str(number)) for number in range(5)],
        "on_form": [books.exchanges_on("31060199", str(at)) for at in range(5)],
        "days": [
            books.payments_of(kiosk, NOON - timedelta(hours=1), NOON)
            for kiosk in ("K-1", "K-2")
        ],
        "numbers": [number(books, name) for name in COUNTED],
    }


class BothBooks(RuleBasedStateMachine):
    """Whatever is done to both books, both say the same of it."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self.real = Store(database)
        self.memory = MemoryStore()

    def teardown(self) -> None:
        self.real.close()

    @initialize(news=st.lists(anything, min_size=20, max_size=40))
    def fill(self, news: list[object]) -> None:
        for record in news:
            self.put(record)
        self.do(lambda books: books.add([bill("B3"), bill("B1")]))

    @rule(record=anything)
    def put(self, record: object) -> None:
        self.do(lambda books: books.put(record))

    @rule(record=anything)
    def add(self, record: object) -> None:
        self.do(lambda books: books.add([record]))

    @rule(record=anything)
    def add_again(self, record: object) -> None:
        def act(books: Books) -> None:
            books.put(record)
            books.add([record])

        self.do(act)

    @rule(ids=some_bills, setl_id=settlements)
    def mark_paid(self, ids: tuple[str, ...], setl_id: str) -> None:
        self.do(lambda books: books.mark_paid(ids, setl_id))

    @rule(setl_id=settlements)
    def reopen(self, setl_id: str) -> None:
        self.do(lambda books: books.reopen(setl_id))

    @rule(bill_id=bill_ids)
    def take_back(self, bill_id: str) -> None:
        self.do(lambda books: books.take_back(bill_id))

    @rule(ids=some_bills, key=payments)
    def hold(self, ids: tuple[str, ...], key: str) -> None:
        self.do(lambda books: books.hold(ids, key))

    @rule(key=payments)
    def release(self, key: str) -> None:
        self.do(lambda books: books.release(key))

    @rule(name=st.sampled_from(COUNTED))
    def count(self, name: str) -> None:
        self.do(lambda books: books.next_number(name))

    @rule(now=moments)
    def tidy(self, now: datetime) -> None:
        self.do(lambda books: books.tidy(now, 0))

    @rule()
    def forget_replies(self) -> None:
        self.do(lambda books: books.forget_replies())

    @rule(news=st.lists(anything, max_size=4), ids=some_bills, key=payments)
    def fail(self, news: list[object], ids: tuple[str, ...], key: str) -> None:
        """Change much, and then fail: none of it may stay."""

        def act(books: Books) -> None:
            for record in news:
                books.put(record)
            books.release(key)
            books.take_back(ids[0])
            books.forget_replies()
            books.start_over(sample_people(), sample_bills(date(2026, 3, 2)))
            raise Stop

        for store in (self.real, self.memory):
            with (
                pytest.raises((Stop, Duplicate, SQLAlchemyError)),
                store.opened() as it,
            ):
                act(it)

    @invariant()
    def both_say_the_same(self) -> None:
        with self.real.opened() as real, self.memory.opened() as memory:
            assert everything(memory) == everything(real)

    def do(self, act: Act) -> None:
        assert attempt(self.memory, act) == attempt(self.real, act)


def attempt(store: BookKeeper, act: Act) -> object:
    """One transaction of one act, and its outcome."""
    try:
        with store.opened() as books:
            return act(books)
    except (Duplicate, SQLAlchemyError, LookupError):
        return Stop


def test_sqlite_and_memory_say_the_same() -> None:
    _compare(lambda: ":memory:", times=30)


def test_postgresql_and_memory_say_the_same(postgresql: Server) -> None:
    _compare(postgresql.fresh, times=10)


def _compare(database: Callable[[], str], times: int) -> None:
    class Both(BothBooks):
        def __init__(self) -> None:
            super().__init__(database())

    run_state_machine_as_test(
        Both,
        settings=settings(max_examples=times, stateful_step_count=15, deadline=None),
    )


def test_every_kind_has_the_key_of_its_table() -> None:
    for kind, table in TABLE_OF.items():
        names = [column.name for column in table.primary_key.columns]
        row = type("Row", (), {name: name for name in names})()
        assert KEYS[kind](row) == (names[0] if len(names) == 1 else tuple(names))


def test_a_day_begun_anew_keeps_numbers_and_keys_alone(own_database: str) -> None:
    real, memory = Store(own_database), MemoryStore()
    for store in (real, memory):
        with store.opened() as books:
            books.put(SlipKey("k", b"", ""))
            books.next_number("invoice")
            books.put(records.Refund("charge", ZERO, NOON))
            books.start_over(sample_people(), sample_bills(date(2026, 3, 2)))
    with real.opened() as expected, memory.opened() as books:
        assert books.number("purses_at_start") == expected.number("purses_at_start")
        assert books.next_number("invoice") == 2
        assert [books.every(kind) for kind in TABLE_OF] == [
            expected.every(kind) for kind in TABLE_OF
        ]
    real.close()


def test_what_failed_has_not_happened() -> None:
    store = MemoryStore()

    def count_and_fail(books: Books) -> None:
        books.next_number("invoice")
        raise LookupError

    assert attempt(store, count_and_fail) is Stop
    assert attempt(store, lambda books: books.next_number("invoice")) == 1


def test_a_central_that_guards_no_bill_lets_two_payments_have_it() -> None:
    careful, careless = MemoryStore(), MemoryStore(guards_bills=False)
    for store, second in ((careful, Stop), (careless, None)):
        assert attempt(store, lambda books: books.hold(("B1",), "one")) is None
        assert attempt(store, lambda books: books.hold(("B1",), "two")) is second
