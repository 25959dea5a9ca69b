"""Registering for later, offline: what is promised, and signed (rule O3)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.app import log
from kiosk.app.enrolment import Enrolment
from kiosk.app.ledger import Ledger
from kiosk.central import guide_slips
from kiosk.central.reading import deferral_text
from kiosk.central.signed_text import Untrusted
from kiosk.central.signing import Signer, Verifier, base64url
from kiosk.flows.visit_events import Failed, SlipRead, VisitEvent
from kiosk.flows.visit_states import Problem
from kiosk.model.codes import Code
from kiosk.model.deferral import Caps, Capture, Objection, Offer, objection
from kiosk.model.intent import Intent
from kiosk.model.settlement import PreSettlement

PURPOSE = "deferral"  # what the device's signature is good for
CLOCK_WENT_BACK = timedelta(minutes=5)
CLOCK, WRONG, RIGHT = "clock", b"wrong", b"right"  # a keepsake, and what it says

_PROBLEMS = {
    Objection.ALREADY_REGISTERED: Problem.ALREADY_REGISTERED,
    Objection.ORDER_TOO_LARGE: Problem.TOO_MUCH_TO_DEFER,
    Objection.PATIENT_AT_LIMIT: Problem.TOO_MUCH_TO_DEFER,
    Objection.KIOSK_AT_LIMIT: Problem.TOO_MUCH_TO_DEFER,
    Objection.WAITED_TOO_LONG: Problem.TOO_MUCH_TO_DEFER,
}


@dataclass(frozen=True, slots=True)
class DeferralDesk:
    """The engine's Promises. Nothing here asks central: it is out of reach."""

    caps: Caps
    signer: Signer
    kiosk_id: str
    slip_keys: Callable[[], Mapping[str, Verifier]]  # as central last sent them
    now: Callable[[], datetime]
    written_last: Callable[[], datetime | None]
    clock_is_wrong: Callable[[], bool]
    is_enrolled: Callable[[], bool]

    def read_slip(self, code: Code) -> VisitEvent:
        """Check a guide slip against central's cached keys, and its time."""
        try:
            slip = guide_slips.read(code.value, self.slip_keys())
        except Untrusted as bad:
            log.warning("slip.refused", reason=bad.reason.value)
            return Failed(Problem.SLIP_INVALID)
        if not slip.is_valid_at(self.now()):
            log.info("slip.refused", reason="expired")
            return Failed(Problem.SLIP_EXPIRED)
        if not slip.is_covered:
            log.info("slip.refused", reason="not covered by a contract")
            return Failed(Problem.NOT_COVERED)
        quote = PreSettlement(
            slip.pre_settlement_id, slip.patient_id, slip.bill_ids, slip.split
        )
        return SlipRead(Offer(slip.patient, quote, code.value))

    def weigh(self, quote: PreSettlement, waiting: Iterable[Intent]) -> Problem | None:
        """Say what speaks against one more deferral."""
        if not self.is_open(self.written_last()):
            log.error(
                "deferral.refused", reason="the clock is wrong, or no key enrolled"
            )
            return Problem.CENTRAL_SILENT
        against = objection(quote, waiting, self.caps, self.now())
        if against is None:
            return None
        log.info("deferral.refused", reason=against.value)
        return _PROBLEMS[against]

    def is_open(self, written_last: datetime | None) -> bool:
        """Whether central could believe what is captured now. What it cannot believe it
        would refuse, and leave the patient with a debt. Any thread."""
        last = written_last or self.now()
        went_back = self.now() < last - CLOCK_WENT_BACK
        return self.is_enrolled() and not went_back and not self.clock_is_wrong()

    def sign(self, intent: Intent, slip: str | None) -> Capture:
        """Put the device's name under it, with the time of capture."""
        text = deferral_text(intent, self.kiosk_id)
        signature = self.signer.sign(text.encode(), purpose=PURPOSE)
        return Capture(
            signed=text,
            signature=base64url(signature),
            algorithm=self.signer.algorithm,
            key_id=self.signer.key_id,
            slip=slip,
        )


@dataclass(frozen=True, slots=True)
class DeferralGate:
    """Keeps the kiosk enrolled while it can be, and says what may be offered. It runs
    on another thread than the desk, so it has a ledger of its own to ask."""

    is_enabled: bool  # by the hospital
    desk: DeferralDesk
    enrolment: Enrolment
    ledger: Ledger
    offer: Callable[[bool], None]

    def looked(self, online: bool) -> None:
        """Central was just asked for a sign of life."""
        if online:
            self.enrolment.keep_up()
            wrong = self.desk.clock_is_wrong()
            self.ledger.keep(CLOCK, WRONG if wrong else RIGHT)
        is_open = self.desk.is_open(self.ledger.written_last())
        self.offer(self.is_enabled and is_open)
