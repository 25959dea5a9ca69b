"""The books in a database, with one writer and whole transactions.

What a request changes and the reply it gets are committed together, so a kill between
two lines of code leaves neither or both.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import DBAPIError

from kiosk.model.money import total
from kiosk.sandbox import statements as st
from kiosk.sandbox.books import Books, OutOfReach
from kiosk.sandbox.databases import open_database
from kiosk.sandbox.records import (
    Charge,
    DepositOrder,
    FormExchange,
    Inpatient,
    Issued,
    OrderedBill,
    Person,
    Place,
    PrintNote,
    Settled,
)

Record = TypeVar("Record")


class Store:
    """Opens the books. `database` is a file, `:memory:`, or a `postgresql://` URL."""

    def __init__(self, database: str | Path = ":memory:") -> None:
        self._engine = open_database(database)
        self._writer = RLock()

    @contextmanager
    def opened(self) -> Iterator[Books]:
        """One transaction: everything inside happens, or nothing of it. OutOfReach if
        it cannot begin."""
        with self._writer, ExitStack() as whole:
            try:
                connection = whole.enter_context(self._engine.begin())
            except (DBAPIError, OSError) as error:
                raise OutOfReach from error
            yield SqlBooks(connection)

    def close(self) -> None:
        with self._writer:
            self._engine.dispose()


class SqlBooks:
    """The records, inside one transaction: `Books` in SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._upserts = st.UPSERTS[connection.dialect.name]

    def find(self, kind: type[Record], *key: object) -> Record | None:
        """Fetch one record by its primary key."""
        parts = {f"the_{index}": part for index, part in enumerate(key)}
        return next((kind(**row) for row in self._rows(st.FIND[kind], **parts)), None)

    def put(self, record: object) -> None:
        """Write one record, in place of an older one under the same key."""
        self._connection.execute(self._upserts.put[type(record)], _values(record))

    def add(self, records: Iterable[object]) -> None:
        """Write many new records of one kind at once."""
        rows = list(records)
        if rows:
            values = [_values(record) for record in rows]
            self._connection.execute(st.ADD[type(rows[0])], values)

    def every(self, kind: type[Record]) -> tuple[Record, ...]:
        return tuple(kind(**row) for row in self._rows(st.EVERY[kind]))

    def open_bills(self, psn_no: str) -> tuple[OrderedBill, ...]:
        rows = self._rows(st.OPEN_BILLS, the_person=psn_no)
        return tuple(OrderedBill(**row) for row in rows)

    def bills(self, ids: tuple[str, ...]) -> tuple[OrderedBill, ...]:
        rows = self._rows(st.THESE_BILLS, the_ids=ids)
        return tuple(OrderedBill(**row) for row in rows)

    def settled_as(self, ids: tuple[str, ...]) -> dict[str, str | None]:
        """Say of each bill that exists which settlement paid it."""
        rows = self._rows(st.SETTLED_AS, the_ids=ids)
        return {row["id"]: row["setl_id"] for row in rows}

    def mark_paid(self, ids: tuple[str, ...], setl_id: str) -> None:
        self._connection.execute(
            st.MARK_PAID, {"the_ids": ids, "the_settlement": setl_id}
        )

    def reopen(self, setl_id: str) -> None:
        self._connection.execute(st.REOPEN, {"the_settlement": setl_id})

    def take_back(self, bill_id: str) -> None:
        self._connection.execute(st.TAKE_BACK, {"the_bill": bill_id})

    def hold(self, ids: tuple[str, ...], payment_key: str) -> None:
        """The primary key allows one payment a bill."""
        rows = [{"bill_id": id, "payment_key": payment_key} for id in ids]
        self._connection.execute(st.HOLD, rows)

    def release(self, payment_key: str) -> None:
        self._connection.execute(st.RELEASE, {"the_key": payment_key})

    def holders(self, ids: tuple[str, ...]) -> dict[str, str]:
        rows = self._rows(st.HOLDERS, the_ids=ids)
        return {row["bill_id"]: row["payment_key"] for row in rows}

    def answered(self, now: datetime) -> tuple[Charge, ...]:
        """Charges whose payer has decided by now, in the order of deciding."""
        return tuple(Charge(**row) for row in self._rows(st.ANSWERED, the_moment=now))

    def charges_of(self, payment_key: str) -> tuple[Charge, ...]:
        rows = self._rows(st.CHARGES_OF, the_key=payment_key)
        return tuple(Charge(**row) for row in rows)

    def settlement_of(self, payment_key: str) -> Settled | None:
        rows = self._rows(st.SETTLEMENT_OF, the_key=payment_key)
        return next((Settled(**row) for row in rows), None)

    def invoice_of(self, setl_id: str) -> Issued | None:
        rows = self._rows(st.INVOICE_OF, the_settlement=setl_id)
        return next((Issued(**row) for row in rows), None)

    def invoices_of(self, psn_no: str, since: date) -> tuple[Issued, ...]:
        rows = self._rows(st.INVOICES_OF, the_person=psn_no, the_day=since)
        return tuple(Issued(**row) for row in rows)

    def settled_of(self, psn_no: str, since: datetime) -> tuple[Settled, ...]:
        rows = self._rows(st.SETTLED_OF, the_person=psn_no, the_moment=since)
        return tuple(Settled(**row) for row in rows)

    def prints_of(self, number: str) -> tuple[PrintNote, ...]:
        rows = self._rows(st.PRINTS_OF, the_number=number)
        return tuple(PrintNote(**row) for row in rows)

    def exchanges_of(self, number: str) -> tuple[FormExchange, ...]:
        rows = self._rows(st.EXCHANGES_OF, the_number=number)
        return tuple(FormExchange(**row) for row in rows)

    def exchanges_on(self, code: str, number: str) -> tuple[FormExchange, ...]:
        rows = self._rows(st.EXCHANGES_ON, the_code=code, the_number=number)
        return tuple(FormExchange(**row) for row in rows)

    def places_of(self, psn_no: str) -> tuple[Place, ...]:
        rows = self._rows(st.PLACES_OF, the_person=psn_no)
        return tuple(Place(**row) for row in rows)

    def places_in(self, dept_code: str) -> tuple[Place, ...]:
        rows = self._rows(st.PLACES_IN, the_dept=dept_code)
        return tuple(Place(**row) for row in rows)

    def stays_of(self, psn_no: str) -> tuple[Inpatient, ...]:
        rows = self._rows(st.STAYS_OF, the_person=psn_no)
        return tuple(Inpatient(**row) for row in rows)

    def deposits_for(self, stay_id: str) -> tuple[DepositOrder, ...]:
        rows = self._rows(st.DEPOSITS_FOR, the_stay=stay_id)
        return tuple(DepositOrder(**row) for row in rows)

    def payments_of(
        self, kiosk_id: str, start: datetime, end: datetime
    ) -> tuple[str, ...]:
        rows = self._rows(
            st.PAYMENTS_OF, the_kiosk=kiosk_id, the_start=start, the_end=end
        )
        return tuple(row["payment_key"] for row in rows)

    def next_number(self, name: str) -> int:
        """Count on. A number is given once, also across a reset."""
        counted = self._connection.execute(
            self._upserts.next_number, {"the_name": name}
        )
        return int(counted.scalar_one())

    def number(self, name: str) -> int:
        found = self._connection.execute(st.NUMBER, {"the_name": name})
        return int(found.scalar_one())

    def tidy(self, now: datetime, replies_kept_days: int) -> None:
        """Forget what nobody may ask for any more."""
        end = now - timedelta(days=replies_kept_days)
        for forget in st.FORGET:
            self._connection.execute(forget, {"the_end": end})

    def forget_replies(self) -> None:
        self._connection.execute(st.FORGET_REPLIES)

    def start_over(
        self, people: Iterable[Person], bills: Iterable[OrderedBill]
    ) -> None:
        """Forget everything but the running numbers, and begin with these."""
        for forget in st.START_OVER:
            self._connection.execute(forget)
        everyone = list(people)
        self.add(everyone)
        self.add(bills)
        purses = total(person.purses for person in everyone).fen
        self._connection.execute(
            self._upserts.set_number,
            {"the_name": "purses_at_start", "the_number": purses},
        )

    def _rows(self, statement: Executable, **parameters: object) -> list[RowMapping]:
        return list(self._connection.execute(statement, parameters).mappings())


def _values(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
