"""The official e-bill, 医疗电子票据: its three numbers, and what may be done."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kiosk.model.document import Document
from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Invoice:
    """One issued invoice. Its numbers are text: they may begin with zero."""

    code: str  # 票据代码, 8 digits
    number: str  # 票据号码, 10 digits
    check_code: str  # 校验码, 6 characters
    amount: Money
    issued_on: date


class InvoiceKind(StrEnum):
    """What was paid for."""

    OUTPATIENT = "outpatient"  # 门诊
    INPATIENT = "inpatient"  # 住院
    INTERNET = "internet"  # 互联网医院


class InvoiceStatus(StrEnum):
    """What has become of it."""

    BEING_ISSUED = "being_issued"  # its numbers are still to come
    ISSUED = "issued"
    REVERSED = "reversed"  # 冲红
    EXCHANGED = "exchanged"  # 换开 for numbered paper stock


@dataclass(frozen=True, slots=True)
class ListedInvoice:
    """One invoice in a patient's list, as central has it (rules P5 and P6)."""

    settlement_id: str
    kind: InvoiceKind
    status: InvoiceStatus
    amount: Money
    day: date  # issued, or settled while it is being issued
    invoice: Invoice | None  # None while it is being issued
    printed: int = 0  # copies that central knows of
    most_prints: int = 1  # the hospital's cap
    printable_until: date | None = None
    qr: str | None = None  # where a phone can take it along
    may_be_exchanged: bool = False  # for numbered paper, 换开

    def is_printable(self, today: date) -> bool:
        """Whether one more copy is allowed, as far as central knows."""
        return (
            self.invoice is not None
            and self.status is InvoiceStatus.ISSUED
            and self.printed < self.most_prints
            and (self.printable_until is None or today <= self.printable_until)
        )

    @property
    def is_exchangeable(self) -> bool:
        """Whether it is an e-invoice still, and central lets it become paper, 换开."""
        return self.status is InvoiceStatus.ISSUED and self.may_be_exchanged


class PrintOutcome(StrEnum):
    """What became of the paper (rule P1)."""

    PRINTED = "printed"
    UNKNOWN = "unknown"  # only a person can tell
    SPOILED = "spoiled"  # a person has looked: it is no good

    @property
    def is_doubtful(self) -> bool:
        return self is PrintOutcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class PrintReport:
    """One attempt to put an invoice or its statement on paper, for central."""

    key: str  # of the print job
    document: Document
    invoice: Invoice
    copy: int  # 补打 from 2 on
    outcome: PrintOutcome
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One sheet of numbered stock: it has a code and a number of its own."""

    code: str  # 8 digits
    number: str  # 10 digits


@dataclass(frozen=True, slots=True)
class Stock:
    """Numbered stock, from `first` to `last`: a box, or what is left in the tray."""

    code: str
    first: int
    last: int

    @property
    def remaining(self) -> int:
        return max(0, self.last - self.first + 1)

    @property
    def top(self) -> PaperForm | None:
        """The form that is used next."""
        return PaperForm(self.code, f"{self.first:010d}") if self.remaining else None

    def without(self, form: PaperForm) -> "Stock":
        """What is left once this form is used, if it is one of these."""
        number = int(form.number)
        is_here = form.code == self.code and self.first <= number <= self.last
        return replace(self, first=number + 1) if is_here else self


@dataclass(frozen=True, slots=True)
class Exchange:
    """换开: this invoice on that sheet, under one key."""

    key: str
    patient_id: str
    invoice: Invoice
    form: PaperForm
