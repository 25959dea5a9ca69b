"""An unpaid charge list from a doctor's order."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class BillLine:
    """One item of a bill. `quantity` is text as the hospital writes it: `2 盒`."""

    name: str
    quantity: str
    amount: Money
    category: str  # 医保 class: 甲, 乙 or 自费


@dataclass(frozen=True, slots=True)
class Bill:
    """待缴费用. Departments stay at central: no main screen shows them."""

    id: str
    ordered_on: date
    total: Money
    lines: tuple[BillLine, ...]
    window: str | None = None  # who alone takes it: no kiosk may (工伤 and the like)
    is_debt: bool = False  # was registered for credit, and the credit was refused
