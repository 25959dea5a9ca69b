"""Numbers with four decimals, as 医疗收费明细 writes prices, quantities and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.model.money import Money

_WRITTEN = re.compile(r"(-?)([0-9]{1,10})(?:\.([0-9]{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class FourDecimals:
    """A whole number of ten-thousandths. No float ever holds one."""

    ten_thousandths: int

    @classmethod
    def parse(cls, text: str) -> FourDecimals:
        """Read a number with at most four decimals; else ValueError."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("a number has at most ten places and four decimals")
        sign, whole, decimals = found.groups(default="")
        return cls(int(f"{sign}{whole}{decimals:0<4}"))

    @classmethod
    def of(cls, amount: Money) -> FourDecimals:
        return cls(amount.fen * 100)

    @property
    def rounded(self) -> Money:
        """To the fen, half away from zero."""
        fen = (abs(self.ten_thousandths) + 50) // 100
        return Money(-fen if self.ten_thousandths < 0 else fen)

    @property
    def short(self) -> str:
        """Without the zeros at its end: 3, 0.5."""
        return str(self).rstrip("0").rstrip(".")

    def __str__(self) -> str:
        sign = "-" if self.ten_thousandths < 0 else ""
        whole, decimals = divmod(abs(self.ten_thousandths), 10_000)
        return f"{sign}{whole}.{decimals:04d}"


def add_up(numbers: Iterable[FourDecimals]) -> FourDecimals:
    return FourDecimals(sum(number.ten_thousandths for number in numbers))
