"""How our values become columns, and columns our values again."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Float, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from kiosk.model.bill import Bill, BillLine
from kiosk.model.deposit import DepositReturn
from kiosk.model.money import Money
from kiosk.model.settlement import Split

# Text is sorted by its bytes, whatever language the database's host speaks.
TEXT = String().with_variant(String(collation="C"), "postgresql")


class Fen(TypeDecorator[Money]):
    """Money as whole fen."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: int | None, dialect: Dialect) -> Money | None:
        return None if value is None else Money(value)


class Instant(TypeDecorator[datetime]):
    """A moment as seconds since 1970, so that moments compare in SQL."""

    impl = Float
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> float | None:
        return None if value is None else value.timestamp()

    def process_result_value(
        self, value: float | None, dialect: Dialect
    ) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Word(TypeDecorator[StrEnum]):
    """A closed set as its words."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> StrEnum | None:
        return None if value is None else self.words(value)


class Ids(TypeDecorator[tuple[str, ...]]):
    """A few ids in one column; an id has no blank in it."""

    impl = String
    cache_ok = True

    def process_bind_param(
        self, value: tuple[str, ...] | None, dialect: Dialect
    ) -> str | None:
        return None if value is None else " ".join(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split(" "))


class Shares(TypeDecorator[Split]):
    """A split as its five amounts."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Split | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        parts = (value.total, value.funds, value.account, value.self_pay)
        return " ".join(str(part.fen) for part in (*parts, value.hospital))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Split | None:
        if value is None:
            return None
        return Split(*(Money(int(part)) for part in value.split(" ")))


class Returns(TypeDecorator[tuple[DepositReturn, ...]]):
    """What goes back of which deposits."""

    impl = String
    cache_ok = True

    def process_bind_param(
        self, value: tuple[DepositReturn, ...] | None, dialect: Dialect
    ) -> str | None:
        if value is None:
            return None
        return " ".join(f"{one.deposit_id}={one.amount.fen}" for one in value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[DepositReturn, ...] | None:
        if value is None:
            return None
        pairs = (one.split("=") for one in value.split())
        return tuple(DepositReturn(id, Money(int(fen))) for id, fen in pairs)


class BillText(TypeDecorator[Bill]):
    """A bill with its lines as JSON."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Bill | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        lines = [
            (line.name, line.quantity, line.amount.fen, line.category)
            for line in value.lines
        ]
        head = (value.id, value.ordered_on.isoformat(), value.total.fen)
        return json.dumps((*head, lines, value.window), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Bill | None:
        if value is None:
            return None
        id, ordered_on, fen, lines, window = json.loads(value)
        return Bill(
            id,
            date.fromisoformat(ordered_on),
            Money(fen),
            tuple(
                BillLine(name, quantity, Money(amount), category)
                for name, quantity, amount, category in lines
            ),
            window,
        )
