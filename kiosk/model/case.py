"""What a person at the hospital must look at. A case names nobody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseKind(StrEnum):
    """Why somebody must look."""

    LATE_SUCCESS = "late_success"  # money came after it was given up (rule M4)
    OTHER_SUM = "other_sum"  # another sum than was agreed, so it went back
    DEFERRAL_REFUSED = "deferral_refused"  # a promise that became a debt
    OVERDUE = "overdue"  # six failures or half an hour (rule M9)
    KEY_REUSED = "key_reused"  # same key, other body: our bug (rule M1)
    PAPER_IN_DOUBT = "paper_in_doubt"  # an invoice may be on paper, or not (rule P1)
    INCOMPLETE = "incomplete"  # of a damaged journal only part could be read
    ONLY_KIOSK = "only_kiosk"  # reconciliation: central does not know it
    ONLY_CENTRAL = "only_central"  # reconciliation: the kiosk does not know it
    AMOUNTS_DIFFER = "amounts_differ"  # reconciliation


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to look at. `id` is made from what it is about: it is raised once."""

    id: str
    kind: CaseKind
    payment_key: str
    opened_at: datetime
    about: str = ""  # the kind of task, or the day; never a person
