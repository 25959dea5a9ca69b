"""The sandbox's books in dicts, for one thread: the same answers as the SQL books.

Nothing is on disk and nothing is locked. A transaction that fails is undone, write by
write; one that does not costs no more than noting what was there before.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from kiosk.app.simulation.memory_tables import KEYS, Hold, Index, Number, Table, Write
from kiosk.model.charge import ChargeStatus
from kiosk.model.money import total
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import (
    Charge,
    Credential,
    DepositOrder,
    DeviceKey,
    FormExchange,
    Inpatient,
    Issued,
    IssuedCode,
    KeptReply,
    OrderedBill,
    Person,
    Place,
    PrintNote,
    Quote,
    Settled,
    SlipKey,
)

Record = TypeVar("Record")
_STAYS = (Number, DeviceKey, SlipKey)  # through a reset


class MemoryStore:
    """A `BookKeeper` that forgets everything when it goes.

    Without `guards_bills` no payment holds a bill: a central that takes money for the
    same bill twice.
    """

    def __init__(self, *, guards_bills: bool = True) -> None:
        self._transaction = Transaction(guards_bills=guards_bills)

    def opened(self) -> "Transaction":
        """One transaction. Opening a second inside it is a mistake."""
        return self._transaction


class Transaction:
    """Everything inside happens, or nothing of it."""

    def __init__(self, *, guards_bills: bool) -> None:
        self._writes: list[Write] = []
        self._books = MemoryBooks(self._writes, guards_bills=guards_bills)
        self._is_open = False

    def __enter__(self) -> Books:
        assert not self._is_open
        self._is_open = True
        return self._books

    def __exit__(self, failure: object, *_: object) -> None:
        if failure is not None:
            for table, key, before in reversed(self._writes):
                table.restore(key, before)
        self._writes.clear()
        self._is_open = False


class MemoryBooks:
    """The records, inside one transaction: `Books` in dicts."""

    def __init__(self, writes: list[Write], *, guards_bills: bool) -> None:
        self._guards_bills = guards_bills
        self._bills_of_person = Index(attrgetter("psn_no"))
        self._bills_settled = Index(attrgetter("setl_id"))
        self._waiting = Index(_is_waiting)
        self._charges_of_payment = Index(attrgetter("payment_key"))
        self._charges_of_kiosk = Index(attrgetter("kiosk_id"))
        self._settled_of_payment = Index(attrgetter("payment_key"), is_unique=True)
        self._settled_of_kiosk = Index(attrgetter("kiosk_id"))
        self._invoice_of = Index(attrgetter("setl_id"), is_unique=True)
        self._holds_of = Index(attrgetter("payment_key"))
        self._invoices_of_person = Index(attrgetter("psn_no"))
        self._settled_of_person = Index(attrgetter("psn_no"))
        self._places_of = Index(attrgetter("psn_no"))
        self._places_in = Index(attrgetter("dept_code"))
        self._stays_of = Index(attrgetter("psn_no"))
        self._deposits_for = Index(attrgetter("stay_id"))
        self._prints_of = Index(attrgetter("number"))
        self._exchanges_of = Index(attrgetter("number"))
        self._exchanges_on = Index(attrgetter("paper_code", "paper_number"))
        indexes: dict[type, tuple[Index, ...]] = {
            OrderedBill: (self._bills_of_person, self._bills_settled),
            Charge: (self._waiting, self._charges_of_payment, self._charges_of_kiosk),
            Settled: (
                self._settled_of_payment,
                self._settled_of_kiosk,
                self._settled_of_person,
            ),
            Issued: (self._invoice_of, self._invoices_of_person),
            PrintNote: (self._prints_of,),
            FormExchange: (self._exchanges_of, self._exchanges_on),
            Place: (self._places_of, self._places_in),
            Inpatient: (self._stays_of,),
            DepositOrder: (self._deposits_for,),
            Hold: (self._holds_of,),
        }
        self._tables = {
            kind: Table(key, indexes.get(kind, ()), writes)
            for kind, key in KEYS.items()
        }

    def find(self, kind: type[Record], *key: object) -> Record | None:
        found: Record | None = self._tables[kind].find(key[0] if len(key) == 1 else key)
        return found

    def put(self, record: object) -> None:
        self._tables[type(record)].put(record)

    def add(self, records: Iterable[object]) -> None:
        for record in records:
            self._tables[type(record)].add(record)

    def every(self, kind: type[Record]) -> tuple[Record, ...]:
        return self._tables[kind].every()

    def open_bills(self, psn_no: str) -> tuple[OrderedBill, ...]:
        bills = self._tables[OrderedBill].having(self._bills_of_person, psn_no)
        return tuple(bill for bill in bills if bill.setl_id is None)

    def bills(self, ids: tuple[str, ...]) -> tuple[OrderedBill, ...]:
        """In the order of their ids, as SQLite walks its index."""
        found = map(self._tables[OrderedBill].find, sorted(set(ids)))
        return tuple(bill for bill in found if bill is not None)

    def settled_as(self, ids: tuple[str, ...]) -> dict[str, str | None]:
        found = map(self._tables[OrderedBill].find, ids)
        return {bill.id: bill.setl_id for bill in found if bill is not None}

    def mark_paid(self, ids: tuple[str, ...], setl_id: str) -> None:
        for bill in self.bills(ids):
            self.put(replace(bill, setl_id=setl_id))

    def reopen(self, setl_id: str) -> None:
        for bill in self._tables[OrderedBill].having(self._bills_settled, setl_id):
            self.put(replace(bill, setl_id=None))

    def take_back(self, bill_id: str) -> None:
        self._tables[OrderedBill].forget([bill_id])

    def hold(self, ids: tuple[str, ...], payment_key: str) -> None:
        if self._guards_bills:
            self.add(Hold(id, payment_key) for id in ids)

    def release(self, payment_key: str) -> None:
        self._tables[Hold].forget(self._holds_of.keys(payment_key))

    def holders(self, ids: tuple[str, ...]) -> dict[str, str]:
        found = map(self._tables[Hold].find, ids)
        return {hold.bill_id: hold.payment_key for hold in found if hold is not None}

    def answered(self, now: datetime) -> tuple[Charge, ...]:
        waiting = self._tables[Charge].having(self._waiting, True)
        ready = (charge for charge in waiting if charge.answers_at <= now)
        return tuple(sorted(ready, key=attrgetter("answers_at")))

    def charges_of(self, payment_key: str) -> tuple[Charge, ...]:
        found = self._tables[Charge].having(self._charges_of_payment, payment_key)
        return tuple(sorted(found, key=attrgetter("key")))

    def settlement_of(self, payment_key: str) -> Settled | None:
        found = self._tables[Settled].having(self._settled_of_payment, payment_key)
        return found[0] if found else None

    def invoice_of(self, setl_id: str) -> Issued | None:
        found = self._tables[Issued].having(self._invoice_of, setl_id)
        return found[0] if found else None

    def invoices_of(self, psn_no: str, since: date) -> tuple[Issued, ...]:
        found = self._tables[Issued].having(self._invoices_of_person, psn_no)
        recent = (one for one in found if one.issued_on >= since)
        return tuple(sorted(recent, key=attrgetter("number")))

    def settled_of(self, psn_no: str, since: datetime) -> tuple[Settled, ...]:
        found = self._tables[Settled].having(self._settled_of_person, psn_no)
        recent = (one for one in found if one.settled_at >= since)
        return tuple(sorted(recent, key=attrgetter("id")))

    def prints_of(self, number: str) -> tuple[PrintNote, ...]:
        found = self._tables[PrintNote].having(self._prints_of, number)
        return tuple(sorted(found, key=attrgetter("job_key")))

    def exchanges_of(self, number: str) -> tuple[FormExchange, ...]:
        found = self._tables[FormExchange].having(self._exchanges_of, number)
        return tuple(sorted(found, key=attrgetter("key")))

    def exchanges_on(self, code: str, number: str) -> tuple[FormExchange, ...]:
        form = (code, number)
        found = self._tables[FormExchange].having(self._exchanges_on, form)
        return tuple(sorted(found, key=attrgetter("key")))

    def places_of(self, psn_no: str) -> tuple[Place, ...]:
        return self._places(self._places_of, psn_no)

    def places_in(self, dept_code: str) -> tuple[Place, ...]:
        return self._places(self._places_in, dept_code)

    def _places(self, index: Index, value: str) -> tuple[Place, ...]:
        found = self._tables[Place].having(index, value)
        kept = (one for one in found if not one.released)
        return tuple(sorted(kept, key=attrgetter("id")))

    def stays_of(self, psn_no: str) -> tuple[Inpatient, ...]:
        found = self._tables[Inpatient].having(self._stays_of, psn_no)
        return tuple(sorted(found, key=attrgetter("id")))

    def deposits_for(self, stay_id: str) -> tuple[DepositOrder, ...]:
        found = self._tables[DepositOrder].having(self._deposits_for, stay_id)
        return tuple(sorted(found, key=attrgetter("id")))

    def payments_of(
        self, kiosk_id: str, start: datetime, end: datetime
    ) -> tuple[str, ...]:
        charges = self._tables[Charge].having(self._charges_of_kiosk, kiosk_id)
        settled = self._tables[Settled].having(self._settled_of_kiosk, kiosk_id)
        first: dict[str, datetime] = {}
        for key, at in chain(
            ((one.payment_key, one.made_at) for one in charges),
            ((one.payment_key, one.settled_at) for one in settled),
        ):
            first[key] = min(at, first.get(key, at))
        began = sorted((at, key) for key, at in first.items() if start <= at < end)
        return tuple(key for _, key in began)

    def next_number(self, name: str) -> int:
        known = self.find(Number, name)
        number = known.last + 1 if known else 1
        self.put(Number(name, number))
        return number

    def number(self, name: str) -> int:
        """LookupError if nobody ever counted so."""
        known = self.find(Number, name)
        if known is None:
            raise LookupError(name)
        return known.last

    def tidy(self, now: datetime, replies_kept_days: int) -> None:
        end = now - timedelta(days=replies_kept_days)
        self._forget_before(end, KeptReply, lambda reply: reply.kept_at)
        self._forget_before(end, Quote, lambda quote: quote.made_at)
        self._forget_before(end, IssuedCode, lambda code: code.issued_at)
        self._forget_before(end, Credential, lambda one: one.issued_at)

    def forget_replies(self) -> None:
        self._tables[KeptReply].clear()

    def start_over(
        self, people: Iterable[Person], bills: Iterable[OrderedBill]
    ) -> None:
        for kind, table in self._tables.items():
            if kind not in _STAYS:
                table.clear()
        everyone = list(people)
        self.add(everyone)
        self.add(bills)
        purses = total(person.purses for person in everyone).fen
        self.put(Number("purses_at_start", purses))

    def _forget_before(
        self, end: datetime, kind: type[Record], moment: Callable[[Record], datetime]
    ) -> None:
        old = (one for one in self.every(kind) if moment(one) < end)
        self._tables[kind].forget(map(KEYS[kind], old))


def _is_waiting(charge: Charge) -> bool | None:
    is_asked = charge.status is ChargeStatus.USER_PAYING
    return True if is_asked and charge.answers_at is not None else None
