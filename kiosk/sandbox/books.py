"""What the verbs ask of the books, wherever those are kept.

One transaction at a time: whoever opens the books may change them, and if that fails
nothing of it stays.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

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


class OutOfReach(Exception):
    """The books could not be opened. Nothing happened; it may go well later."""


class Books(Protocol):
    """The records, inside one transaction. A kind is a class of `records`."""

    def find(self, kind: type[Record], *key: object) -> Record | None:
        """Fetch one record by its primary key, the columns of `tables` in order."""

    def put(self, record: object) -> None:
        """Write one record, in place of an older one under the same key."""

    def add(self, records: Iterable[object]) -> None:
        """Write many new records of one kind; a key that is there is an error."""

    def every(self, kind: type[Record]) -> tuple[Record, ...]:
        """All records of a kind."""

    def open_bills(self, psn_no: str) -> tuple[OrderedBill, ...]:
        """The bills of a person that no settlement paid."""

    def bills(self, ids: tuple[str, ...]) -> tuple[OrderedBill, ...]:
        """Those of these bills that exist."""

    def settled_as(self, ids: tuple[str, ...]) -> dict[str, str | None]:
        """Say of each bill that exists which settlement paid it."""

    def mark_paid(self, ids: tuple[str, ...], setl_id: str) -> None:
        """Let this settlement pay these bills."""

    def reopen(self, setl_id: str) -> None:
        """Open the bills again that this settlement paid."""

    def take_back(self, bill_id: str) -> None:
        """Forget a bill."""

    def hold(self, ids: tuple[str, ...], payment_key: str) -> None:
        """Let a payment hold bills; one that is held already is an error."""

    def release(self, payment_key: str) -> None:
        """End all that this payment holds."""

    def holders(self, ids: tuple[str, ...]) -> dict[str, str]:
        """Say of each of these bills that is held by which payment."""

    def answered(self, now: datetime) -> tuple[Charge, ...]:
        """Charges whose payer has decided by now, in the order of deciding."""

    def charges_of(self, payment_key: str) -> tuple[Charge, ...]:
        """All charges of one payment, by key."""

    def settlement_of(self, payment_key: str) -> Settled | None:
        """What was settled under a payment's key, revoked or not."""

    def invoice_of(self, setl_id: str) -> Issued | None:
        """The invoice of a settlement."""

    def invoices_of(self, psn_no: str, since: date) -> tuple[Issued, ...]:
        """The invoices of a person issued on that day or later, by number."""

    def settled_of(self, psn_no: str, since: datetime) -> tuple[Settled, ...]:
        """The settlements of a person since then, revoked or not, by id."""

    def prints_of(self, number: str) -> tuple[PrintNote, ...]:
        """All that was noted about paper of one invoice, by job."""

    def exchanges_of(self, number: str) -> tuple[FormExchange, ...]:
        """All exchanges of one invoice, by key."""

    def exchanges_on(self, code: str, number: str) -> tuple[FormExchange, ...]:
        """All exchanges for one numbered form, by key."""

    def places_of(self, psn_no: str) -> tuple[Place, ...]:
        """The places of a person that were not released, by id."""

    def places_in(self, dept_code: str) -> tuple[Place, ...]:
        """The places in a department that were not released, by id."""

    def stays_of(self, psn_no: str) -> tuple[Inpatient, ...]:
        """All stays of a person, by id."""

    def deposits_for(self, stay_id: str) -> tuple[DepositOrder, ...]:
        """All deposits that were ordered for a stay, by id."""

    def payments_of(
        self, kiosk_id: str, start: datetime, end: datetime
    ) -> tuple[str, ...]:
        """The payments of a kiosk whose first charge or settlement was from `start`
        until before `end`, oldest first."""

    def next_number(self, name: str) -> int:
        """Count on, from one. A number is given once, also across a reset."""

    def number(self, name: str) -> int:
        """The last number given, or set at the start."""

    def tidy(self, now: datetime, replies_kept_days: int) -> None:
        """Forget what nobody may ask for any more."""

    def forget_replies(self) -> None:
        """Forget what was answered to which key, and nothing else."""

    def start_over(
        self, people: Iterable[Person], bills: Iterable[OrderedBill]
    ) -> None:
        """Forget all but the running numbers and the keys; begin with these. The
        number `purses_at_start` is the fen in everybody's purses."""


class BookKeeper(Protocol):
    """Opens the books: everything inside happens, or nothing of it."""

    def opened(self) -> AbstractContextManager[Books]:
        """One transaction."""
