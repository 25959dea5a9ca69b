"""What a patient may read of her insurance, and nobody decides here.

What she is ill with is no part of it: central does not say, and no screen can show it
(rule H5). She tells one entry from another by its days.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.model.money import Money


class Page(StrEnum):
    """A page of them, where the hospital offers it."""

    ENTITLEMENTS = "entitlements"  # 门诊大病登记
    CLAIMS = "claims"  # 报销进度


class EntitlementStatus(StrEnum):
    """What has become of an entry in the register of chronic and serious illness."""

    REVIEWING = "reviewing"
    VALID = "valid"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """门诊大病登记: from when until when outpatient care is paid for as a stay is."""

    status: EntitlementStatus
    since: date
    until: date


class ClaimStatus(StrEnum):
    """How far a claim is."""

    RECEIVED = "received"
    REVIEWING = "reviewing"
    PAID = "paid"
    RETURNED = "returned"  # something is missing: a person has to look


@dataclass(frozen=True, slots=True)
class Claim:
    """报销: what was handed in, and what of it was paid."""

    status: ClaimStatus
    handed_in: date
    amount: Money
    paid: Money | None = None
    paid_on: date | None = None


Entry = Entitlement | Claim
