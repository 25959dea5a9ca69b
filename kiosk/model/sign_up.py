"""Signing up for credit, 信用就医: begun at the kiosk, done on her phone."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.model.patient import CreditContract


class SignUpStatus(StrEnum):
    """How far she is."""

    WAITING = "waiting"  # nobody has scanned the code
    SCANNED = "scanned"  # her phone has it; the bank asks her
    SIGNED = "signed"
    REFUSED = "refused"  # by her or by the bank
    EXPIRED = "expired"
    UNKNOWN = "unknown"  # nobody says
    IMPOSSIBLE = "impossible"  # just now

    @property
    def is_over(self) -> bool:
        return self in (
            SignUpStatus.SIGNED,
            SignUpStatus.REFUSED,
            SignUpStatus.EXPIRED,
            SignUpStatus.IMPOSSIBLE,
        )


@dataclass(frozen=True, slots=True)
class SignUp:
    """One that has begun. Its page is hers: the text is in no log."""

    id: str
    url: str = field(repr=False)  # the bank's page, for her phone


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known of a sign-up. There is a contract once it is SIGNED."""

    status: SignUpStatus
    contract: CreditContract | None = None
