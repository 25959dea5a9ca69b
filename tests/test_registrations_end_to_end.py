"""挂号 through the real kiosk, sandbox, scanner line and slip printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.sim.escpos import Verb, commands
from kiosk.app.demo.scene import Scene
from kiosk.flows.cancelling import Cancelled
from kiosk.flows.payment_states import Settled
from kiosk.flows.printing import Printed
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    OfferingCancel,
)
from kiosk.flows.visit_events import (
    AppointmentTapped,
    ClinicTapped,
    DepartmentTapped,
    SlotTapped,
    Tap,
)
from kiosk.flows.visit_states import AwaitingCode, Finished, Quoted, Welcome
from kiosk.model.registration import Registration, RegistrationStatus, Slot
from tests.test_visits_end_to_end import Visitor, configure, visiting


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    scene.receipt_printer.slips.clear()
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        yield visitor


def shows_her_code(visitor: Visitor, person: str) -> None:
    visitor.sees(Welcome, lambda w: w.abilities.can_register)
    visitor.taps(Tap.REGISTER)
    visitor.sees(AwaitingCode)
    visitor.scans(person, "voucher")


def takes_the_first_place(visitor: Visitor) -> Slot:
    departments = visitor.sees(ChoosingDepartment).departments
    visitor.taps(DepartmentTapped(departments[0].id))
    clinics = visitor.sees(ChoosingClinic).clinics
    visitor.taps(ClinicTapped(clinics[0].id))
    choosing = visitor.sees(ChoosingSlot)
    slot = next(one for one in choosing.clinic.on(choosing.day) if one.remaining)
    visitor.taps(SlotTapped(slot.id))
    return slot


def ends_registered(visitor: Visitor) -> Registration:
    def is_over(finished: Finished) -> bool:
        one, payment = finished.registration, finished.payment
        is_hers = one is not None and one.status is RegistrationStatus.REGISTERED
        return is_hers and isinstance(payment, Settled) and payment.invoice is not None

    finished = visitor.sees(Finished, is_over)
    assert isinstance(finished.payment, Settled)
    assert finished.registration is not None
    return finished.registration


def test_five_taps_register_and_the_slip_says_where_to_be_when(
    visitor: Visitor, scene: Scene
) -> None:
    shows_her_code(visitor, "P1001")
    slot = takes_the_first_place(visitor)
    quoted = visitor.sees(Quoted)
    assert quoted.quote.split.total == slot.fee
    visitor.taps(Tap.CONFIRM)
    one = ends_registered(visitor)
    assert (one.day, one.time) == (slot.day, slot.time)
    visitor.taps(Tap.PRINT_RECEIPT)
    visitor.sees(Finished, lambda f: isinstance(f.receipt, Printed))
    [slip] = scene.receipt_printer.slips
    said = "".join(
        command.arguments.decode("gb18030")
        for command in commands(slip)
        if command.verb is Verb.TEXT
    )
    assert one.queue_number is not None
    for text in (one.queue_number, one.place, one.time, one.day.isoformat()):
        assert text in said
    assert scene.sandbox.books()["balanced"]


def test_what_was_booked_by_phone_is_collected(visitor: Visitor, scene: Scene) -> None:
    shows_her_code(visitor, "P1008")
    [booked] = visitor.sees(ChoosingAppointment).appointments
    visitor.taps(AppointmentTapped(booked.id))
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    assert ends_registered(visitor).id == booked.id
    visitor.taps(Tap.CONFIRM)
    shows_her_code(visitor, "P1008")
    [paid] = visitor.sees(ChoosingAppointment).appointments
    assert paid.status is RegistrationStatus.REGISTERED


def test_who_does_not_pay_leaves_the_place_to_others(visitor: Visitor) -> None:
    shows_her_code(visitor, "P1001")
    slot = takes_the_first_place(visitor)
    visitor.sees(Quoted)
    visitor.taps(Tap.CANCEL)
    shows_her_code(visitor, "P1004")
    departments = visitor.sees(ChoosingDepartment).departments
    visitor.taps(DepartmentTapped(departments[0].id))
    clinics = visitor.sees(ChoosingClinic).clinics
    again = clinics[0].find(slot.id)
    assert again is not None
    assert again.remaining == slot.remaining


def test_a_paid_place_is_given_back_and_the_money_is_where_it_was(
    visitor: Visitor, scene: Scene
) -> None:
    before = scene.sandbox.person("P1016")
    shows_her_code(visitor, "P1016")
    takes_the_first_place(visitor)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    one = ends_registered(visitor)
    visitor.taps(Tap.CONFIRM)
    shows_her_code(visitor, "P1016")
    visitor.sees(ChoosingAppointment)
    visitor.taps(AppointmentTapped(one.id))
    visitor.sees(OfferingCancel)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(CancelShown, lambda shown: isinstance(shown.cancellation, Cancelled))
    now = scene.sandbox.person("P1016")
    for purse in ("account", "credit", "wallet"):
        assert now[purse] == before[purse]
    visitor.taps(Tap.CONFIRM)
    shows_her_code(visitor, "P1016")
    visitor.sees(ChoosingDepartment)  # nothing is hers any more
    assert scene.sandbox.books()["balanced"]
