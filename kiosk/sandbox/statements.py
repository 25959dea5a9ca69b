"""Every statement the books know, built once: building one costs more than running it.

Parameters that are no column's own value begin with `the_`. Rows come in the order in
which they were first written, unless said otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Executable,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.model.charge import ChargeStatus
from kiosk.sandbox.tables import (
    BILLS,
    CHARGES,
    CODES,
    CREDENTIALS,
    DEPOSITS,
    DEVICE_KEYS,
    EXCHANGES,
    HOLDS,
    INVOICES,
    METADATA,
    NUMBERS,
    PLACES,
    PRINTS,
    QUOTES,
    REPLIES,
    SETTLEMENTS,
    SLIP_KEYS,
    STAYS,
    TABLE_OF,
)

ROW_NUMBER = "rowid"


def _find(table: Table) -> Select[tuple[object, ...]]:
    keys = enumerate(table.primary_key.columns)
    return select(table).where(
        *(
            column == bindparam(f"the_{index}", type_=column.type)
            for index, column in keys
        )
    )


@dataclass(frozen=True, slots=True)
class Upserts:
    """Write, or write over: what each database says in words of its own."""

    put: dict[type, Executable]
    next_number: Executable
    set_number: Executable


def _upserts(insert_into: Callable[[Table], Any]) -> Upserts:
    one_more = insert_into(NUMBERS).values(name=bindparam("the_name"), last=1)
    as_given = insert_into(NUMBERS).values(
        name=bindparam("the_name"), last=bindparam("the_number")
    )
    return Upserts(
        put={kind: _put(insert_into(table), table) for kind, table in TABLE_OF.items()},
        next_number=one_more.on_conflict_do_update(
            index_elements=["name"], set_={"last": NUMBERS.c.last + 1}
        ).returning(NUMBERS.c.last),
        set_number=as_given.on_conflict_do_update(
            index_elements=["name"], set_={"last": as_given.excluded.last}
        ),
    )


def _put(insert: Any, table: Table) -> Executable:
    keys = [column.name for column in table.primary_key.columns]
    names = [column.name for column in table.columns]
    statement = insert.values({name: bindparam(name) for name in names})
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    put: Executable = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    return put


def _place(table: Table) -> ColumnElement[int]:
    """Which row was first: SQLite counts by itself, PostgreSQL in a column so named."""
    return literal_column(f"{table.name}.{ROW_NUMBER}")


def _forget(table: Table, moment: str) -> Delete:
    column = table.c[moment]
    return delete(table).where(column < bindparam("the_end", type_=column.type))


_THE_IDS: BindParameter[str] = bindparam("the_ids", expanding=True)

FIND = {kind: _find(table) for kind, table in TABLE_OF.items()}
UPSERTS = {
    "sqlite": _upserts(sqlite.insert),
    "postgresql": _upserts(postgresql.insert),
}
ADD = {kind: insert(table) for kind, table in TABLE_OF.items()}
EVERY = {
    kind: select(table).order_by(_place(table)) for kind, table in TABLE_OF.items()
}

OPEN_BILLS = (
    select(BILLS)
    .where(BILLS.c.psn_no == bindparam("the_person"), BILLS.c.setl_id.is_(None))
    .order_by(_place(BILLS))
)
THESE_BILLS = select(BILLS).where(BILLS.c.id.in_(_THE_IDS)).order_by(BILLS.c.id)
SETTLED_AS = select(BILLS.c.id, BILLS.c.setl_id).where(BILLS.c.id.in_(_THE_IDS))
MARK_PAID = (
    update(BILLS)
    .where(BILLS.c.id.in_(_THE_IDS))
    .values(setl_id=bindparam("the_settlement"))
)

REOPEN = (
    update(BILLS)
    .where(BILLS.c.setl_id == bindparam("the_settlement"))
    .values(setl_id=None)
)
TAKE_BACK = delete(BILLS).where(BILLS.c.id == bindparam("the_bill"))

HOLD = insert(HOLDS)
RELEASE = delete(HOLDS).where(HOLDS.c.payment_key == bindparam("the_key"))
HOLDERS = select(HOLDS.c.bill_id, HOLDS.c.payment_key).where(
    HOLDS.c.bill_id.in_(_THE_IDS)
)

ANSWERED = (
    select(CHARGES)
    .where(
        CHARGES.c.status == ChargeStatus.USER_PAYING,
        CHARGES.c.answers_at
        <= bindparam("the_moment", type_=CHARGES.c.answers_at.type),
    )
    .order_by(CHARGES.c.answers_at, _place(CHARGES))
)
CHARGES_OF = (
    select(CHARGES)
    .where(CHARGES.c.payment_key == bindparam("the_key"))
    .order_by(CHARGES.c.key)
)
SETTLEMENT_OF = select(SETTLEMENTS).where(
    SETTLEMENTS.c.payment_key == bindparam("the_key")
)
INVOICE_OF = select(INVOICES).where(INVOICES.c.setl_id == bindparam("the_settlement"))

INVOICES_OF = (
    select(INVOICES)
    .where(
        INVOICES.c.psn_no == bindparam("the_person"),
        INVOICES.c.issued_on >= bindparam("the_day", type_=INVOICES.c.issued_on.type),
    )
    .order_by(INVOICES.c.number)
)
SETTLED_OF = (
    select(SETTLEMENTS)
    .where(
        SETTLEMENTS.c.psn_no == bindparam("the_person"),
        SETTLEMENTS.c.settled_at
        >= bindparam("the_moment", type_=SETTLEMENTS.c.settled_at.type),
    )
    .order_by(SETTLEMENTS.c.id)
)
PRINTS_OF = (
    select(PRINTS)
    .where(PRINTS.c.number == bindparam("the_number"))
    .order_by(PRINTS.c.job_key)
)
EXCHANGES_OF = (
    select(EXCHANGES)
    .where(EXCHANGES.c.number == bindparam("the_number"))
    .order_by(EXCHANGES.c.key)
)
EXCHANGES_ON = (
    select(EXCHANGES)
    .where(
        EXCHANGES.c.paper_code == bindparam("the_code"),
        EXCHANGES.c.paper_number == bindparam("the_number"),
    )
    .order_by(EXCHANGES.c.key)
)

STAYS_OF = (
    select(STAYS).where(STAYS.c.psn_no == bindparam("the_person")).order_by(STAYS.c.id)
)
DEPOSITS_FOR = (
    select(DEPOSITS)
    .where(DEPOSITS.c.stay_id == bindparam("the_stay"))
    .order_by(DEPOSITS.c.id)
)

PLACES_OF = (
    select(PLACES)
    .where(PLACES.c.psn_no == bindparam("the_person"), PLACES.c.released.is_(False))
    .order_by(PLACES.c.id)
)
PLACES_IN = (
    select(PLACES)
    .where(PLACES.c.dept_code == bindparam("the_dept"), PLACES.c.released.is_(False))
    .order_by(PLACES.c.id)
)

_TRACES = union_all(
    *(
        select(table.c.payment_key, moment.label("at")).where(
            table.c.kiosk_id == bindparam("the_kiosk")
        )
        for table, moment in (
            (CHARGES, CHARGES.c.made_at),
            (SETTLEMENTS, SETTLEMENTS.c.settled_at),
        )
    )
).subquery()
_FIRST: ColumnElement[datetime] = func.min(_TRACES.c.at, type_=_TRACES.c.at.type)
PAYMENTS_OF = (
    select(_TRACES.c.payment_key)
    .group_by(_TRACES.c.payment_key)
    .having(
        bindparam("the_start", type_=_TRACES.c.at.type) <= _FIRST,
        bindparam("the_end", type_=_TRACES.c.at.type) > _FIRST,
    )
    .order_by(_FIRST, _TRACES.c.payment_key)
)

NUMBER = select(NUMBERS.c.last).where(NUMBERS.c.name == bindparam("the_name"))

FORGET = (
    _forget(REPLIES, "kept_at"),
    _forget(QUOTES, "made_at"),
    _forget(CODES, "issued_at"),
    _forget(CREDENTIALS, "issued_at"),
)
FORGET_REPLIES = delete(REPLIES)
# The running numbers outlive a reset: no two invoices ever share one. So do the keys.
_KEPT = (NUMBERS, DEVICE_KEYS, SLIP_KEYS)
START_OVER = [delete(table) for table in METADATA.sorted_tables if table not in _KEPT]
