"""A message to the patient, and how amounts, days and numbers are written in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kiosk.model.beijing import day_of
from kiosk.model.money import Money

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Message:
    """What happened, and what to do."""

    title: str
    happened: str = ""
    todo: str = ""


def yuan(amount: Money) -> str:
    """An amount as text that never breaks across lines."""
    return f"¥\u00a0{amount}"


def day(when: date) -> str:
    return _written(when, translate("Wording", "d MMM"))


def full_day(when: date) -> str:
    return _written(when, translate("Wording", "d MMM yyyy"))


def month(when: date) -> str:
    return _written(when, translate("Wording", "MMMM yyyy"))


def weekday(when: date) -> str:
    return _written(when, "ddd")


def today() -> date:
    """The day it is at the hospital."""
    return day_of(datetime.now(UTC))


def grouped(number: str) -> str:
    """The digits as they are read aloud, 0012 345 678, on one line."""
    parts = (number[:-6], number[-6:-3], number[-3:])
    return "\u00a0".join(part for part in parts if part)


def _written(when: date, pattern: str) -> str:
    return QLocale().toString(QDate(when.year, when.month, when.day), pattern)
