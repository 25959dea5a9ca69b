"""One whole visit at a simulated kiosk, up to a power cut and beyond it.

Everything but the disk is the simulation's: the product's engine, ledger, outbox and
delivery, central's own rules, a calm network and a patient who knows what she wants.
After a cut the power returns, and later she comes again and pays what is still open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Self

import kiosk.central.wire as wire
from kiosk.app.events import Delivered, Event
from kiosk.app.simulation.counter import Counter
from kiosk.app.simulation.judge import Judge
from kiosk.app.simulation.loop import Loop, WallClock
from kiosk.app.simulation.machine import BOOT_S, Ground, SimKiosk
from kiosk.app.simulation.memory_books import MemoryStore
from kiosk.app.simulation.network import Answered, Request, SimExchange
from kiosk.app.simulation.swarm import draw
from kiosk.app.simulation.watchers import Watchers
from kiosk.app.simulation.weather import Weather
from kiosk.app.simulation.workers import Shift
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import CentralClient
from kiosk.central.port import Central
from kiosk.flows.payment_states import Settled
from kiosk.flows.visit_events import Tap
from kiosk.flows.visit_states import (
    AwaitingCode,
    AwaitingPaymentCode,
    Choosing,
    DeferralOffered,
    Finished,
    Quoted,
    Resting,
    Troubled,
    Visit,
    Welcome,
)
from kiosk.model.codes import CodeKind
from kiosk.model.money import ZERO, Money
from kiosk.sandbox import codes, keys, verbs
from kiosk.sandbox.people import ordered_bill, usual_items
from kiosk.sandbox.records import Habit, IssuedCode, Person, Quote
from kiosk.sandbox.settings import Moment, Settings
from offline_queue.database import LOG_PAGES
from tests.power.aftermath import wrongly_kept
from tests.power.disk import PowerDisk
from tests.power.storage import Damage, Storage

BEGAN = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
PATIENT = "P7001"
COMES_S = 300.0  # by then a kiosk without central has noticed
COMES_AGAIN_S = (1100.0, 1600.0)  # twice, for the power may go twice
CENTRAL_BACK_S = 600.0
TIDIES_S = 700.0
ENDS_S = 2100.0
LOOK_S = 60.0
AS_SHIPPED: Mapping[str, str] = {}
# With a log this short, checkpoints and further rounds of the log fall into the visit.
SHORT_LOG = {
    f"PRAGMA wal_autocheckpoint = {LOG_PAGES}": "PRAGMA wal_autocheckpoint = 20"
}


class Plan(StrEnum):
    """What the patient comes for. She prints what there is to print."""

    CREDIT = "credit"  # a bank's contract pays; slip and invoice
    WALLET = "wallet"  # her phone asks for a password; slip and invoice
    DEFERRAL = "deferral"  # central is away; registered by the guide slip, slip


@dataclass(frozen=True, slots=True)
class PowerCutAt:
    """When the power goes, what it leaves, and after how many moments it goes again."""

    moment: int
    damage: Damage
    again: int | None = None


@dataclass(slots=True)
class Patient:
    """Knows what to do on every screen."""

    identity: bytes
    wallet: bytes
    slip: bytes | None
    asked: set[Tap] = field(default_factory=set)
    shown: bool = False

    def is_done(self, screen: Visit) -> bool:
        """Whether her visit is over."""
        return self.shown and isinstance(screen, Resting)

    def act(self, screen: Visit) -> Event | None:
        match screen:
            case Welcome() | AwaitingCode() if not self.shown:
                self.shown = True
                if self.slip and screen.abilities.can_defer:
                    return Delivered(self.slip)
                return Delivered(self.identity)
            case AwaitingPaymentCode():
                return Delivered(self.wallet)
            case Choosing() | Quoted() | DeferralOffered() | Troubled():
                return Tap.CONFIRM
            case Finished(payment=payment, paper_rests=True):
                has_invoice = isinstance(payment, Settled) and payment.invoice
                if Tap.PRINT_RECEIPT not in self.asked:
                    return self._ask(Tap.PRINT_RECEIPT)
                if has_invoice and Tap.PRINT_INVOICE not in self.asked:
                    return self._ask(Tap.PRINT_INVOICE)
                return Tap.CONFIRM if has_invoice else None
        return None

    def _ask(self, tap: Tap) -> Tap:
        self.asked.add(tap)
        return tap


class PowerVisit:
    """A kiosk, a patient, a central, and one disk."""

    def __init__(
        self,
        plan: Plan,
        cut: PowerCutAt | None = None,
        instead: Mapping[str, str] = AS_SHIPPED,
        *,
        forgets_syncs: bool = False,
    ) -> None:
        """`instead` replaces SQL statements of the product by others."""
        self.losses: list[str] = []
        self.storage = Storage(forgets_syncs=forgets_syncs)
        self._plan = plan
        self._dice = Random(0)
        self._loop = Loop()
        self._settings = Settings(code_valid_s=ENDS_S, ask_above=ZERO)
        self._weather = Weather(draw(Random(0)), self._dice, [])
        self._weather.heal()
        if plan is Plan.DEFERRAL:
            self._weather.outages = [(COMES_S / 3, CENTRAL_BACK_S)]
        self._wall = WallClock(self._loop, BEGAN)
        self._store = MemoryStore()
        self._counter = Counter(self._store, self._wall.now, self._settings)
        self._watchers = Watchers(self._store, lambda: self._loop.now_s)
        self._populate()
        self.kiosk = SimKiosk("K0", self._ground(), self._dice)
        self.kiosk.disk.close()
        self.disk = self.kiosk.disk = PowerDisk(
            self.storage,
            damage=cut.damage if cut else Damage.NONE_SURVIVE,
            again=cut.again if cut else None,
            dice=Random(repr(cut)),
            instead=instead,
            found=self.losses.append,
        )
        self.storage.cut_at = cut.moment if cut else None
        self._cut = cut

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.disk.close()

    def run(self) -> list[str]:
        """Live through it and say what was lost. Nothing should have been."""
        self._keep_powered()
        for when_s in (COMES_S, *COMES_AGAIN_S):
            self._loop.after(when_s, self._comes)
        self._loop.after(TIDIES_S, self._tidy)
        while self._loop.now_s < ENDS_S and not self.losses:
            self._loop.run_until(self._loop.now_s + LOOK_S)
        if not self.losses:
            self._judge()
        return self.losses

    def _judge(self) -> None:
        """What the disk held after the cut, and what both books say in the end."""
        database = self.kiosk.database
        if self._cut is not None and not self.disk.left:
            self.losses.append("the power was never cut")
        if database is not None:
            for left in self.disk.left:
                self.losses += wrongly_kept(left, database.seal)
        judge = Judge(self._store, self._watchers.say)
        judge.judge([self.kiosk], self._wall.now())
        self.losses += self._watchers.violations
        with self._store.opened() as books:
            if books.open_bills(PATIENT):
                self.losses.append("she could not pay")

    def _keep_powered(self) -> None:
        if not self.kiosk.has_power:
            self.kiosk.boot()
        self._loop.after(BOOT_S, self._keep_powered)

    def _comes(self) -> None:
        """She comes to the kiosk; when the power goes, so does she."""
        patient = self._patient()
        cuts = self.disk.cuts

        def act() -> None:
            engine, screen = self.kiosk.engine, self.kiosk.screen
            if engine is None or self.disk.cuts > cuts or patient.is_done(screen):
                return
            self._watchers.visitor[self.kiosk.name, engine.visit_number] = PATIENT
            event = patient.act(screen)
            if event is not None:
                self.kiosk.post(event)
            self._loop.after(1.0, act)

        act()

    def _tidy(self) -> None:
        """Empty the log, as the night does."""
        database = self.kiosk.database
        if database is not None:
            self.kiosk.guarded(database.wipe_log)()

    def _populate(self) -> None:
        has_credit = self._plan is not Plan.WALLET
        person = Person(
            PATIENT,
            "模拟一",
            "",
            bank="模拟银行" if has_credit else None,
            credit=Money(8_000_00) if has_credit else ZERO,
            habit=Habit.ASKS,
        )
        items = usual_items(PATIENT, 101)
        with self._store.opened() as books:
            books.add([person])
            books.add([ordered_bill(PATIENT, 101, items, BEGAN.date())])

    def _patient(self) -> Patient:
        now = self._wall.now()
        with self._store.opened() as books:
            codes_ = [
                IssuedCode(
                    codes.make(kind, now),
                    kind,
                    PATIENT,
                    Habit.ASKS,
                    now + timedelta(minutes=5),
                )
                for kind in (CodeKind.VOUCHER, CodeKind.WECHAT)
            ]
            books.add(codes_)
            bills = tuple(bill.id for bill in books.open_bills(PATIENT))
        identity, wallet = (code.value.encode() for code in codes_)
        slip = self._slip(bills) if bills and self._plan is Plan.DEFERRAL else None
        return Patient(identity, wallet, slip)

    def _slip(self, bills: tuple[str, ...]) -> bytes:
        """What the doctor's printer would have printed for these bills."""
        moment = Moment(self._wall.now(), self._settings)
        with self._store.opened() as books:
            person = books.find(Person, PATIENT)
            asked = wire.PreSettleRequest(psn_no=PATIENT, bill_ids=bills)
            answer = verbs.pre_settle(books, asked, moment)
            made = wire.PreSettleReply.model_validate_json(answer.body)
            quote = books.find(Quote, made.presettle_id)
            assert person is not None
            assert quote is not None
            return keys.write_slip(books, person, quote, moment).encode()

    def _ground(self) -> Ground:
        return Ground(
            loop=self._loop,
            wall=self._wall,
            weather=self._weather,
            central=self._central,
            look_every_s=lambda: LOOK_S,
            shown=self._watchers.looked_at,
            draw_slip=self._watchers.slip_drawn,
            slip_came_out=self._watchers.slip_came_out,
            noticed=lambda _: None,
            bug=lambda error: self.losses.append(repr(error)),
            settle_first=False,
            deferrals=True,
        )

    def _central(self, kiosk: SimKiosk, shift: Shift) -> Central:
        line = SimExchange(
            loop=self._loop,
            shift=shift,
            weather=self._weather,
            central_now=self._wall.now,
            ask=self._ask,
            sending=lambda request: self._watchers.sending(kiosk, request),
            noticed=lambda _: None,
        )
        identity = KioskIdentity(kiosk.name, self._settings.token)
        return CentralClient(line, identity, self._wall.now)

    def _ask(self, request: Request) -> Answered:
        answer = self._counter.ask(
            request.method, request.path, request.kiosk_id, request.key, request.body
        )
        return Answered(answer.status, answer.body.encode(), answer.retry_after_s)
