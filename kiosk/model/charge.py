"""What central says of a charge."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.model.money import ZERO, Money


class ChargeStatus(StrEnum):
    """Where the money of one charge is, as far as central knows."""

    PAID = "paid"  # taken
    USER_PAYING = "user_paying"  # the payer is typing a password
    REFUSED = "refused"  # nothing was taken and nothing will be
    NOT_FOUND = "not_found"  # no answer about money (rule M2)
    CLOSED = "closed"  # never taken, and never will be
    REVERSED = "reversed"  # nothing stays taken


class Refusal(StrEnum):
    """Why no money was taken, or why the hospital would not settle."""

    CODE_EXPIRED = "code_expired"
    CODE_USED = "code_used"
    NOT_ENOUGH = "not_enough"
    LIMIT_TOO_SMALL = "limit_too_small"
    CANCELLED = "cancelled"  # the payer said no on the phone
    NO_CREDENTIAL = "no_credential"  # the insurance code may not pay this
    EXPIRED = "expired"  # the deferral, or the slip behind it, is too old
    FORGED = "forged"  # a signature does not fit
    ALREADY_PAID = "already_paid"  # the bills were paid elsewhere
    AMOUNT_CHANGED = "amount_changed"  # the bills are not what they were
    NOT_SENT = "not_sent"  # the request never left the kiosk
    NOT_ANSWERED = "not_answered"  # closed after silence
    TOO_SLOW = "too_slow"  # the payer took too long; reversed
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChargeAnswer:
    """One reply about a charge. `amount` is what was taken; `qr` the text of the code
    that is to be shown, while its payer is awaited."""

    status: ChargeStatus
    amount: Money = ZERO
    refusal: Refusal | None = None
    qr: str = field(default="", repr=False)
