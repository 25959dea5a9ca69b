"""The exchange machine, 换开: an e-invoice becomes paper on numbered stock, or stays.

Rule P5, in two phases: the number is reserved at central, the form is printed, and the
exchange is confirmed; or it is voided, and the form goes back or is spoiled. What may
be on the form, and what may not, only a person can tell; until then it stays open.
"""

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from kiosk.model.invoice import Exchange


@dataclass(frozen=True, slots=True)
class Reserving:
    """Written down, and asked for. Central may know of it."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Reserved:
    """The number is ours; what is to be printed is on its way."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class OnForm:
    """Bytes may be on their way to the form."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Confirming:
    """It is on the form, and central is still to be told."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Central knows. The e-invoice is none any more."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Voiding:
    """It is not to be, and central is still to be told."""

    exchange: Exchange
    spoiled: bool = False  # the form is of no use


@dataclass(frozen=True, slots=True)
class Voided:
    """The e-invoice is as it was."""

    exchange: Exchange
    spoiled: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The device did not prove it. Only a person can tell."""

    exchange: Exchange


ExchangeState = (
    Reserving | Reserved | OnForm | Confirming | Exchanged | Voiding | Voided | Doubtful
)


@dataclass(frozen=True, slots=True)
class ExchangeOpened:
    """She has decided: this invoice, on the form that lies on top."""

    exchange: Exchange

    @property
    def key(self) -> str:
        return self.exchange.key


@dataclass(frozen=True, slots=True)
class FormReserved:
    """Central keeps the number for this invoice."""

    key: str


@dataclass(frozen=True, slots=True)
class FormRefused:
    """Central does not, and nothing was reserved."""

    key: str


@dataclass(frozen=True, slots=True)
class ExchangeFailed:
    """No answer, or no file: nothing was printed."""

    key: str


@dataclass(frozen=True, slots=True)
class FormFetched:
    """What is to be printed is here. Written down before the first byte."""

    VOLATILE: ClassVar[frozenset[str]] = frozenset({"pdf"})

    key: str
    pdf: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class FormPrinted:
    """The device proved it, or a person has seen it."""

    key: str


@dataclass(frozen=True, slots=True)
class FormUnproved:
    """The device went silent in the middle, or the power did."""

    key: str


@dataclass(frozen=True, slots=True)
class FormSpoiled:
    """A person has looked: the form is of no use."""

    key: str


@dataclass(frozen=True, slots=True)
class ExchangeConfirmed:
    """Central has it in its books."""

    key: str


@dataclass(frozen=True, slots=True)
class ExchangeVoided:
    """Central has it in its books that it is not."""

    key: str


ExchangeEvent = (
    ExchangeOpened
    | FormReserved
    | FormRefused
    | ExchangeFailed
    | FormFetched
    | FormPrinted
    | FormUnproved
    | FormSpoiled
    | ExchangeConfirmed
    | ExchangeVoided
)


@dataclass(frozen=True, slots=True)
class ReserveForm:
    """Ask central once; silence is ended by voiding."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class FetchForm:
    """Fetch what is to be printed."""

    exchange: Exchange


@dataclass(frozen=True, slots=True)
class PrintForm:
    """Put it on the form that lies on top."""

    exchange: Exchange
    pdf: bytes = field(repr=False)


ExchangeEffect = ReserveForm | FetchForm | PrintForm


@dataclass(frozen=True, slots=True)
class ConfirmExchange:
    """Have the e-invoice be paper for good: a duty."""

    key: str


@dataclass(frozen=True, slots=True)
class VoidExchange:
    """Have the e-invoice stay, and see that nothing is reserved: a duty."""

    key: str
    spoiled: bool


ExchangeDuty = ConfirmExchange | VoidExchange


class ExchangeStep(NamedTuple):
    """What is true now, and what to do about it."""

    state: ExchangeState
    effects: tuple[ExchangeEffect, ...] = ()


def begin(opened: ExchangeOpened) -> ExchangeStep:
    return ExchangeStep(Reserving(opened.exchange), (ReserveForm(opened.exchange),))


def step(state: ExchangeState, event: ExchangeEvent) -> ExchangeStep:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case Reserving(exchange), FormReserved():
            return ExchangeStep(Reserved(exchange), (FetchForm(exchange),))
        case Reserving(exchange), FormRefused():
            return ExchangeStep(Voided(exchange))
        case Reserving(exchange) | Reserved(exchange), ExchangeFailed():
            return ExchangeStep(Voiding(exchange))
        case Reserved(exchange), FormFetched(pdf=pdf):
            effects = (PrintForm(exchange, pdf),) if pdf else ()
            return ExchangeStep(OnForm(exchange), effects)
        case OnForm(exchange), ExchangeFailed():
            return ExchangeStep(Voiding(exchange))
        case OnForm(exchange) | Doubtful(exchange), FormPrinted():
            return ExchangeStep(Confirming(exchange))
        case OnForm(exchange), FormUnproved():
            return ExchangeStep(Doubtful(exchange))
        case Doubtful(exchange), FormSpoiled():
            return ExchangeStep(Voiding(exchange, spoiled=True))
        case Confirming(exchange), ExchangeConfirmed():
            return ExchangeStep(Exchanged(exchange))
        case Voiding(exchange, spoiled), ExchangeVoided():
            return ExchangeStep(Voided(exchange, spoiled))
    return ExchangeStep(state)


def on_power_returned(state: ExchangeState) -> ExchangeEvent | None:
    """The fact that a power cut itself makes true."""
    match state:
        case Reserving(exchange) | Reserved(exchange):
            return ExchangeFailed(exchange.key)
        case OnForm(exchange):
            return FormUnproved(exchange.key)
    return None


def owed(state: ExchangeState) -> tuple[ExchangeDuty, ...]:
    match state:
        case Confirming(exchange):
            return (ConfirmExchange(exchange.key),)
        case Voiding(exchange, spoiled):
            return (VoidExchange(exchange.key, spoiled),)
    return ()


def is_open(state: ExchangeState) -> bool:
    """Whether the form on top is not known to be free, or something is owed."""
    return not isinstance(state, Exchanged | Voided)


def uses_form(state: ExchangeState) -> bool:
    """Whether the form is gone from the stock for good."""
    match state:
        case Confirming() | Exchanged():
            return True
        case Voiding(spoiled=spoiled) | Voided(spoiled=spoiled):
            return spoiled
    return False
