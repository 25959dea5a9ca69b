"""What is to be paid, by whom, and in which ways."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flows.visit_states import AwaitingPaymentCode, Opening, Paying, Quoted, Visit
from kiosk.model.intent import Method
from kiosk.model.money import Money
from ui.message import yuan
from ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of the total, and whose it is."""

    label: str
    amount: str


@QmlElement
class AmountViewModel(QObject):
    """The pre-settlement as QML sees it. Amounts are text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._quoted: Quoted | None = None
        self._parts = Rows(PartRow)

    def show(self, state: Visit) -> None:
        match state:
            case AwaitingPaymentCode(quoted=quoted) | Opening(quoted=quoted):
                self._quoted = quoted
            case Paying(quoted=quoted):
                self._quoted = quoted
            case Quoted():
                self._quoted = state
            case _:
                self._quoted = None
        self._parts.replace(self._part_rows())
        self.changed.emit()

    def _part_rows(self) -> list[PartRow]:
        if self._quoted is None:
            return []
        split = self._quoted.quote.split
        rows = [
            PartRow(translate("Amount", "Total"), yuan(split.total)),
            PartRow(translate("Amount", "Insurance funds pay"), yuan(split.funds)),
            PartRow(translate("Amount", "Personal account pays"), yuan(split.account)),
        ]
        if split.hospital:
            relief = translate("Amount", "The hospital pays")
            rows.append(PartRow(relief, yuan(split.hospital)))
        return rows

    @Property(Rows, constant=True)
    def parts(self) -> Rows:
        return self._parts

    @Property(str, notify=changed)
    def due(self) -> str:
        """What the patient pays herself."""
        return yuan(self._quoted.quote.split.self_pay) if self._quoted else ""

    @Property(str, notify=changed)
    def subject(self) -> str:
        """For whom, and for how many bills."""
        if self._quoted is None:
            return ""
        text = translate("Amount", "{patient} · bills: {count}")
        patient = self._quoted.choice.identity.patient.name
        return text.format(patient=patient, count=len(self._quoted.quote.bill_ids))

    @Property(bool, notify=changed)
    def free(self) -> bool:
        """Whether insurance pays all of it."""
        return self._quoted is not None and self._quoted.method is Method.NOTHING

    @Property(bool, notify=changed)
    def creditable(self) -> bool:
        """Whether one tap pays, by the credit contract."""
        return self._quoted is not None and self._quoted.method is Method.CREDIT

    @Property(bool, notify=changed)
    def short(self) -> bool:
        """Whether there is a credit contract, but its limit is too small."""
        return (
            self._quoted is not None
            and not self.property("free")
            and self._quoted.limit_too_small
        )

    @Property(str, notify=changed)
    def bank(self) -> str:
        contract = self._quoted.choice.identity.contract if self._quoted else None
        return contract.bank if contract else ""

    @Property(str, notify=changed)
    def available(self) -> str:
        """What is left of the credit limit."""
        contract = self._quoted.choice.identity.contract if self._quoted else None
        return yuan(contract.available if contract else Money(0))
