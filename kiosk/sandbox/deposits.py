"""What was put down for a stay, and what that means for quotes of it.

A deposit is paid as any bill is, whole by the patient. The stay's settlement takes
what it needs of the deposits; the rest goes back, from the last one backwards.
"""

from dataclasses import dataclass

from kiosk.model.deposit import DepositReturn
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import Split
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import (
    Charge,
    DepositOrder,
    Inpatient,
    Quote,
    ReturnedDeposit,
    Settled,
)


@dataclass(frozen=True, slots=True)
class Offset:
    """What deposits pay of a patient's part, and what goes back of them."""

    deposits: Money = ZERO
    returns: tuple[DepositReturn, ...] = ()


def put_down(books: Books, stay_id: str) -> tuple[Charge, ...]:
    """The charges of a stay's deposits, but for what went back whole."""
    found: list[Charge] = []
    for order in books.deposits_for(stay_id):
        settled = settlement_of_bill(books, order.id)
        if settled is not None:
            found.extend(books.charges_of(settled.payment_key))
    return tuple(one for one in found if rest_of(books, one))


def rest_of(books: Books, charge: Charge) -> Money:
    """What of a deposit's charge has not gone back."""
    returned = books.find(ReturnedDeposit, charge.key)
    return charge.taken - (returned.amount if returned else ZERO)


def split_of_deposit(books: Books, ids: tuple[str, ...]) -> Split | None:
    """She pays all of a deposit herself. None: these are other bills."""
    order = books.find(DepositOrder, ids[0]) if ids else None
    if order is None:
        return None
    return Split(order.amount, funds=ZERO, account=ZERO, self_pay=order.amount)


def offset(books: Books, ids: tuple[str, ...], self_pay: Money) -> Offset:
    """What deposits do about these bills. Nothing, where they are of no stay."""
    stay = books.find(Inpatient, ids[0]) if ids else None
    if stay is None:
        return Offset()
    charges = put_down(books, stay.id)
    whole = total(rest_of(books, one) for one in charges)
    left = whole - min(whole, self_pay)
    returns: list[DepositReturn] = []
    for charge in sorted(charges, key=lambda one: one.made_at, reverse=True):
        part = min(left, rest_of(books, charge))
        if part:
            returns.append(DepositReturn(charge.key, part))
        left -= part
    return Offset(min(whole, self_pay), tuple(returns))


def is_mixed(books: Books, ids: tuple[str, ...]) -> bool:
    """Whether a deposit or a stay is to be paid together with something else."""
    special = any(
        books.find(kind, id) is not None
        for id in ids
        for kind in (DepositOrder, Inpatient)
    )
    return special and len(ids) > 1


def still_fits(books: Books, quote: Quote) -> bool:
    """Whether the deposits are what they were, and the stay is not settled."""
    order = books.find(DepositOrder, quote.bill_ids[0])
    if order is not None:
        return settlement_of_bill(books, order.stay_id) is None
    now = offset(books, quote.bill_ids, quote.split.self_pay)
    return now == Offset(quote.deposits, quote.returns)


def is_invoiced(books: Books, ids: tuple[str, ...]) -> bool:
    """A deposit has no invoice: the stay's holds it."""
    return books.find(DepositOrder, ids[0]) is None


def settlement_of_bill(books: Books, bill_id: str) -> Settled | None:
    """The settlement that paid a bill, unless it was paid outside of these books."""
    setl_id = books.settled_as((bill_id,)).get(bill_id)
    return books.find(Settled, setl_id) if setl_id else None
