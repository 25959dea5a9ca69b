"""What central says is still open for a patient: one look at all of its books."""

from datetime import datetime, time, timedelta
from operator import itemgetter

import kiosk.central.open_items_wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import BEIJING, day_of
from kiosk.model.intent import Method
from kiosk.model.money import Money, total
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.charges import payment_of
from kiosk.sandbox.listing import count_unprinted
from kiosk.sandbox.records import (
    CancelledPlace,
    Charge,
    Person,
    Refund,
    ReturnedDeposit,
)
from kiosk.sandbox.registrations import ahead
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.stays import standing
from kiosk.sandbox.verbs import bill_reply, payable_bills


def tell(books: Books, psn_no: str, moment: Moment) -> Answer:
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    return done(
        wire.OpenItemsReply(
            psn_no=psn_no,
            bills=tuple(bill_reply(one.bill) for one in payable_bills(books, psn_no)),
            unprinted=count_unprinted(books, psn_no, moment),
            registrations=ahead(books, psn_no, moment),
            stays=standing(books, psn_no),
            refunds=_coming(books, psn_no, moment),
            on_credit=_on_credit(books, psn_no, moment),
        )
    )


def _on_credit(books: Books, psn_no: str, moment: Moment) -> Money:
    """What stands paid of today's settlements."""
    midnight = datetime.combine(moment.today, time(), BEIJING)
    today = books.settled_of(psn_no, midnight)
    paid = (payment_of(books, one.payment_key) for one in today)
    return total(
        charge.taken
        for payment in paid
        if payment.standing is not None
        for charge in payment.charges
        if charge.method is Method.CREDIT
    )


def _coming(
    books: Books, psn_no: str, moment: Moment
) -> tuple[wire.ComingRefundReply, ...]:
    """What went back so lately that it may not have arrived, the latest first."""
    since = moment.now - timedelta(days=moment.settings.refund_days)
    gone: tuple[Refund | ReturnedDeposit, ...] = (
        *books.every(Refund),
        *books.every(ReturnedDeposit),
    )
    lately = [one for one in gone if one.made_at > since]
    found = [
        (books.find(Charge, one.charge_key), one.amount, one.made_at) for one in lately
    ]
    for given_back in books.every(CancelledPlace):  # 退号: whole, with every charge
        if given_back.made_at > since:
            for charge in books.charges_of(given_back.payment_key):
                found.append((charge, charge.taken, given_back.made_at))
    hers = [
        (made_at, charge.method, amount)
        for charge, amount, made_at in found
        if charge is not None and charge.psn_no == psn_no and amount
    ]
    return tuple(
        wire.ComingRefundReply(amount=amount, method=method, since=day_of(made_at))
        for made_at, method, amount in sorted(hers, key=itemgetter(0), reverse=True)
    )[:100]
