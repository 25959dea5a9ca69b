"""挂号: a place is hers while she looks at its fee, and nobody's when she leaves."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import get_args

import pytest

from kiosk.app.gallery.values import (
    BOOKED,
    FEE,
    HELD,
    IDENTITY,
    NO_CONTRACT,
    NOW,
    PATIENT,
    REGISTERED,
    VOUCHER,
    intent,
)
from kiosk.flows import visit
from kiosk.flows.abilities import Abilities
from kiosk.flows.cancelling import Cancelling, Kept
from kiosk.flows.payment_states import Declined, Settled, Taken
from kiosk.flows.printing import Job, Printed
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
)
from kiosk.flows.visit_effects import (
    Effect,
    FindAppointments,
    FindClinics,
    FindDepartments,
    FindRegistration,
    HoldSlot,
    OpenPayment,
    PreSettle,
    ReleaseSlot,
    StartPrint,
    WeighDeferral,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    AppointmentsFound,
    AppointmentTapped,
    ClinicsFound,
    ClinicTapped,
    Clock,
    DayTapped,
    DepartmentsFound,
    DepartmentTapped,
    Failed,
    IdentityFound,
    PaymentMoved,
    QuoteFound,
    RegistrationFound,
    Scanned,
    SlotHeld,
    SlotTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    Finished,
    Identifying,
    Idle,
    Opening,
    Problem,
    Quoted,
    Quoting,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.charge import Refusal
from kiosk.model.document import Document
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.model.registration import Cancellation, Clinic, Department, Slot
from kiosk.model.settlement import PreSettlement, Settlement, Split

CAN = Abilities(registrations=True)
DOWN = Abilities(central=False, deferrals=True, registrations=True)
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
HEART, EYES = Department("D01", "心血管内科"), Department("D10", "眼科")
FULL = Slot("full", TODAY, "08:00-08:30", 0, Money(38_00))
FREE = Slot("free", TOMORROW, "09:30-10:00", 3, Money(38_00))
LATER = Slot("later", TOMORROW, "10:00-10:30", 1, Money(38_00))
DOCTOR = Clinic("C1", "沈国梁", "主任医师", (FULL, FREE, LATER))
NOBODY = Clinic("C2", None, "", (FULL,))
DEPARTMENTS = ChoosingDepartment(CAN, IDENTITY, (HEART, EYES))
CLINICS = ChoosingClinic(DEPARTMENTS, HEART, (DOCTOR,))
SLOTS = ChoosingSlot(CLINICS, DOCTOR, TOMORROW)
HOLDING = Holding(CAN, IDENTITY)
ALL_FEE = Split(Money(38_00), Money(30_00), Money(3_00), Money(5_00))
QUOTE = PreSettlement("Q9", "P1", ("R1",), ALL_FEE)
CHOICE = Choosing(CAN, IDENTITY, (FEE,), frozenset({"R1"}), None, HELD)
QUOTED = Quoted(CHOICE, QUOTE)
SETTLED = Settled(
    replace(intent(), pre_settlement_id="Q9", bill_ids=("R1",), split=ALL_FEE),
    (Taken(0, ALL_FEE.self_pay),),
    Settlement("S9", "P1", ALL_FEE, NOW),
)
DECLINED = Finished(
    CAN,
    PATIENT.name,
    Declined(SETTLED.intent, Refusal.CODE_EXPIRED),
    registration=HELD,
)

TAKEN = replace(REGISTERED, cancellable=True)
BACK = Cancellation("K9", "P1", TAKEN.id)
STATES: list[Visit] = [
    FindingAppointments(CAN, IDENTITY),
    ChoosingAppointment(CAN, IDENTITY, (BOOKED, REGISTERED)),
    FindingDepartments(CAN, IDENTITY),
    DEPARTMENTS,
    FindingClinics(DEPARTMENTS, HEART),
    CLINICS,
    SLOTS,
    HOLDING,
    OfferingCancel(ChoosingAppointment(CAN, IDENTITY, (TAKEN,)), TAKEN),
    CancelShown(CAN, IDENTITY, TAKEN),
    CancelShown(CAN, IDENTITY, TAKEN, Cancelling(BACK)),
    CancelShown(CAN, IDENTITY, TAKEN, Kept(BACK)),
    Quoting(CHOICE),
    QUOTED,
    AwaitingPaymentCode(QUOTED),
    Idle(QUOTED),
]
EVENTS: list[VisitEvent] = [
    *Tap,
    *Clock,
    AppointmentsFound("P1", ()),
    AppointmentsFound("P1", (BOOKED,)),
    AppointmentTapped("R1"),
    DepartmentsFound((HEART,)),
    DepartmentTapped("D01"),
    ClinicsFound("D01", (DOCTOR,)),
    ClinicTapped("C1"),
    DayTapped(TODAY),
    DayTapped(TOMORROW),
    SlotTapped("free"),
    SlotTapped("full"),
    SlotHeld(HELD),
    QuoteFound(QUOTE),
    Scanned(VOUCHER),
    *(Failed(problem) for problem in Problem),
    AbilitiesChanged(CAN),
    AbilitiesChanged(DOWN),
]
every_pair = pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])


def walk(state: Visit, *events: VisitEvent) -> tuple[Visit, tuple[Effect, ...]]:
    """What is true after all of them, and what the last one asked for."""
    effects: tuple[Effect, ...] = ()
    for event in events:
        state, effects = visit.step(state, event)
    return state, effects


def test_a_tap_and_a_code_ask_what_she_has_booked() -> None:
    state, _ = walk(Welcome(CAN), Tap.REGISTER, Scanned(VOUCHER))
    assert state == Identifying(CAN, Service.REGISTER)
    asked = (FindingAppointments(CAN, IDENTITY), (FindAppointments("P1"),))
    assert walk(state, IdentityFound(IDENTITY)) == asked


def test_where_the_hospital_does_not_register_here_nothing_is_offered() -> None:
    quiet = Welcome(Abilities())
    assert walk(quiet, Tap.REGISTER) == (quiet, ())


def test_who_booked_nothing_chooses_a_department() -> None:
    asked = (FindingDepartments(CAN, IDENTITY), (FindDepartments(),))
    assert walk(FindingAppointments(CAN, IDENTITY), AppointmentsFound("P1", ())) == (
        asked
    )


def test_what_was_booked_by_phone_is_one_tap_away() -> None:
    choosing, _ = walk(STATES[0], AppointmentsFound("P1", (BOOKED,)))
    state, effects = walk(choosing, AppointmentTapped("R1"))
    assert isinstance(state, Quoting)
    assert effects == (PreSettle("P1", ("R1",)),)
    assert walk(choosing, Tap.ANOTHER)[1] == (FindDepartments(),)


def test_what_is_paid_already_is_not_paid_again() -> None:
    choosing = ChoosingAppointment(CAN, IDENTITY, (REGISTERED,))
    assert walk(choosing, AppointmentTapped("R1")) == (choosing, ())


@pytest.mark.parametrize(
    "answer",
    [
        AppointmentsFound("P2", ()),
        AppointmentsFound("P1", (replace(BOOKED, patient_id="P2"),)),
    ],
)
def test_somebody_elses_appointments_are_not_shown(answer: VisitEvent) -> None:
    state, _ = walk(FindingAppointments(CAN, IDENTITY), answer)
    assert isinstance(state, Troubled)
    assert state.problem is Problem.WRONG_PATIENT


def test_department_doctor_and_slot_lead_to_the_fee_in_three_taps() -> None:
    state, effects = walk(DEPARTMENTS, DepartmentTapped("D01"))
    assert effects == (FindClinics("D01"),)
    state, _ = walk(state, ClinicsFound("D01", (NOBODY, DOCTOR)))
    assert state == CLINICS, "who has no place left is not shown"
    state, _ = walk(state, ClinicTapped("C1"))
    assert state == SLOTS, "the first day with a place is open"
    state, effects = walk(state, SlotTapped("free"))
    assert (state, effects) == (HOLDING, (HoldSlot("P1", "free"),))
    state, effects = walk(state, SlotHeld(HELD))
    assert effects == (PreSettle("P1", ("R1",)),)
    state, _ = walk(state, QuoteFound(QUOTE))
    assert state == QUOTED
    state, effects = walk(state, Tap.CONFIRM)
    assert isinstance(state, Opening)
    assert effects == (OpenPayment(QUOTE, Method.CREDIT),)


def test_a_full_slot_cannot_be_had() -> None:
    assert walk(SLOTS, SlotTapped("full")) == (SLOTS, ())


def test_a_day_without_a_place_is_not_opened() -> None:
    assert walk(SLOTS, DayTapped(TODAY)) == (SLOTS, ())


def test_no_place_anywhere_is_said_and_leads_back_to_registering() -> None:
    state, _ = walk(FindingClinics(DEPARTMENTS, HEART), ClinicsFound("D01", (NOBODY,)))
    assert isinstance(state, Troubled)
    assert state.problem is Problem.NOTHING_FREE
    after, _ = walk(state, Tap.BACK)
    assert after == AwaitingCode(CAN, service=Service.REGISTER)


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (Quoting(CHOICE), QuoteFound(replace(QUOTE, patient_id="P2"))),
        (Quoting(CHOICE), Failed(Problem.CENTRAL_SILENT)),
        (Quoted(replace(CHOICE, abilities=DOWN), QUOTE), Tap.CONFIRM),
        (DECLINED, Tap.BACK),
    ],
)
def test_after_trouble_with_the_fee_her_code_leads_to_registering_again(
    state: Visit, event: VisitEvent
) -> None:
    after, _ = walk(state, event)
    if isinstance(after, Troubled):
        after, _ = walk(replace(after, abilities=CAN), Tap.BACK)
    assert after == AwaitingCode(CAN, service=Service.REGISTER)


@pytest.mark.parametrize(
    "event", [Tap.BACK, Tap.CANCEL, Failed(Problem.CENTRAL_SILENT)]
)
@pytest.mark.parametrize(
    "state", [Quoting(CHOICE), QUOTED, AwaitingPaymentCode(QUOTED)]
)
def test_what_is_held_and_not_wanted_is_let_go_at_once(
    state: Visit, event: VisitEvent
) -> None:
    after, effects = walk(state, event)
    is_left = visit.held_by(after) is None
    assert (ReleaseSlot("R1") in effects) == is_left


def test_who_walks_away_lets_it_go_too() -> None:
    idle, effects = walk(QUOTED, Clock.TIMED_OUT)
    assert effects == ()
    assert walk(idle, Clock.TIMED_OUT) == (Welcome(CAN), (ReleaseSlot("R1"),))


def test_what_was_booked_by_phone_stays_booked() -> None:
    booked = Quoted(replace(CHOICE, registration=BOOKED), QUOTE)
    assert walk(booked, Tap.CANCEL) == (Welcome(CAN), ())


def test_a_payment_that_has_begun_keeps_the_place() -> None:
    assert walk(QUOTED, Tap.CONFIRM)[1] == (OpenPayment(QUOTE, Method.CREDIT),)


def test_a_paid_place_is_asked_for_its_number_and_the_slip_says_it() -> None:
    state, effects = walk(Opening(QUOTED), PaymentMoved(SETTLED))
    assert effects == (FindRegistration("R1"),)
    state, _ = walk(state, RegistrationFound(REGISTERED))
    assert isinstance(state, Finished)
    assert state.registration == REGISTERED
    slip = StartPrint(Document.RECEIPT, SETTLED, PATIENT.name, 1, REGISTERED)
    assert walk(state, Tap.PRINT_RECEIPT)[1] == (slip,)


def test_a_slip_without_the_number_does_not_refuse_the_one_with_it() -> None:
    state, _ = walk(Opening(QUOTED), PaymentMoved(SETTLED))
    assert isinstance(state, Finished)
    job = Job("J1", Document.RECEIPT, SETTLED.intent.key)
    printed = replace(state, receipt=Printed(job), receipt_of=SETTLED)
    after, _ = walk(printed, RegistrationFound(REGISTERED))
    assert isinstance(after, Finished)
    assert after.receipt is None
    again = replace(printed, registration=REGISTERED)
    assert walk(again, Tap.PRINT_RECEIPT) == (again, ())


def test_the_number_of_another_registration_is_not_shown() -> None:
    state, _ = walk(Opening(QUOTED), PaymentMoved(SETTLED))
    other = replace(REGISTERED, id="R2")
    assert walk(state, RegistrationFound(other)) == (state, ())


def test_a_place_is_never_promised_while_central_is_out_of_reach() -> None:
    state, effects = walk(QUOTED, AbilitiesChanged(DOWN), Tap.CONFIRM)
    assert not any(isinstance(effect, WeighDeferral) for effect in effects)
    assert isinstance(state, Troubled)


def test_without_a_contract_a_code_pays_the_fee() -> None:
    plain = Quoted(replace(CHOICE, identity=NO_CONTRACT), QUOTE)
    assert isinstance(walk(plain, Tap.CONFIRM)[0], AwaitingPaymentCode)


def test_a_fee_that_insurance_covers_wholly_needs_no_code() -> None:
    free = Split(Money(38_00), Money(38_00), ZERO, ZERO)
    quote = replace(QUOTE, split=free)
    _, effects = walk(Quoting(CHOICE), QuoteFound(quote), Tap.CONFIRM)
    assert effects == (OpenPayment(quote, Method.NOTHING),)


def test_every_state_is_tried() -> None:
    assert {type(state) for state in STATES} >= set(get_args(Seeking))


@every_pair
def test_a_held_place_is_hers_paid_for_or_let_go(
    state: Visit, event: VisitEvent
) -> None:
    held = visit.held_by(state)
    after, effects = visit.step(state, event)
    if held is not None and visit.held_by(after) is None:
        is_paid_for = any(isinstance(effect, OpenPayment) for effect in effects)
        assert is_paid_for != (ReleaseSlot("R1") in effects)


@every_pair
def test_money_moves_only_where_the_fee_was_shown(
    state: Visit, event: VisitEvent
) -> None:
    for effect in visit.step(state, event).effects:
        if isinstance(effect, OpenPayment):
            assert state == QUOTED or isinstance(state, AwaitingPaymentCode)


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_hurried_while_central_is_asked(state: Visit) -> None:
    waits = isinstance(
        state,
        FindingAppointments | FindingDepartments | FindingClinics | Holding | Quoting,
    ) or state == CancelShown(CAN, IDENTITY, TAKEN)
    assert (patience_s(state) is None) == waits
