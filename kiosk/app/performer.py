"""Does what the flows ask for, each thing on the worker that owns it.

Exceptions end here and become events.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.app import answers, log
from kiosk.app.crew import Crew
from kiosk.app.enquiries import Enquiries, Question
from kiosk.app.events import Effect, Event, InVisit, PatienceOver, Retry
from kiosk.app.intake import Intake
from kiosk.app.paperwork import Paperwork
from kiosk.app.press import Press, Printers
from kiosk.app.slip_facts import Place, slip_of
from kiosk.app.staff_desk import Work
from kiosk.central.port import Central, CentralError, NotSent
from kiosk.flows.exchange import FetchForm, PrintForm, ReserveForm
from kiosk.flows.payment_effects import AskCharge, Authorise, Charge, GiveUp
from kiosk.flows.payment_events import (
    ChargeRefused,
    ChargeUnanswered,
    CredentialGranted,
    CredentialRefused,
    PaymentEvent,
    TimeRanOut,
)
from kiosk.flows.printing import SendToPaper, Slip
from kiosk.flows.visit_effects import (
    AskSignUp,
    DrawCover,
    DrawQr,
    PicturePage,
    ReadSlip,
    ReleaseSlot,
    StartPrint,
)
from kiosk.flows.visit_events import VisitEvent
from kiosk.flows.visit_states import Visit
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code
from kiosk.model.intent import charge_key
from printing.slips import build_slip


class Clocks(Protocol):
    """Calls a job later. See `Timers`."""

    def after(self, delay_s: float, job: Callable[[], None]) -> None:
        """Run `job` once, `delay_s` seconds from now."""


class Performer:
    """The engine's Outside."""

    def __init__(
        self,
        *,
        central: Central,
        printers: Printers,
        crew: Crew,
        timers: Clocks,
        post: Callable[[Event], None],
        show: Callable[[Visit], None],
        deliver: Callable[[], None],
        place: Place,
        now: Callable[[], datetime],
        read_slip: Callable[[Code], VisitEvent],
        alarm: Callable[[str], None],
        clock: Callable[[], float],
        current_visit: Callable[[], int],
        paperwork: Paperwork,
        new_key: Callable[[], str],
        attend: Callable[[Work, int], None],
        intake: Intake,
        draw_slip: Callable[[Slip], bytes] = build_slip,
    ) -> None:
        """`read_slip` checks a guide slip on the spot; `alarm` is told the key of a
        payment that ran into a bug of ours; `clock` counts seconds and never
        runs backwards; `attend` is for those who work here; `intake` knows how old
        a code is."""
        self._central = central
        self._crew = crew
        self._timers = timers
        self._post = post
        self._place = place
        self._now = now
        self._read_slip = read_slip
        self._alarm = alarm
        self._clock = clock
        self._attend = attend
        self._intake = intake
        self._enquiries = Enquiries(
            central,
            crew,
            paperwork,
            now,
            new_key,
            current_visit,
            post,
            intake.is_fresh,
        )
        self._press = Press(central, printers, crew, paperwork, draw_slip, post)
        self.show = show
        self.deliver = deliver

    def wake(self, after_s: float, number: int) -> None:
        self._timers.after(after_s, lambda: self._post(PatienceOver(number)))

    def receipt(self, effect: StartPrint) -> Slip:
        return slip_of(effect, self._place, self._now())

    def perform(self, effect: Effect, visit: int) -> None:
        central = self._crew.central
        match effect:
            case AskSignUp(after_s=soon_s):
                self._timers.after(soon_s, lambda: self._enquiries.ask(effect, visit))
            case _ if isinstance(effect, Question):
                self._enquiries.ask(effect, visit)
            case ReleaseSlot(registration_id):
                self._enquiries.release(registration_id)
            case _ if isinstance(effect, Work):
                self._attend(effect, visit)
            case DrawCover() | PicturePage() | DrawQr():
                self._enquiries.draw(effect, visit)
            case ReadSlip(code):
                self._post(InVisit(visit, self._read_slip(code)))
            case Authorise(intent):
                if not central.submit(lambda: self._authorise(effect)):
                    self._post(CredentialRefused(intent.key, Refusal.NOT_SENT))
            case Charge(intent, share):
                asked_s = self._clock()
                if not central.submit(lambda: self._charge(effect, asked_s)):
                    self._post(ChargeRefused(intent.key, Refusal.NOT_SENT, share))
            case AskCharge(_, _, after_s):
                self._timers.after(after_s, lambda: self._ask_soon(effect))
            case GiveUp(key, stage, after_s):
                self._timers.after(after_s, lambda: self._post(TimeRanOut(key, stage)))
            case Retry(event, after_s):
                self._timers.after(after_s, lambda: self._post(event))
            case ReserveForm() | FetchForm():
                self._press.ask(effect)
            case PrintForm():
                self._press.print_form(effect)
            case SendToPaper():
                self._press.send(effect)

    # Each job posts its outcome whatever happens. Until it knows better, that is the
    # worst one: a bug of ours must not leave a patient or her money waiting for ever.

    def _authorise(self, effect: Authorise) -> None:
        key = effect.intent.key
        outcome: PaymentEvent = CredentialRefused(key, Refusal.NOT_ANSWERED)
        try:
            outcome = CredentialGranted(key, self._central.credential(effect.intent))
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__, key=key)
            outcome = CredentialRefused(key, answers.credential_refusal(error))
        finally:
            self._post(outcome)

    def _charge(self, effect: Charge, asked_s: float) -> None:
        key, share = effect.intent.key, effect.share
        refusal = self._objection(effect, asked_s)
        if refusal:
            self._post(ChargeRefused(key, refusal, share))
            return
        outcome: PaymentEvent = ChargeUnanswered(key, share)
        try:
            asked = effect.intent.shares[share]
            answer = self._central.charge(effect.intent, asked, effect.code)
            outcome = answers.charge_event(key, answer, share)
        except CentralError as error:
            log.info("charge.failed", error=type(error).__name__, key=key)
            if effect.code and isinstance(error, NotSent):
                self._intake.unspend(effect.code)
            outcome = answers.charge_failed(key, error, share)
            if answers.is_our_bug(error):
                self._alarm(key)
        finally:
            self._post(outcome)

    def _objection(self, effect: Charge, asked_s: float) -> Refusal | None:
        """What speaks against sending it now. Nothing has left the kiosk."""
        if self._clock() - asked_s > effect.intent.patience.send_within_s:
            # Sent now, it could be reversed sooner than its wallet allows (rule M3).
            return Refusal.NOT_SENT
        if effect.code is None:
            return None
        if not self._intake.is_fresh(effect.code):
            return Refusal.CODE_EXPIRED
        return None if self._intake.spend(effect.code) else Refusal.CODE_USED

    def _ask_soon(self, effect: AskCharge) -> None:
        if not self._crew.central.submit(lambda: self._ask_charge(effect)):
            self._post(ChargeUnanswered(effect.key, effect.share))

    def _ask_charge(self, effect: AskCharge) -> None:
        key, share = effect.key, effect.share
        outcome: PaymentEvent = ChargeUnanswered(key, share)
        try:
            answer = self._central.ask_charge(charge_key(key, share))
            outcome = answers.charge_event(key, answer, share)
        except CentralError as error:
            log.info("question.failed", error=type(error).__name__, key=key)
        finally:
            self._post(outcome)
