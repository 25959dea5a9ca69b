"""Whether the books add up: what charges say, what was settled, what purses hold."""

from collections import defaultdict
from collections.abc import Mapping

from pydantic import BaseModel

from kiosk.central.wire import Amount
from kiosk.model.charge import ChargeStatus
from kiosk.model.money import ZERO, Money, total
from kiosk.sandbox.books import Books
from kiosk.sandbox.past import ELSEWHERE
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.records import (
    CancelledPlace,
    Charge,
    OrderedBill,
    Person,
    Quote,
    Refund,
    ReturnedDeposit,
    Revocation,
    Settled,
    SignUp,
)


class Sums(BaseModel):
    """The books from both ends. Partners in a sum are read from different tables."""

    taken: Amount  # all that was ever taken
    returned: Amount
    kept: Amount  # of charges that are paid now
    settled: Amount  # psn_cash_pay of all settlements that stand
    unsettled: Amount  # paid, and nothing stands that was settled for it
    unpaid: Amount  # settled first, and the money is still to come
    left_over: Amount  # paid for bills that a settlement had to leave out
    from_deposits: Amount  # what was put down before paid of them
    deposits_returned: Amount
    cancelled: Amount  # what was paid for places that were given back
    to_accounts: Amount  # the same, of insurance accounts
    from_accounts: Amount  # acct_pay of all settlements that stand
    purses_at_start: Amount
    purses_now: Amount
    open: Amount  # total of open bills

    @property
    def balanced(self) -> bool:
        paid_for = self.settled - self.from_deposits - self.unpaid + self.left_over
        return (
            self.taken - self.returned == self.kept
            and paid_for + self.unsettled == self.kept
            and min(self.unpaid, self.left_over) >= ZERO
            and self.purses_at_start - self.purses_now
            == self.kept
            - self.deposits_returned
            - self.cancelled
            + self.from_accounts
            - self.to_accounts
        )


def payments(books: Books) -> dict[str, Payment]:
    """All that the books say of their own time, payment by payment."""
    charges: defaultdict[str, list[Charge]] = defaultdict(list)
    for charge in _charges(books):
        if charge.payment_key is not None:
            charges[charge.payment_key].append(charge)
    settled = {
        one.payment_key: one
        for one in books.every(Settled)
        if one.kiosk_id != ELSEWHERE
    }
    revoked = {one.payment_key: one for one in books.every(Revocation)}
    return {
        key: Payment(tuple(charges[key]), settled.get(key), revoked.get(key))
        for key in sorted({*charges, *settled, *revoked})
    }


def add_up(books: Books, known: Mapping[str, Payment]) -> Sums:
    refunds = {refund.charge_key: refund.amount for refund in books.every(Refund)}
    charges = _charges(books)
    paid = {one.key for one in charges if one.status is ChargeStatus.PAID}
    standing = [one.standing for one in known.values() if one.standing is not None]
    sizes = {quote.id: len(quote.bill_ids) for quote in books.every(Quote)}
    return Sums(
        taken=total(one.amount for one in charges if one.key in {*paid, *refunds}),
        returned=total(refunds.values()),
        kept=total(one.taken for one in charges),
        settled=total(one.split.self_pay for one in standing),
        unsettled=total(one.kept for one in known.values() if one.standing is None),
        unpaid=total(one.unpaid for one in known.values()),
        left_over=total(_left_over(one, sizes) for one in known.values()),
        from_deposits=total(one.deposits for one in standing),
        deposits_returned=total(one.amount for one in books.every(ReturnedDeposit)),
        cancelled=total(one.returned for one in books.every(CancelledPlace)),
        to_accounts=total(one.to_account for one in books.every(CancelledPlace)),
        from_accounts=total(one.split.account for one in standing),
        purses_at_start=Money(books.number("purses_at_start")),
        purses_now=total(person.purses for person in books.every(Person))
        - total(one.granted for one in books.every(SignUp)),
        open=total(one.bill.total for one in open_bills(books)),
    )


def _charges(books: Books) -> list[Charge]:
    return [one for one in books.every(Charge) if one.kiosk_id != ELSEWHERE]


def open_bills(books: Books) -> list[OrderedBill]:
    return [one for one in books.every(OrderedBill) if one.setl_id is None]


def _left_over(payment: Payment, sizes: Mapping[str, int]) -> Money:
    """Only where fewer bills were settled than quoted may more have been taken."""
    standing = payment.standing
    if standing is None or len(standing.bill_ids) == sizes.get(standing.presettle_id):
        return ZERO
    return payment.kept - standing.due
