"""How the national insurance interface's JSON looks: its envelope and transactions.

Names are the interface's own. Amounts are yuan; they are written as text with two
decimals and read as text or number, exactly: no float ever holds one.
"""

import json
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from kiosk.central.wire import Id
from kiosk.central.wire import Message as Message  # for those who read these
from kiosk.model.intent import Order
from kiosk.model.money import Money

VOUCHER = "01"  # mdtrt_cert_type: 医保电子凭证, so that mdtrt_cert_no is its ecToken
OUTPATIENT = "11"  # med_type 普通门诊
BY_ITEM = "01"  # psn_setlway 按项目
WITH_ACCOUNT = "1"  # acct_used_flag
ACTIVE = "1"  # psn_insu_stas
SELF_SERVICE = "2"  # opter_type

DECODE = "1162"
SIGN_IN = "9001"
PERSON = "1101"
REGISTER = "2201"
UPLOAD_FEES = "2204"
PRE_SETTLE = "2206"
SETTLE = "2207"
REVOKE = "2208"
REVERSE = "2601"
QUERY = "5203"

_YUAN = re.compile(r"-?[0-9]{1,10}(?:\.[0-9]{1,6})?", re.ASCII)


def _amount(value: object) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, str) and _YUAN.fullmatch(value):
        value = Decimal(value)
    if type(value) is int:
        value = Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError("an amount is a decimal number of yuan")
    if value.adjusted() > 11 or value != round(value, 2):
        raise ValueError("an amount is whole fen, and not more than there are")
    return Money(int(value * 100))


Amount = Annotated[
    Money, BeforeValidator(_amount), PlainSerializer(str, return_type=str)
]
MsgId = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{12}[0-9]{18}$")]
Number = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[0-9A-Za-z\-]+$")]
Area = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
Secret = Annotated[str, Field(min_length=1, max_length=50, repr=False)]


class Envelope(Message):
    """What every request comes in, with the interface's eighteen fields."""

    infno: str = Field(pattern=r"^[0-9]{4}$")
    msgid: MsgId
    mdtrtarea_admvs: Area
    insuplc_admdvs: Area | None = None  # from 1101; needed wherever psn_no is
    recer_sys_code: str = Field(max_length=10)
    dev_no: str = Field(max_length=100)
    dev_safe_info: str = Field(default="", max_length=2000)
    cainfo: str = Field(default="", max_length=1024)
    signtype: str = Field(default="", max_length=10)
    infver: str = Field(max_length=6)
    opter_type: str = SELF_SERVICE
    opter: str = Field(max_length=30)
    opter_name: str = Field(max_length=50)
    inf_time: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$")
    fixmedins_code: str = Field(max_length=30)
    fixmedins_name: str = Field(max_length=200)
    sign_no: str = Field(default="", max_length=30)
    input: dict[str, Any]


class Reply(Message):
    """What every answer comes in. It does not say which request it answers."""

    infcode: int
    err_msg: str | None = Field(default=None, max_length=4000)
    output: dict[str, Any] | None = None


class SignInData(Message):
    """Who signs in, from where."""

    opter_no: str
    mac: str
    ip: str


class SignIn(Message):
    """9001."""

    signIn: SignInData  # noqa: N815


class SignedInData(Message):
    """Good for the messages of this terminal until the interface says otherwise."""

    sign_no: str = Field(min_length=1, max_length=30, repr=False)


class SignedIn(Message):
    """9001's output."""

    signinoutb: SignedInData


class DecodeData(Message):
    """What was scanned, in the words of `ec.query`."""

    ecQrCode: str = Field(min_length=1, max_length=512, repr=False)  # noqa: N815
    businessType: str  # noqa: N815
    operatorId: str  # noqa: N815
    deviceType: str = "SelfService"  # noqa: N815


class Decode(Message):
    """1162."""

    data: DecodeData


class DecodedData(Message):
    """The token that stands for the person in what follows."""

    ecToken: Secret  # noqa: N815


class Decoded(Message):
    """1162's output."""

    data: DecodedData


class PersonData(Message):
    """Whose token it is asked."""

    mdtrt_cert_type: str = VOUCHER
    mdtrt_cert_no: Secret


class AskPerson(Message):
    """1101."""

    data: PersonData


class BaseInfo(Message):
    """Of a person only the number is read: the name comes from the hospital."""

    psn_no: Id


class Insurance(Message):
    """One insurance of a person."""

    insutype: str = Field(max_length=6)
    insuplc_admdvs: Area
    psn_insu_stas: str = ACTIVE


class PersonFound(Message):
    """1101's output."""

    baseinfo: BaseInfo
    insuinfo: tuple[Insurance, ...] = Field(default=(), max_length=20)


class RegisterData(Message):
    """One visit opens."""

    psn_no: Id
    insutype: str
    begntime: str
    mdtrt_cert_type: str = VOUCHER
    mdtrt_cert_no: Secret
    ipt_otp_no: Number


class Register(Message):
    """2201."""

    data: RegisterData


class RegisteredData(Message):
    """The visit's number at the insurer."""

    mdtrt_id: Number
    psn_no: Id
    ipt_otp_no: Number


class Registered(Message):
    """2201's output."""

    data: RegisteredData


class FeeLine(Message):
    """One bill as one line, under the bill's own number."""

    feedetl_sn: Id
    mdtrt_id: Number
    psn_no: Id
    chrg_bchno: Number
    det_item_fee_sumamt: Amount
    cnt: str = "1"
    pric: Amount
    fee_ocur_time: str


class UploadFees(Message):
    """2204."""

    feedetail: tuple[FeeLine, ...] = Field(min_length=1, max_length=100)


class FeeResult(Message):
    """What became of a line."""

    feedetl_sn: Id
    det_item_fee_sumamt: Amount


class FeesUploaded(Message):
    """2204's output."""

    result: tuple[FeeResult, ...] = Field(max_length=100)


class Origin(Message):
    """Whose money a settlement belongs to, for the hospital's own gateway: in the
    extension field, so that an insurer need not know it."""

    payment_key: Id
    order: Order


class SettleData(Message):
    """Compute, or settle, one batch of one visit. 2206 has no `expContent`."""

    psn_no: Id
    mdtrt_cert_type: str = VOUCHER
    mdtrt_cert_no: Secret
    med_type: str = OUTPATIENT
    medfee_sumamt: Amount
    psn_setlway: str = BY_ITEM
    mdtrt_id: Number
    chrg_bchno: Number
    acct_used_flag: str = WITH_ACCOUNT
    insutype: str
    expContent: Origin | None = None  # noqa: N815


class Settle(Message):
    """2206 and 2207."""

    data: SettleData


class Computed(Message):
    """The parts of `setlinfo` that say who pays what."""

    psn_no: Id
    mdtrt_id: Number
    medfee_sumamt: Amount
    fund_pay_sumamt: Amount
    acct_pay: Amount
    psn_cash_pay: Amount
    hosp_part_amt: Amount


class PreSettled(Message):
    """2206's output."""

    setlinfo: Computed


class SetlInfo(Computed):
    """A settlement: `medins_setl_id` is the message that made it."""

    setl_id: Number
    setl_time: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$")
    medins_setl_id: MsgId


class Settled(Message):
    """The output of 2207 and 5203; of 2208, with every amount negative."""

    setlinfo: SetlInfo


class SettlementData(Message):
    """Which settlement: 2208 knows its number, 5203 perhaps only the visit."""

    psn_no: Id
    mdtrt_id: Number
    setl_id: str = Field(default="", max_length=30)


class AboutSettlement(Message):
    """2208 and 5203."""

    data: SettlementData


class ReverseData(Message):
    """Undo what this message did, or see to it that it never does anything."""

    psn_no: Id
    omsgid: MsgId
    oinfno: str = SETTLE


class Reverse(Message):
    """2601."""

    data: ReverseData


class Nothing(Message):
    """2601's output says nothing."""


def quote_id(mdtrt_id: str, chrg_bchno: str) -> str:
    """What a pre-settlement is called: the interface itself gives it no number."""
    return f"N.{mdtrt_id}.{chrg_bchno}"


def is_quote(id_: str) -> bool:
    """Whether a pre-settlement came from here."""
    return id_.startswith("N.")


def read(body: bytes) -> object:
    """Read JSON without floats; ValueError where it is none, or nests too deep."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
