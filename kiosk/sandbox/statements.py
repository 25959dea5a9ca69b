"""Every statement the books know, built once: building one costs more than running it.

Parameters that are no column's own value begin with `the_`.
"""

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

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


def _find(table: Table) -> Select[tuple[object, ...]]:
    keys = enumerate(table.primary_key.columns)
    return select(table).where(
        *(
            column == bindparam(f"the_{index}", type_=column.type)
            for index, column in keys
        )
    )


def _put(table: Table) -> Insert:
    keys = [column.name for column in table.primary_key.columns]
    names = [column.name for column in table.columns]
    statement = upsert(table).values({name: bindparam(name) for name in names})
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


def _forget(table: Table, moment: str) -> Delete:
    column = table.c[moment]
    return delete(table).where(column < bindparam("the_end", type_=column.type))


_THE_IDS: BindParameter[str] = bindparam("the_ids", expanding=True)

FIND = {kind: _find(table) for kind, table in TABLE_OF.items()}
PUT = {kind: _put(table) for kind, table in TABLE_OF.items()}
ADD = {kind: insert(table) for kind, table in TABLE_OF.items()}
EVERY = {kind: select(table) for kind, table in TABLE_OF.items()}

OPEN_BILLS = select(BILLS).where(
    BILLS.c.psn_no == bindparam("the_person"), BILLS.c.setl_id.is_(None)
)
THESE_BILLS = select(BILLS).where(BILLS.c.id.in_(_THE_IDS))
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
    .order_by(CHARGES.c.answers_at)
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

_ONE_MORE = upsert(NUMBERS).values(name=bindparam("the_name"), last=1)
NEXT_NUMBER = _ONE_MORE.on_conflict_do_update(
    index_elements=["name"], set_={"last": NUMBERS.c.last + 1}
).returning(NUMBERS.c.last)
_AS_GIVEN = upsert(NUMBERS).values(
    name=bindparam("the_name"), last=bindparam("the_number")
)
SET_NUMBER = _AS_GIVEN.on_conflict_do_update(
    index_elements=["name"], set_={"last": _AS_GIVEN.excluded.last}
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
