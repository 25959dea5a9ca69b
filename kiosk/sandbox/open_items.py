"""What central says is still open for a patient: one look at all of its books."""

from datetime import timedelta

import kiosk.central.open_items_wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import day_of
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.listing import count_unprinted
from kiosk.sandbox.records import Charge, Person, Refund, ReturnedDeposit
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
        )
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
    lately = sorted(
        (one for one in gone if one.made_at > since),
        key=lambda one: (one.made_at, one.charge_key),
        reverse=True,
    )
    found = ((one, books.find(Charge, one.charge_key)) for one in lately)
    return tuple(
        wire.ComingRefundReply(
            amount=one.amount, method=charge.method, since=day_of(one.made_at)
        )
        for one, charge in found
        if charge is not None and charge.psn_no == psn_no
    )[:100]
