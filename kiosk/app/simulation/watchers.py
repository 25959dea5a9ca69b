"""What must hold in every world, whatever its weather: the invariants I1 to I14.

The numbers are those of the project's standard for simulation. Each violation is one
line that begins with its number.
"""

import json
from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from kiosk.app.simulation.machine import CAPS, SimKiosk
from kiosk.app.simulation.network import Request
from kiosk.flows import stay_states
from kiosk.flows.checking_states import Checking
from kiosk.flows.invoice_states import Collecting, Listing, Picking
from kiosk.flows.money_word import money_word
from kiosk.flows.payment_states import (
    CarryingOut,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Settled,
)
from kiosk.flows.printing import Slip
from kiosk.flows.registration_states import Seeking, identity_of
from kiosk.flows.stay_states import Staying
from kiosk.flows.visit_states import (
    Choosing,
    Finished,
    Paying,
    Quoted,
    Quoting,
    Recognised,
    Visit,
)
from kiosk.model.intent import Patience
from kiosk.model.money import total
from kiosk.model.receipt import MoneyWord, Receipt
from kiosk.sandbox.books import BookKeeper
from kiosk.sandbox.charges import payment_of

OVERDUE_S = 40 * 60.0  # by then somebody must have been told (rule M9, with a margin)


@dataclass(slots=True)
class Watchers:
    """Look over everybody's shoulder and write down what must not be."""

    store: BookKeeper
    now_s: Callable[[], float]
    violations: list[str] = field(default_factory=list)
    sent_first: dict[str, float] = field(default_factory=dict)  # charges, by key
    decided: dict[str, str] = field(default_factory=dict)  # quote: its payment
    slips: Count[str] = field(default_factory=Count)
    visitor: dict[tuple[str, int], str] = field(default_factory=dict)

    def say(self, number: str, text: str) -> None:
        self.violations.append(f"{number} {text}")

    # While it runs

    def sending(self, kiosk: SimKiosk, request: Request) -> None:
        """A request is about to leave a kiosk."""
        path = request.path
        if path == "/v1/charges" and request.method == "POST":
            self._sending_charge(kiosk, request.key or "", request.body)
        elif path.endswith("/reverse"):
            key = path.split("/")[3]
            waited_s = self.now_s() - self.sent_first.get(key, -1e9)
            if waited_s < Patience().reverse_not_before_s:
                self.say("M3", f"{key} reversed after {waited_s:.0f} s")
        elif path == "/v1/deferrals":
            self._written_first(kiosk, request.key or "")
            self._in_order(kiosk, request.key or "")

    def _sending_charge(self, kiosk: SimKiosk, key: str, body: bytes) -> None:
        payment_key = key.partition(".")[0]
        quote = json.loads(body)["presettle_id"]
        if self.decided.setdefault(quote, payment_key) != payment_key:
            self.say("I1", f"{payment_key} pays what {self.decided[quote]} does")
        if key in self.sent_first:
            self.say("I7", f"{key} was charged a second time")
        self.sent_first.setdefault(key, self.now_s())
        self._written_first(kiosk, payment_key)

    def _written_first(self, kiosk: SimKiosk, payment_key: str) -> None:
        if kiosk.ledger is not None and kiosk.ledger.payment(payment_key) is None:
            self.say("M1", f"{payment_key} left before it was written down")

    def _in_order(self, kiosk: SimKiosk, key: str) -> None:
        """I6: one patient's deferrals are settled in the order of their making, unless
        somebody was told that an earlier one does not get through."""
        assert kiosk.engine is not None
        waiting = [
            state.intent
            for state in kiosk.engine.alive
            if isinstance(state, Deferred | CarryingOut)
        ]
        hers = {intent.patient_id for intent in waiting if intent.key == key}
        told = {owed.task.stream for owed in kiosk.waiting() if owed.escalated_at}
        for intent in waiting:
            is_told = f"payment/{intent.key}" in told
            if intent.patient_id in hers and intent.key < key and not is_told:
                self.say("I6", f"{key} overtook {intent.key}")

    def looked_at(self, kiosk: SimKiosk) -> None:
        """What stands on a screen right now, against central's books."""
        payment = shown_payment(kiosk.screen)
        if payment is not None:
            self._word(kiosk, payment)
        self._owner(kiosk)
        self._caps(kiosk)

    def _word(self, kiosk: SimKiosk, payment: Payment) -> None:
        key = payment.intent.key
        with self.store.opened() as books:
            known = payment_of(books, key)
        word = money_word(payment)
        kept = known.kept.fen
        if word is MoneyWord.NOT_TAKEN and kept:
            self.say("I4", f"{key} says 未扣款 and {kept} fen are taken")
        if isinstance(payment, Settled) and not known.standing:
            self.say("I3", f"{key} says settled and central does not")

    def _owner(self, kiosk: SimKiosk) -> None:
        """I9: nobody sees what is somebody else's."""
        assert kiosk.engine is not None
        patient = shown_patient(kiosk.screen)
        owner = self.visitor.get((kiosk.name, kiosk.engine.visit_number))
        if patient is not None and patient != owner:
            self.say("I9", f"{kiosk.name} shows {patient} to {owner}")

    def _caps(self, kiosk: SimKiosk) -> None:
        assert kiosk.engine is not None
        waiting = [
            state.intent.split.self_pay
            for state in kiosk.engine.alive
            if isinstance(state, Deferred | CarryingOut)
        ]
        if len(waiting) > CAPS.per_kiosk_count or total(waiting) > CAPS.per_kiosk:
            self.say("O3", f"{kiosk.name} promised more than it may")

    def slip_drawn(self, slip: Slip) -> bytes:
        """What stands on a slip, as far as two of them can be told apart."""
        at = datetime(2000, 1, 1, tzinfo=UTC)
        if isinstance(slip, Receipt):
            return repr(replace(slip, printed_at=at)).encode()
        return repr(
            replace(slip, imprint=replace(slip.imprint, printed_at=at))
        ).encode()

    def slip_came_out(self, slip: bytes) -> None:
        """I8: the same slip comes out once."""
        self.slips[slip.decode()] += 1
        if self.slips[slip.decode()] > 1:
            self.say("I8", "the same slip came out twice")

    def told_in_time(self, kiosk: SimKiosk) -> None:
        """I5: what is not final for long is known to somebody."""
        if kiosk.database is None or kiosk.delivery is None:
            return
        for owed in kiosk.waiting():
            is_told = owed.escalated_at is not None
            if owed.tries > 8 and not is_told and "Deferral" not in owed.task.kind:
                self.say("I5", f"{owed.task.id} failed {owed.tries} times in silence")


def is_final(state: Payment) -> bool:
    """Whether nothing is left to be done about a payment."""
    match state:
        case Settled(intent, invoice=invoice, owing=owing):
            is_whole = invoice is not None or not intent.is_invoiced
            return is_whole and not owing and not state.to_return
        case Indebted(reported=reported):
            return reported
    return isinstance(state, Declined | Refunded)


def shown_payment(screen: Visit) -> Payment | None:
    match screen:
        case Paying(payment=payment) | Finished(payment=payment):
            return payment
    return None


def shown_patient(screen: Visit) -> str | None:
    """Whose data stand on a screen."""
    match screen:
        case Recognised(identity=identity) | Choosing(identity=identity):
            return identity.patient.id
        case Quoting(choice) | Quoted(choice):
            return choice.identity.patient.id
        case Paying(payment=payment) | Finished(payment=payment):
            return payment.intent.patient_id
        case Listing() | Picking():
            return screen.identity.patient.id
        case _ if isinstance(screen, Seeking):
            return identity_of(screen).patient.id
        case _ if isinstance(screen, Staying):
            return stay_states.identity_of(screen).patient.id
        case _ if isinstance(screen, Checking):
            return screen.identity.patient.id
        case _ if isinstance(screen, Collecting):
            return screen.picking.identity.patient.id
    return None
