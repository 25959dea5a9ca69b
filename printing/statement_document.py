"""What 医疗收费明细（电子）, the itemised statement behind an invoice, shows."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.money import Money
from printing.four_decimals import FourDecimals, add_up


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One medicine or service."""

    name: str
    specification: str = ""
    unit_price: FourDecimals
    quantity: FourDecimals
    unit: str
    amount: FourDecimals
    insurance_class: str = ""  # 甲, 乙, 丙 or 自费


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """The lines of one item of the invoice: 西药费."""

    name: str
    lines: tuple[StatementLine, ...]

    @property
    def subtotal(self) -> FourDecimals:
        return add_up(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDocument:
    """Everything that a statement shows."""

    code: str  # of the invoice it belongs to
    number: str
    issued_on: date
    payer: str
    groups: tuple[StatementGroup, ...]
    total: Money
    issuer: str
    sample: bool = True
    reprint: int = 0

    @property
    def title(self) -> str:
        return "医疗收费明细（电子）"

    @property
    def adds_up(self) -> bool:
        """The lines are the total once it is rounded to the fen."""
        return add_up(group.subtotal for group in self.groups).rounded == self.total
