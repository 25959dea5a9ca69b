"""How a long document still fits the pages and bytes that a kiosk prints (rule R62).

What is drawn here is printed here: the limits are those of the check of issued files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

MOST_PAGES = 20
MOST_BYTES = 5 * 1024 * 1024


class DoesNotFit(ValueError):
    """The document is too long: a file of it would be refused by every kiosk."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How close the rows of a table are set; heights are in mm."""

    text: float  # points
    cell: float  # the height of a row of one line
    line: float  # between the lines of one row
    baseline: float  # of the first line, below the top of its row


class Layout(Protocol):
    """A document dealt out to pages."""

    @property
    def pages(self) -> Sequence[object]: ...


AnyLayout = TypeVar("AnyLayout", bound=Layout)


def first_that_fits(layouts: Iterable[AnyLayout], name: str) -> AnyLayout:
    """The first with few enough pages, else DoesNotFit. They are tried in order."""
    for layout in layouts:
        if len(layout.pages) <= MOST_PAGES:
            return layout
    raise DoesNotFit(name)
