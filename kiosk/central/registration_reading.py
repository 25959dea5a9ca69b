"""From central's messages about registration to our values. Pure."""

from kiosk.central import registration_wire as wire
from kiosk.central.port import Misanswered
from kiosk.central.reading import read_bill
from kiosk.model.money import ZERO, Money
from kiosk.model.registration import (
    Cancellation,
    Clinic,
    Department,
    Registration,
    RegistrationStatus,
    Slot,
)


def read_departments(reply: wire.DepartmentsReply) -> tuple[Department, ...]:
    return tuple(Department(one.dept_code, one.dept_name) for one in reply.departments)


def read_clinics(reply: wire.ClinicsReply, department_id: str) -> tuple[Clinic, ...]:
    if reply.dept_code != department_id:
        raise Misanswered("another department")
    return tuple(map(_read_clinic, reply.clinics))


def _read_clinic(reply: wire.ClinicReply) -> Clinic:
    slots = tuple(
        Slot(one.slot_id, one.day, one.period, one.remaining, one.fee)
        for one in reply.slots
    )
    if len({slot.id for slot in slots}) != len(slots):
        raise Misanswered("a slot that is there twice")
    return Clinic(reply.clinic_id, reply.dr_name, reply.title, slots)


def read_registrations(
    reply: wire.RegistrationsReply, patient_id: str
) -> tuple[Registration, ...]:
    if reply.psn_no != patient_id:
        raise Misanswered("somebody else's registrations")
    return tuple(read_registration(one, patient_id) for one in reply.registrations)


def read_registration(
    reply: wire.RegistrationReply, patient_id: str | None = None
) -> Registration:
    """`patient_id` says whose it must be, where that is known."""
    if patient_id is not None and reply.psn_no != patient_id:
        raise Misanswered("somebody else's registration")
    if reply.bill.bill_id != reply.registration_id:
        raise Misanswered("the fee of another registration")
    is_paid = reply.status is RegistrationStatus.REGISTERED
    return Registration(
        id=reply.registration_id,
        patient_id=reply.psn_no,
        status=reply.status,
        department=reply.dept_name,
        doctor=reply.dr_name,
        day=reply.day,
        time=reply.period,
        place=reply.place,
        bill=read_bill(reply.bill),
        queue_number=reply.queue_number if is_paid else None,
        cancellable=is_paid and reply.cancellable,
    )


def read_cancel(reply: wire.CancelReply, cancellation: Cancellation) -> Money:
    about = (reply.registration_id, reply.psn_no)
    if about != (cancellation.registration_id, cancellation.patient_id):
        raise Misanswered("another registration was taken back")
    if reply.returned < ZERO:
        raise Misanswered("less than nothing goes back")
    return reply.returned
