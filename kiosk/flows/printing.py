"""The paper machine: one job from its start on the journal to proof, or to doubt.

Rule P1: the start is committed before the first byte; only the device's proof makes
it printed; what was started and not proved is in doubt, and is never printed again
by itself. Rule P6: each copy of an invoice is counted, and owed to central as a report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, NamedTuple

from kiosk.model.document import Document
from kiosk.model.invoice import Invoice, PrintOutcome
from kiosk.model.receipt import Receipt
from kiosk.model.slips import DepositSlip, DischargeSlip, RegistrationSlip

Slip = Receipt | RegistrationSlip | DepositSlip | DischargeSlip


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt to put one document on paper."""

    id: str
    document: Document
    payment_key: str = ""  # whose slip or invoice it is, if a payment made it
    copy: int = 1  # 补打 from 2 on
    invoice: Invoice | None = None  # which, or whose statement
    begun_at: datetime | None = None
    trace: str = ""  # of the visit in which it was started


@dataclass(frozen=True, slots=True)
class Printing:
    """Bytes may be on their way to the paper."""

    job: Job


@dataclass(frozen=True, slots=True)
class Printed:
    """The device proved it. `counted`: copies that central knew when told of it."""

    job: Job
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Nothing reached the paper. Printing again is safe."""

    job: Job


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Some of it may be on the paper. Only a person can tell."""

    job: Job
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A person has looked: what came out is no good, or nothing came."""

    job: Job
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """The hospital allows no further copy. Nothing was started, or written down."""

    job: Job


Paper = Printing | Printed | Unprinted | InDoubt | Spoiled | Barred


@dataclass(frozen=True, slots=True)
class File:
    """Pages that are ready to be printed as they are (rule P4)."""

    pdf: bytes = field(repr=False)
    pages: int


@dataclass(frozen=True, slots=True)
class Cap:
    """How often an invoice may be printed, and what central has counted so far."""

    most: int
    counted: int = 0


@dataclass(frozen=True, slots=True)
class PrintStarted:
    """A job begins. What will stand on the paper never touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"content", "cap"})

    job: Job
    content: Slip | Invoice | File | None = None
    cap: Cap | None = None

    @property
    def key(self) -> str:
        return self.job.id


@dataclass(frozen=True, slots=True)
class PrintConfirmed:
    """The device proved the paper."""

    key: str


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """The device printed nothing."""

    key: str


@dataclass(frozen=True, slots=True)
class PrintUnproved:
    """The device went silent in the middle, or the power did."""

    key: str


@dataclass(frozen=True, slots=True)
class PrintReported:
    """Central has this outcome, and counts so many copies of that invoice now."""

    key: str
    outcome: PrintOutcome
    counted: int


@dataclass(frozen=True, slots=True)
class PaperLookedAt:
    """A person has looked at what was in doubt."""

    key: str
    is_good: bool


PaperEvent = (
    PrintStarted
    | PrintConfirmed
    | PrintFailed
    | PrintUnproved
    | PrintReported
    | PaperLookedAt
)


@dataclass(frozen=True, slots=True)
class SendToPaper:
    """Give the document to its printer."""

    job: Job
    content: Slip | Invoice | File


@dataclass(frozen=True, slots=True)
class ReportPrint:
    """Tell central what became of a copy: a duty."""

    job: Job
    outcome: PrintOutcome

    @property
    def key(self) -> str:
        return self.job.id


class PaperStep(NamedTuple):
    """What is true now, and what to do about it."""

    state: Paper
    effects: tuple[SendToPaper, ...] = ()


def begin(started: PrintStarted) -> PaperStep:
    """Start a job. A replayed start has no content and sends nothing."""
    if started.content is None:
        return PaperStep(Printing(started.job))
    send = SendToPaper(started.job, started.content)
    return PaperStep(Printing(started.job), (send,))


def step(state: Paper, event: PaperEvent) -> PaperStep:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case Printing(job), PrintConfirmed():
            return PaperStep(Printed(job))
        case Printing(job), PrintFailed():
            return PaperStep(Unprinted(job))
        case Printing(job), PrintUnproved():
            return PaperStep(InDoubt(job))
        case InDoubt(job), PaperLookedAt(is_good=is_good):
            return PaperStep(Printed(job) if is_good else Spoiled(job))
        case Printed() | InDoubt() | Spoiled(), PrintReported(_, outcome, counted):
            # A person may have looked while the report before was on its way.
            is_it = outcome is outcome_of(state)
            return PaperStep(replace(state, counted=counted) if is_it else state)
    return PaperStep(state)


def owed(state: Paper) -> tuple[ReportPrint, ...]:
    """The report that central has not answered yet (rule P6)."""
    if not state.job.document.is_reported or state.job.invoice is None:
        return ()
    match state:
        case Printed(job, None) | InDoubt(job, None) | Spoiled(job, None):
            return (ReportPrint(job, outcome_of(state)),)
    return ()


def outcome_of(state: Printed | InDoubt | Spoiled) -> PrintOutcome:
    """What central is told of it."""
    match state:
        case Printed():
            return PrintOutcome.PRINTED
        case InDoubt():
            return PrintOutcome.UNKNOWN
        case Spoiled():
            return PrintOutcome.SPOILED


def is_open(state: Paper) -> bool:
    """Whether a kiosk that wakes up must look at this job again."""
    return isinstance(state, Printing) or bool(owed(state))


def copies(jobs: Iterable[Paper], counted: int) -> int:
    """How many copies of one invoice there are, or may be. It never says too few.

    `jobs` are this kiosk's, and `counted` is what central listed. Central was told of
    some of these jobs, and said each time how many it knew of.
    """
    heard, unheard = counted, 0
    for job in jobs:
        match job:
            case Printed(counted=int(count)) | InDoubt(counted=int(count)):
                heard = max(heard, count)
            case Printing() | Printed() | InDoubt():
                unheard += 1
    return heard + unheard
