"""One decision of a patient to pay, and the key it goes by everywhere."""

import hashlib
import math
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kiosk.model.deposit import DepositReturn
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import Split


class Method(StrEnum):
    """How the self-pay part is taken."""

    NOTHING = "nothing"  # insurance pays all of it
    CREDIT = "credit"  # 信用就医 contract
    WECHAT = "wechat"
    ALIPAY = "alipay"
    UNIONPAY = "unionpay"
    ONE_CODE = "one_code"  # 一码付: the insurance code pays too, by a credential


class Order(StrEnum):
    """What comes first, money or insurance. It decides what must be undone."""

    CHARGE_FIRST = "charge_first"  # wallets
    SETTLE_FIRST = "settle_first"  # one-code pay
    DEFERRED = "deferred"  # registered offline, carried out by central later


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to ask before giving up, in seconds (rules M2 and M3)."""

    first_query_s: float = 2
    query_every_s: float = 5
    give_up_after_s: float = 45
    reverse_not_before_s: float = 15
    send_within_s: float = 10  # a charge that had to wait for longer is not sent
    show_for_s: float = 120  # how long a code stands on the screen for a phone to scan

    @property
    def limit_s(self) -> float:
        """When the charge is closed or reversed; never so soon that a reversal could
        go out too early, even of a charge that was sent as late as it may be."""
        return max(self.give_up_after_s, self.reverse_not_before_s + self.send_within_s)

    @property
    def of_shown(self) -> "Patience":
        """The same for a code that is shown: she has a phone to unlock first."""
        return replace(self, give_up_after_s=self.show_for_s)

    @property
    def queries(self) -> int:
        """How often to ask at most, should the clock fail us."""
        return max(1, math.ceil(self.limit_s / self.query_every_s))


@dataclass(frozen=True, slots=True)
class Share:
    """One charge of a payment. Most payments have exactly one."""

    key: str  # the charge's own key at central
    method: Method
    amount: Money
    is_shown: bool = False  # the kiosk shows a code, and the phone scans it


@dataclass(frozen=True, slots=True)
class Intent:
    """Pay these bills this way. A new decision is a new intent (rule M1)."""

    key: str  # UUIDv7
    patient_id: str
    bill_ids: tuple[str, ...]
    pre_settlement_id: str
    split: Split
    method: Method
    opened_at: datetime
    patience: Patience
    order: Order = Order.CHARGE_FIRST
    credit: Money = ZERO  # what the credit contract takes beside `method`
    deposits: Money = ZERO  # what was put down before pays of her part
    returns: tuple[DepositReturn, ...] = ()  # what goes back once it is settled
    is_invoiced: bool = True
    is_shown: bool = False  # her phone scans a code of ours, not we one of hers
    trace: str = ""  # of the visit in which it was decided

    @property
    def due(self) -> Money:
        """What is charged."""
        return self.split.self_pay - self.deposits

    @property
    def shares(self) -> tuple[Share, ...]:
        """The charges, in the order in which they are made: the contract comes last,
        because it asks nobody and so hardly ever fails."""
        if self.method is Method.NOTHING:
            return ()
        rest = self.due - self.credit
        first = Share(self.key, self.method, rest, self.is_shown)
        if not self.credit:
            return (first,)
        return (first, Share(charge_key(self.key, 1), Method.CREDIT, self.credit))

    @property
    def case_number(self) -> str:
        return case_number(self.key)


def charge_key(payment_key: str, share: int) -> str:
    """The key of one share's charge. The first has the payment's own."""
    return payment_key if share == 0 else f"{payment_key}.{share + 1}"


# No 0, O, 1, I, L: people read case numbers aloud.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def case_number(key: str) -> str:
    """Eight characters that a person can read out at the window, made from the key."""
    digest = hashlib.sha256(key.encode()).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:8])
    return f"{letters[:4]}-{letters[4:]}"
