"""Money as a whole number of fen. No float ever holds an amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_YUAN = re.compile(r"-?(0|[1-9][0-9]{0,9})\.[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be int, not {type(self.fen).__name__}")

    @classmethod
    def parse(cls, yuan: str) -> Money:
        """Read yuan with two decimals, as central writes them; else ValueError."""
        if not _YUAN.fullmatch(yuan):
            raise ValueError("an amount is yuan with two decimals")
        return cls(int(yuan.replace(".", "")))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{sign}{yuan}.{fen:02d}"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Add up; nothing adds up to zero."""
    return Money(sum(amount.fen for amount in amounts))
