"""A message to the patient, and how amounts and days are written in it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

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


def day(when: date, *, english: bool) -> str:
    language = QLocale.Language.English if english else QLocale.Language.Chinese
    pattern = translate("Wording", "d MMM")
    return QLocale(language).toString(QDate(when.year, when.month, when.day), pattern)
