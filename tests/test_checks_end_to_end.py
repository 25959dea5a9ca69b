"""离院前查一查 through the real kiosk, sandbox and scanner line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from kiosk.flows.checking_states import LeftOver, Reading
from kiosk.flows.invoice_states import Picking
from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_events import PageTapped, Tap
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    Finished,
    Quoted,
    Welcome,
)
from kiosk.model.standing import Page
from tests.test_visits_end_to_end import Visitor, configure, visiting


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path)) as visitor:
        yield visitor


def asks_what_is_left(visitor: Visitor, person: str) -> LeftOver:
    visitor.sees(Welcome, lambda w: w.abilities.can_check)
    visitor.taps(Tap.CHECK)
    visitor.sees(AwaitingCode)
    visitor.scans(person, "voucher")
    return visitor.sees(LeftOver)


def test_she_pays_what_was_left_and_may_go_home(visitor: Visitor) -> None:
    before = asks_what_is_left(visitor, "P1008")
    assert len(before.unpaid) == 3
    assert before.next_appointment is not None
    assert not before.is_nothing_left
    visitor.taps(Tap.START)
    visitor.sees(Choosing)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Finished, lambda f: isinstance(f.payment, Settled))
    visitor.taps(Tap.CONFIRM)
    after = asks_what_is_left(visitor, "P1008")
    assert after.is_nothing_left
    assert after.unpaid == ()


def test_what_a_window_alone_takes_stays_and_the_rest_is_paid(
    visitor: Visitor, scene: Scene
) -> None:
    asks_what_is_left(visitor, "P1022")
    visitor.taps(Tap.START)
    choosing = visitor.sees(Choosing)
    assert [bill.window is None for bill in choosing.bills] == [True, False]
    visitor.taps(Tap.CONFIRM)
    visitor.sees(Quoted)
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans("P1022", "wechat")
    visitor.sees(Finished, lambda f: isinstance(f.payment, Settled))
    visitor.taps(Tap.CONFIRM)
    after = asks_what_is_left(visitor, "P1022")
    assert [bill.id for bill in after.unpaid] == [choosing.bills[1].id]
    assert not after.is_nothing_left
    assert scene.sandbox.books()["balanced"]


def test_her_unprinted_invoices_are_a_tap_away(visitor: Visitor) -> None:
    state = asks_what_is_left(visitor, "P1001")
    assert state.items.unprinted
    visitor.taps(Tap.INVOICES)
    shelf = visitor.sees(Picking).shelf
    fresh = [one for one in shelf.printable() if not one.printed]
    assert len(fresh) == state.items.unprinted


def test_she_reads_how_far_her_claims_are_and_comes_back(visitor: Visitor) -> None:
    asks_what_is_left(visitor, "P1001")
    for page, count in ((Page.CLAIMS, 2), (Page.ENTITLEMENTS, 0)):
        visitor.taps(PageTapped(page))
        reading = visitor.sees(Reading)
        assert (reading.page, len(reading.entries)) == (page, count)
        visitor.taps(Tap.BACK)
        visitor.sees(LeftOver)
