"""How central's JSON about her standing with the insurance looks. Read only.

No message has a field for an illness: what is not sent is shown nowhere.
"""

from datetime import date

from pydantic import Field

from kiosk.central.wire import Amount, Id, Message
from kiosk.model.standing import ClaimStatus, EntitlementStatus


class EntitlementReply(Message):
    """One entry in the register of chronic and serious illness, 门诊大病."""

    status: EntitlementStatus
    begndate: date
    enddate: date


class EntitlementsReply(Message):
    """All entries of one patient, the latest first."""

    psn_no: Id
    entitlements: tuple[EntitlementReply, ...] = Field(max_length=50)


class ClaimReply(Message):
    """One claim, 报销. What was paid, and when, is there once it is."""

    status: ClaimStatus
    handed_in: date
    medfee_sumamt: Amount
    paid: Amount | None = None
    paid_on: date | None = None


class ClaimsReply(Message):
    """All claims of one patient in the last years, the latest first."""

    psn_no: Id
    claims: tuple[ClaimReply, ...] = Field(max_length=100)
