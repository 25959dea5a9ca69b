"""How central's JSON about stays, 住院, looks."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kiosk.central.wire import Amount, BillLineReply, BillReply, Id, Message
from kiosk.model.intent import Method
from kiosk.model.stay import StayStatus

Name = Annotated[str, Field(min_length=1, max_length=60)]


class DepositReply(Message):
    """One charge that was made for a stay, as far as it was not given back."""

    deposit_id: Id
    method: Method
    paid_on: date
    amount: Amount


class StayReply(Message):
    """One stay. Its bill is there once the ward has closed its list, and then has the
    stay's id."""

    ipt_no: Id
    psn_no: Id
    status: StayStatus
    ward_name: Name
    bed_no: str = Field(default="", max_length=20)
    adm_date: date | None = None
    deposits: tuple[DepositReply, ...] = Field(default=(), max_length=100)
    medfee_sumamt: Amount  # so far
    deposit_choices: tuple[Amount, ...] = Field(default=(), max_length=5)
    bill: BillReply | None = None


class StaysReply(Message):
    """The stay that a patient is ordered for, in, or leaving; or none."""

    psn_no: Id
    stay: StayReply | None = None


class DayListReply(Message):
    """What one day cost."""

    day: date
    lines: tuple[BillLineReply, ...] = Field(max_length=400)


class DayListsReply(Message):
    """What each day of a stay cost, the latest first."""

    ipt_no: Id
    days: tuple[DayListReply, ...] = Field(max_length=400)


class DepositRequest(Message):
    """Have a deposit be a bill that can be paid. Whatever was ordered for this stay
    before, and nobody has paid, is forgotten."""

    psn_no: Id
    amount: Amount


class DepositBillReply(Message):
    """What is to be paid."""

    ipt_no: Id
    psn_no: Id
    bill: BillReply


class ReturnRequest(Message):
    """Give back what the settlement under this payment's key left of one deposit."""

    payment_key: Id
    amount: Amount


class ReturnReply(Message):
    """It goes back by the way it came."""

    deposit_id: Id
    payment_key: Id
    amount: Amount
