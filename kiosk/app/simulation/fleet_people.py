"""An outpatient at the screen: she has one errand, and comes back if it failed."""

from dataclasses import dataclass
from random import Random

from kiosk.app.events import Delivered, Event
from kiosk.app.simulation.fleet_central import Phones
from kiosk.app.simulation.fleet_plan import Act, Kind
from kiosk.flows.abilities import Abilities
from kiosk.flows.payment_states import Declined, Refunded, Settled
from kiosk.flows.registration_states import (
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    Seeking,
)
from kiosk.flows.stay_states import AtStay, Staying
from kiosk.flows.visit_events import (
    ChannelTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    DepositTapped,
    SlotTapped,
    Tap,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    ChoosingChannel,
    DeferralOffered,
    Finished,
    Idle,
    OutOfService,
    Paying,
    Problem,
    Quoted,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.intent import Method
from kiosk.model.stay import Stay

WAYS_IN = {
    Kind.REGISTRATION: Tap.REGISTER,
    Kind.ADMISSION: Tap.INPATIENT,
    Kind.DISCHARGE: Tap.INPATIENT,
}
MOST_LOOKS = 4  # how often she looks for an invoice that has not come


@dataclass(slots=True)
class Outpatient:
    """One person on one visit."""

    act: Act
    phones: Phones
    dice: Random
    has_left: bool = False
    comes_again: bool = False
    has_chosen: bool = False
    has_shown_code: bool = False
    has_slip: bool = False
    has_invoice: bool = False
    scanned: str = ""  # the code on the kiosk's screen
    looks: int = 0

    def pause_s(self) -> float:
        """Reading, touching, finding the code on the phone."""
        return self.dice.uniform(2.0, 7.0) * self.dice.choice((1, 1, 1, 1, 2))

    def look(self, screen: Visit) -> tuple[Event, ...]:
        """What she does about this screen."""
        match screen:
            case Starting() | OutOfService():
                return self._leave(again=True)
            case Welcome() if self._way_in and not self.has_chosen:
                return self._choose_service(self._way_in, screen.abilities)
            case Welcome() | AwaitingCode():
                return self._begin(screen)
            case _ if isinstance(screen, Seeking | Staying):
                return self._seek(screen)
            case Quoted() if self.act.changes_mind:
                return self._leave(Tap.CANCEL)
            case Choosing() if self.act.changes_mind:
                return self._leave(Tap.CANCEL)
            case Choosing() | DeferralOffered():
                return (Tap.CONFIRM,)
            case Quoted():
                return (self._pay(screen),)
            case AwaitingPaymentCode() if self._would_scan(screen):
                return (Tap.SHOW_CODE,)
            case ChoosingChannel(abilities=abilities):
                return (ChannelTapped(self.dice.choice(abilities.shown)),)
            case Paying(qr=qr) if qr and qr != self.scanned:
                self.scanned = qr
                self.phones.scan(self.act.psn_no, qr)
                return ()
            case AwaitingPaymentCode():
                wallet = self.phones.codes(self.act.psn_no)[self._wallet()]
                return (Delivered(wallet.encode()),)
            case Finished():
                return self._finish(screen)
            case Troubled(problem=problem):
                return self._leave(Tap.CONFIRM, again=problem is not Problem.NO_BILLS)
            case Idle():
                return (Tap.STAY,)
        return ()

    @property
    def _way_in(self) -> Tap | None:
        """What she touches first; a payment begins with the code alone."""
        return WAYS_IN.get(self.act.kind)

    def _choose_service(self, way_in: Tap, abilities: Abilities) -> tuple[Event, ...]:
        if not abilities.can_pay:
            return self._leave(again=True)
        self.has_chosen = True
        return (way_in,)

    def _seek(self, screen: Seeking | Staying) -> tuple[Event, ...]:
        """Some department, some doctor, some day that has places; or her stay."""
        pick = self.dice.choice
        match screen:
            case ChoosingAppointment():
                return (Tap.ANOTHER,)
            case ChoosingDepartment(departments=departments):
                return (DepartmentTapped(pick(departments).id),)
            case ChoosingClinic(clinics=clinics):
                return (ClinicTapped(pick(clinics).id),)
            case ChoosingSlot(clinic=clinic):
                free = [one for one in clinic.slots if one.remaining]
                slot = pick(free)
                return (DayTapped(slot.day), SlotTapped(slot.id))
            case AtStay(stay=Stay(bill=None, choices=choices)):
                return (DepositTapped(pick(choices)),)
            case AtStay():
                return (Tap.CONFIRM,)
        return ()

    def _begin(self, screen: Welcome | AwaitingCode) -> tuple[Event, ...]:
        if self.has_shown_code and isinstance(screen, Welcome):
            return self._leave(again=True)  # it ended under her hands
        code = self._code(screen.abilities)
        if not code:
            return self._leave(Tap.CANCEL, again=True)
        self.has_shown_code = True
        return (Delivered(code),)

    def _code(self, abilities: Abilities) -> bytes:
        """What she holds before the scanner; nothing if it would not help."""
        if abilities.can_pay:
            return self.phones.codes(self.act.psn_no)["voucher"].encode()
        if abilities.can_defer and self.act.defers:
            return self.phones.guide_slip(self.act.psn_no)
        return b""

    def _pay(self, screen: Quoted) -> Tap:
        if screen.partial_credit:
            return Tap.PAY_REST_BY_CODE
        if screen.method in (Method.CREDIT, Method.ONE_CODE) and self.act.by_code:
            return Tap.PAY_BY_CODE
        return Tap.CONFIRM

    def _would_scan(self, screen: AwaitingPaymentCode) -> bool:
        """Some would rather scan the kiosk than be scanned."""
        return bool(screen.abilities.shown) and self.dice.random() < 0.1

    def _wallet(self) -> str:
        return self.dice.choice(("wechat", "wechat", "alipay", "unionpay"))

    def _finish(self, screen: Finished) -> tuple[Event, ...]:
        if not screen.paper_rests:
            return ()
        payment = screen.payment
        if isinstance(payment, Declined | Refunded):
            return self._leave(Tap.CONFIRM, again=True)
        if self.act.wants_slip and not self.has_slip:
            self.has_slip = True
            return (Tap.PRINT_RECEIPT,)
        if self.act.wants_invoice and not self.has_invoice:
            if isinstance(payment, Settled) and payment.invoice is not None:
                self.has_invoice = True
                return (Tap.PRINT_INVOICE,)
            self.looks += 1
            if self.looks < MOST_LOOKS:
                return ()
        return self._leave(Tap.CONFIRM)

    def _leave(self, *last: Tap, again: bool = False) -> tuple[Event, ...]:
        self.has_left = True
        self.comes_again = again and not self.act.changes_mind
        return last
