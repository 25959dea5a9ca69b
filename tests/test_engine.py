"""The engine: decide, write it down, only then act; and the power may go anywhere."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.app.engine import Engine
from kiosk.app.events import Effect, Event, InVisit, PatienceOver
from kiosk.app.records import Unreadable
from kiosk.flows import payment, recovery
from kiosk.flows.payment_effects import (
    AskCharge,
    Charge,
    CloseCharge,
    Duty,
    GiveUp,
    IssueInvoice,
    RefundCharge,
    ReverseCharge,
    Settle,
)
from kiosk.flows.payment_events import (
    ChargeConfirmed,
    ChargeReversed,
    ChargeUnanswered,
    ChargeVoided,
    InvoiceIssued,
    Opened,
    PaymentEvent,
    RefundConfirmed,
    SettlementConfirmed,
    TimeRanOut,
)
from kiosk.flows.payment_states import (
    Charging,
    Closing,
    Declined,
    Payment,
    Refunded,
    Settled,
)
from kiosk.flows.printing import InDoubt, Paper, PaperEvent, PrintConfirmed, SendToPaper
from kiosk.flows.visit_effects import FindBills, Identify, PreSettle, StartPrint
from kiosk.flows.visit_events import (
    AbilitiesChanged,
    BillsFound,
    Clock,
    IdentityFound,
    QuoteFound,
    Scanned,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import (
    AwaitingCode,
    Finished,
    Identifying,
    Idle,
    Problem,
    Starting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.intent import Patience
from kiosk.model.money import Money
from kiosk.model.receipt import Receipt, ReceiptKind
from offline_queue.errors import Full
from tests.samples import (
    BILL,
    CAN,
    IDENTITY,
    INVOICE,
    KEY,
    NOW,
    QUOTE,
    SETTLEMENT,
    SPLIT,
    VOUCHER,
    intent,
)


class PowerCut(BaseException):
    """The plug is out."""


class Disk:
    """What survives: events in order, and what they leave owing."""

    def __init__(self) -> None:
        self.payments: dict[str, list[PaymentEvent]] = {}
        self.papers: dict[str, list[PaperEvent]] = {}
        self.full = self.unreadable = False

    def record_payment(self, event: PaymentEvent, state: Payment) -> None:
        if self.full:
            raise Full
        self.payments.setdefault(event.key, []).append(event)

    def record_paper(self, event: PaperEvent, state: Paper) -> None:
        if self.full:
            raise Full
        self.papers.setdefault(event.key, []).append(event)

    def payment(self, key: str) -> Payment | None:
        events = self.payments.get(key)
        return recovery.replay_payment(events) if events else None

    def unfinished(self) -> Iterator[Payment | Paper]:
        for key in self.payments:
            state = self.payment(key)
            if state and payment.is_open(state):
                yield state
        for papers in self.papers.values():
            paper = recovery.replay_paper(papers)
            if not isinstance(paper, InDoubt):
                yield paper
        if self.unreadable:
            raise Unreadable

    def owed(self) -> list[Duty]:
        states = [self.payment(key) for key in self.payments]
        return [duty for state in states if state for duty in payment.owed(state)]


class Central:
    """Charges each key at most once, and loses answers when the dice say so."""

    def __init__(self, dice: random.Random, loses: float = 0.3) -> None:
        self.charged: dict[str, Money] = {}
        self.closed: set[str] = set()
        self.settled: set[str] = set()
        self.late: list[Charge] = []
        self._dice = dice
        self._loses = loses

    def charge(self, effect: Charge) -> PaymentEvent:
        key = effect.intent.key
        if self._dice.random() < self._loses:  # lost, or only late
            self.late.append(effect)
            return ChargeUnanswered(key)
        self._land(effect)
        return self._verdict(key)

    def verdict(self, key: str) -> PaymentEvent:
        known = key in self.charged and self._dice.random() >= self._loses
        return self._verdict(key) if known else ChargeUnanswered(key)

    def do(self, duty: Duty) -> PaymentEvent | None:
        event = self._do(duty)
        return event if self._dice.random() >= self._loses else None

    def land_late_requests(self) -> None:
        for charge in self.late:
            self._land(charge)

    def _do(self, duty: Duty) -> PaymentEvent:
        match duty:
            case CloseCharge(key):
                self.closed.add(key)
                return self._verdict(key)
            case ReverseCharge(key):
                self.closed.add(key)
                self.charged.pop(key, None)
                return ChargeReversed(key)
            case RefundCharge(key):
                self.charged.pop(key, None)
                return RefundConfirmed(key)
            case Settle(intent):
                self.settled.add(intent.key)
                return SettlementConfirmed(intent.key, SETTLEMENT)
            case IssueInvoice(key):
                return InvoiceIssued(key, INVOICE)

    def _land(self, effect: Charge) -> None:
        intent = effect.intent
        if intent.key not in self.closed:
            self.charged.setdefault(intent.key, intent.split.self_pay)

    def _verdict(self, key: str) -> PaymentEvent:
        paid = self.charged.get(key)
        return ChargeConfirmed(key, paid) if paid else ChargeVoided(key)


class Lobby:
    """One kiosk's life between two power cuts."""

    def __init__(self, disk: Disk, central: Central, cut_after: int = 10**6) -> None:
        self.inbox: deque[Event] = deque()
        self.performed: list[Effect] = []
        self.shown: list[Visit] = []
        self.woken: list[tuple[float, int]] = []
        self._disk, self._central, self._left = disk, central, cut_after
        self._keys = iter(range(10**6))
        self.engine = Engine(
            self,
            self,
            new_key=lambda: f"{KEY}-{next(self._keys)}",
            now=lambda: NOW,
            patience=Patience(),
        )

    def live(self) -> None:
        """Work until nothing is left to do."""
        self.engine.recover()
        while self.inbox or self._disk.owed():
            while self.inbox:
                self._tick()
                self.engine.handle(self.inbox.popleft())
            for duty in self._disk.owed():
                self._tick()
                event = self._central.do(duty)
                self._tick()
                if event:
                    self.inbox.append(event)

    def perform(self, effect: Effect, visit: int) -> None:
        self._tick()
        self.performed.append(effect)
        match effect:
            case Identify():
                self._reply(visit, IdentityFound(IDENTITY))
            case FindBills():
                self._reply(visit, BillsFound("P1", (BILL,)))
                self._reply(visit, Tap.CONFIRM)
            case PreSettle():
                self._reply(visit, QuoteFound(QUOTE))
                self._reply(visit, Tap.CONFIRM)
            case Charge():
                self.inbox.append(self._central.charge(effect))
            case AskCharge(key):
                self.inbox.append(self._central.verdict(key))

    def deliver(self) -> None:
        pass

    def show(self, state: Visit) -> None:
        self.shown.append(state)

    def wake(self, after_s: float, number: int) -> None:
        self.woken.append((after_s, number))

    def receipt(self, effect: StartPrint) -> Receipt:
        payment_ = effect.payment
        return Receipt(
            ReceiptKind.PAID,
            "示例医院",
            "K1",
            effect.patient,
            1,
            payment_.intent.split,
            payment_.intent.method,
            payment_.intent.case_number,
            datetime.fromtimestamp(0),
        )

    def record_payment(self, event: PaymentEvent, state: Payment) -> None:
        self._tick()
        self._disk.record_payment(event, state)

    def record_paper(self, event: PaperEvent, state: Paper) -> None:
        self._tick()
        self._disk.record_paper(event, state)

    def payment(self, key: str) -> Payment | None:
        return self._disk.payment(key)

    def unfinished(self) -> Iterator[Payment | Paper]:
        return self._disk.unfinished()

    def _reply(self, visit: int, event: VisitEvent) -> None:
        self.inbox.append(InVisit(visit, event))

    def _tick(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise PowerCut


@pytest.fixture
def lobby() -> Lobby:
    lobby = Lobby(Disk(), Central(random.Random(0)))
    lobby.engine.handle(AbilitiesChanged(CAN))
    return lobby


def test_a_late_reply_never_reaches_the_next_visit(lobby: Lobby) -> None:
    engine = lobby.engine
    engine.handle(Scanned(VOUCHER))
    late = InVisit(engine.visit_number, IdentityFound(IDENTITY))
    engine.handle(Tap.CANCEL)
    engine.handle(Scanned(VOUCHER))
    engine.handle(late)
    assert engine.visit == Identifying(CAN)


def test_a_late_clock_never_ends_the_next_wait(lobby: Lobby) -> None:
    lobby.engine.handle(Tap.START)
    [(_, number)] = lobby.woken
    lobby.engine.handle(Tap.CANCEL)
    lobby.engine.handle(Tap.START)
    lobby.engine.handle(PatienceOver(number))
    assert lobby.engine.visit == AwaitingCode(CAN)


def test_a_touch_starts_the_clock_again(lobby: Lobby) -> None:
    lobby.engine.handle(Tap.START)
    lobby.engine.handle(Tap.BACK)
    first, second = lobby.woken
    lobby.engine.handle(PatienceOver(first[1]))
    assert lobby.engine.visit == AwaitingCode(CAN)
    lobby.engine.handle(PatienceOver(second[1]))
    assert isinstance(lobby.engine.visit, Idle)


def test_a_device_that_comes_and_goes_does_not_extend_a_wait(lobby: Lobby) -> None:
    lobby.engine.handle(Tap.START)
    lobby.engine.handle(AbilitiesChanged(CAN))
    assert len(lobby.woken) == 1


def test_a_slip_is_written_down_before_it_is_printed() -> None:
    lobby = Lobby(disk := Disk(), Central(random.Random(0), loses=0))
    lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
    lobby.live()
    assert isinstance(lobby.engine.visit, Finished)
    lobby.engine.handle(Tap.PRINT_RECEIPT)
    assert isinstance(lobby.performed[-1], SendToPaper)
    assert len(disk.papers) == 1


def test_a_slip_cut_off_by_the_power_is_in_doubt_and_not_printed_again() -> None:
    disk = Disk()
    lobby = Lobby(disk, Central(random.Random(0), loses=0))
    lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
    lobby.live()
    lobby.engine.handle(Tap.PRINT_RECEIPT)
    again = Lobby(disk, Central(random.Random(0), loses=0))
    again.live()
    [paper] = disk.papers.values()
    assert isinstance(recovery.replay_paper(paper), InDoubt)
    assert not any(isinstance(effect, SendToPaper) for effect in again.performed)


def test_an_answer_about_a_payment_that_is_not_ours_is_ignored(lobby: Lobby) -> None:
    lobby.engine.handle(ChargeVoided("somebody-else"))
    lobby.engine.handle(Clock.TIMED_OUT)
    assert lobby.engine.visit == Welcome(CAN)


def test_a_decision_that_cannot_be_written_charges_nothing() -> None:
    lobby = Lobby(disk := Disk(), Central(random.Random(0), loses=0))
    disk.full = True
    lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
    with pytest.raises(Full):
        lobby.live()
    assert lobby.engine.visit == Troubled(CAN, Problem.FAULT)
    assert not any(isinstance(effect, Charge) for effect in lobby.performed)


def test_an_answer_that_cannot_be_written_is_asked_for_again() -> None:
    lobby = Lobby(disk := Disk(), Central(random.Random(0), loses=0))
    lobby.engine.handle(Opened(intent()))
    disk.full = True
    with pytest.raises(Full):
        lobby.engine.handle(ChargeConfirmed(KEY, SPLIT.self_pay))
    disk.full = False
    assert lobby.performed[-1] == AskCharge(KEY, Patience().query_every_s)
    lobby.live()
    assert isinstance(disk.payment(KEY), Settled)


def test_a_limit_that_cannot_be_written_is_set_again() -> None:
    lobby = Lobby(disk := Disk(), Central(random.Random(0), loses=0))
    lobby.engine.handle(Opened(intent()))
    disk.full = True
    with pytest.raises(Full):
        lobby.engine.handle(TimeRanOut(KEY))
    assert lobby.performed[-1] == GiveUp(KEY, Patience().query_every_s)


def test_a_proof_that_cannot_be_written_leaves_the_slip_in_doubt() -> None:
    lobby = Lobby(disk := Disk(), Central(random.Random(0), loses=0))
    lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
    lobby.live()
    lobby.engine.handle(Tap.PRINT_RECEIPT)
    disk.full = True
    with pytest.raises(Full):
        lobby.engine.handle(PrintConfirmed(*disk.papers))
    finished = lobby.engine.visit
    assert isinstance(finished, Finished)
    assert isinstance(finished.receipt, InDoubt)


def test_recovery_writes_what_it_can_and_serves_the_rest() -> None:
    disk = Disk()
    disk.record_payment(Opened(intent()), Charging(intent()))
    disk.full = True
    lobby = Lobby(disk, Central(random.Random(0), loses=0))
    with pytest.raises(Full):
        lobby.engine.recover()
    assert lobby.shown == [Starting()]
    assert lobby.performed == [GiveUp(KEY, Patience().query_every_s)]


def test_what_cannot_be_read_does_not_stop_the_rest_of_recovery() -> None:
    disk = Disk()
    disk.record_payment(Opened(intent()), Charging(intent()))
    disk.unreadable = True
    lobby = Lobby(disk, Central(random.Random(0), loses=0))
    with pytest.raises(Unreadable):
        lobby.engine.recover()
    assert disk.payment(KEY) == Closing(intent())


def test_a_payment_of_an_earlier_visit_is_not_shown_in_this_one() -> None:
    lobby = Lobby(Disk(), Central(random.Random(0), loses=0))
    lobby.engine.handle(Opened(replace(intent(), pre_settlement_id="earlier")))
    lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
    lobby.live()
    finished = lobby.engine.visit
    assert isinstance(finished, Finished)
    lobby.engine.handle(ChargeConfirmed(KEY, SPLIT.self_pay))
    assert lobby.engine.visit == finished


@pytest.mark.parametrize("seed", range(200))
def test_the_money_adds_up_wherever_the_power_is_cut(seed: int) -> None:
    for cut_after in range(30):
        disk, central = Disk(), Central(random.Random(seed))
        lobby = Lobby(disk, central, cut_after)
        lobby.inbox += [AbilitiesChanged(CAN), Scanned(VOUCHER)]
        try:
            lobby.live()
        except PowerCut:
            Lobby(disk, central).live()
        central.land_late_requests()

        states = [disk.payment(key) for key in disk.payments]
        charged = {}
        for state in states:
            match state:
                case Settled(intent, paid):
                    charged[intent.key] = paid
                    assert paid == SPLIT.self_pay
                case Declined() | Refunded():
                    pass
                case _:
                    pytest.fail(f"the payment rests in {state}")
        assert central.charged == charged
        assert central.settled == charged.keys()
