"""One decision of a patient to pay, and the key it goes by everywhere."""

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.model.settlement import Split


class Method(StrEnum):
    """How the self-pay part is taken."""

    NOTHING = "nothing"  # insurance pays all of it
    CREDIT = "credit"  # 信用就医 contract
    WECHAT = "wechat"
    ALIPAY = "alipay"
    UNIONPAY = "unionpay"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to ask before giving up, in seconds (rules M2 and M3)."""

    first_query_s: float = 2
    query_every_s: float = 5
    give_up_after_s: float = 45
    reverse_not_before_s: float = 15

    @property
    def limit_s(self) -> float:
        """When the charge is closed or reversed; never so soon that a reversal could
        go out too early."""
        return max(self.give_up_after_s, self.reverse_not_before_s)

    @property
    def queries(self) -> int:
        """How often to ask at most, should the clock fail us."""
        return max(1, math.ceil(self.limit_s / self.query_every_s))


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

    @property
    def case_number(self) -> str:
        return case_number(self.key)


# No 0, O, 1, I, L: people read case numbers aloud.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def case_number(key: str) -> str:
    """Eight characters that a person can read out at the window, made from the key."""
    digest = hashlib.sha256(key.encode()).digest()
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:8])
    return f"{letters[:4]}-{letters[4:]}"
