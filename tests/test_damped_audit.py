"""Who is not let in is written down, and nobody fills the chain by it."""

import logging
import threading

import pytest

from kiosk.app.damped_audit import PERIOD_S, DampedAudit
from kiosk.model.staff import Objection
from offline_queue.errors import StorageError

Act = tuple[str, str, str, str]


class Chain:
    """What is written down, and a clock beside it."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.now_s = 0.0
        self.is_full = False

    def __call__(
        self, action: str, actor: str = "", outcome: str = "", detail: str = ""
    ) -> None:
        if self.is_full:
            raise StorageError("full")
        self.acts.append((action, actor, outcome, detail))


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def audit(chain: Chain) -> DampedAudit:
    return DampedAudit(chain, lambda: chain.now_s)


def refuse(audit: DampedAudit, times: int = 1, why: str = Objection.FORGED) -> None:
    for _ in range(times):
        audit("staff.refused", "", why)


def refused(detail: str = "", why: str = Objection.FORGED) -> Act:
    return ("staff.refused", "", why, detail)


def test_the_first_of_a_kind_is_written_at_once_and_further_ones_are_counted(
    audit: DampedAudit, chain: Chain
) -> None:
    refuse(audit, 1000)
    refuse(audit, why=Objection.UNKNOWN_BADGE)
    unknown = refused(why=Objection.UNKNOWN_BADGE)
    assert chain.acts == [refused(), unknown]
    audit("staff.admitted", "B-0001", "nurse")
    came = ("staff.admitted", "B-0001", "nurse", "")
    assert chain.acts[2:] == [refused("999 more"), came]


def test_a_day_of_printed_passes_is_a_handful_of_records_and_none_is_forgotten(
    audit: DampedAudit, chain: Chain
) -> None:
    for second in range(86_400):
        chain.now_s = float(second)
        refuse(audit)
        if second % 60 == 0:
            audit.close_periods()
    audit.write_counts()
    assert len(chain.acts) <= 86_400 / PERIOD_S + 2
    counted = sum(int(detail.split()[0]) for *_, detail in chain.acts if detail)
    assert counted + 1 == 86_400


def test_after_a_quiet_period_the_next_is_a_first_again(
    audit: DampedAudit, chain: Chain
) -> None:
    refuse(audit, 2)
    for _ in range(2):
        chain.now_s += PERIOD_S
        audit.close_periods()
    refuse(audit)
    assert chain.acts == [refused(), refused("1 more"), refused()]


def test_each_wrong_pin_of_a_known_badge_is_written(
    audit: DampedAudit, chain: Chain
) -> None:
    """Its lock allows only so many."""
    for _ in range(3):
        audit("staff.refused", "N-0001", Objection.WRONG_PIN)
    assert len(chain.acts) == 3


def test_what_could_not_be_written_is_no_first(
    audit: DampedAudit, chain: Chain
) -> None:
    chain.is_full = True
    with pytest.raises(StorageError):
        refuse(audit)
    chain.is_full = False
    refuse(audit)
    assert chain.acts == [refused()]


def test_a_kiosk_that_stops_writes_what_it_counted(
    audit: DampedAudit, chain: Chain
) -> None:
    refuse(audit, 3)
    stopping = threading.Event()
    stopping.set()
    audit.watch(stopping)
    assert chain.acts == [refused(), refused("2 more")]


def test_a_full_disk_loses_no_count(
    audit: DampedAudit, chain: Chain, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(audit, 3)
    chain.is_full = True
    stopping = threading.Event()
    stopping.set()
    with caplog.at_level(logging.ERROR, "kiosk"):
        audit.watch(stopping)
    assert "audit.unwritten" in caplog.text
    chain.is_full = False
    audit("staff.left", "B-0001")
    assert refused("2 more") in chain.acts
