"""The paper machine: one job from its start on the journal to proof, or to doubt.

Rule P1: the start is committed before the first byte; only the device's proof makes
it printed; what was started and not proved is in doubt, and is never printed again
by itself.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple

from kiosk.model.invoice import Invoice
from kiosk.model.receipt import Receipt


class Document(StrEnum):
    """What a job puts on paper."""

    RECEIPT = "receipt"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt to put one document on paper."""

    id: str
    document: Document
    payment_key: str
    copy: int = 1


@dataclass(frozen=True, slots=True)
class Printing:
    """Bytes may be on their way to the paper."""

    job: Job


@dataclass(frozen=True, slots=True)
class Printed:
    """The device proved it."""

    job: Job


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Nothing reached the paper. Printing again is safe."""

    job: Job


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Some of it may be on the paper. Only a person can tell."""

    job: Job


Paper = Printing | Printed | Unprinted | InDoubt


@dataclass(frozen=True, slots=True)
class PrintStarted:
    """A job begins. What will stand on the paper never touches the disk."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"content"})

    job: Job
    content: Receipt | Invoice | None = None

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


PaperEvent = PrintStarted | PrintConfirmed | PrintFailed | PrintUnproved


@dataclass(frozen=True, slots=True)
class SendToPaper:
    """Give the document to its printer."""

    job: Job
    content: Receipt | Invoice


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
    return PaperStep(state)


def is_open(state: Paper) -> bool:
    """Whether a kiosk that wakes up must look at this job again."""
    return isinstance(state, Printing)
