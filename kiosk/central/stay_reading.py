"""From central's messages about stays to our values. Pure."""

from kiosk.central import stay_wire as wire
from kiosk.central.port import Misanswered
from kiosk.central.reading import read_bill, read_line
from kiosk.model.bill import Bill
from kiosk.model.deposit import DepositReturn
from kiosk.model.money import ZERO, Money
from kiosk.model.stay import DayList, Deposit, Stay


def read_stay(reply: wire.StaysReply, patient_id: str) -> Stay | None:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's stay")
    if reply.stay is None:
        return None
    stay, bill = reply.stay, reply.stay.bill
    if stay.psn_no != patient_id:
        raise Misanswered("somebody else's stay")
    if bill is not None and bill.bill_id != stay.ipt_no:
        raise Misanswered("the bill of another stay")
    if len({one.deposit_id for one in stay.deposits}) != len(stay.deposits):
        raise Misanswered("a deposit that is there twice")
    amounts = (*(one.amount for one in stay.deposits), *stay.deposit_choices)
    if any(amount <= ZERO for amount in amounts):
        raise Misanswered("a deposit of nothing, or less")
    return Stay(
        id=stay.ipt_no,
        patient_id=stay.psn_no,
        status=stay.status,
        ward=stay.ward_name,
        bed=stay.bed_no,
        since=stay.adm_date,
        deposits=tuple(
            Deposit(one.deposit_id, one.method, one.paid_on, one.amount)
            for one in stay.deposits
        ),
        spent=stay.medfee_sumamt,
        choices=stay.deposit_choices,
        bill=read_bill(bill) if bill else None,
    )


def read_day_lists(reply: wire.DayListsReply, stay: Stay) -> tuple[DayList, ...]:
    if reply.ipt_no != stay.id:
        raise Misanswered("the days of another stay")
    return tuple(
        DayList(one.day, tuple(map(read_line, one.lines))) for one in reply.days
    )


def read_deposit_bill(reply: wire.DepositBillReply, stay: Stay, amount: Money) -> Bill:
    if (reply.ipt_no, reply.psn_no) != (stay.id, stay.patient_id):
        raise Misanswered("a deposit for another stay")
    bill = read_bill(reply.bill)
    if bill.total != amount:
        raise Misanswered("another amount than was chosen")
    return bill


def check_return(reply: wire.ReturnReply, key: str, what: DepositReturn) -> None:
    returned = DepositReturn(reply.deposit_id, reply.amount)
    if (reply.payment_key, returned) != (key, what):
        raise Misanswered("another deposit, or another amount, went back")
