"""信用就医, signed up for at the kiosk: real kiosk, real sandbox, and a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import Quoted, SigningUp
from kiosk.model.intent import Method
from kiosk.model.sign_up import SignUpStatus
from tests.test_visits_end_to_end import PATIENCE, Visitor, configure, paid, visiting

WHO = "P1006"  # one code pays for her, and she has no contract


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def visitor(scene: Scene, tmp_path: Path) -> Iterator[Visitor]:
    with visiting(scene, configure(scene, tmp_path, PATIENCE)) as visitor:
        yield visitor


def is_shown_the_banks_page(visitor: Visitor) -> None:
    visitor.reaches_the_amount(WHO)
    visitor.taps(Tap.SIGN_UP)
    visitor.sees(SigningUp, lambda shown: shown.picture is not None)


def has_come_to(status: SignUpStatus, visitor: Visitor) -> SigningUp:
    def is_there(shown: SigningUp) -> bool:
        return shown.progress is not None and shown.progress.status is status

    return visitor.sees(SigningUp, is_there)


def test_who_signs_up_on_her_phone_pays_by_credit_with_one_touch(
    visitor: Visitor, scene: Scene
) -> None:
    is_shown_the_banks_page(visitor)
    has_come_to(SignUpStatus.WAITING, visitor)
    scene.sandbox.scan_shown(WHO)
    has_come_to(SignUpStatus.SIGNED, visitor)
    visitor.taps(Tap.CONFIRM)
    quoted = visitor.sees(Quoted)
    assert quoted.method is Method.CREDIT
    visitor.taps(Tap.CONFIRM)
    payment = visitor.ends().payment
    assert isinstance(payment, Settled)
    assert payment.intent.method is Method.CREDIT
    assert paid(scene) == [str(payment.paid)]
    assert scene.sandbox.books()["balanced"]


def test_a_network_that_falls_meanwhile_is_said_and_is_not_the_end(
    visitor: Visitor, scene: Scene
) -> None:
    is_shown_the_banks_page(visitor)
    scene.cable.pull()
    has_come_to(SignUpStatus.UNKNOWN, visitor)
    scene.cable.plug_in()
    scene.sandbox.scan_shown(WHO)
    has_come_to(SignUpStatus.SIGNED, visitor)
