"""What a person who asks what is left to do sees. None of it is written."""

from dataclasses import dataclass
from datetime import date

from kiosk.flows.abilities import Abilities
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import (
    Deferred,
    Payment,
    Settled,
    Undoing,
)
from kiosk.model.bill import Bill
from kiosk.model.open_items import OpenItems
from kiosk.model.patient import Identity
from kiosk.model.receipt import MoneyWord
from kiosk.model.registration import Registration
from kiosk.model.standing import Entry, Page


@dataclass(frozen=True, slots=True)
class FindingOut:
    """Central knows who it is; what is open is on its way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class LeftOver:
    """All that is open: to do today, to do some day, or coming by itself."""

    abilities: Abilities
    identity: Identity
    items: OpenItems
    here: tuple[Payment, ...]  # not brought to an end by this kiosk yet
    today: date

    @property
    def promised(self) -> tuple[Payment, ...]:
        """Registered at this kiosk, and settled by itself later."""
        return tuple(one for one in self.here if isinstance(one, Deferred))

    @property
    def returning(self) -> tuple[Payment, ...]:
        """Whose money this kiosk is giving back, which central may not know of."""
        return tuple(one for one in self.here if _returns(one))

    @property
    def unfinished(self) -> tuple[Payment, ...]:
        """What nobody should pay a second time."""
        return tuple(one for one in self.here if _moves(one) and not _returns(one))

    @property
    def unpaid(self) -> tuple[Bill, ...]:
        """The bills that no payment of this kiosk is about."""
        about = {
            id
            for one in (*self.promised, *self.unfinished)
            for id in one.intent.bill_ids
        }
        return tuple(one for one in self.items.bills or () if one.id not in about)

    @property
    def payable(self) -> tuple[Bill, ...]:
        """Of the unpaid, those that no window alone takes."""
        return tuple(one for one in self.unpaid if one.window is None)

    @property
    def at_window(self) -> tuple[Bill, ...]:
        """Of the unpaid, those that no kiosk may take."""
        return tuple(one for one in self.unpaid if one.window is not None)

    @property
    def next_appointment(self) -> Registration | None:
        return next(iter(self.items.appointments or ()), None)

    @property
    def has_something_left(self) -> bool:
        """Whether something needs her today."""
        one = self.next_appointment
        is_due = one is not None and one.day <= self.today
        return is_due or any((self.unpaid, self.unfinished, self.items.stays))

    @property
    def is_nothing_left(self) -> bool:
        """Whether she may go home: all of it was seen, and nothing needs her today."""
        return self.items.is_whole and not self.has_something_left


@dataclass(frozen=True, slots=True)
class LookingUp:
    """How she stands with the insurance is on its way."""

    before: LeftOver
    page: Page

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities

    @property
    def identity(self) -> Identity:
        return self.before.identity


@dataclass(frozen=True, slots=True)
class Reading:
    """How she stands with the insurance. There is nothing to decide."""

    before: LeftOver
    page: Page
    entries: tuple[Entry, ...]

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities

    @property
    def identity(self) -> Identity:
        return self.before.identity


def _returns(payment: Payment) -> bool:
    return isinstance(payment, Undoing | Settled) and bool(payment.owing)


def _moves(payment: Payment) -> bool:
    """Whether its money is gone, or may be, and it is not settled yet."""
    is_taken = money_word(payment) is not MoneyWord.NOT_TAKEN
    return is_taken and not isinstance(payment, Settled)


Checking = FindingOut | LeftOver | LookingUp | Reading
