"""The tables behind the books in dicts: their keys, rows, indexes, and how to undo.

What a record means is not known here, only under what it is found again.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import count
from operator import attrgetter, itemgetter
from typing import Any

from kiosk.sandbox import records

Row = tuple[int, Any]  # how many rows came before it, and the record
Value = Callable[[Any], Hashable]


class Duplicate(Exception):
    """What may be there once is there already."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A payment whose money was taken holds a bill."""

    bill_id: str
    payment_key: str


@dataclass(frozen=True, slots=True)
class Number:
    """A running number."""

    name: str
    last: int


KEYS: dict[type, Value] = {
    records.Person: attrgetter("id"),
    records.SignUp: attrgetter("id"),
    records.OrderedBill: attrgetter("id"),
    records.IssuedCode: attrgetter("value"),
    records.Quote: attrgetter("id"),
    records.Charge: attrgetter("key"),
    records.ShownQr: attrgetter("text"),
    records.Refund: attrgetter("charge_key"),
    records.Settled: attrgetter("id"),
    records.Revocation: attrgetter("payment_key"),
    records.Credential: attrgetter("payment_key"),
    records.Debt: attrgetter("payment_key"),
    records.HelpCall: attrgetter("id"),
    records.Beat: attrgetter("kiosk_id"),
    records.KioskEvent: attrgetter("id"),
    records.SupportPart: attrgetter("id"),
    records.OpenCase: attrgetter("id"),
    records.DeviceKey: attrgetter("kiosk_id"),
    records.SlipKey: attrgetter("key_id"),
    records.Issued: attrgetter("number"),
    records.Drawn: attrgetter("name"),
    records.PrintNote: attrgetter("job_key"),
    records.FormExchange: attrgetter("key"),
    records.Place: attrgetter("id"),
    records.CancelledPlace: attrgetter("id"),
    records.Inpatient: attrgetter("id"),
    records.DepositOrder: attrgetter("id"),
    records.ReturnedDeposit: attrgetter("charge_key"),
    records.KeptReply: attrgetter("path", "key"),
    Hold: attrgetter("bill_id"),
    Number: attrgetter("name"),
}


class Index:
    """Which rows have which value; None is none. What is unique has one row a value."""

    def __init__(self, value: Value, *, is_unique: bool = False) -> None:
        self.is_unique = is_unique
        self._value = value
        self._keys: dict[Hashable, dict[Hashable, None]] = {}

    def keys(self, value: Hashable) -> tuple[Hashable, ...]:
        return tuple(self._keys.get(value, ()))

    def is_taken(self, key: Hashable, record: object) -> bool:
        """Whether another row than this one has the record's value."""
        others = self._keys.get(self._value(record), ())
        return bool(others) and key not in others

    def move(self, key: Hashable, before: object | None, after: object | None) -> None:
        """Follow a row from what it was to what it is. None: it is not there."""
        old = None if before is None else self._value(before)
        new = None if after is None else self._value(after)
        if old == new:
            return
        if old is not None:
            del self._keys[old][key]
            if not self._keys[old]:
                del self._keys[old]
        if new is not None:
            self._keys.setdefault(new, {})[key] = None


class Table:
    """Rows of one kind. A row keeps its place when it is written again."""

    def __init__(
        self, key: Value, indexes: tuple[Index, ...], writes: "list[Write]"
    ) -> None:
        self._key = key
        self._indexes = indexes
        self._unique = tuple(index for index in indexes if index.is_unique)
        self._writes = writes
        self._rows: dict[Hashable, Row] = {}
        self._places = count()

    def find(self, key: object) -> Any:
        row = self._rows.get(key)
        return None if row is None else row[1]

    def every(self) -> tuple[Any, ...]:
        return _in_order(self._rows.values())

    def having(self, index: Index, value: Hashable) -> tuple[Any, ...]:
        return _in_order(self._rows[key] for key in index.keys(value))

    def put(self, record: object) -> None:
        """Duplicate, if a value that is unique is another row's."""
        key = self._key(record)
        for index in self._unique:
            if index.is_taken(key, record):
                raise Duplicate
        before = self._rows.get(key)
        place = next(self._places) if before is None else before[0]
        self._write(key, (place, record))

    def add(self, record: object) -> None:
        """Duplicate, if there is a row under this key."""
        if self._key(record) in self._rows:
            raise Duplicate
        self.put(record)

    def forget(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            if key in self._rows:
                self._write(key, None)

    def clear(self) -> None:
        self.forget(tuple(self._rows))

    def restore(self, key: Hashable, row: Row | None) -> None:
        """Put back what was there before. Nobody takes note."""
        self._replace(key, self._rows.get(key), row)

    def _write(self, key: Hashable, row: Row | None) -> None:
        before = self._rows.get(key)
        self._writes.append((self, key, before))
        self._replace(key, before, row)

    def _replace(self, key: Hashable, before: Row | None, row: Row | None) -> None:
        old = None if before is None else before[1]
        new = None if row is None else row[1]
        for index in self._indexes:
            index.move(key, old, new)
        if row is not None:
            self._rows[key] = row
        elif before is not None:
            del self._rows[key]


Write = tuple[Table, Hashable, Row | None]  # where, and what was there before


def _in_order(rows: Iterable[Row]) -> tuple[Any, ...]:
    return tuple(record for _, record in sorted(rows, key=itemgetter(0)))
