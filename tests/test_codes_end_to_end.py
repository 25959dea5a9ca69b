"""Every code that says who one is, through the real kiosk, sandbox and scanner line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from kiosk.flows.checking_states import LeftOver
from kiosk.flows.payment_states import Settled
from kiosk.flows.registration_states import (
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
)
from kiosk.flows.visit_events import (
    ClinicTapped,
    DepartmentTapped,
    SlotTapped,
    Tap,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Choosing,
    Finished,
    Problem,
    Quoted,
    Service,
    Troubled,
)
from tests.test_visits_end_to_end import Visitor, configure, visiting


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        visitor.is_served()
        yield visitor


def test_a_fourth_code_in_a_row_is_not_looked_up_and_shown_again_it_is(
    scene: Scene, tmp_path: Path
) -> None:
    """With the settings that a kiosk has of itself."""
    config = scene.write_config(data=tmp_path, kiosk_id="KIOSK-HASTY")
    with visiting(scene, config) as visitor:
        visitor.is_served()
        for _ in range(3):
            visitor.scans_text(b"424" + b"0" * 25)
            assert visitor.sees(Troubled).problem is Problem.UNKNOWN_PERSON
            visitor.taps(Tap.BACK)
            visitor.sees(AwaitingCode)
        visitor.scans("P1001", "voucher")
        visitor.sees(AwaitingCode, lambda state: state.too_soon)
        visitor.sees(Choosing)  # the phone was still held up when the pause was over
        visitor.taps(Tap.CANCEL)


def comes_for(visitor: Visitor, service: Tap, person: str) -> None:
    visitor.taps(service)
    visitor.sees(AwaitingCode)
    visitor.scans(person, "suishen")


def test_a_health_card_pays_as_any_code_does(visitor: Visitor, scene: Scene) -> None:
    visitor.scans("P1001", "health_card")
    visitor.sees(Choosing)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Finished, lambda f: isinstance(f.payment, Settled))
    assert scene.sandbox.books()["balanced"]


def test_a_parent_registers_a_child(visitor: Visitor) -> None:
    comes_for(visitor, Tap.REGISTER, "P1002")
    departments = visitor.sees(ChoosingDepartment)
    assert departments.identity.patient.guardian == "李*"
    visitor.taps(DepartmentTapped(departments.departments[0].id))
    visitor.taps(ClinicTapped(visitor.sees(ChoosingClinic).clinics[0].id))
    choosing = visitor.sees(ChoosingSlot)
    free = next(one for one in choosing.clinic.on(choosing.day) if one.remaining)
    visitor.taps(SlotTapped(free.id))
    quoted = visitor.sees(Quoted)
    assert quoted.choice.identity.patient.name == "李*涵"
    assert quoted.choice.registration is not None
    assert quoted.choice.registration.patient_id == "P1002"
    visitor.taps(Tap.CANCEL)


def test_a_son_looks_up_what_is_left_to_do_for_his_mother(visitor: Visitor) -> None:
    comes_for(visitor, Tap.CHECK, "P1021")
    patient = visitor.sees(LeftOver).identity.patient
    assert (patient.name, patient.guardian) == ("陆*珍", "陆*峰")


@pytest.mark.parametrize("service", [Tap.REGISTER, Tap.INVOICES, Tap.CHECK, Tap.START])
def test_a_family_code_that_age_has_ended_is_named_and_another_may_be_shown(
    visitor: Visitor, service: Tap
) -> None:
    comes_for(visitor, service, "P1020")
    troubled = visitor.sees(Troubled)
    assert troubled.problem is Problem.FAMILY_CODE_OVER
    visitor.taps(Tap.BACK)
    assert visitor.sees(AwaitingCode).service is troubled.service
    assert (troubled.service is Service.PAY) is (service is Tap.START)
