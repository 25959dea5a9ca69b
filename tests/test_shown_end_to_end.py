"""A code on the kiosk's screen: through the real kiosk, sandbox, and a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_events import ChannelTapped, Tap
from kiosk.flows.visit_states import (
    AwaitingPaymentCode,
    ChoosingChannel,
    Paying,
    Quoted,
)
from kiosk.model.intent import Method
from tests.test_visits_end_to_end import PATIENCE, Visitor, configure, visiting

WHO = "P1004"  # no contract


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path, PATIENCE)) as visitor:
        yield visitor


def is_shown(visitor: Visitor) -> str:
    """Go as far as a code that stands on the screen."""
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.taps(Tap.SHOW_CODE)
    visitor.sees(ChoosingChannel)
    visitor.taps(ChannelTapped(Method.ALIPAY))
    return visitor.sees(Paying, lambda shown: shown.picture is not None).qr


def test_a_phone_that_scans_the_kiosk_pays(visitor: Visitor) -> None:
    visitor.reaches_the_amount(WHO)
    assert is_shown(visitor).startswith("https://qr.alipay.com/")
    visitor.scene.sandbox.scan_shown("P1001")
    assert isinstance(visitor.ends().payment, Settled)
    assert visitor.scene.sandbox.books()["balanced"]


def test_who_goes_back_can_pay_another_way_and_the_code_is_closed(
    visitor: Visitor,
) -> None:
    before = visitor.reaches_the_amount(WHO)
    is_shown(visitor)
    visitor.taps(Tap.BACK)
    after = visitor.sees(Quoted, lambda quoted: quoted.quote.id != before.quote.id)
    assert after.quote.split == before.quote.split
    (closed,) = visitor.scene.sandbox.books()["charges"]
    assert closed["status"] == "closed"
    visitor.taps(Tap.CONFIRM)
    visitor.sees(AwaitingPaymentCode)
    visitor.scans(WHO, "wechat")
    assert isinstance(visitor.ends().payment, Settled)
