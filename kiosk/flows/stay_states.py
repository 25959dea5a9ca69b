"""What a person with a stay, 住院, sees before there is an amount to pay. None is
written."""

from dataclasses import dataclass
from datetime import date

from kiosk.flows.abilities import Abilities
from kiosk.model.patient import Identity
from kiosk.model.stay import DayList, Stay


@dataclass(frozen=True, slots=True)
class FindingStay:
    """Central knows who it is; her stay is on its way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class AtStay:
    """Her stay: put money down, look at the days, or settle it."""

    abilities: Abilities
    identity: Identity
    stay: Stay


@dataclass(frozen=True, slots=True)
class OrderingDeposit:
    """She has chosen an amount, which becomes a bill."""

    before: AtStay

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class FindingDays:
    """What the days cost is on its way."""

    before: AtStay

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class ReadingDays:
    """一日清单: one day is open; the others are a tap away."""

    before: AtStay
    lists: tuple[DayList, ...]  # the latest first
    day: date

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities

    @property
    def open_list(self) -> DayList:
        return next(one for one in self.lists if one.day == self.day)


Staying = FindingStay | AtStay | OrderingDeposit | FindingDays | ReadingDays


def identity_of(state: Staying) -> Identity:
    """Who it is."""
    match state:
        case FindingStay() | AtStay():
            return state.identity
    return state.before.identity
