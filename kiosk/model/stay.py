"""住院: a stay, the money put down for it, and what each day of it cost."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.model.bill import Bill, BillLine
from kiosk.model.intent import Method
from kiosk.model.money import Money, total


class StayStatus(StrEnum):
    """How far a stay is."""

    ORDERED = "ordered"  # a doctor has ordered it, 住院通知单; a deposit admits her
    ADMITTED = "admitted"
    LEAVING = "leaving"  # the ward has closed its list: it can be settled


@dataclass(frozen=True, slots=True)
class Deposit:
    """预交金: one charge that was made for a stay. Its id is the charge's."""

    id: str
    method: Method
    paid_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class DayList:
    """一日清单: what one day cost."""

    day: date
    lines: tuple[BillLine, ...]

    @property
    def total(self) -> Money:
        return total(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Stay:
    """住院. `id` is the number on her wristband, 住院号."""

    id: str
    patient_id: str
    status: StayStatus
    ward: str
    bed: str  # nothing before she has one
    since: date | None  # the day of admission
    deposits: tuple[Deposit, ...]
    spent: Money  # so far, before insurance
    choices: tuple[Money, ...]  # what can be put down; the first is asked for
    bill: Bill | None = None  # of the whole stay, once it can be settled

    @property
    def deposited(self) -> Money:
        return total(one.amount for one in self.deposits)

    def find(self, deposit_id: str) -> Deposit | None:
        return next((one for one in self.deposits if one.id == deposit_id), None)
