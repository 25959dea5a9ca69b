"""How central's JSON about invoices on paper looks; `wire` says what holds of all."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from kiosk.central.wire import Amount, Id, Message
from kiosk.model.document import Document
from kiosk.model.invoice import InvoiceKind, InvoiceStatus, PrintOutcome

MOST_LISTED = 400  # invoices of one patient in twelve months

Code = Annotated[str, Field(pattern=r"^[0-9]{8}$")]  # 票据代码, of both kinds
Number = Annotated[str, Field(pattern=r"^[0-9]{10}$")]  # 票据号码, of both kinds


class NumbersReply(Message):
    """The three numbers of an e-invoice."""

    invoice_code: Code
    invoice_number: Number
    check_code: str = Field(pattern=r"^[0-9a-z]{6}$")
    issued_on: date


class ListedInvoiceReply(Message):
    """One invoice in a patient's list. It has no numbers while it is being issued."""

    setl_id: Id
    kind: InvoiceKind
    status: InvoiceStatus
    amount: Amount
    day: date
    numbers: NumbersReply | None = None
    printed: int = Field(default=0, ge=0, le=10_000)
    most_prints: int = Field(default=1, ge=0, le=10_000)
    printable_until: date | None = None
    view_url: str | None = Field(
        default=None, max_length=300, pattern=r"^https?://[!-~]+$"
    )
    exchangeable: bool = False


class InvoicesReply(Message):
    """The invoices of one patient of the last twelve months, newest first."""

    psn_no: Id
    invoices: tuple[ListedInvoiceReply, ...] = Field(max_length=MOST_LISTED)


class PrintRequest(Message):
    """One attempt to put an invoice or its statement on paper. The same job is reported
    again when a person has looked: its last outcome counts."""

    job_key: Id
    document: Document
    invoice_code: Code
    invoice_number: Number
    copy_number: int = Field(ge=1, le=10_000)
    outcome: PrintOutcome
    at: AwareDatetime


class PrintReply(Message):
    """How many copies of this invoice there are, or may be, at all kiosks."""

    job_key: Id
    outcome: PrintOutcome
    copies: int = Field(ge=0, le=10_000)


class ExchangeStatus(StrEnum):
    """What has become of an exchange, 换开."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    VOID = "void"


class ExchangeRequest(Message):
    """Keep this numbered form for this invoice."""

    exchange_key: Id
    psn_no: Id
    invoice_code: Code
    invoice_number: Number
    paper_code: Code
    paper_number: Number


class VoidRequest(Message):
    """Have the e-invoice stay. A spoiled form is never used again."""

    spoiled: bool


class ExchangeReply(Message):
    """Where an exchange stands."""

    exchange_key: Id
    status: ExchangeStatus
