"""The doctor's guide slip, 导诊单: what a patient owes, known without the network.

How its QR code is written and signed is central's matter.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.model.money import Money
from kiosk.model.patient import Masked
from kiosk.model.settlement import Split

CLOCKS_DIFFER_BY = timedelta(seconds=300)


@dataclass(frozen=True, slots=True)
class GuideSlip:
    """A pre-settlement that the hospital signed and printed. Times are aware."""

    id: str
    patient_id: str
    patient: Masked  # as printed on the paper
    bill_ids: tuple[str, ...]
    pre_settlement_id: str
    split: Split
    credit: Money  # what the credit contract had left when it was printed
    issued_at: datetime
    expires_at: datetime

    @property
    def is_covered(self) -> bool:
        """Whether the contract could pay it. If not, a deferral would end as a debt."""
        return self.split.self_pay <= self.credit

    def is_valid_at(self, now: datetime) -> bool:
        """Whether it may be used now. It may come from a clock ahead of ours."""
        return self.issued_at - CLOCKS_DIFFER_BY <= now < self.expires_at
