"""How central's JSON about registration, 挂号, looks. Names follow transaction 2201."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kiosk.central.wire import Amount, BillReply, Id, Message
from kiosk.model.registration import RegistrationStatus

Name = Annotated[str, Field(min_length=1, max_length=60)]
Period = Annotated[str, Field(min_length=1, max_length=20)]  # 09:30-10:00


class DepartmentReply(Message):
    """Where one can register."""

    dept_code: Id
    dept_name: Name


class DepartmentsReply(Message):
    """Every department that takes registrations."""

    departments: tuple[DepartmentReply, ...] = Field(max_length=200)


class SlotReply(Message):
    """One stretch of time, and how many can still come."""

    slot_id: Id
    day: date
    period: Period
    remaining: int = Field(ge=0, le=10_000)
    fee: Amount


class ClinicReply(Message):
    """One doctor, or whoever is on duty."""

    clinic_id: Id
    dr_name: Name | None = None
    title: str = Field(default="", max_length=30)
    slots: tuple[SlotReply, ...] = Field(max_length=400)


class ClinicsReply(Message):
    """Who sees patients in one department, from today on."""

    dept_code: Id
    clinics: tuple[ClinicReply, ...] = Field(max_length=100)


class HoldRequest(Message):
    """Keep one place in a slot while this patient pays."""

    psn_no: Id
    slot_id: Id


class RegistrationReply(Message):
    """One person's place in one slot. Its fee is a bill of the same id."""

    registration_id: Id
    psn_no: Id
    status: RegistrationStatus
    dept_name: Name
    dr_name: Name | None
    day: date
    period: Period
    place: Name
    bill: BillReply
    queue_number: str | None = Field(default=None, max_length=20)
    cancellable: bool = False


class RegistrationsReply(Message):
    """What one patient has booked or paid for, from today on."""

    psn_no: Id
    registrations: tuple[RegistrationReply, ...] = Field(max_length=100)


class ReleaseReply(Message):
    """Nothing is held under this id any more."""

    registration_id: Id


class CancelRequest(Message):
    """Take this patient's registration back."""

    psn_no: Id


class CancelReply(Message):
    """It is nobody's place any more. What she paid herself goes back by the ways she
    paid, what the account paid to the account."""

    registration_id: Id
    psn_no: Id
    returned: Amount
