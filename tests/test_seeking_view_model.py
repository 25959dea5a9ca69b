"""Registration on the screen: every answer is the one that was touched."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from kiosk.app.gallery.registrations import CLINICS, SEEKING, TODAY
from kiosk.app.gallery.states import LANDSCAPE, PORTRAIT
from kiosk.flows.registration_states import ChoosingSlot
from kiosk.flows.visit_events import (
    AppointmentTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    SlotTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Visit
from tests.test_invoices_view_model import column
from ui.display import Display
from ui.seeking_view_model import OptionRow, SeekingViewModel


class Screen:
    """The view model, and what was posted through it."""

    def __init__(self, display: Display = PORTRAIT, today: date = TODAY) -> None:
        self.posted: list[VisitEvent] = []
        self.model = SeekingViewModel(
            lambda _, event: self.posted.append(event), display, lambda: today
        )

    def show(self, state: Visit, *, large: bool = False) -> "Screen":
        self.model.show(state, large=large)
        return self

    @property
    def rows(self) -> list[OptionRow]:
        return [
            OptionRow(*values)
            for values in zip(
                *(column(self.model.row_model, one.name) for one in fields(OptionRow)),
                strict=True,
            )
        ]


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("appointments", AppointmentTapped("R1")),
        ("departments", DepartmentTapped("D01")),
        ("clinics", ClinicTapped("C1")),
        ("slots", SlotTapped("3-0-1")),
    ],
)
def test_a_touch_is_an_answer_to_what_is_asked(name: str, event: VisitEvent) -> None:
    screen = Screen().show(SEEKING[name])
    screen.model.choose(1)
    assert screen.posted == [event]


def test_answers_of_the_second_page_are_those_of_the_second_page() -> None:
    screen = Screen().show(SEEKING["departments"])
    seen = len(screen.rows)
    screen.model.turn(1)
    first = screen.rows[0]
    screen.model.choose(first.position)
    assert screen.posted == [Tap.ELSEWHERE, DepartmentTapped(f"D{first.position:02d}")]
    assert first.position == seen


@pytest.mark.parametrize("display", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "name", ["appointments_many", "departments", "clinics", "slots"]
)
def test_leafing_shows_every_answer_once(
    name: str, display: Display, large: bool
) -> None:
    screen = Screen(display).show(SEEKING[name], large=large)
    seen = [row.position for row in screen.rows]
    for _ in range(int(screen.model.property("pages")) - 1):
        screen.model.turn(1)
        seen += [row.position for row in screen.rows]
    assert seen == list(range(len(seen)))
    screen.model.turn(1)
    assert screen.rows[-1].position == seen[-1], "there is nothing behind the last"


def test_a_full_slot_says_so_and_cannot_be_touched() -> None:
    full, free, *_ = Screen().show(SEEKING["slots"]).rows
    assert full.objection
    assert not free.objection


def test_what_is_paid_shows_its_number_and_cannot_be_touched() -> None:
    open_, paid = Screen().show(SEEKING["appointments"]).rows
    assert not open_.objection
    assert "01007" in paid.objection
    assert paid.fee == ""


def test_what_is_only_kept_is_not_called_registered() -> None:
    registered, kept = Screen().show(SEEKING["appointments_done"]).rows
    assert "Registered" in registered.objection
    assert kept.objection
    assert "egistered" not in kept.objection


def test_another_day_begins_at_its_first_place() -> None:
    screen = Screen().show(SEEKING["slots"])
    screen.model.turn(1)
    screen.model.open(2)
    assert screen.posted[-1] == DayTapped(TODAY + timedelta(days=2))
    screen.show(SEEKING["slots_later"])
    assert screen.rows[0].position == 0


def test_a_day_opens_where_somebody_can_still_come() -> None:
    state = SEEKING["slots"]
    assert isinstance(state, ChoosingSlot)
    gone = tuple(
        replace(slot, remaining=0) if slot.day == TODAY and slot.time < "12" else slot
        for slot in state.clinic.slots
    )
    late = replace(state, clinic=replace(state.clinic, slots=gone))
    rows = Screen().show(late).rows
    assert any(not row.objection for row in rows)
    assert rows[0].label >= "12"


def test_who_comes_back_to_the_departments_finds_her_page() -> None:
    screen = Screen().show(SEEKING["departments"])
    screen.model.turn(2)
    left = screen.rows
    assert screen.show(SEEKING["clinics"]).rows[0].position == 0
    assert screen.show(SEEKING["departments"]).rows == left


def test_the_next_patient_begins_at_the_first_page() -> None:
    screen = Screen().show(SEEKING["departments"])
    screen.model.turn(2)
    screen.show(SEEKING["welcome_registering"]).show(SEEKING["departments"])
    assert screen.rows[0].position == 0


def test_one_day_alone_is_named_with_what_was_chosen() -> None:
    context = str(Screen().show(SEEKING["slots_one_day"]).model.property("context"))
    assert "22" in context


def test_days_are_offered_only_where_there_is_a_choice() -> None:
    assert Screen().show(SEEKING["slots"]).model.property("dated")
    assert not Screen().show(SEEKING["slots_one_day"]).model.property("dated")


def test_what_was_chosen_so_far_stands_above() -> None:
    context = str(Screen().show(SEEKING["slots"]).model.property("context"))
    assert CLINICS.department.name in context
    assert "欧阳峰" in context


def test_nothing_is_left_of_a_list_that_is_gone() -> None:
    screen = Screen().show(SEEKING["slots"]).show(SEEKING["holding"])
    assert screen.rows == []
    screen.model.choose(0)
    assert screen.posted == []
