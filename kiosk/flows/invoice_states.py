"""What a person who prints invoices sees right now. None of it is ever written down."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.flows.abilities import Abilities
from kiosk.flows.exchange import (
    Confirming,
    Doubtful,
    Exchanged,
    ExchangeState,
    Voided,
    Voiding,
)
from kiosk.flows.printing import Barred, File, InDoubt, Paper, Printed, Printing
from kiosk.model.document import Document
from kiosk.model.invoice import InvoiceStatus, ListedInvoice
from kiosk.model.money import Money, total
from kiosk.model.patient import Identity, Masked

MOST_PICKED = 40  # invoices in one go


class Period(StrEnum):
    """Of which time the invoices of a claim are."""

    MONTH = "month"  # this calendar month
    QUARTER = "quarter"  # this month and the two before
    YEAR = "year"  # this calendar year
    ALL = "all"  # everything that central listed

    def begins(self, today: date) -> date:
        """The first day of it."""
        month = today.replace(day=1)
        match self:
            case Period.MONTH:
                return month
            case Period.QUARTER:
                return _month_before(_month_before(month))
            case Period.YEAR:
                return today.replace(month=1, day=1)
        return date.min


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A patient's invoices, newest first, as central listed them today."""

    identity: Identity
    invoices: tuple[ListedInvoice, ...]
    today: date

    def find(self, settlement_id: str) -> ListedInvoice | None:
        return next(
            (one for one in self.invoices if one.settlement_id == settlement_id), None
        )

    def printable(self, period: Period = Period.ALL) -> tuple[ListedInvoice, ...]:
        """Those of a period that may be printed once more."""
        begins = period.begins(self.today)
        return tuple(
            one
            for one in self.invoices
            if one.is_printable(self.today) and one.day >= begins
        )

    @property
    def fresh(self) -> frozenset[str]:
        """The invoices of the newest day of which nothing was printed yet."""
        unprinted = [one for one in self.printable() if one.printed == 0]
        newest = max((one.day for one in unprinted), default=None)
        return frozenset(one.settlement_id for one in unprinted if one.day == newest)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document to put on pages. A cover list is about no single invoice."""

    document: Document
    listed: ListedInvoice | None = None


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """What stands on the cover list of a claim: each invoice and its statement."""

    patient: Masked
    rows: tuple[tuple[ListedInvoice, int], ...]  # pages of the statement

    @property
    def total(self) -> Money:
        return total(listed.amount for listed, _ in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, fetched and checked, ready to be printed."""

    wanted: Wanted
    file: File


@dataclass(frozen=True, slots=True)
class Listing:
    """Central knows who it is; the invoices are on their way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class Picking:
    """The invoices, and which of them she wants."""

    abilities: Abilities
    shelf: Shelf
    picked: frozenset[str]  # settlement ids
    statements: bool = False  # with the itemised list behind each

    @property
    def identity(self) -> Identity:
        return self.shelf.identity

    @property
    def chosen(self) -> tuple[ListedInvoice, ...]:
        return tuple(
            one for one in self.shelf.invoices if one.settlement_id in self.picked
        )

    def may_exchange(self, listed: ListedInvoice) -> bool:
        """Whether it can become paper on a numbered form, 换开, here and now."""
        return self.abilities.can_exchange and listed.is_exchangeable


@dataclass(frozen=True, slots=True)
class ChoosingPeriod:
    """Everything for a claim: of which time?"""

    picking: Picking

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities


@dataclass(frozen=True, slots=True)
class ShowingQr:
    """An invoice to take along on the phone instead of paper."""

    picking: Picking
    listed: ListedInvoice
    picture: bytes | None = None  # PNG

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities


@dataclass(frozen=True, slots=True)
class Gathering:
    """The files are being fetched, one after the other."""

    picking: Picking
    wanted: tuple[Wanted, ...]  # the rest; the first is on its way
    sheets: tuple[Sheet, ...] = ()
    missing: int = 0  # could not be had
    is_claim: bool = False  # a cover list goes before them

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities


@dataclass(frozen=True, slots=True)
class Previewing:
    """The real pages, before anything is printed."""

    picking: Picking
    sheets: tuple[Sheet, ...]
    missing: int = 0
    at: int = 0  # which sheet is looked at
    page: int = 0  # and which of its pages, from nought
    picture: bytes | None = None  # PNG

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities

    @property
    def pages(self) -> int:
        return sum(sheet.file.pages for sheet in self.sheets)

    @property
    def leaf(self) -> int:
        """The page that is looked at, counted through all sheets from one."""
        return sum(sheet.file.pages for sheet in self.sheets[: self.at]) + self.page + 1


@dataclass(frozen=True, slots=True)
class PuttingOut:
    """The sheets come out of the printer, one after the other."""

    picking: Picking
    sheets: tuple[Sheet, ...]
    papers: tuple[Paper | None, ...]  # of each sheet, what is known of its paper
    at: int = 0
    page: int = 0  # pages of this sheet that are out, where the printer counts

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities

    @property
    def pages_out(self) -> int:
        return pages_out(self.sheets, self.papers) + self.page


@dataclass(frozen=True, slots=True)
class OfferingExchange:
    """换开 is for good: she is asked once more."""

    picking: Picking
    listed: ListedInvoice

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities


@dataclass(frozen=True, slots=True)
class Exchanging:
    """The exchange is under way, or has come to its end. None: it is being opened."""

    picking: Picking
    listed: ListedInvoice
    exchange: ExchangeState | None = None

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities

    @property
    def is_over(self) -> bool:
        """Whether she can be told how it ended. What is owed goes on without her."""
        return isinstance(
            self.exchange, Confirming | Exchanged | Voiding | Voided | Doubtful
        )


@dataclass(frozen=True, slots=True)
class Collected:
    """What came out, and what did not."""

    picking: Picking
    sheets: tuple[Sheet, ...]
    papers: tuple[Paper | None, ...]

    @property
    def abilities(self) -> Abilities:
        return self.picking.abilities

    @property
    def pages_out(self) -> int:
        return pages_out(self.sheets, self.papers)

    @property
    def doubtful(self) -> int | None:
        """Which sheet may or may not be on the paper, if one is."""
        return next(
            (at for at, one in enumerate(self.papers) if isinstance(one, InDoubt)), None
        )

    @property
    def rest(self) -> tuple[int, ...]:
        """The sheets that did not come out, and might."""
        return tuple(at for at, one in enumerate(self.papers) if is_missing(one))


def pages_out(sheets: tuple[Sheet, ...], papers: tuple[Paper | None, ...]) -> int:
    """How many pages the printer has proved."""
    pairs = zip(sheets, papers, strict=True)
    return sum(sheet.file.pages for sheet, one in pairs if isinstance(one, Printed))


def is_missing(paper: Paper | None) -> bool:
    """Whether printing it, perhaps again, would be of use."""
    return not isinstance(paper, Printing | Printed | Barred)


def is_offered(listed: ListedInvoice) -> bool:
    """Whether it can be taken along on a phone."""
    return listed.status is InvoiceStatus.ISSUED and listed.qr is not None


Collecting = (
    Listing
    | Picking
    | ChoosingPeriod
    | ShowingQr
    | Gathering
    | Previewing
    | PuttingOut
    | Collected
    | OfferingExchange
    | Exchanging
)
