"""住院 at central: admission by a first deposit, the days, and what is left at the end.

A deposit and a whole stay are paid as any bill is; only what goes back of a deposit
has a verb of its own.
"""

from dataclasses import replace
from datetime import date, timedelta

import kiosk.central.stay_wire as wire
from kiosk.central.port import Reason
from kiosk.model.beijing import day_of
from kiosk.model.bill import Bill, BillLine
from kiosk.model.charge import Refusal
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money, total
from kiosk.model.stay import StayStatus
from kiosk.sandbox import charges, deposits
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.elsewhere import pay_elsewhere
from kiosk.sandbox.people import ordered_bill
from kiosk.sandbox.records import (
    Charge,
    DepositOrder,
    Inpatient,
    OrderedBill,
    Person,
    Quote,
    ReturnedDeposit,
)
from kiosk.sandbox.settings import Moment
from kiosk.sandbox.verbs import bill_reply, line_reply

CHOICES = (Money(1_000_00), Money(2_000_00), Money(5_000_00))
MOST = Money(50_000_00)  # of one deposit
WARDS = ("6号楼12层A病区", "3号楼8层B病区", "6号楼9层A病区")


def tell(books: Books, psn_no: str, moment: Moment) -> Answer:
    """The stay that a person is ordered for, in, or leaving."""
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    charges.let_payers_answer(books, moment)
    open_ones = [one for one in books.stays_of(psn_no) if not _is_over(books, one)]
    stay = _reply(books, open_ones[-1], moment) if open_ones else None
    return done(wire.StaysReply(psn_no=psn_no, stay=stay))


def standing(books: Books, psn_no: str) -> tuple[StayStatus, ...]:
    """How far each of a person's stays is that is not over."""
    stays = books.stays_of(psn_no)
    return tuple(_status(books, one) for one in stays if not _is_over(books, one))


def list_days(books: Books, ipt_no: str, moment: Moment) -> Answer:
    stay = books.find(Inpatient, ipt_no)
    if stay is None:
        return denied(Reason.NOT_FOUND)
    days = tuple(
        wire.DayListReply(day=day, lines=tuple(map(line_reply, lines_of(stay, day))))
        for day in reversed(_days(books, stay, moment))
    )
    return done(wire.DayListsReply(ipt_no=ipt_no, days=days))


def order_deposit(
    books: Books, ipt_no: str, request: wire.DepositRequest, moment: Moment
) -> Answer:
    """Make it a bill. What was ordered before, and is not being paid, goes."""
    stay = books.find(Inpatient, ipt_no)
    if stay is None or stay.psn_no != request.psn_no:
        return denied(Reason.NOT_FOUND)
    if _is_over(books, stay) or stay.closed_on is not None:
        return denied(Reason.BILLS_CHANGED)
    if not ZERO < request.amount <= MOST:
        return denied(Refusal.AMOUNT_CHANGED)
    for order in books.deposits_for(ipt_no):
        ids = (order.id,)
        if books.settled_as(ids).get(order.id) is None and not books.holders(ids):
            books.take_back(order.id)
    ordered = _order(books, stay, request.amount, moment)
    bill = bill_reply(ordered.bill)
    return done(wire.DepositBillReply(ipt_no=ipt_no, psn_no=stay.psn_no, bill=bill))


def give_back(
    books: Books, charge_key: str, request: wire.ReturnRequest, moment: Moment
) -> Answer:
    """Give back what a settled stay left of one charge, to whoever paid it (M8)."""
    standing = charges.payment_of(books, request.payment_key).standing
    quote = books.find(Quote, standing.presettle_id) if standing else None
    charge = books.find(Charge, charge_key)
    if quote is None or charge is None:
        return denied(Reason.NOT_FOUND)
    if DepositReturn(charge_key, request.amount) not in quote.returns:
        return denied(Refusal.AMOUNT_CHANGED)
    if books.find(ReturnedDeposit, charge_key) is None:
        payer = books.find(Person, charge.payer)
        assert payer is not None
        books.put(payer.pays(charge.method, ZERO - request.amount))
        one = ReturnedDeposit(
            charge_key, request.payment_key, request.amount, moment.now
        )
        books.add([one])
    return done(
        wire.ReturnReply(
            deposit_id=charge_key,
            payment_key=request.payment_key,
            amount=request.amount,
        )
    )


def close_list(books: Books, stay: Inpatient, moment: Moment) -> None:
    """The ward writes nothing more: the stay is a bill now."""
    closed = replace(stay, closed_on=moment.today)
    lines = [
        line for day in _days(books, closed, moment) for line in lines_of(closed, day)
    ]
    amount = total(line.amount for line in lines)
    bill = Bill(stay.id, moment.today, amount, tuple(lines))
    books.put(closed)
    books.add([OrderedBill(stay.id, stay.psn_no, bill)])


def lines_of(stay: Inpatient, day: date) -> tuple[BillLine, ...]:
    """What one day cost: the same each time it is asked."""
    number = day.toordinal() + sum(stay.id.encode())
    items = tuple((12 + (number * step) % 45, 1 + step % 3) for step in (3, 5, 7))
    drawn = ordered_bill(stay.psn_no, 0, tuple(dict(items).items()), day)
    bed = BillLine("床位费（三人间）", "1 日", Money(45_00), "甲")
    nursing = BillLine("二级护理", "1 日", Money(28_00), "甲")
    return (bed, nursing, *drawn.bill.lines)


def admit_samples(books: Books, moment: Moment) -> None:
    """One is ordered in, one is in, and two may leave: one with money left over."""
    samples = (
        ("P1016", None, ()),
        ("P1017", 3, ((2_000_00, Method.ALIPAY),)),
        ("P1018", 4, ((3_000_00, Method.WECHAT), (2_000_00, Method.ALIPAY))),
        ("P1019", 6, ((200_00, Method.WECHAT),)),
    )
    for at, (psn_no, days, paid) in enumerate(samples):
        began = moment.today - timedelta(days=days) if days is not None else None
        stay = make_stay(books, psn_no, at, began)
        for fen, method in paid:
            put_down_elsewhere(books, stay, Money(fen), method, moment)
        if psn_no in ("P1018", "P1019"):
            close_list(books, stay, moment)


def make_stay(books: Books, psn_no: str, at: int, began: date | None) -> Inpatient:
    stay = Inpatient(
        id=f"ZY{books.next_number('stay'):08d}",
        psn_no=psn_no,
        ward=WARDS[at % len(WARDS)],
        bed=f"{at % 40 + 1}床",
        asked=Money(3_000_00),
        began=began,
    )
    books.put(stay)
    return stay


def _order(books: Books, stay: Inpatient, amount: Money, moment: Moment) -> OrderedBill:
    id = f"Y{books.next_number('deposit'):09d}"
    bill = Bill(
        id, moment.today, amount, (BillLine("住院预交金", "1 次", amount, "自费"),)
    )
    ordered = OrderedBill(id, stay.psn_no, bill)
    books.add([DepositOrder(id, stay.id, amount, moment.now)])
    books.add([ordered])
    return ordered


def put_down_elsewhere(
    books: Books, stay: Inpatient, amount: Money, method: Method, moment: Moment
) -> None:
    """A deposit that was paid at a window."""
    pay_elsewhere(books, _order(books, stay, amount, moment), method, moment)


def _is_over(books: Books, stay: Inpatient) -> bool:
    return books.settled_as((stay.id,)).get(stay.id) is not None


def _reply(books: Books, stay: Inpatient, moment: Moment) -> wire.StayReply:
    put_down = deposits.put_down(books, stay.id)
    began = _began(books, stay)
    [*bills] = books.bills((stay.id,))
    days = _days(books, stay, moment)
    choices = (stay.asked, *(one for one in CHOICES if one != stay.asked))
    return wire.StayReply(
        ipt_no=stay.id,
        psn_no=stay.psn_no,
        status=_status(books, stay),
        ward_name=stay.ward,
        bed_no=stay.bed if began else "",
        adm_date=began,
        deposits=tuple(
            wire.DepositReply(
                deposit_id=one.key,
                method=one.method,
                paid_on=day_of(one.made_at),
                amount=deposits.rest_of(books, one),
            )
            for one in put_down
        ),
        medfee_sumamt=total(
            line.amount for day in days for line in lines_of(stay, day)
        ),
        deposit_choices=() if bills else choices,
        bill=bill_reply(bills[0].bill) if bills else None,
    )


def _status(books: Books, stay: Inpatient) -> StayStatus:
    if books.bills((stay.id,)):
        return StayStatus.LEAVING
    return StayStatus.ADMITTED if _began(books, stay) else StayStatus.ORDERED


def _began(books: Books, stay: Inpatient) -> date | None:
    """The first deposit admits her."""
    if stay.began is not None:
        return stay.began
    put_down = deposits.put_down(books, stay.id)
    return min((day_of(one.made_at) for one in put_down), default=None)


def _days(books: Books, stay: Inpatient, moment: Moment) -> list[date]:
    began = _began(books, stay)
    if began is None:
        return []
    last = stay.closed_on or moment.today
    return [began + timedelta(days=at) for at in range((last - began).days + 1)]
