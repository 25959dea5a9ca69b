"""What the engine lived through, in numbers. Nothing of a person gets beyond here."""

from collections.abc import Callable
from datetime import datetime

from kiosk.app.steps import step_of
from kiosk.diagnostics.metrics import Metrics
from kiosk.flows.attending_states import Staffed
from kiosk.flows.cancelling import Cancelled
from kiosk.flows.checking_states import LeftOver, Reading
from kiosk.flows.exchange import Exchanged
from kiosk.flows.invoice_states import Collected, Exchanging, ShowingQr
from kiosk.flows.payment_events import ChargeUnanswered, PaymentEvent
from kiosk.flows.payment_states import (
    Charging,
    Declined,
    Deferred,
    Indebted,
    Payment,
    Refunded,
    Settled,
    Settling,
)
from kiosk.flows.printing import InDoubt, Paper, Printed, Printing, Unprinted
from kiosk.flows.registration_states import CancelShown
from kiosk.flows.stay_states import ReadingDays
from kiosk.flows.visit_events import (
    Clock,
    Scanned,
    ScannedTooSoon,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Finished,
    Idle,
    Paying,
    Resting,
    Troubled,
    Visit,
)

PAYMENT_RESULTS: dict[type, str] = {
    Settled: "paid",
    Deferred: "deferred",
    Declined: "declined",
    Refunded: "refunded",
    Indebted: "indebted",
}
PRINT_RESULTS: dict[type, str] = {
    Printed: "printed",
    Unprinted: "failed",
    InDoubt: "unknown",
}


class Tally:
    """The engine's Observer. All of it on the engine's thread, but for `helped`."""

    def __init__(
        self,
        metrics: Metrics,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        """`clock` counts seconds and never runs backwards."""
        self._metrics = metrics
        self._clock = clock
        self._now = now
        self._began_s = self._step_began_s = clock()
        self._scanned_s: float | None = None
        self._reached: str | None = None
        self._was_helped = False
        metrics.moved(now().timestamp())

    def visit_moved(self, before: Visit, event: VisitEvent, after: Visit) -> None:
        self._note_scan(before, event, after)
        self._note_step(before, after)
        self._note_coming_and_going(before, event, after)
        if type(after) is not type(before) or isinstance(event, Tap):
            self._metrics.moved(self._now().timestamp())

    def scan_ignored(self) -> None:
        self._metrics.scanned("ignored")

    def payment_moved(
        self, before: Payment | None, event: PaymentEvent, after: Payment
    ) -> None:
        result = PAYMENT_RESULTS.get(type(after))
        if result and type(before) is not type(after):
            self._metrics.payment_ended(result)
        is_first = isinstance(before, Charging) and before.asked == 0
        if is_first and isinstance(event, ChargeUnanswered):
            self._metrics.payment_unknown()

    def paper_moved(self, before: Paper | None, after: Paper) -> None:
        result = PRINT_RESULTS.get(type(after))
        if result and isinstance(before, Printing):
            self._metrics.print_ended(after.job.document.value, result)

    def helped(self) -> None:
        """She called for somebody."""
        self._was_helped = True

    def _note_scan(self, before: Visit, event: VisitEvent, after: Visit) -> None:
        if isinstance(event, ScannedTooSoon):
            self._metrics.scanned("too_soon")
        if not isinstance(event, Scanned):
            return
        is_read = type(after) is not type(before)
        self._metrics.scanned("read" if is_read else "wrong_kind")
        if is_read and isinstance(before, AwaitingCode | Resting):
            self._scanned_s = self._clock()

    def _note_step(self, before: Visit, after: Visit) -> None:
        was, now = step_of(before), step_of(after)
        if was == now:
            return
        seconds = self._clock() - self._step_began_s
        self._step_began_s = self._clock()
        if was is not None:
            self._metrics.step_ended(was, seconds)
        if self._scanned_s is not None and now not in ("scan", "wait"):
            if now is not None:
                self._metrics.found(self._clock() - self._scanned_s)
            self._scanned_s = None

    def _note_coming_and_going(
        self, before: Visit, event: VisitEvent, after: Visit
    ) -> None:
        was_empty = isinstance(before, Resting | Staffed)
        is_empty = isinstance(after, Resting | Staffed)
        if was_empty and not is_empty:
            self._began_s, self._reached, self._was_helped = self._clock(), None, False
            self._metrics.visit_began()
        self._reached = _reached(after) or self._reached
        if is_empty and not was_empty:
            result = self._reached or self._gave_up(before, event)
            self._metrics.visit_ended(result, self._clock() - self._began_s)

    def _gave_up(self, last: Visit, event: VisitEvent) -> str:
        """How a visit ended that came to nothing."""
        if self._was_helped:
            return "helped"
        seen = last.behind if isinstance(last, Idle) else last
        if isinstance(seen, Troubled | Finished):
            return "failed"
        return "timeout" if event is Clock.TIMED_OUT else "cancelled"


def _reached(state: Visit) -> str | None:
    """What somebody who leaves now has come to, if it is anything."""
    match state:
        case Paying(payment=payment) | Finished(payment=payment):
            return _paid(payment)
        case LeftOver() | Reading() | ReadingDays() | ShowingQr():
            return "served"
        case CancelShown(cancellation=Cancelled()) | Exchanging(exchange=Exchanged()):
            return "served"
        case Collected() if state.pages_out:
            return "served"
    return None


def _paid(payment: Payment) -> str | None:
    match payment:
        case Settled():
            return "paid"
        case Settling() if payment.taken:
            return "paid"
        case Deferred():
            return "deferred"
    return None
