"""When all is healed and hours have passed: is all final, and do the books agree?

The numbers are those of the project's standard for simulation, as in `watchers`.
"""

from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.app.reconcile import reconcile
from kiosk.app.simulation.machine import SimKiosk
from kiosk.app.simulation.ward_judge import wrong_in_wards
from kiosk.app.simulation.watchers import is_final
from kiosk.central.port import CentralError
from kiosk.flows.cancelling import Cancelled, Cancelling
from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_states import Welcome
from kiosk.model.beijing import day_of
from kiosk.model.charge import ChargeStatus
from kiosk.sandbox.books import BookKeeper, Books
from kiosk.sandbox.clinics import capacity_of
from kiosk.sandbox.past import ELSEWHERE
from kiosk.sandbox.records import (
    CancelledPlace,
    Charge,
    OpenCase,
    OrderedBill,
    Person,
    Place,
)
from kiosk.sandbox.records import Settled as AtCentral
from kiosk.sandbox.sums import payments


@dataclass(frozen=True, slots=True)
class Judge:
    """Looks at the books, the disks and the screens, once."""

    store: BookKeeper
    say: Callable[[str, str], None]

    def judge(self, kiosks: list[SimKiosk], central_now: datetime) -> None:
        """Everything is final, both books agree, and nothing was lost or doubled."""
        with self.store.opened() as books:
            told = {case.payment_key for case in books.every(OpenCase)}
            self._books(books, kiosks)
        for kiosk in kiosks:
            self._final(kiosk, told)
            self._days(kiosk, central_now)
            self._cancellations(kiosk)
            self._secrets(kiosk)

    def _books(self, books: Books, kiosks: list[SimKiosk]) -> None:
        """I1, I2: central's own books, and who answers for each fen in them."""
        known = payments(books)
        paid_by: Count[str] = Count()
        for key, payment in known.items():
            settled = payment.standing
            if settled is not None:
                paid_by.update(settled.bill_ids)
            if payment.kept and settled is None:
                self.say("I2", f"{key} was taken and never settled")
            if settled is not None and payment.kept != settled.due:
                self.say("I2", f"{key} was settled with {payment.kept} kept")
        for bill, times in paid_by.items():
            if times > 1:
                self.say("I1", f"{bill} was paid {times} times")
        ours = {key for kiosk in kiosks for key in kiosk.payment_keys()}
        self._clinics(books)
        self._windows(books)
        for text in wrong_in_wards(books):
            self.say("M8", text)
        for charge in books.every(Charge):
            if charge.kiosk_id == ELSEWHERE:
                continue
            if charge.qr and charge.status is ChargeStatus.USER_PAYING:
                self.say("M5", f"{charge.key} can still be scanned and paid")
            if charge.payment_key and charge.payment_key not in ours:
                self.say("I2", f"{charge.key} is in no kiosk's journal")

    def _cancellations(self, kiosk: SimKiosk) -> None:
        """What a kiosk says of a place that was given back is what central says."""
        if kiosk.ledger is None:
            return
        for state in kiosk.ledger.cancellations():
            wanted = state.cancellation
            with self.store.opened() as books:
                found = books.find(CancelledPlace, wanted.registration_id)
            if isinstance(state, Cancelling):
                self.say("I5", f"{wanted.key} is still Cancelling")
            if isinstance(state, Cancelled) and (
                found is None or found.returned != state.returned
            ):
                self.say("I2", f"{wanted.key} is said to be taken back")

    def _windows(self, books: Books) -> None:
        """What no kiosk may take was taken by none."""
        for ordered in books.every(OrderedBill):
            setl_id = ordered.setl_id
            if ordered.bill.window and setl_id and not setl_id.startswith("W"):
                self.say("I1", f"{ordered.id} was paid at a kiosk")

    def _clinics(self, books: Books) -> None:
        """No place is sold twice, and none is kept that nobody paid for."""
        sold: Count[str] = Count()
        for place in books.every(Place):
            paid = books.settled_as((place.id,)).get(place.id)
            is_back = books.find(CancelledPlace, place.id) is not None
            if paid and place.released and not is_back:
                self.say("I1", f"{place.id} was paid for and let go")
            if paid and not is_back:
                sold[place.slot_id] += 1
        for slot_id, count in sold.items():
            capacity = capacity_of(slot_id)
            if count > capacity:
                self.say("I1", f"{slot_id} was sold {count} times, has {capacity}")

    def _final(self, kiosk: SimKiosk, told: set[str]) -> None:
        if not kiosk.has_power or kiosk.engine is None:
            self.say("I12", f"{kiosk.name} is not running")
            return
        assert kiosk.ledger is not None
        for state in kiosk.ledger.payments():
            if isinstance(state, Settled):
                whose = state.settlement.patient_id
                if whose != state.intent.patient_id:
                    self.say("I9", f"{state.intent.key} has {whose}'s settlement")
            if not is_final(state) and state.intent.key not in told:
                name = type(state).__name__
                self.say("I5", f"{state.intent.key} is still {name}")
        if len(kiosk.engine.alive) > len(told):
            self.say("I14", f"{kiosk.name} keeps what is over in memory")
        for owed in kiosk.waiting():
            if owed.task.stream.partition("/")[2] not in told:
                self.say("I12", f"{owed.task.id} is still owed: {owed.last_reason}")
        can_pay = kiosk.screen.abilities.can_pay
        if not isinstance(kiosk.screen, Welcome) or not can_pay:
            name = type(kiosk.screen).__name__
            self.say("I12", f"{kiosk.name} does not serve: {name}")
        if kiosk.papers_started() < kiosk.tray.slips + kiosk.tray.pages:
            self.say("I8", f"{kiosk.name} printed more than it wrote down")

    def _days(self, kiosk: SimKiosk, central_now: datetime) -> None:
        """Rule M10, by the product's own reconciliation."""
        if kiosk.ledger is None or kiosk.central is None:
            return
        try:
            lists = reconcile(kiosk.ledger, kiosk.central, day_of(central_now))
        except CentralError as error:
            self.say("M10", f"{kiosk.name} cannot reconcile: {error!r}")
            return
        for entry in lists.only_kiosk:
            self.say("M10", f"{entry.key} is only in the kiosk's books")
        for entry in lists.only_central:
            self.say("M10", f"{entry.key} is only in central's books")
        for one in lists.differ:
            self.say("M10", f"{one.kiosk} but at central {one.central}")

    def _secrets(self, kiosk: SimKiosk) -> None:
        """I11: nothing personal stands on the disk for a thief to read."""
        disk = kiosk.disk.bytes()
        with self.store.opened() as books:
            words = [
                *(person.id for person in books.every(Person)),
                *(person.name for person in books.every(Person)),
                *(ordered.id for ordered in books.every(OrderedBill)),
                *(settled.id for settled in books.every(AtCentral)),
            ]
        for word in words:
            if word.encode() in disk:
                self.say("I11", f"{kiosk.name} keeps a person's data in the clear")
                return
