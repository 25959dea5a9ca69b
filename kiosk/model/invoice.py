"""The official e-bill, 医疗电子票据, by its three numbers."""

from dataclasses import dataclass
from datetime import date

from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Invoice:
    """One issued invoice. Its numbers are text: they may begin with zero."""

    code: str  # 票据代码, 8 digits
    number: str  # 票据号码, 10 digits
    check_code: str  # 校验码, 6 characters
    amount: Money
    issued_on: date
