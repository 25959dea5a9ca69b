"""How central's JSON about what is still open for a patient looks.

A part that central could not find out is null: never left out, and never empty.
"""

from datetime import date

from pydantic import Field

from kiosk.central.registration_wire import RegistrationReply
from kiosk.central.wire import Amount, BillReply, Id, Message
from kiosk.model.intent import Method
from kiosk.model.money import ZERO
from kiosk.model.stay import StayStatus


class ComingRefundReply(Message):
    """Money that goes back and may not have arrived yet."""

    amount: Amount
    method: Method
    since: date


class OpenItemsReply(Message):
    """What is to do before she goes home, and what is on its way. The bills are those
    of `bills`; `unprinted` counts invoices that may be printed and never were; of
    `registrations` only what has not begun yet, the next first. `on_credit` is what her
    contract has paid today, here or at the doctor's own screen."""

    psn_no: Id
    bills: tuple[BillReply, ...] | None = Field(max_length=100)
    unprinted: int | None = Field(ge=0, le=10_000)
    registrations: tuple[RegistrationReply, ...] | None = Field(max_length=100)
    stays: tuple[StayStatus, ...] | None = Field(max_length=10)
    refunds: tuple[ComingRefundReply, ...] | None = Field(max_length=100)
    on_credit: Amount = ZERO
