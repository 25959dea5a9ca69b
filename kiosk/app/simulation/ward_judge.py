"""Whether every fen put down for a stay pays for it, or went back (rule M8)."""

from collections.abc import Iterator

from kiosk.model.money import Money, total
from kiosk.sandbox.books import Books
from kiosk.sandbox.deposits import settlement_of_bill
from kiosk.sandbox.records import (
    Charge,
    Inpatient,
    ReturnedDeposit,
)


def wrong_in_wards(books: Books) -> Iterator[str]:
    """A line for each stay that was settled with another sum than was put down for it,
    and for each charge of which more went back than was taken."""
    returned = books.every(ReturnedDeposit)
    for stay in books.every(Inpatient):
        settled = settlement_of_bill(books, stay.id)
        if settled is None:
            continue
        put_down = _put_down(books, stay.id)
        went = total(x.amount for x in returned if x.payment_key == settled.payment_key)
        if put_down != settled.deposits + went:
            yield f"{stay.id} used {settled.deposits} of {put_down}, {went} went back"
    for one in returned:
        charge = books.find(Charge, one.charge_key)
        if charge is None or charge.taken < one.amount:
            yield f"{one.charge_key} gave back more than it took"


def _put_down(books: Books, stay_id: str) -> Money:
    paid = (
        order
        for order in books.deposits_for(stay_id)
        if settlement_of_bill(books, order.id) is not None
    )
    return total(order.amount for order in paid)
