"""挂号: whom to see, where and when, for which fee."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.model.bill import Bill
from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Department:
    """科室, as the hospital calls it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """号源: one stretch of time, and how many can still come."""

    id: str
    day: date
    time: str  # 时段, as the hospital writes it: 09:30-10:00
    remaining: int
    fee: Money


@dataclass(frozen=True, slots=True)
class Clinic:
    """One doctor's slots, or those of whoever is on duty (普通)."""

    id: str
    doctor: str | None  # None: 普通
    title: str  # 职称, or nothing
    slots: tuple[Slot, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which somebody can still come, the next first."""
        return tuple(sorted({slot.day for slot in self.slots if slot.remaining}))

    def on(self, day: date) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.day == day)

    def find(self, slot_id: str) -> Slot | None:
        """A slot that can still be had."""
        return next(
            (one for one in self.slots if one.id == slot_id and one.remaining), None
        )


class RegistrationStatus(StrEnum):
    """What has become of it."""

    BOOKED = "booked"  # by phone or app; to be paid when she comes, 取号
    HELD = "held"  # for a few minutes, while she pays
    REGISTERED = "registered"  # paid


@dataclass(frozen=True, slots=True)
class Registration:
    """One person's place in one slot. Its fee is a bill of the same id."""

    id: str
    patient_id: str
    status: RegistrationStatus
    department: str
    doctor: str | None  # None: 普通
    day: date
    time: str
    place: str
    bill: Bill
    queue_number: str | None = None  # once it is paid
    cancellable: bool = False  # paid, and the hospital still takes it back here

    @property
    def is_held(self) -> bool:
        return self.status is RegistrationStatus.HELD


@dataclass(frozen=True, slots=True)
class Cancellation:
    """退号: she gives her place back, and gets her money back."""

    key: str  # UUIDv7
    patient_id: str
    registration_id: str
