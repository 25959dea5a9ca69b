"""Wherever the power goes during a visit, nothing that was written down is lost.

A fixed share of the cuts; `python -m tests.power` makes all of them. What they prove
and what not is told in `tests.power.proof`.
"""

from random import Random

import pytest

from kiosk.app import log
from kiosk.app.simulation.devices import Tray
from offline_queue.database import Transaction
from offline_queue.journal import Journal
from tests.power.proof import COURSES, Course, cut_at, moments
from tests.power.storage import (
    Change,
    Damage,
    Deleted,
    Storage,
    Written,
    sectors,
    surviving,
)
from tests.power.visit import Plan

STRIDE = 19  # odd, so that moments before and after an operation both come up

every_course = pytest.mark.parametrize("course", COURSES, ids=str)


@every_course
def test_nothing_is_lost_wherever_the_power_is_cut(course: Course) -> None:
    for moment in moments(course)[1::STRIDE]:
        assert cut_at(course, moment).losses == ()


def test_a_file_that_was_being_made_when_the_power_went_is_made_anew() -> None:
    course = Course(Plan.CREDIT)
    for moment in range(1, 25):
        assert cut_at(course, moment).losses == ()


@pytest.mark.parametrize("plan", Plan)
def test_a_commit_that_does_not_wait_for_the_disk_loses_facts(plan: Plan) -> None:
    assert loses_something(Course(plan, is_normal=True))


@pytest.mark.parametrize("plan", Plan)
def test_a_disk_that_forgets_its_syncs_loses_facts(plan: Plan) -> None:
    assert loses_something(Course(plan, forgets_syncs=True))


def test_a_fact_written_before_its_duties_may_stand_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    append = Journal.append

    def append_and_commit(
        transaction: Transaction, stream: str, body: bytes, *, is_open: bool
    ) -> None:
        append(transaction, stream, body, is_open=is_open)
        transaction.rows("COMMIT")
        transaction.rows("BEGIN IMMEDIATE")

    monkeypatch.setattr(Journal, "append", staticmethod(append_and_commit))
    assert loses_something(Course(Plan.CREDIT))


@pytest.mark.parametrize(
    ("plan", "ends", "tray"),
    [
        (Plan.CREDIT, ["Settled"], Tray(slips=1, pages=1)),
        (Plan.WALLET, ["Settled"], Tray(slips=1, pages=1)),
        (Plan.DEFERRAL, ["Settled deferred"], Tray(slips=1)),
    ],
)
def test_undisturbed_she_pays_and_holds_her_paper(
    plan: Plan, ends: list[str], tray: Tray
) -> None:
    log.stay_silent()
    with Course(plan).visit() as visit:
        assert visit.run() == []
        assert visit.kiosk.ends() == ends
        assert visit.kiosk.tray == tray


def test_with_a_short_log_pages_move_into_the_file_during_the_visit() -> None:
    long, short = (
        len(moments(Course(Plan.CREDIT, is_short))) for is_short in (False, True)
    )
    assert short > long


def test_what_was_synced_survives_every_damage() -> None:
    for damage in Damage:
        storage = storage_with(b"synced")
        storage.write("file", 0, b"SYNCED")
        storage.sync("file")
        storage.lose_power(damage, Random(0))
        assert storage.files == {"file": b"SYNCED"}


def test_what_was_not_synced_may_be_gone() -> None:
    storage = storage_with(b"synced")
    storage.write("file", 6, b" and not")
    storage.lose_power(Damage.NONE_SURVIVE, Random(0))
    assert storage.files == {"file": b"synced"}


def test_a_deletion_that_was_not_synced_may_be_undone() -> None:
    storage = storage_with(b"synced")
    storage.delete("file")
    assert storage.files == {}
    storage.lose_power(Damage.NONE_SURVIVE, Random(0))
    assert storage.files == {"file": b"synced"}


def test_a_synced_deletion_is_final() -> None:
    storage = storage_with(b"synced")
    storage.delete_synced("file")
    storage.lose_power(Damage.NONE_SURVIVE, Random(0))
    assert storage.files == {}


def test_a_new_files_sync_brings_the_names_along() -> None:
    storage = storage_with(b"synced")
    storage.delete("file")
    storage.create("new")
    storage.sync("new")
    storage.lose_power(Damage.NONE_SURVIVE, Random(0))
    assert storage.files == {"new": b""}


def test_without_power_nothing_reaches_the_disk() -> None:
    storage = storage_with(b"synced")
    storage.cut_at = storage.moments + 1
    storage.write("file", 0, b"SYNCED")
    storage.sync("file")
    assert storage.files == {"file": b"synced"}


def test_a_write_reaches_the_disk_sector_by_sector() -> None:
    parts = list(sectors(Written("file", 500, bytes(600))))
    assert [
        (part.at, len(part.data)) for part in parts if isinstance(part, Written)
    ] == [(500, 12), (512, 512), (1024, 76)]


def test_a_torn_write_is_a_beginning_and_the_last() -> None:
    changes: list[Change] = [
        Written("file", 0, b"first"),
        Written("file", 5, b"next"),
        Deleted("other"),
    ]
    for seed in range(50):
        left = list(surviving(list(changes), Damage.TORN, Random(seed)))
        whole = left[:-1] if left and left[-1] not in changes else left
        assert whole == changes[: len(whole)]


def loses_something(course: Course) -> bool:
    """Look until something is lost."""
    return any(cut_at(course, moment).losses for moment in moments(course)[60::STRIDE])


def storage_with(content: bytes) -> Storage:
    storage = Storage()
    storage.create("file")
    storage.write("file", 0, content)
    storage.sync("file")
    return storage
