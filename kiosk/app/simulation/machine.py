"""One kiosk: the product, put together as `compose` does it, on simulated ground."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from drivers.port import Condition, Health
from kiosk.app import paper_desk
from kiosk.app.alarm import Alarm
from kiosk.app.courier import Courier
from kiosk.app.crew import Crew
from kiosk.app.deferrals import CLOCK, WRONG, DeferralDesk, DeferralGate
from kiosk.app.engine import Engine
from kiosk.app.enrolment import Enrolment
from kiosk.app.escalation import is_overdue, overdue_case
from kiosk.app.events import Event
from kiosk.app.intake import Intake, Limits
from kiosk.app.ledger import Ledger
from kiosk.app.night import NightShift
from kiosk.app.occupancy import Alone
from kiosk.app.performer import Performer
from kiosk.app.press import Printers, name_of
from kiosk.app.simulation.devices import SimPaperwork, SimPrinter, Tray
from kiosk.app.simulation.disk import NOWHERE, MemoryDisk, PowerCut
from kiosk.app.simulation.loop import Act, Loop, WallClock
from kiosk.app.simulation.sim_delivery import SimDelivery
from kiosk.app.simulation.telling import describe, end_of
from kiosk.app.simulation.weather import Weather
from kiosk.app.simulation.workers import Shift, SimTimers, SimWorker
from kiosk.app.slip_facts import Place
from kiosk.app.true_time import TrueTime
from kiosk.app.vault import Algorithm, Key, Vault
from kiosk.app.watch import Reachability, Watch, central_condition
from kiosk.central.port import Central
from kiosk.central.signing import Ed25519Signer
from kiosk.flows.exchange import Doubtful
from kiosk.flows.printing import Slip
from kiosk.flows.visit_events import AbilitiesChanged
from kiosk.flows.visit_states import Starting, Visit
from kiosk.model.deferral import Caps
from kiosk.model.intent import Method, Order, Patience
from kiosk.model.invoice import Stock
from kiosk.model.money import Money
from kiosk.model.standing import Page
from offline_queue.database import Database
from offline_queue.delivery import Delivery
from offline_queue.errors import StorageError
from offline_queue.journal import Journal
from offline_queue.outbox import Outbox, Owed

BOOT_S = 20.0  # from power to serving
FORMS = 4  # sheets of numbered stock in each kiosk's tray
CAPS = Caps(
    per_order=Money(2_000_00),
    per_patient=Money(3_000_00),
    per_patient_count=2,
    per_kiosk=Money(5_000_00),
    per_kiosk_count=4,
    oldest=timedelta(hours=24),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a kiosk stands on, and who looks at it."""

    loop: Loop
    wall: WallClock
    weather: Weather
    central: Callable[["SimKiosk", Shift], Central]
    look_every_s: Callable[[], float]
    shown: Callable[["SimKiosk"], None]
    draw_slip: Callable[[Slip], bytes]
    slip_came_out: Callable[[bytes], None]
    noticed: Callable[[str], None]
    bug: Callable[[BaseException], None]
    settle_first: bool
    deferrals: bool


class SimKiosk:
    """Has power or has none. Its disk and its paper stay."""

    def __init__(self, name: str, ground: Ground, dice: Random) -> None:
        self.name = name
        self.tray = Tray()
        self.disk = MemoryDisk(ground.weather.trouble)
        self.has_power = False
        self.out_of_order = False  # a bug, or a disk that refused: staff must restart
        self.screen: Visit = Starting()
        self.database: Database | None = None
        self.ledger: Ledger | None = None
        self.engine: Engine | None = None
        self.delivery: Delivery | None = None
        self.night: NightShift | None = None
        self.central: Central | None = None
        self.wall = ground.wall
        self._ground = ground
        self._dice = dice
        self._boots = 0
        self._keys = 0
        self._vault = Vault(
            [Key(Algorithm.AES_256_GCM, dice.randbytes(32))], random=dice.randbytes
        )

    def boot(self) -> None:
        """Put the power on: open the disk, recover, look around, serve."""
        self._boots += 1
        self.has_power = True
        self.out_of_order = False
        self._ground.noticed(f"{self.name} boots")
        self.guarded(self._compose)()

    def lose_power(self) -> None:
        """Everything but the disk and the paper is gone."""
        if not self.has_power:
            return
        self._ground.noticed(f"{self.name} loses power")
        self.has_power = False
        self.disk.lose_power()
        self.screen = Starting()
        self.engine = self.delivery = self.ledger = self.night = None

    def post(self, event: Event) -> None:
        """Have the engine handle it, when what is being done has come this far."""
        self._shift.later(self.guarded(lambda: self._handle(event)))

    def waiting(self) -> list[Owed]:
        """Everything in the outbox."""
        return Outbox(self._file()).waiting()

    def payment_keys(self) -> list[str]:
        """Every payment that was ever written down here."""
        streams = Journal(self._file()).streams("payment/")
        return [stream.partition("/")[2] for stream in streams]

    def ends(self) -> list[str]:
        """How each payment ended, for statistics."""
        ledger = self.ledger
        return [end_of(payment) for payment in ledger.payments()] if ledger else []

    def papers_started(self) -> int:
        """How many prints were written down before their first byte."""
        return len(Journal(self._file()).streams("paper/"))

    def look_at_paper(self) -> None:
        """Somebody opens the kiosk, and says of each doubtful sheet whether it came."""
        self.guarded(self._look_at_paper)()

    def _look_at_paper(self) -> None:
        ledger = self.ledger
        if ledger is None or self.delivery is None:
            return  # it is starting
        for doubt in list(paper_desk.doubts(ledger)):
            self._ground.noticed(f"{self.name} is looked at")
            came = self.tray.named[job_name(doubt)] > 0
            paper_desk.look(ledger, paper_desk.key_of(doubt), is_good=came)
        self._runs.soon()

    def _file(self) -> Database:
        """The disk, also of a kiosk without power."""
        return self.database or Database(
            NOWHERE, seal=self._vault, connect=self.disk.connect
        )

    def guarded(self, act: Act) -> Act:
        """Do it only while this power lasts. What goes wrong inside stays inside."""
        boot = self._boots

        def do() -> None:
            if not self.has_power or self._boots != boot:
                return
            try:
                act()
            except PowerCut:
                self.lose_power()
            except StorageError as error:
                # As the workers do it: a disk that refuses stops the selling.
                self._ground.noticed(f"{self.name} disk: {type(error).__name__}")
                self._stop_selling()
            except Exception as error:
                self._ground.bug(error)
                self._stop_selling()

        return do

    def _stop_selling(self) -> None:
        self.out_of_order = True
        self._watch.bug()

    def _handle(self, event: Event) -> None:
        if self.engine is not None:
            self._ground.noticed(f"{self.name} {describe(event)}")
            self.engine.handle(event)

    def _compose(self) -> None:
        ground = self._ground
        loop, wall = ground.loop, ground.wall
        self._shift = Shift(loop)
        central = self.central = ground.central(self, self._shift)
        self._watch = Watch(lambda can: self.post(AbilitiesChanged(can)))
        self.database = Database(
            NOWHERE, seal=self._vault, now=wall.now, connect=self.disk.connect
        )
        ledger = self.ledger = Ledger(self.database, self._dice.randbytes)
        if ledger.stock() is None:
            ledger.load_stock(Stock(f"3106{self.name[1:]:>04}", 1, FORMS))
        seed = ledger.keepsake("device-key", lambda: self._dice.randbytes(32))
        signer = Ed25519Signer(seed)
        self._enrolment = Enrolment(ledger, central, signer, lambda: loop.now_s)
        self._true_time = TrueTime(
            wall.now, lambda: loop.now_s, was_wrong=ledger.kept(CLOCK) == WRONG
        )
        desk = DeferralDesk(
            caps=CAPS,
            signer=signer,
            kiosk_id=self.name,
            slip_keys=self._enrolment.slip_keys,
            now=wall.now,
            written_last=ledger.written_last,
            clock_is_wrong=self._true_time.is_wrong,
            is_enrolled=self._enrolment.is_enrolled,
        )
        alarm = Alarm(self._watch.bug, self.post, wall.now)
        self._runs = SimDelivery(loop, self._shift, self.guarded)
        intake = Intake(Limits(), lambda: loop.now_s)
        self.engine = Engine(
            ledger,
            Performer(
                central=central,
                printers=Printers(
                    self._printer("slips"),
                    self._printer("pages"),
                    self._printer("forms"),
                ),
                crew=Crew(*(self._worker() for _ in range(5))),
                timers=SimTimers(loop, self.guarded),
                post=self.post,
                show=self._show,
                deliver=self._runs.soon,
                place=Place("模拟医院", self.name),
                now=wall.now,
                read_slip=desk.read_slip,
                alarm=alarm.ring,
                clock=lambda: loop.now_s,
                current_visit=lambda: self.engine.visit_number if self.engine else 0,
                paperwork=SimPaperwork(),
                new_key=self._new_key,
                attend=lambda work, visit: None,  # nobody works here
                intake=intake,
                draw_slip=ground.draw_slip,
            ),
            Alone(),
            new_key=self._new_key,
            now=wall.now,
            patience=Patience(),
            order_of=self._order_of,
            most_copies=self._ground.weather.swarm.most_prints,
            promises=desk,
            intake=intake,
        )
        self.delivery = self._runs.delivery = Delivery(
            Outbox(self.database),
            send=Courier(central, self.post, alarm.ring).send,
            clock=lambda: loop.now_s,
            dice=self._dice,
            is_overdue=is_overdue,
            escalate=self._escalate,
        )
        self.night = NightShift(
            ledger, central, self.post, wall.now, 3, timedelta(days=30)
        )
        self._reachability = Reachability()
        self.engine.recover()
        self._gate = DeferralGate(
            ground.deferrals,
            desk,
            self._enrolment,
            ledger,
            self._watch.deferrals,
        )
        watch = self._watch
        for look in (watch.receipt_printer, watch.page_printer, watch.form_printer):
            look(Condition(Health.OK))
        watch.registrations(True)
        watch.stays(True)
        watch.checks(True, (*Page,))
        if ground.weather.swarm.shows:
            watch.shown((Method.WECHAT, Method.ALIPAY, Method.UNIONPAY))
        watch.scanner("scanner", Condition(Health.OK))
        self._looker = self._worker()
        self._looker.submit(self._look)

    def _look(self) -> None:
        """Ask central for a sign of life, as the rounds do."""
        central = self.central
        assert central is not None
        before = self._reachability.online
        online = self._reachability.note(
            central_condition(central, self._true_time.note).usable
        )
        self._watch.central(online)
        if online and not before:
            self._runs.now()
        self._gate.looked(online)
        self._watch.enrolled(self._enrolment.is_enrolled())
        if self.ledger is not None:
            self._watch.forms(self.ledger.free_forms())
        again = self.guarded(self._look_again)
        self._ground.loop.after(self._ground.look_every_s(), again)

    def _look_again(self) -> None:
        self._looker.submit(self._look)

    def _show(self, state: Visit) -> None:
        self.screen = state
        self._ground.shown(self)

    def _escalate(self, owed: Owed) -> None:
        case = overdue_case(owed, self._ground.wall.now())
        if case is not None:
            self.post(case)

    def _worker(self) -> SimWorker:
        return SimWorker(self._ground.loop, self._shift, self.guarded)

    def _printer(self, what: str) -> SimPrinter:
        def came_out(paper: bytes, name: str) -> None:
            setattr(self.tray, what, getattr(self.tray, what) + 1)
            self.tray.named[name] += 1
            self._ground.noticed(f"{self.name} {what} +1")
            if what == "slips":
                self._ground.slip_came_out(paper)

        return SimPrinter(self._ground.weather, self._shift, came_out)

    def _new_key(self) -> str:
        """Like a UUIDv7: it sorts by time, and no two are the same."""
        self._keys += 1
        digits = hashlib.blake2b(f"{self.name} {self._keys}".encode()).hexdigest()
        millis = f"{int(self._ground.loop.now_s * 1000):012x}"
        return f"{millis[:8]}-{millis[8:]}-7{digits[:3]}-8{digits[3:6]}-{digits[6:18]}"

    def _order_of(self, method: Method) -> Order:
        wallets = (Method.WECHAT, Method.ALIPAY, Method.UNIONPAY)
        first = method is Method.ONE_CODE or (
            self._ground.settle_first and method in wallets
        )
        return Order.SETTLE_FIRST if first else Order.CHARGE_FIRST


def job_name(doubt: paper_desk.Doubt) -> str:
    """The name of the job that brought the doubt, as its printer saw it."""
    if isinstance(doubt, Doubtful):
        return f"form-{doubt.exchange.form.number}"
    return name_of(doubt.job)
