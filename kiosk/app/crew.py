"""Who does the slow things: one worker for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class Hand(Protocol):
    """Does one job after the other, somewhere else. See `Worker`."""

    def submit(self, job: Callable[[], None]) -> bool:
        """Queue a job. False, and nothing will happen, when the queue is full."""


@dataclass(frozen=True, slots=True)
class Crew:
    """One worker for each slow thing."""

    central: Hand
    receipts: Hand
    pages: Hand
    forms: Hand
    desk: Hand  # draws what is looked at before it is printed
