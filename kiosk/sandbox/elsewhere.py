"""What was paid without a kiosk: at a window, or by the doctor's own screen."""

from kiosk.model.charge import ChargeStatus
from kiosk.model.intent import Method, Order
from kiosk.sandbox import settlements
from kiosk.sandbox.books import Books
from kiosk.sandbox.past import ELSEWHERE
from kiosk.sandbox.records import Charge, OrderedBill, Person
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.settling_rules import Part, SettleAsked
from kiosk.sandbox.verbs import make_quote


def pay_elsewhere(
    books: Books, ordered: OrderedBill, method: Method, moment: Moment
) -> None:
    """Out of a purse as it was before this sandbox's day began."""
    person = books.find(Person, ordered.psn_no)
    assert person is not None
    quote = make_quote(books, person, (ordered.id,), moment)
    key = f"{ordered.id}-window"
    charge = Charge(
        key=key,
        status=ChargeStatus.PAID,
        made_at=moment.now,
        payment_key=key,
        kiosk_id=ELSEWHERE,
        psn_no=person.id,
        presettle_id=quote.id,
        payer=person.id,
        method=method,
        amount=quote.due,
    )
    books.put(charge)
    asked = SettleAsked(
        key, ELSEWHERE, person.id, quote.id, quote.split, Order.CHARGE_FIRST
    )
    settlements.enter(books, asked, Part(quote.bill_ids, quote.split), moment)
