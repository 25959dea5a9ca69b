"""A kiosk that central does not know serves nobody, and says so (standards.md R69)."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.cli import main
from kiosk.app.config import load
from kiosk.app.demo.scene import Scene
from kiosk.app.enrolment import REFRESH_S, Enrolment
from kiosk.app.ledger import Ledger
from kiosk.app.points import central_of
from kiosk.app.watch import NOT_ENROLLED, central_condition
from kiosk.central.port import (
    Central,
    CentralError,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.central.signing import Ed25519Signer
from kiosk.flows.visit_states import OutOfService, Visit, Welcome
from offline_queue.database import Database
from offline_queue.errors import StorageError
from tests.enrolling import enrol
from tests.test_visits_end_to_end import UNHURRIED, Visitor, configure, visiting
from ui.wording import closed

DEVICE = Ed25519Signer(b"d" * 32)
UNKNOWN = Refused(Reason.NOT_AUTHORISED)


class Fickle:
    """A central that makes of a kiosk what it is told to."""

    def __init__(self) -> None:
        self.error: CentralError | None = None
        self.asked = 0

    def enrol_key(self, algorithm: str, key_id: str, public_key: str) -> None:
        self.asked += 1
        if self.error:
            raise self.error

    def slip_keys(self) -> Mapping[str, str]:
        return {}


class Kiosk:
    """One kiosk's enrolment, over restarts."""

    def __init__(self, folder: Path) -> None:
        self.central = Fickle()
        self.now_s = 0.0
        self._database = Database(folder / "ledger.sqlite")
        self.ledger = Ledger(self._database, bytes)
        self.starts()

    def starts(self) -> None:
        central = cast(Central, self.central)
        self.enrolment = Enrolment(self.ledger, central, DEVICE, lambda: self.now_s)

    def close(self) -> None:
        self._database.close()

    @property
    def is_known(self) -> bool:
        return self.enrolment.is_enrolled()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path)
    yield kiosk
    kiosk.close()


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


def test_a_new_kiosk_is_not_enrolled_until_central_has_its_key(kiosk: Kiosk) -> None:
    assert not kiosk.is_known
    kiosk.enrolment.keep_up()
    assert kiosk.is_known


def test_whom_central_refuses_is_unknown_also_after_a_restart_without_it(
    kiosk: Kiosk,
) -> None:
    kiosk.enrolment.keep_up()
    kiosk.central.error = UNKNOWN
    kiosk.now_s += REFRESH_S + 1
    kiosk.enrolment.keep_up()
    assert kiosk.is_known, "one answer may be a mistake of the moment"
    kiosk.enrolment.keep_up()
    assert not kiosk.is_known
    kiosk.starts()
    assert not kiosk.is_known


@pytest.mark.parametrize(
    "error", [NotSent("no cable"), Unanswered("silence"), Refused(Reason.OTHER)]
)
def test_silence_and_other_refusals_take_nothing_away(
    kiosk: Kiosk, error: CentralError
) -> None:
    kiosk.enrolment.keep_up()
    kiosk.central.error = error
    kiosk.now_s += REFRESH_S + 1
    kiosk.enrolment.keep_up()
    assert kiosk.is_known


def test_whom_central_knows_again_is_served_at_the_next_look(kiosk: Kiosk) -> None:
    kiosk.enrolment.keep_up()
    kiosk.enrolment.disowned()
    assert not kiosk.is_known
    kiosk.enrolment.keep_up()
    assert kiosk.is_known
    kiosk.starts()
    assert kiosk.is_known


def test_a_refusal_that_stays_is_logged_once(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.central.error = UNKNOWN
    with caplog.at_level(logging.WARNING, "kiosk"):
        for _ in range(50):
            kiosk.enrolment.keep_up()
    assert kiosk.central.asked == 50
    assert caplog.text.count("enrolment.failed") == 1


def test_a_full_disk_makes_no_unknown_kiosk_known(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str, value: bytes) -> None:
        raise StorageError("full")

    kiosk.enrolment.keep_up()
    monkeypatch.setattr(kiosk.ledger, "keep", full)
    kiosk.enrolment.disowned()
    assert not kiosk.is_known


# With the real sandbox.


def is_closed(visitor: Visitor) -> OutOfService:
    closed: OutOfService = visitor.sees(OutOfService)
    assert not closed.abilities.enrolled
    return closed


def seen(state: Visit) -> str:
    assert isinstance(state, OutOfService)
    return closed(state.abilities).happened


def test_a_kiosk_with_another_key_serves_nobody_and_the_doctor_says_why(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(scene.write_config(data=tmp_path / "first", kiosk_id="KIOSK-TWICE"))
    config = scene.write_config(
        data=tmp_path / "second", kiosk_id="KIOSK-TWICE", extra=UNHURRIED
    )
    with visiting(scene, config) as visitor:
        state = is_closed(visitor)
        visitor.scans("P1001", "voucher")
    assert "not enrolled" in seen(state)
    assert scene.sandbox.books()["balanced"]
    assert main(["doctor", "--config", str(config)]) == 1
    told = capsys.readouterr().out
    assert "not enrolled: central does not know this kiosk" in told
    assert "have central forget its old key" in told


def test_a_kiosk_without_the_token_is_closed_and_serves_once_central_knows_it(
    scene: Scene, tmp_path: Path
) -> None:
    config = configure(scene, tmp_path)
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"sandbox"', '"guessed"'), encoding="utf-8")
    assert central_condition(central_of(load(config))) == NOT_ENROLLED
    with visiting(scene, config) as visitor:
        is_closed(visitor)
    config.write_text(text, encoding="utf-8")
    with visiting(scene, config) as visitor:
        visitor.sees(Welcome)


def test_a_kiosk_that_was_never_online_serves_nobody(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = configure(scene, tmp_path)
    main(["doctor", "--config", str(config)])
    assert "this kiosk was never started" in capsys.readouterr().out
    scene.cable.pull()
    with visiting(scene, config) as visitor:
        state = is_closed(visitor)
        assert not state.abilities.can_serve
        scene.cable.plug_in()
        visitor.sees(Welcome)


def test_a_kiosk_that_central_knew_serves_those_it_can_without_it(
    scene: Scene, tmp_path: Path
) -> None:
    config = configure(scene, tmp_path)
    enrol(config)
    scene.cable.pull()
    with visiting(scene, config) as visitor:
        visitor.sees(Welcome, lambda state: state.abilities.can_defer)
