"""Lists that are longer than a screen, leafed through instead of scrolled."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")


def pages_of(rows: int, size: int) -> int:
    """How many pages so many rows are, at least one."""
    return max(1, -(-rows // size))


def clamped(page: int, rows: int, size: int) -> int:
    """The page, from 0 on, or the nearest that there is."""
    return max(0, min(page, pages_of(rows, size) - 1))


def page_of(rows: Sequence[Row], page: int, size: int) -> Sequence[Row]:
    """The rows of one page."""
    return rows[page * size : (page + 1) * size]
