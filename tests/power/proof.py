"""Cut the power at every moment of a visit, and see that nothing was lost.

What is run: SQLite with the product's own settings (WAL, synchronous=FULL), under the
product's Database, ledger, engine, outbox and delivery, from the first start on an
empty disk through a whole visit. A moment lies before and after each write, truncation,
sync and deletion that SQLite asks for. At each one the power goes, and of the changes
that were not synced
    none survive, or all do,
    or a random choice of their 512-byte sectors does,
    or the first of them do, and the next one is torn in its middle;
and once more it goes during or soon after the start that follows.

What holds after each cut:
    the tables are, row by row and byte by byte, those that the last transaction which
    had returned left behind, or those of the one that was being committed;
    the product opens what is left, passes its own checks, and opens every seal;
    the outbox owes exactly what the replayed journal does;
    when the power is back and the patient has come again, every payment is final, every
    bill is paid once, both books agree, and no slip came out twice.
`tests/test_power_cuts.py` shows that losses are found where there are some: with
synchronous=NORMAL, and with a disk that forgets its syncs.

What is not proven:
    the kernel, its file systems and the disk: that fsync does what it says is assumed,
    and so is that a write changes no byte beside it;
    the shared wal-index and several connections: this VFS has no shared memory, so one
    connection is used by everybody, with locking_mode=EXCLUSIVE. Only the opening check
    of the files that are left goes the shipped way;
    sectors that rot later, and stale bytes of other files in new blocks: what was never
    written reads as zeros. A new file's sync syncs its directory, as SQLite does it;
    the SQLite that Python ships: this is apsw's, of another version;
    every choice of sectors: one is drawn for each moment, always the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.app import log
from tests.power.storage import Damage
from tests.power.visit import AS_SHIPPED, SHORT_LOG, Plan, PowerCutAt, PowerVisit

NORMAL = {  # what must not be: a commit that is not synced, and says it is
    "PRAGMA synchronous = FULL": "PRAGMA synchronous = NORMAL",
    "PRAGMA synchronous": "SELECT 2",
}
FLICKER = 40  # the second cut falls so many moments after the first, at most


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of visit, and what is different from the product as it ships."""

    plan: Plan
    has_short_log: bool = False
    is_normal: bool = False
    forgets_syncs: bool = False

    def visit(self, cut: PowerCutAt | None = None) -> PowerVisit:
        instead: Mapping[str, str] = SHORT_LOG if self.has_short_log else AS_SHIPPED
        if self.is_normal:
            instead = {**instead, **NORMAL}
        return PowerVisit(self.plan, cut, instead, forgets_syncs=self.forgets_syncs)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one moment: how often the power was cut there, what was lost."""

    cuts: int
    losses: tuple[str, ...]


COURSES = tuple(Course(plan, is_short) for plan in Plan for is_short in (False, True))


def moments(course: Course) -> range:
    """Every moment of the visit at which the power can go."""
    log.stay_silent()
    with course.visit() as visit:
        losses = visit.run()
        assert not losses, losses
        return range(1, visit.storage.moments + 1)


def cut_at(course: Course, moment: int) -> Verdict:
    """Cut the power there, in every way that makes a difference."""
    log.stay_silent()
    cuts = 0
    losses: list[str] = []
    for cut in _ways(moment):
        with course.visit(cut) as visit:
            losses += [f"{course}, {cut}: {loss}" for loss in visit.run()]
            cuts += visit.disk.cuts
            if visit.disk.was_settled:
                break  # nothing was unsynced, so the other ways are the same
    return Verdict(cuts, tuple(losses))


def _ways(moment: int) -> Iterator[PowerCutAt]:
    again = 1 + moment * 7 % FLICKER
    yield PowerCutAt(moment, Damage.NONE_SURVIVE, again)
    for damage in Damage:
        yield PowerCutAt(moment, damage)
    yield PowerCutAt(moment, Damage.SECTORS_SURVIVE, again)
