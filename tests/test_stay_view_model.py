"""A stay as QML sees it: what can be put down, and every day of it."""

import pytest

from kiosk.app.gallery.states import PORTRAIT
from kiosk.app.gallery.stays import AT, CAN, CHOICES, DAYS, LEAVING, ORDERED, WOMAN
from kiosk.flows.stay_states import AtStay, ReadingDays
from kiosk.flows.visit_events import DayTapped, DepositTapped, VisitEvent
from tests.test_invoices_view_model import column
from ui.stay_view_model import StayViewModel


@pytest.fixture
def tapped() -> list[VisitEvent]:
    return []


@pytest.fixture
def stay(tapped: list[VisitEvent]) -> StayViewModel:
    return StayViewModel(lambda control, event: tapped.append(event), PORTRAIT)


def shows(stay: StayViewModel, state: AtStay | ReadingDays, **how: bool) -> None:
    stay.show(state, large=how.get("large", False))


def positions(stay: StayViewModel) -> list[object]:
    return column(stay.day_model, "position")


def test_each_amount_that_the_hospital_offers_is_one_touch(
    stay: StayViewModel, tapped: list[VisitEvent]
) -> None:
    shows(stay, AT)
    assert len(column(stay.option_model, "label")) == len(CHOICES)
    stay.choose(1)
    assert tapped == [DepositTapped(CHOICES[1])]


def test_a_stay_that_can_be_settled_takes_no_more_deposits(
    stay: StayViewModel,
) -> None:
    shows(stay, AtStay(CAN, WOMAN, LEAVING))
    assert stay.property("leaving")
    assert column(stay.option_model, "label") == []


def test_who_is_not_in_yet_has_no_days_to_read(stay: StayViewModel) -> None:
    shows(stay, AtStay(CAN, WOMAN, ORDERED))
    assert not stay.property("listed")


@pytest.mark.parametrize(("large", "most"), [(False, 7), (True, 5)])
def test_every_day_can_be_reached(
    stay: StayViewModel, tapped: list[VisitEvent], large: bool, most: int
) -> None:
    seen: set[object] = set()
    state = ReadingDays(AT, DAYS, DAYS[0].day)
    while True:
        shows(stay, state, large=large)
        shown = positions(stay)
        assert len(shown) == most
        assert DAYS.index(state.open_list) in shown
        if set(shown) <= seen:
            break
        seen |= set(shown)
        last = shown[-1]
        assert isinstance(last, int)
        stay.open(last)
        event = tapped[-1]
        assert isinstance(event, DayTapped)
        state = ReadingDays(AT, DAYS, event.day)
    assert seen == set(range(len(DAYS)))


def test_the_lines_begin_anew_with_each_day(stay: StayViewModel) -> None:
    shows(stay, ReadingDays(AT, DAYS, DAYS[0].day))
    stay.turn(1)
    assert stay.property("page") == 2
    shows(stay, ReadingDays(AT, DAYS, DAYS[4].day))
    assert stay.property("page") == 1
