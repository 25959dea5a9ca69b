"""How central's JSON looks. Field names follow the national insurance interface.

Amounts are yuan with two decimals as text, as the national interface writes them;
no float ever holds one. Unknown fields are ignored, missing ones are refused.
"""

from datetime import date
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from kiosk.model.case import CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method, Order
from kiosk.model.money import ZERO, Money


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
    WithJsonSchema({"type": "string", "pattern": r"^-?(0|[1-9][0-9]{0,9})\.[0-9]{2}$"}),
]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._\-]+$")]

# Text without control characters: no database, log or terminal takes all of those.
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]


WebAddress = Annotated[str, Field(max_length=300, pattern=r"^https://[!-~]+$")]


class Message(BaseModel):
    """Everything on the wire is immutable once read. Pydantic would keep the texts of
    the last ten thousand values, and so names and codes, for the next reply."""

    model_config = ConfigDict(frozen=True, extra="ignore", cache_strings="keys")


class IdentifyRequest(Message):
    """Whose code is this? A POST, so that the code is in no URL and no log."""

    code: Line = Field(min_length=1, max_length=512)
    businessType: str = Field(pattern=r"^[0-9]{5}$")  # noqa: N815
    deviceType: Line = "SelfService"  # noqa: N815


class ContractReply(Message):
    """A credit contract, 信用就医."""

    bank_name: str = Field(max_length=60)
    available: Amount
    raise_url: WebAddress | None = None  # where she can have the limit raised


class IdentityReply(Message):
    """The person behind a code. The full name is masked before it is kept."""

    psn_no: Id
    psn_name: str = Field(min_length=1, max_length=64)
    insured: bool
    guardian_name: str | None = Field(default=None, max_length=64)
    contract: ContractReply | None = None
    one_code_channel: str | None = Field(default=None, max_length=60)  # if she signed
    can_sign_up: bool = False  # for credit, 信用就医


class BillLineReply(Message):
    """One charged item."""

    name: str = Field(max_length=200)
    quantity: str = Field(max_length=40)
    det_item_fee_sumamt: Amount
    chrgitm_lv: str = Field(max_length=10)  # 甲, 乙 or 自费


class BillReply(Message):
    """One unpaid charge list. `window_name` says who takes it where no kiosk may."""

    bill_id: Id
    ordered_on: date
    medfee_sumamt: Amount
    lines: tuple[BillLineReply, ...] = Field(max_length=400)
    window_name: str | None = Field(default=None, min_length=1, max_length=60)
    debt: bool = False  # a deferral of it was refused: it is still to be paid


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


class ReturnMessage(Message):
    """What a stay leaves of one deposit."""

    deposit_id: Id
    amount: Amount


class PreSettleReply(Message):
    """The answer; nothing has changed. Of `psn_cash_pay`, `deposits` has been put down
    before; what is left of those goes back once it is settled."""

    presettle_id: Id
    psn_no: Id
    bill_ids: tuple[Id, ...]
    split: SplitMessage
    deposits: Amount = ZERO
    returns: tuple[ReturnMessage, ...] = Field(default=(), max_length=100)
    invoiced: bool = True


class CredentialRequest(Message):
    """Allow one-code pay to take exactly this amount."""

    psn_no: Id
    payment_key: Id
    amount: Amount


class CredentialReply(Message):
    """Good for one charge of this amount."""

    payment_key: Id
    credential: str = Field(min_length=1, max_length=64, repr=False)


class ChargeRequest(Message):
    """Take a share of the self-pay part. The share's key is in the Idempotency-Key
    header; `payment_key` is the whole payment's."""

    payment_key: Id
    psn_no: Id
    presettle_id: Id
    amount: Amount
    method: Method
    auth_code: Line | None = Field(default=None, max_length=64, repr=False)
    shown: bool = False  # make a code for the payer's phone to scan, instead


class ChargeReply(Message):
    """Where the money of one charge is. `amount` is what is kept of it, `refunded` what
    went back, by reversal or refund. `qr` is what the kiosk shows while the payer of a
    shown charge is awaited."""

    key: Id
    status: ChargeStatus
    amount: Amount
    reason: Refusal | None = None
    refunded: Amount = ZERO
    qr: str = Field(default="", max_length=512, pattern=r"^[!-~]*$", repr=False)


class RefundRequest(Message):
    """Give this much back: all of the charge, or what a settlement of fewer bills left
    over. A charge is refunded once."""

    amount: Amount


class SettleRequest(Message):
    """Settle. Charge first: for good, and the payment's charges must cover it. Settle
    first: until revoked, and the charges come after."""

    payment_key: Id
    psn_no: Id
    presettle_id: Id
    split: SplitMessage
    order: Order = Order.CHARGE_FIRST


class SettleReply(Message):
    """The settlement number and the final split. Where bills were settled one by one
    and some no longer could be, `bill_ids` are those that were; the split is theirs."""

    setl_id: Id
    payment_key: Id
    psn_no: Id
    presettle_id: Id
    bill_ids: tuple[Id, ...] = Field(min_length=1, max_length=100)
    split: SplitMessage
    setl_time: AwareDatetime


class RevokeReply(Message):
    """Nothing is settled under this key, and nothing will be."""

    payment_key: Id


class DeferralRequest(Message):
    """Carry out what was registered offline. `signed` is JSON text of the kiosk's own
    making, with the same facts. What is signed: `deferral`, a line feed, and it."""

    payment_key: Id
    psn_no: Id
    presettle_id: Id
    bill_ids: tuple[Id, ...] = Field(min_length=1, max_length=100)
    split: SplitMessage
    captured_at: AwareDatetime
    signed: Line = Field(max_length=8192)
    signature: Line = Field(max_length=512)
    algorithm: Line = Field(max_length=20)
    key_id: Id
    guide_slip: Line | None = Field(default=None, max_length=1200)


class SignedDeferral(Message):
    """What a kiosk signs of a deferral."""

    payment_key: Id
    kiosk_id: Id
    psn_no: Id
    presettle_id: Id
    bill_ids: tuple[Id, ...]
    split: SplitMessage
    captured_at: AwareDatetime


class DebtRequest(Message):
    """A deferral was refused: the patient must be told, and not by silence."""

    payment_key: Id
    psn_no: Id
    bill_ids: tuple[Id, ...] = Field(min_length=1, max_length=100)
    amount: Amount
    reason: Refusal


class CaseRequest(Message):
    """Something at a kiosk that the staff must look at."""

    case_id: Id
    kind: CaseKind
    payment_key: Id
    opened_at: AwareDatetime
    about: Line = Field(max_length=40)


class HelpRequest(Message):
    """Somebody at a kiosk wants a person, 求助."""

    screen: Id  # what is before her


class NotedReply(Message):
    """It is in the books."""

    noted: bool = True


class EntryReply(Message):
    """One payment of the day. `kept` is what was taken and not given back."""

    payment_key: Id
    kept: Amount
    setl_id: Id | None


class DayReply(Message):
    """All payments of one kiosk and day that left a trace in the books."""

    day: date
    entries: tuple[EntryReply, ...] = Field(max_length=20_000)


class SlipKeysReply(Message):
    """The public keys under guide slips, base64url by key id."""

    keys: dict[str, str] = Field(max_length=20)


class DeviceKeyRequest(Message):
    """The public key of this kiosk, base64url."""

    algorithm: Line = Field(max_length=20)
    key_id: Id
    public_key: Line = Field(max_length=200)


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
