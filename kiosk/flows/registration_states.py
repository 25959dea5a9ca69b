"""What a person who registers sees before there is a fee to pay. None is written."""

from dataclasses import dataclass
from datetime import date

from kiosk.flows.abilities import Abilities
from kiosk.flows.cancelling import Cancelled, CancelState, Kept
from kiosk.model.patient import Identity
from kiosk.model.registration import Clinic, Department, Registration


@dataclass(frozen=True, slots=True)
class FindingAppointments:
    """Central knows who it is; what she has booked already is on its way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class ChoosingAppointment:
    """She has booked before she came: one of these, or something new?"""

    abilities: Abilities
    identity: Identity
    appointments: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class OfferingCancel:
    """Give this place back, 退号? Nothing has been asked of central."""

    before: ChoosingAppointment
    registration: Registration

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class CancelShown:
    """The cancellation is under way, or over. None: it is being written down."""

    abilities: Abilities
    identity: Identity
    registration: Registration
    cancellation: CancelState | None = None

    @property
    def is_over(self) -> bool:
        return isinstance(self.cancellation, Cancelled | Kept)


@dataclass(frozen=True, slots=True)
class FindingDepartments:
    """The list of departments is on its way."""

    abilities: Abilities
    identity: Identity


@dataclass(frozen=True, slots=True)
class ChoosingDepartment:
    """Which department?"""

    abilities: Abilities
    identity: Identity
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class FindingClinics:
    """Who sees patients there, and when, is on its way."""

    before: ChoosingDepartment
    department: Department

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class ChoosingClinic:
    """Which doctor, or whoever is on duty?"""

    before: ChoosingDepartment
    department: Department
    clinics: tuple[Clinic, ...]

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class ChoosingSlot:
    """When? One day is open; the others are a tap away."""

    before: ChoosingClinic
    clinic: Clinic
    day: date

    @property
    def abilities(self) -> Abilities:
        return self.before.abilities


@dataclass(frozen=True, slots=True)
class Holding:
    """The slot has been asked for, and is hers for a few minutes if she gets it."""

    abilities: Abilities
    identity: Identity


Seeking = (
    FindingAppointments
    | ChoosingAppointment
    | OfferingCancel
    | CancelShown
    | FindingDepartments
    | ChoosingDepartment
    | FindingClinics
    | ChoosingClinic
    | ChoosingSlot
    | Holding
)


def identity_of(state: Seeking) -> Identity:
    """Who it is."""
    match state:
        case FindingClinics(before) | ChoosingClinic(before):
            return before.identity
        case OfferingCancel(before):
            return before.identity
        case ChoosingSlot(before):
            return before.before.identity
        case _:
            return state.identity
