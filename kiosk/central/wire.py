"""How central's JSON looks. Field names follow the national insurance interface.

Amounts are yuan with two decimals as text, as the national interface writes them;
no float ever holds one. Unknown fields are ignored, missing ones are refused.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method
from kiosk.model.money import Money


def _amount(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if not isinstance(value, str):
        raise ValueError("an amount is text")
    return Money.parse(value)


Amount = Annotated[
    Money,
    BeforeValidator(_amount),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}),
]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._\-]+$")]


class Message(BaseModel):
    """Everything on the wire is immutable once read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class IdentifyRequest(Message):
    """Whose code is this? A POST, so that the code is in no URL and no log."""

    code: str = Field(min_length=1, max_length=512)
    businessType: str = Field(pattern=r"^[0-9]{5}$")  # noqa: N815
    deviceType: str = "SelfService"  # noqa: N815


class ContractReply(Message):
    """A credit contract, 信用就医."""

    bank_name: str = Field(max_length=60)
    available: Amount


class IdentityReply(Message):
    """The person behind a code. The full name is masked before it is kept."""

    psn_no: Id
    psn_name: str = Field(min_length=1, max_length=64)
    insured: bool
    guardian_name: str | None = Field(default=None, max_length=64)
    contract: ContractReply | None = None


class BillLineReply(Message):
    """One charged item."""

    name: str = Field(max_length=200)
    quantity: str = Field(max_length=40)
    det_item_fee_sumamt: Amount
    chrgitm_lv: str = Field(max_length=10)  # 甲, 乙 or 自费


class BillReply(Message):
    """One unpaid charge list."""

    bill_id: Id
    ordered_on: date
    medfee_sumamt: Amount
    lines: tuple[BillLineReply, ...] = Field(max_length=400)


class BillsReply(Message):
    """All open bills of one patient."""

    psn_no: Id
    bills: tuple[BillReply, ...] = Field(max_length=100)


class SplitMessage(Message):
    """Who pays what, under the names of transactions 2206 and 2207."""

    medfee_sumamt: Amount
    fund_pay_sumamt: Amount
    acct_pay: Amount
    psn_cash_pay: Amount
    hosp_part_amt: Amount


class PreSettleRequest(Message):
    """What would each pay for these bills?"""

    psn_no: Id
    bill_ids: tuple[Id, ...] = Field(min_length=1, max_length=100)


class PreSettleReply(Message):
    """The answer; nothing has changed."""

    presettle_id: Id
    psn_no: Id
    bill_ids: tuple[Id, ...]
    split: SplitMessage


class ChargeRequest(Message):
    """Take the self-pay part. The key is in the Idempotency-Key header."""

    psn_no: Id
    presettle_id: Id
    amount: Amount
    method: Method
    auth_code: str | None = Field(default=None, max_length=64, repr=False)


class ChargeReply(Message):
    """Where the money of one charge is."""

    key: Id
    status: ChargeStatus
    amount: Amount
    reason: Refusal | None = None


class RefundRequest(Message):
    """Give this much back."""

    amount: Amount


class SettleRequest(Message):
    """Settle for good. `charge_key` is absent where insurance pays everything."""

    psn_no: Id
    presettle_id: Id
    split: SplitMessage
    charge_key: Id | None = None


class SettleReply(Message):
    """The settlement number and the final split."""

    setl_id: Id
    psn_no: Id
    presettle_id: Id
    split: SplitMessage
    setl_time: datetime


class InvoiceRequest(Message):
    """Issue the invoice of a settlement."""

    setl_id: Id


class InvoiceReply(Message):
    """The three numbers of an issued invoice."""

    setl_id: Id
    invoice_code: str = Field(pattern=r"^[0-9]{8}$")
    invoice_number: str = Field(pattern=r"^[0-9]{10}$")
    check_code: str = Field(pattern=r"^[0-9a-z]{6}$")
    amount: Amount
    issued_on: date


class ErrorReply(Message):
    """A clear no. `reason` is a value of Reason or Refusal."""

    reason: str = Field(max_length=40)
