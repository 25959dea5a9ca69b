"""What 报销材料目录, the cover list of a reimbursement pack, shows."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.model.invoice import Invoice, InvoiceKind
from kiosk.model.money import Money, total
from kiosk.model.patient import Masked


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One invoice of the pack."""

    invoice: Invoice
    kind: InvoiceKind
    statement_pages: int  # 0: no statement


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverList:
    """A list that the kiosk makes; no invoice and no proof of anything."""

    patient: Masked
    first: date  # of the period
    last: date
    rows: tuple[CoverRow, ...]
    hospital: str
    kiosk_id: str
    printed_at: datetime

    @property
    def title(self) -> str:
        return "报销材料目录"

    @property
    def total(self) -> Money:
        return total(row.invoice.amount for row in self.rows)
