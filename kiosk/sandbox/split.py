"""Who pays which part of some bills. Pure, in fen, and exact by construction.

One rounding rule: insurance's part of a line is rounded half up to the fen, and
whatever insurance does not pay is the patient's. So the parts always add up.
"""

from collections.abc import Iterable

from kiosk.model.bill import BillLine
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import Split
from kiosk.sandbox.records import Coverage, Person

# Percent: what the patient pays first, then what insurance pays of the rest.
_RATES = {
    (Coverage.STANDARD, "甲"): (0, 90),
    (Coverage.STANDARD, "乙"): (10, 80),
    (Coverage.FULL, "甲"): (0, 100),
    (Coverage.FULL, "乙"): (0, 100),
}


def split(lines: Iterable[BillLine], person: Person) -> Split:
    """Funds by class, then the account if the person wants it, then the patient."""
    charged = tuple(lines)
    due = total(line.amount for line in charged)
    funds = total(insured_part(line, person.coverage) for line in charged)
    own = due - funds
    account = min(own, person.account) if person.uses_account else ZERO
    return Split(total=due, funds=funds, account=account, self_pay=own - account)


def insured_part(line: BillLine, coverage: Coverage) -> Money:
    """What insurance pays of one line; of 自费 and of unknown classes nothing."""
    first_percent, percent = _RATES.get((coverage, line.category), (100, 0))
    rest = line.amount - _share(line.amount, first_percent)
    return _share(rest, percent)


def own_expense(lines: Iterable[BillLine], coverage: Coverage) -> Money:
    """个人自费: the lines that insurance does not know at all."""
    return total(
        line.amount for line in lines if (coverage, line.category) not in _RATES
    )


def _share(amount: Money, percent: int) -> Money:
    return Money((amount.fen * percent + 50) // 100)
