"""The registration machine, 挂号: what she has booked, or where, whom and when.

Pure. It begins when central has said whose code it is, and ends with a fee to pay: from
there on a registration is paid as any bill is. What is held and not paid goes back.
"""

from dataclasses import replace

from kiosk.flows.abilities import Abilities
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    FindingAppointments,
    FindingClinics,
    FindingDepartments,
    Holding,
    OfferingCancel,
    Seeking,
    identity_of,
)
from kiosk.flows.visit_effects import (
    FindAppointments,
    FindClinics,
    FindDepartments,
    HoldSlot,
    OpenCancellation,
    PreSettle,
)
from kiosk.flows.visit_events import (
    AppointmentsFound,
    AppointmentTapped,
    CancelMoved,
    ClinicsFound,
    ClinicTapped,
    DayTapped,
    DepartmentsFound,
    DepartmentTapped,
    SlotHeld,
    SlotTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Choosing, Problem, Quoting, Service, Troubled
from kiosk.flows.visit_step import Step
from kiosk.model.patient import Identity
from kiosk.model.registration import Registration, RegistrationStatus


def begin(abilities: Abilities, identity: Identity) -> Step:
    """Somebody wants to register."""
    effect = FindAppointments(identity.patient.id)
    return Step(FindingAppointments(abilities, identity), (effect,))


def step(state: Seeking, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    abilities, identity = state.abilities, identity_of(state)
    match state, event:
        case FindingAppointments(), AppointmentsFound(patient_id, found):
            if patient_id != identity.patient.id or not _are_hers(found, identity):
                return Step(_troubled(abilities, Problem.WRONG_PATIENT))
            if found:
                return Step(ChoosingAppointment(abilities, identity, found))
            return _ask_departments(abilities, identity)
        case ChoosingAppointment(appointments=appointments), AppointmentTapped(id):
            one = next((one for one in appointments if one.id == id), None)
            if one is not None and one.cancellable:
                return Step(OfferingCancel(state, one))
            if one is None or one.status is not RegistrationStatus.BOOKED:
                return Step(state)
            return quote(abilities, identity, one)
        case OfferingCancel(before), Tap.BACK:
            return Step(before)
        case OfferingCancel(registration=one), Tap.CONFIRM if abilities.can_pay:
            opening = OpenCancellation(identity.patient.id, one.id)
            return Step(CancelShown(abilities, identity, one), (opening,))
        case CancelShown(registration=one), CancelMoved(now):
            is_this = now.cancellation.registration_id == one.id
            return Step(replace(state, cancellation=now) if is_this else state)
        case ChoosingAppointment(), Tap.ANOTHER:
            return _ask_departments(abilities, identity)
        case FindingDepartments(), DepartmentsFound(departments):
            if not departments:
                return Step(_troubled(abilities, Problem.NOTHING_FREE))
            return Step(ChoosingDepartment(abilities, identity, departments))

        case ChoosingDepartment(departments=departments), DepartmentTapped(id):
            chosen = next((one for one in departments if one.id == id), None)
            if chosen is None:
                return Step(state)
            return Step(FindingClinics(state, chosen), (FindClinics(chosen.id),))
        case FindingClinics(before, department), ClinicsFound(department_id, clinics):
            if department_id != department.id:
                return Step(state)
            free = tuple(clinic for clinic in clinics if clinic.days)
            if not free:
                return Step(_troubled(abilities, Problem.NOTHING_FREE))
            return Step(ChoosingClinic(before, department, free))
        case ChoosingClinic(before), Tap.BACK:
            return Step(before)
        case ChoosingClinic(clinics=clinics), ClinicTapped(id):
            clinic = next((one for one in clinics if one.id == id), None)
            if clinic is None:
                return Step(state)
            return Step(ChoosingSlot(state, clinic, clinic.days[0]))

        case ChoosingSlot(before), Tap.BACK:
            return Step(before)
        case ChoosingSlot(clinic=clinic), DayTapped(day):
            is_one = day in clinic.days
            return Step(replace(state, day=day) if is_one else state)
        case ChoosingSlot(clinic=clinic), SlotTapped(id) if clinic.find(id):
            hold = HoldSlot(identity.patient.id, id)
            return Step(Holding(abilities, identity), (hold,))
        case Holding(), SlotHeld(held):
            if held.patient_id != identity.patient.id:
                return Step(_troubled(abilities, Problem.WRONG_PATIENT))
            return quote(abilities, identity, held)
    return Step(state)


def quote(abilities: Abilities, identity: Identity, one: Registration) -> Step:
    """What would each pay of the fee?"""
    bill = one.bill
    choice = Choosing(abilities, identity, (bill,), frozenset({bill.id}), None, one)
    return Step(Quoting(choice), (PreSettle(identity.patient.id, (bill.id,)),))


def _ask_departments(abilities: Abilities, identity: Identity) -> Step:
    return Step(FindingDepartments(abilities, identity), (FindDepartments(),))


def _are_hers(found: tuple[Registration, ...], identity: Identity) -> bool:
    return all(one.patient_id == identity.patient.id for one in found)


def _troubled(abilities: Abilities, problem: Problem) -> Troubled:
    return Troubled(abilities, problem, service=Service.REGISTER)
