"""While somebody is served or money moves, nobody who asks may stop the kiosk."""

import random
from pathlib import Path

import pytest

from kiosk.app.gallery.values import CAN, KEY, SPLIT, VOUCHER, intent
from kiosk.app.occupancy import LockedFile
from kiosk.flows import payment
from kiosk.flows.payment_events import ChargeConfirmed, Opened
from kiosk.flows.payment_states import Charging
from kiosk.flows.visit_events import AbilitiesChanged, Scanned, Tap
from kiosk.flows.visit_states import Welcome
from tests.fickle_central import FickleCentral
from tests.test_engine import Disk, Lobby


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "occupied"


@pytest.fixture
def updater(path: Path) -> LockedFile:
    """Another process's view: flock asks the open file, not the process."""
    return LockedFile(path)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def lobby(path: Path, disk: Disk) -> Lobby:
    central = FickleCentral(random.Random(0), loses=0)
    lobby = Lobby(disk, central, occupancy=LockedFile(path))
    lobby.engine.handle(AbilitiesChanged(CAN))
    return lobby


def test_nobody_is_there_so_the_kiosk_may_be_stopped(
    lobby: Lobby, updater: LockedFile
) -> None:
    assert updater.begin()


def test_while_somebody_is_there_it_may_not(lobby: Lobby, updater: LockedFile) -> None:
    lobby.engine.handle(Scanned(VOUCHER))
    assert not updater.begin()
    lobby.engine.handle(Tap.CANCEL)
    assert updater.begin()


def test_nobody_begins_while_it_is_being_stopped(
    lobby: Lobby, updater: LockedFile
) -> None:
    assert updater.begin()
    lobby.engine.handle(Scanned(VOUCHER))
    assert lobby.engine.visit == Welcome(CAN)
    updater.end()
    lobby.engine.handle(Scanned(VOUCHER))
    assert lobby.engine.visit != Welcome(CAN)


def test_money_that_moves_after_its_visit_keeps_the_lock(
    lobby: Lobby, updater: LockedFile
) -> None:
    lobby.engine.handle(Opened(intent()))
    assert lobby.engine.visit == Welcome(CAN)
    assert not updater.begin()
    lobby.engine.handle(ChargeConfirmed(KEY, SPLIT.self_pay))
    assert not updater.begin()  # paid, and the hospital does not know it yet
    lobby.live()
    assert updater.begin()


def test_money_that_a_power_cut_left_behind_keeps_it_from_the_start(
    disk: Disk, path: Path, updater: LockedFile
) -> None:
    disk.record_payment(Opened(intent()), Charging(intent()))
    central = FickleCentral(random.Random(0), loses=0)
    Lobby(disk, central, occupancy=LockedFile(path)).engine.recover()
    assert not updater.begin()


def test_a_settlement_that_a_power_cut_left_owing_does_too(
    disk: Disk, path: Path, updater: LockedFile
) -> None:
    opened = payment.begin(Opened(intent())).state
    charged = ChargeConfirmed(KEY, SPLIT.self_pay)
    disk.record_payment(Opened(intent()), opened)
    disk.record_payment(charged, payment.step(opened, charged).state)
    central = FickleCentral(random.Random(0), loses=0)
    Lobby(disk, central, occupancy=LockedFile(path)).engine.recover()
    assert not updater.begin()


def test_who_is_being_stopped_still_writes_down_what_comes(
    lobby: Lobby, disk: Disk, updater: LockedFile
) -> None:
    assert updater.begin()
    lobby.engine.handle(Opened(intent()))
    assert disk.payment(KEY) == Charging(intent())


def test_a_process_that_dies_lets_go(path: Path, updater: LockedFile) -> None:
    other = LockedFile(path)
    assert other.begin()
    assert not updater.begin()
    other.close()
    assert updater.begin()
