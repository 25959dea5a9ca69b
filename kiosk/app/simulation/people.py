"""People: what somebody at the screen does next. Some are slow, some leave, some tap
twice, some hold up the wrong code. None of them reads the program."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from kiosk.app.events import Delivered, Event
from kiosk.app.simulation.swarm import Swarm
from kiosk.flows.checking import can_pay, can_print
from kiosk.flows.checking_states import LeftOver, Reading
from kiosk.flows.invoice_states import (
    ChoosingPeriod,
    Collected,
    Collecting,
    Exchanging,
    OfferingExchange,
    Period,
    Picking,
    Previewing,
    ShowingQr,
)
from kiosk.flows.payment_states import Settled
from kiosk.flows.registration_states import (
    CancelShown,
    ChoosingAppointment,
    ChoosingClinic,
    ChoosingDepartment,
    ChoosingSlot,
    OfferingCancel,
    Seeking,
)
from kiosk.flows.stay_states import AtStay, ReadingDays, Staying
from kiosk.flows.visit_events import (
    AppointmentTapped,
    BillTapped,
    ChannelTapped,
    ClinicTapped,
    DayTapped,
    DepartmentTapped,
    DepositTapped,
    DetailTapped,
    ExchangeTapped,
    InvoiceTapped,
    PageTapped,
    PeriodTapped,
    PreviewTurned,
    QrTapped,
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
    Quoted,
    RaisingLimit,
    SigningUp,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.intent import Method

RUBBISH = (b"", b"\x00\xff", b"{'a': 1}", b"9" * 5000, "码".encode(), b"GS1.a.b.c")


@dataclass(slots=True)
class Phone:
    """Everything that a person can hold before the scanner."""

    identity: bytes
    wallet: bytes
    slip: bytes | None
    scan: Callable[[str], None] = field(default=lambda text: None)


@dataclass(slots=True)
class Somebody:
    """One person on one visit."""

    psn_no: str
    phone: Phone
    dice: Random
    swarm: Swarm
    printed: set[str] = field(default_factory=set)
    has_left: bool = False
    shown_identity: bool = False
    kept_qr: str = ""  # a picture of what a kiosk showed

    def pause_s(self) -> float:
        """Until the next thing is done."""
        return self.dice.uniform(0.3, 1.5 if self.swarm.hasty else 6.0)

    def act(self, screen: Visit) -> tuple[Event, ...]:
        """What is done about this screen. Leaving is doing nothing any more."""
        if self._hits(self.swarm.impatient * 0.15):
            self.has_left = True
            return ()
        if self.kept_qr and self._hits(0.15):
            self.phone.scan(self.kept_qr)  # perhaps too late
        events = self._act(screen)
        if self._hits(self.swarm.scanner_noise):
            events = (*events, Delivered(self.dice.choice(RUBBISH)))
        if events and self._hits(self.swarm.double_taps):
            events = (*events, *events)
        return events

    def _act(self, screen: Visit) -> tuple[Event, ...]:
        match screen:
            case Starting():
                return ()
            case OutOfService():
                self.has_left = self._hits(0.5)
                return ()
            case Welcome():
                return self._begin(screen)
            case AwaitingCode():
                return (self._show_code(screen),)
            case Choosing():
                return self._choose(screen)
            case Quoted():
                return (self._pay(screen),)
            case SigningUp():
                return self._sign_up(screen)
            case RaisingLimit():
                return (Tap.CONFIRM if self._hits(0.3) else Tap.BACK,)
            case AwaitingPaymentCode():
                if self._hits(0.1):
                    return (self.dice.choice((Tap.BACK, Tap.CANCEL)),)
                if screen.abilities.shown and self._hits(0.3):
                    return (Tap.SHOW_CODE,)
                return (Delivered(self.phone.wallet),)
            case ChoosingChannel():
                if self._hits(0.1):
                    return (self.dice.choice((Tap.BACK, Tap.CANCEL)),)
                return (ChannelTapped(self.dice.choice(screen.abilities.shown)),)
            case DeferralOffered():
                return (Tap.CONFIRM if self._hits(0.85) else Tap.CANCEL,)
            case Paying(qr=qr) if qr:
                return self._scan(qr)
            case Paying():
                return (Tap.CONFIRM,) if self._hits(0.2) else ()
            case Finished():
                return self._finish(screen)
            case _ if isinstance(screen, Collecting):
                return self._collect(screen)
            case _ if isinstance(screen, Seeking):
                return self._register(screen)
            case _ if isinstance(screen, Staying):
                return self._lie_in(screen)
            case LeftOver():
                return (self._do_what_is_left(screen),)
            case Reading():
                return (Tap.BACK,)
            case Troubled():
                self.has_left = self._hits(0.6)
                return (Tap.CONFIRM,) if self.has_left else (Tap.BACK,)
            case Idle():
                return (Tap.STAY,) if self._hits(0.8) else (Tap.CANCEL,)
        return (Tap.CANCEL,) if self._hits(0.3 if self.swarm.hasty else 0.04) else ()

    def _begin(self, screen: Welcome) -> tuple[Event, ...]:
        if self.printed or self.shown_identity:  # she is done, or it ended under her
            self.has_left = True
            return ()
        if not screen.abilities.can_pay and not screen.abilities.can_defer:
            self.has_left = self._hits(0.3)
            return ()
        if screen.abilities.can_register and self._hits(self.swarm.registers):
            return (Tap.REGISTER,)
        lies_in = self.swarm.lies_in
        if lies_in and screen.abilities.can_stay and self._hits(lies_in):
            return (Tap.INPATIENT,)
        checks = self.swarm.checks
        if checks and screen.abilities.can_check and self._hits(checks):
            return (Tap.CHECK,)
        if screen.abilities.can_collect and self._hits(self.swarm.collects):
            return (Tap.INVOICES,)
        return (self._show_code(screen),) if self._hits(0.5) else (Tap.START,)

    def _show_code(self, screen: Welcome | AwaitingCode) -> Event:
        if screen.abilities.can_defer and self.phone.slip and self._hits(0.9):
            return Delivered(self.phone.slip)
        if self._hits(0.1):
            return Delivered(self.phone.wallet)  # the wrong one
        self.shown_identity = True
        return Delivered(self.phone.identity)

    def _choose(self, screen: Choosing) -> tuple[Event, ...]:
        if not screen.payable:
            return (Tap.CANCEL,)
        bill = self.dice.choice(screen.bills).id
        if screen.detail:
            return (Tap.CLOSE_DETAIL,)
        if self._hits(0.15):
            return (BillTapped(bill),)
        if self._hits(0.05):
            return (DetailTapped(bill),)
        return (Tap.CANCEL if self._hits(0.05) else Tap.CONFIRM,)

    def _pay(self, screen: Quoted) -> Tap:
        if self._hits(0.08):
            return self.dice.choice((Tap.BACK, Tap.CANCEL))
        if self.swarm.signs_up and screen.can_sign_up and self._hits(0.6):
            return Tap.SIGN_UP
        if self.swarm.signs_up and screen.raise_url and self._hits(0.3):
            return Tap.RAISE_LIMIT
        if screen.partial_credit and self._hits(0.7):
            return Tap.PAY_REST_BY_CODE
        if screen.method in (Method.CREDIT, Method.ONE_CODE) and self._hits(0.3):
            return Tap.PAY_BY_CODE
        return Tap.CONFIRM

    def _sign_up(self, screen: SigningUp) -> tuple[Event, ...]:
        """The phone scans the bank's page, and she waits; or she has had enough."""
        if screen.is_over:
            return (Tap.CONFIRM,)
        if screen.sign_up and screen.picture and self._hits(0.5):
            self.phone.scan(screen.sign_up.url)
        return (Tap.BACK,) if self._hits(0.1) else ()

    def _scan(self, qr: str) -> tuple[Event, ...]:
        """The phone scans the kiosk; or she goes back, or keeps it for later."""
        self.kept_qr = qr
        if self._hits(0.35):
            self.phone.scan(qr)
        return (Tap.BACK,) if self._hits(0.15) else ()

    def _finish(self, screen: Finished) -> tuple[Event, ...]:
        if self._hits(0.3) and "receipt" not in self.printed:
            self.printed.add("receipt")
            return (Tap.PRINT_RECEIPT,)
        has_invoice = isinstance(screen.payment, Settled) and screen.payment.invoice
        if has_invoice and self._hits(0.3) and "invoice" not in self.printed:
            self.printed.add("invoice")
            return (Tap.PRINT_INVOICE,)
        if self._hits(0.3):
            return ()
        self.has_left = True
        return (Tap.CONFIRM,)

    def _collect(self, screen: Collecting) -> tuple[Event, ...]:
        """Invoices on demand: this one, that one, on numbered stock, and once more."""
        match screen:
            case Picking():
                return (self._pick(screen),)
            case ChoosingPeriod():
                return (PeriodTapped(self.dice.choice((*Period,))),)
            case ShowingQr():
                return (Tap.BACK,)
            case Previewing():
                return (PreviewTurned(1) if self._hits(0.2) else Tap.CONFIRM,)
            case OfferingExchange():
                return (Tap.CONFIRM if self._hits(0.8) else Tap.BACK,)
            case Collected() if screen.rest and self._hits(0.7):
                return (Tap.PRINT_REST,)
            case Collected() | Exchanging() if self._hits(0.4):
                return (Tap.BACK,)
            case Collected() | Exchanging():
                self.has_left = not isinstance(screen, Exchanging) or screen.is_over
                return (Tap.CONFIRM,)
        return ()

    def _register(self, screen: Seeking) -> tuple[Event, ...]:
        """The same few clinics, so that people meet at their last places."""
        match screen:
            case ChoosingAppointment(appointments=appointments):
                one = self.dice.choice(appointments)
                if one.cancellable:
                    return (AppointmentTapped(one.id),)
                return (AppointmentTapped(one.id) if self._hits(0.5) else Tap.ANOTHER,)
            case OfferingCancel():
                return (Tap.CONFIRM if self._hits(0.5) else Tap.CANCEL,)
            case CancelShown():
                return (Tap.CONFIRM,) if screen.is_over or self._hits(0.2) else ()
            case ChoosingDepartment(departments=departments):
                return (DepartmentTapped(departments[2].id),)
            case ChoosingClinic(clinics=clinics):
                return (ClinicTapped(clinics[-1].id),)
            case ChoosingSlot(clinic=clinic, day=day):
                if self._hits(0.1):
                    return (self.dice.choice((Tap.BACK, Tap.CANCEL)),)
                free = [one for one in clinic.on(day) if one.remaining]
                return (SlotTapped(free[0].id),) if free else (Tap.BACK,)
        return ()

    def _lie_in(self, screen: Staying) -> tuple[Event, ...]:
        """Put money down until the ward closes its list; then settle."""
        match screen:
            case AtStay(stay=stay) if self._hits(0.1) and stay.spent:
                return (Tap.DAYS,)
            case AtStay(stay=stay) if stay.bill is not None:
                return (Tap.CONFIRM,)
            case AtStay(stay=stay):
                return (DepositTapped(self.dice.choice(stay.choices)),)
            case ReadingDays(lists=lists) if self._hits(0.5):
                return (DayTapped(self.dice.choice(lists).day),)
            case ReadingDays():
                return (Tap.BACK,)
        return ()

    def _do_what_is_left(self, screen: LeftOver) -> Event:
        if screen.abilities.pages and self._hits(0.2):
            return PageTapped(self.dice.choice(screen.abilities.pages))
        if can_pay(screen) and self._hits(0.8):
            return Tap.START
        if can_print(screen) and self._hits(0.6):
            return Tap.INVOICES
        self.has_left = True
        return Tap.CONFIRM

    def _pick(self, screen: Picking) -> Event:
        one = self.dice.choice(screen.shelf.invoices)
        if screen.may_exchange(one) and self._hits(0.2):
            return ExchangeTapped(one.settlement_id)
        if self._hits(0.1):
            return self.dice.choice((Tap.CLAIM, Tap.STATEMENTS, Tap.CANCEL))
        if self._hits(0.1):
            return QrTapped(one.settlement_id)
        if not screen.picked or self._hits(0.2):
            return InvoiceTapped(one.settlement_id)
        return Tap.CONFIRM

    def _hits(self, chance: float) -> bool:
        return self.dice.random() < chance
