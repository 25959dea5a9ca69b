"""退号: a place is given back once, and whoever walks away loses nothing by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.app.cancellations import Cancellations
from kiosk.app.gallery.registrations import BACK, CAN, CANCELLABLE, WOMAN
from kiosk.app.gallery.values import REGISTERED
from kiosk.app.ledger import Ledger
from kiosk.app.records import decode_duty
from kiosk.flows import cancelling, visit
from kiosk.flows.cancelling import (
    CancelConfirmed,
    Cancelled,
    Cancelling,
    CancelOpened,
    CancelRefused,
    CancelRegistration,
    Kept,
)
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    OfferingCancel,
)
from kiosk.flows.visit_effects import OpenCancellation
from kiosk.flows.visit_events import (
    AppointmentTapped,
    CancelMoved,
    Clock,
    Failed,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import Idle, Problem, Service, Troubled, Welcome
from kiosk.model.money import Money
from kiosk.model.registration import Cancellation
from offline_queue.database import Database
from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox

FEE = Money(38_00)
AT_HOME = ChoosingAppointment(CAN, WOMAN, (CANCELLABLE, REGISTERED))
OFFER = OfferingCancel(AT_HOME, CANCELLABLE)
SHOWN = CancelShown(CAN, WOMAN, CANCELLABLE)


# The machine.


def test_it_is_owed_until_central_has_answered() -> None:
    state = cancelling.begin(CancelOpened(BACK))
    assert cancelling.owed(state) == (CancelRegistration(BACK),)
    for answer, end in (
        (CancelConfirmed("K9", FEE), Cancelled(BACK, FEE)),
        (CancelRefused("K9"), Kept(BACK)),
    ):
        after = cancelling.step(state, answer)
        assert after == end
        assert cancelling.owed(after) == ()


def test_what_is_over_stays_as_it_is() -> None:
    for state in (Cancelled(BACK, FEE), Kept(BACK)):
        for event in (CancelConfirmed("K9", Money(1)), CancelRefused("K9")):
            assert cancelling.step(state, event) == state


# On the screen.


def test_a_place_that_can_be_given_back_is_offered_and_no_other() -> None:
    assert visit.step(AT_HOME, AppointmentTapped(CANCELLABLE.id)) == (OFFER, ())
    other = ChoosingAppointment(CAN, WOMAN, (REGISTERED,))
    assert visit.step(other, AppointmentTapped(REGISTERED.id)) == (other, ())


def test_nothing_is_asked_before_she_has_said_so_twice() -> None:
    assert visit.step(OFFER, Tap.BACK) == (AT_HOME, ())
    opening = OpenCancellation("P1", CANCELLABLE.id)
    assert visit.step(OFFER, Tap.CONFIRM) == (SHOWN, (opening,))


def test_she_may_go_once_it_is_written_down_and_not_before() -> None:
    assert visit.step(SHOWN, Tap.CONFIRM)[0] == SHOWN
    under_way = visit.step(SHOWN, CancelMoved(Cancelling(BACK))).state
    assert isinstance(under_way, CancelShown)
    assert patience_s(SHOWN) is None
    assert visit.step(under_way, Tap.CONFIRM)[0] == Welcome(CAN)


def test_who_walks_away_from_it_does_not_keep_the_kiosk_from_others() -> None:
    under_way = visit.step(SHOWN, CancelMoved(Cancelling(BACK))).state
    assert patience_s(under_way)
    idle = visit.step(under_way, Clock.TIMED_OUT).state
    assert visit.step(idle, CancelMoved(Cancelled(BACK, FEE))).state != idle
    assert visit.step(idle, Clock.TIMED_OUT).state == Welcome(CAN)


def test_how_it_ended_is_shown_and_then_forgotten() -> None:
    over = visit.step(SHOWN, CancelMoved(Cancelled(BACK, FEE))).state
    assert isinstance(over, CancelShown)
    assert over.is_over
    assert visit.step(over, Clock.TIMED_OUT)[0] == Idle(over)


def test_the_cancellation_of_another_place_is_not_shown() -> None:
    stranger = Cancelled(Cancellation("K8", "P2", "R9"), FEE)
    assert visit.step(SHOWN, CancelMoved(stranger)).state == SHOWN


def test_what_could_not_be_written_is_said() -> None:
    state = visit.step(SHOWN, Failed(Problem.FAULT)).state
    assert state == Troubled(CAN, Problem.FAULT, service=Service.REGISTER)


# On the disk.


@dataclass
class Desk:
    """Cancellations over a real ledger."""

    ledger: Ledger
    told: list[VisitEvent] = field(default_factory=list)
    delivered: int = 0

    def cancellations(self) -> Cancellations:
        return Cancellations(self.ledger, lambda: "K9", self._deliver, self.told.append)

    def _deliver(self) -> None:
        self.delivered += 1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "kiosk.db") as database:
        yield database


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(Ledger(database, lambda size: bytes(size)))


def owed(database: Database) -> list[object]:
    return [decode_duty(one.task.body) for one in Outbox(database).waiting()]


def test_it_is_on_the_disk_and_owed_before_anybody_is_told(
    desk: Desk, database: Database
) -> None:
    desk.cancellations().open(OpenCancellation("P1", CANCELLABLE.id))
    assert owed(database) == [CancelRegistration(BACK)]
    assert desk.ledger.cancellation("K9") == Cancelling(BACK)
    assert desk.told == [CancelMoved(Cancelling(BACK))]
    assert desk.delivered


def test_the_answer_ends_what_is_owed_and_a_second_one_changes_nothing(
    desk: Desk, database: Database
) -> None:
    cancellations = desk.cancellations()
    cancellations.open(OpenCancellation("P1", CANCELLABLE.id))
    cancellations.handle(CancelConfirmed("K9", FEE))
    cancellations.handle(CancelConfirmed("K9", Money(1)))
    assert owed(database) == []
    assert desk.ledger.cancellation("K9") == Cancelled(BACK, FEE)
    assert desk.told[1:] == [CancelMoved(Cancelled(BACK, FEE))]


def test_an_answer_about_what_nobody_opened_is_nothing(desk: Desk) -> None:
    desk.cancellations().handle(CancelRefused("K7"))
    assert desk.told == []


def test_where_the_disk_is_full_nothing_has_happened(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("full")

    write: Callable[..., None] = full
    monkeypatch.setattr(desk.ledger, "record_cancellation", write)
    with pytest.raises(StorageError):
        desk.cancellations().open(OpenCancellation("P1", CANCELLABLE.id))
    assert desk.told == [Failed(Problem.FAULT)]
