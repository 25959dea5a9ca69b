"""What is left to do, on the screen: each row leads where it says."""

from dataclasses import fields, replace

import pytest

from kiosk.app.gallery.checks import (
    ALL_OF_IT,
    AT_WINDOW,
    CHECKS,
    NONE,
    REFUNDS,
    left_over,
)
from kiosk.app.gallery.registrations import FAR
from kiosk.app.gallery.states import PORTRAIT, WINDOW
from kiosk.flows.visit_events import PageTapped, Tap, VisitEvent
from kiosk.flows.visit_states import Visit
from kiosk.model.standing import EntitlementStatus, Page
from kiosk.model.stay import StayStatus
from tests.test_invoices_view_model import column
from ui.checking_view_model import CheckingViewModel, ItemRow

pytestmark = pytest.mark.usefixtures("english")


class Screen:
    """The view model, and what was posted through it."""

    def __init__(self) -> None:
        self.posted: list[VisitEvent] = []
        self.model = CheckingViewModel(
            lambda _, event: self.posted.append(event), PORTRAIT
        )

    def show(self, state: Visit) -> "Screen":
        self.model.show(state, large=False)
        return self

    @property
    def rows(self) -> list[ItemRow]:
        """Those of all pages."""
        rows: list[ItemRow] = []
        for _ in range(int(self.model.property("pages"))):
            names = [one.name for one in fields(ItemRow)]
            columns = [column(self.model.row_model, name) for name in names]
            rows += [ItemRow(*values) for values in zip(*columns, strict=True)]
            self.model.turn(1)
        return rows


def test_what_needs_her_comes_before_what_comes_by_itself() -> None:
    tones = [row.tone for row in Screen().show(left_over(ALL_OF_IT)).rows]
    assert tones == sorted(tones, reverse=True)  # wait, then calm


def test_a_touch_does_what_the_row_says() -> None:
    screen = Screen().show(CHECKS["check_bills"])
    ways = {row.way: row.position for row in screen.rows}
    assert set(ways) == {"pay", "print", ""}
    screen.posted.clear()
    for way in ("pay", "print", ""):
        screen.model.choose(ways[way])
    assert screen.posted == [Tap.START, Tap.INVOICES]


def test_a_bill_for_a_window_names_it_beside_what_can_be_paid_here() -> None:
    here, window, *_ = Screen().show(CHECKS["check_window"]).rows
    assert (here.way, window.way) == ("pay", "")
    assert "20.00" in here.amount
    assert "12345.67" in window.amount
    assert AT_WINDOW.window is not None
    assert AT_WINDOW.window in window.note


def test_nothing_is_offered_without_paper() -> None:
    rows = Screen().show(CHECKS["check_no_paper"]).rows
    assert all(row.way == "" for row in rows)


def test_each_refund_says_how_much_and_by_which_way() -> None:
    rows = Screen().show(left_over(replace(NONE, refunds=REFUNDS))).rows
    assert ["38.00" in row.amount for row in rows] == [True, False]
    assert "WeChat" in rows[0].label
    assert "21 Nov" in rows[0].note


def test_what_is_not_known_is_named_with_the_window_that_knows() -> None:
    [row] = Screen().show(CHECKS["check_unknown"]).rows
    for part in ("bills", "invoices", "registrations", "stays", "refunds"):
        assert part in row.label
    assert WINDOW in row.note


def test_the_appointment_says_when_and_not_for_what() -> None:
    rows = Screen().show(left_over(replace(NONE, appointments=(FAR,)))).rows
    said = " ".join(row.label + row.note for row in rows)
    assert FAR.time in said
    assert FAR.department not in said
    assert FAR.doctor is not None
    assert FAR.doctor not in said


def test_who_shows_a_family_code_stands_beside_the_patient() -> None:
    screen = Screen().show(CHECKS["check_child"])
    assert screen.model.property("patient") == "王*明 · Shown by: 王*国"


def test_each_page_that_is_offered_is_a_touch_away() -> None:
    screen = Screen().show(CHECKS["check_pages"])
    assert [row.way for row in screen.rows] == [*Page]
    screen.posted.clear()
    screen.model.choose(1)
    assert screen.posted == [PageTapped(Page.CLAIMS)]


def test_an_entry_says_from_when_until_when_with_the_year() -> None:
    rows = Screen().show(CHECKS["check_entitlements"]).rows
    assert len({row.label for row in rows}) == len(EntitlementStatus)
    assert all("31 Dec 2025" in row.note for row in rows)
    assert all("30 Dec 2026" in row.note for row in rows)


def test_a_claim_says_what_was_asked_or_what_was_paid() -> None:
    *waiting, paid = Screen().show(CHECKS["check_claims"]).rows
    assert all("12345.67" in row.amount for row in waiting)
    assert "512.35" in paid.amount
    assert [WINDOW in row.note for row in waiting] == [False, False, False, True]


@pytest.mark.parametrize("page", Page)
def test_an_empty_page_says_so(page: Page) -> None:
    [row] = Screen().show(CHECKS[f"check_no_{page}"]).rows
    assert "no" in row.label
    assert not row.way


@pytest.mark.parametrize("status", StayStatus)
def test_a_stay_is_said(status: StayStatus) -> None:
    [row] = Screen().show(CHECKS[f"check_stay_{status}"]).rows
    assert "stay" in row.label
