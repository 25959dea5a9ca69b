"""离院前查一查: all that is left to do, and no "nothing" is said in doubt."""

from dataclasses import replace
from itertools import product
from typing import get_args

import pytest

from kiosk.app.gallery.checks import (
    AT_WINDOW,
    BILLS,
    CAN,
    CLAIMS,
    CLOSING_UP,
    LATER,
    NONE,
    PROMISE,
    READS,
    SOON,
    UNDONE,
    left_over,
)
from kiosk.app.gallery.registrations import TODAY, WOMAN
from kiosk.app.gallery.values import VOUCHER
from kiosk.flows import visit
from kiosk.flows.abilities import Abilities
from kiosk.flows.checking_states import (
    Checking,
    FindingOut,
    LeftOver,
    LookingUp,
    Reading,
)
from kiosk.flows.invoice_states import Listing
from kiosk.flows.payment_states import Payment
from kiosk.flows.stay_states import FindingStay
from kiosk.flows.visit_effects import (
    Effect,
    FindBills,
    FindInvoices,
    FindOpenItems,
    FindPage,
    FindStay,
    OpenPayment,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    Clock,
    Failed,
    IdentityFound,
    OpenItemsFound,
    PageFound,
    PageTapped,
    Scanned,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import (
    AwaitingCode,
    Identifying,
    Idle,
    Problem,
    Recognised,
    Service,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.open_items import OpenItems
from kiosk.model.standing import Page
from kiosk.model.stay import StayStatus

DOWN = Abilities(central=False, deferrals=True, checks=True)
FOUND = OpenItemsFound(NONE, (), TODAY)
READY = replace(left_over(), abilities=READS)
LOOKING_UP = LookingUp(READY, Page.CLAIMS)
OWING = left_over(replace(NONE, bills=BILLS))
STATES: list[Visit] = [
    FindingOut(CAN, WOMAN),
    left_over(),
    OWING,
    left_over(LATER),
    Idle(OWING),
    LOOKING_UP,
    Reading(READY, Page.CLAIMS, CLAIMS),
]
EVENTS: list[VisitEvent] = [
    *Tap,
    *Clock,
    FOUND,
    *map(PageTapped, Page),
    *(PageFound("P1", page, ()) for page in Page),
    Scanned(VOUCHER),
    *(Failed(problem) for problem in Problem),
    AbilitiesChanged(CAN),
    AbilitiesChanged(DOWN),
]
every_pair = pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])
PARTLY_UNKNOWN = (
    replace(NONE, bills=None),
    replace(NONE, unprinted=None),
    replace(NONE, appointments=None),
    replace(NONE, stays=None),
    replace(NONE, refunds=None),
)


def walk(state: Visit, *events: VisitEvent) -> tuple[Visit, tuple[Effect, ...]]:
    """What is true after all of them, and what the last one asked for."""
    effects: tuple[Effect, ...] = ()
    for event in events:
        state, effects = visit.step(state, event)
    return state, effects


def knowing(items: OpenItems, *here: Payment) -> LeftOver:
    return replace(left_over(items), here=here)


def test_a_tap_and_a_code_ask_what_is_left_to_do() -> None:
    state, _ = walk(Welcome(CAN), Tap.CHECK, Scanned(VOUCHER))
    assert state == Identifying(CAN, Service.CHECK)
    asked = (FindingOut(CAN, WOMAN), (FindOpenItems("P1"),))
    assert walk(state, IdentityFound(WOMAN)) == asked
    assert walk(FindingOut(CAN, WOMAN), FOUND)[0] == left_over()


def test_where_the_hospital_does_not_tell_nothing_is_offered() -> None:
    quiet = Welcome(Abilities())
    assert walk(quiet, Tap.CHECK) == (quiet, ())


def test_somebody_elses_items_are_not_shown() -> None:
    others = OpenItemsFound(replace(NONE, patient_id="P2"), (), TODAY)
    state, _ = walk(FindingOut(CAN, WOMAN), others)
    assert state == Troubled(CAN, Problem.WRONG_PATIENT, service=Service.CHECK)
    assert walk(state, Tap.BACK)[0] == AwaitingCode(CAN, service=Service.CHECK)


def test_who_has_nothing_left_may_go_home() -> None:
    assert left_over().is_nothing_left
    assert left_over(LATER).is_nothing_left, "all of that can wait, or comes by itself"


@pytest.mark.parametrize(
    "items",
    [
        replace(NONE, bills=BILLS),
        replace(NONE, appointments=(SOON,)),
        *(replace(NONE, stays=(status,)) for status in StayStatus),
    ],
)
def test_what_needs_her_today_keeps_her_here(items: OpenItems) -> None:
    assert left_over(items).has_something_left
    assert not left_over(items).is_nothing_left


@pytest.mark.parametrize("items", PARTLY_UNKNOWN)
def test_nothing_left_is_never_said_while_a_part_is_unknown(items: OpenItems) -> None:
    unseen = left_over(items)
    assert not unseen.is_nothing_left
    assert not unseen.has_something_left


def test_a_payment_that_is_not_over_here_keeps_her_here() -> None:
    assert not knowing(NONE, CLOSING_UP).is_nothing_left


def test_a_promise_and_money_that_goes_back_do_not() -> None:
    state = knowing(NONE, PROMISE, UNDONE)
    assert state.is_nothing_left
    assert (state.promised, state.returning) == ((PROMISE,), (UNDONE,))


@pytest.mark.parametrize("payment", [PROMISE, CLOSING_UP])
def test_a_bill_that_this_kiosk_is_paying_is_not_asked_for_again(
    payment: Payment,
) -> None:
    bills = (BILLS[0], replace(BILLS[1], id=payment.intent.bill_ids[0]))
    state = knowing(replace(NONE, bills=bills), payment)
    assert state.unpaid == BILLS[:1]


def test_one_tap_leads_to_paying() -> None:
    after = walk(OWING, Tap.START)
    assert after == (Recognised(CAN, WOMAN), (FindBills("P1"),))
    assert walk(left_over(), Tap.START) == (left_over(), ())


def test_a_bill_for_a_window_keeps_her_here_and_is_not_paid_here() -> None:
    state = left_over(replace(NONE, bills=(AT_WINDOW,)))
    assert state.has_something_left
    assert walk(state, Tap.START) == (state, ())


def test_one_tap_leads_to_the_invoices() -> None:
    after = walk(left_over(LATER), Tap.INVOICES)
    assert after == (Listing(CAN, WOMAN), (FindInvoices("P1"),))
    assert walk(OWING, Tap.INVOICES) == (OWING, ()), "none of hers waits for paper"
    without = replace(left_over(LATER), abilities=replace(CAN, invoices=False))
    assert walk(without, Tap.INVOICES) == (without, ())


def test_one_tap_leads_to_the_stay() -> None:
    state = left_over(replace(NONE, stays=(StayStatus.LEAVING,)))
    assert walk(state, Tap.INPATIENT) == (FindingStay(CAN, WOMAN), (FindStay("P1"),))
    assert walk(OWING, Tap.INPATIENT) == (OWING, ())


def test_what_the_hospital_offers_can_be_read_and_left_again() -> None:
    state, effects = walk(READY, PageTapped(Page.CLAIMS))
    assert (state, effects) == (LOOKING_UP, (FindPage("P1", Page.CLAIMS),))
    state, _ = walk(state, PageFound("P1", Page.CLAIMS, CLAIMS))
    assert state == Reading(READY, Page.CLAIMS, CLAIMS)
    assert walk(state, Tap.BACK) == (READY, ())


def test_what_the_hospital_does_not_offer_is_not_asked_for() -> None:
    assert walk(OWING, PageTapped(Page.CLAIMS)) == (OWING, ())


def test_somebody_elses_page_is_not_shown() -> None:
    state, _ = walk(LOOKING_UP, PageFound("P2", Page.CLAIMS, CLAIMS))
    assert state == Troubled(READS, Problem.WRONG_PATIENT, service=Service.CHECK)


def test_the_world_goes_on_while_she_reads() -> None:
    reading = Reading(READY, Page.CLAIMS, CLAIMS)
    for state in (LOOKING_UP, reading):
        after, _ = walk(state, AbilitiesChanged(DOWN))
        assert isinstance(after, LookingUp | Reading)
        assert after.abilities == DOWN
        assert walk(after, Tap.BACK)[0] == replace(READY, abilities=DOWN)


def test_silence_is_said_and_her_code_leads_back_to_the_question() -> None:
    state, _ = walk(FindingOut(CAN, WOMAN), Failed(Problem.CENTRAL_SILENT))
    assert state == Troubled(CAN, Problem.CENTRAL_SILENT, service=Service.CHECK)


@every_pair
def test_looking_takes_no_money(state: Visit, event: VisitEvent) -> None:
    effects = visit.step(state, event).effects
    assert not any(isinstance(effect, OpenPayment) for effect in effects)


@every_pair
def test_no_pair_takes_the_visit_out_of_its_world(
    state: Visit, event: VisitEvent
) -> None:
    assert isinstance(visit.step(state, event).state, get_args(Visit))


@pytest.mark.parametrize("leave", [Tap.CANCEL, Tap.CONFIRM])
def test_who_leaves_takes_all_of_it_along(leave: Tap) -> None:
    assert walk(OWING, leave) == (Welcome(CAN), ())


def test_who_walks_away_is_forgotten_in_time() -> None:
    assert patience_s(OWING)
    assert walk(OWING, Clock.TIMED_OUT, Clock.TIMED_OUT)[0] == Welcome(CAN)


def test_every_state_is_tried() -> None:
    assert {*get_args(Checking)} <= {type(state) for state in STATES}
