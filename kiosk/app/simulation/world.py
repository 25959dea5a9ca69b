"""One seed, one world: it draws its weather, runs, heals, and is judged."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from kiosk.app.simulation.counter import Counter
from kiosk.app.simulation.judge import Judge
from kiosk.app.simulation.loop import Act, Loop, WallClock
from kiosk.app.simulation.machine import BOOT_S, Ground, SimKiosk
from kiosk.app.simulation.memory_books import MemoryStore
from kiosk.app.simulation.network import Answered, Request, SimExchange
from kiosk.app.simulation.paper_judge import PaperJudge
from kiosk.app.simulation.people import Somebody
from kiosk.app.simulation.swarm import MINUTE_S, Swarm, draw
from kiosk.app.simulation.town import Town
from kiosk.app.simulation.watchers import Watchers
from kiosk.app.simulation.weather import Weather, outages
from kiosk.app.simulation.workers import Shift
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import CentralClient
from kiosk.central.port import Central
from kiosk.flows.visit_states import Resting
from kiosk.sandbox.settings import Settings

BEGAN = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
BUSY_S = 40 * MINUTE_S
HEALED_S = 150 * MINUTE_S  # the longest pauses are five minutes, half an hour escalates
LOOK_BUSY_S = 20.0
LOOK_HEALED_S = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one seed. Equal seeds have equal traces."""

    seed: int
    trace_hash: str
    violations: tuple[str, ...]
    trace: tuple[str, ...]  # empty unless it was asked for
    visits: int
    ends: tuple[str, ...]  # how each payment ended, in a word or two


class World:
    """Everything that one seed decides."""

    def __init__(self, seed: int, *, keep_trace: bool = False) -> None:
        self.seed = seed
        self.dice = Random(seed)
        self.swarm: Swarm = draw(self.dice)
        self.loop = Loop()
        self.weather = Weather(self.swarm, self.dice, outages(self.swarm, self.dice))
        self.settings = Settings(
            settles_partly=self.swarm.settles_partly,
            code_valid_s=120,
            most_prints=self.swarm.most_prints,
        )
        self.store = MemoryStore(guards_bills=self.swarm.guards_bills)
        self._central_clock = WallClock(self.loop, BEGAN)
        self.counter = Counter(self.store, self._central_clock.now, self.settings)
        self.watchers = Watchers(self.store, lambda: self.loop.now_s)
        self._hash = hashlib.blake2b(digest_size=16)
        self._trace: list[str] = []
        self._keep_trace = keep_trace
        self._is_healed = False
        self._visits = 0
        self._visitors: dict[str, Somebody] = {}
        self._town = Town(
            self.store,
            self.settings,
            self.weather,
            self.dice,
            now=self._central_clock.now,
            noticed=self.notice,
        )
        self.kiosks = [self._kiosk(number) for number in range(self.swarm.kiosks)]

    def run(self) -> Outcome:
        """Live through all of it, and be judged."""
        for kiosk, _ in self.kiosks:
            self._power(kiosk, 0.0)
        self._plan()
        self.loop.run_until(BUSY_S)
        self._heal()
        self.loop.run_until(BUSY_S + HEALED_S)
        kiosks = [kiosk for kiosk, _ in self.kiosks]
        judge = Judge(self.store, self.watchers.say)
        judge.judge(kiosks, self._central_clock.now())
        PaperJudge(self.store, self.watchers.say, self.settings.most_prints).judge(
            kiosks
        )
        ends = tuple(end for kiosk in kiosks for end in kiosk.ends())
        for kiosk in kiosks:
            kiosk.disk.close()
        return Outcome(
            self.seed,
            self._hash.hexdigest(),
            tuple(self.watchers.violations),
            tuple(self._trace),
            self._visits,
            ends,
        )

    def notice(self, text: str) -> None:
        """One line of the trace."""
        line = f"{self.loop.now_s:10.3f} {text}"
        self._hash.update(line.encode())
        if self._keep_trace:
            self._trace.append(line)

    # What happens, and when

    def _plan(self) -> None:
        swarm, dice = self.swarm, self.dice
        rush_s = dice.choice((BUSY_S - 300, 300.0))
        for _ in range(swarm.visits):
            self.loop.after(30 + dice.uniform(0, rush_s), self._somebody_comes)
        if swarm.cuts_mean_s is not None:
            self._plan_cut(swarm.cuts_mean_s)
        for _ in range(swarm.clock_jumps):
            self.loop.after(dice.uniform(60, BUSY_S), self._clock_jumps)
        if swarm.forgets_replies:
            self.loop.after(dice.uniform(60, BUSY_S), self._central_forgets)
        self._now_and_then(
            300.0, lambda: self._town.order(dice.choice(self._town.regulars), 1)
        )
        for chance, act in (
            (swarm.window_pays, self._town.window_pays),
            (swarm.reverses, self._town.cashier_reverses),
            (swarm.bills_change, self._town.doctor_takes_back),
            (swarm.lies_in, self._town.ward_closes),
        ):
            if chance:
                self._now_and_then(60.0 / chance, act)

    def _now_and_then(self, mean_s: float, act: Act) -> None:
        def once() -> None:
            if not self._is_healed:
                act()
                self.loop.after(self.dice.expovariate(1 / mean_s), once)

        self.loop.after(self.dice.expovariate(1 / mean_s), once)

    def _plan_cut(self, mean_s: float) -> None:
        self._now_and_then(
            mean_s, lambda: self.dice.choice(self.kiosks)[0].lose_power()
        )

    def _power(self, kiosk: SimKiosk, after_s: float) -> None:
        """Keep a kiosk powered: boot it, and look after it."""

        def look_after() -> None:
            if not kiosk.has_power:
                kiosk.boot()
            elif kiosk.out_of_order and self.dice.random() < 0.3:
                kiosk.lose_power()  # staff restart what says it is out of order
            elif self.dice.random() < 0.02:
                kiosk.look_at_paper()
            self.loop.after(BOOT_S, look_after)
            if not self._is_healed:
                self.watchers.told_in_time(kiosk)

        self.loop.after(after_s, look_after)

    def _heal(self) -> None:
        """Nothing fails any more, and staff restart what is out of order."""
        self.notice("all is healed")
        self._is_healed = True
        self.weather.heal()
        for kiosk, wall in self.kiosks:
            wall.ahead = timedelta(0)
            if kiosk.out_of_order:
                kiosk.lose_power()
            self.loop.after(HEALED_S / 2, kiosk.look_at_paper)

    def _clock_jumps(self) -> None:
        _, wall = self.dice.choice(self.kiosks)
        seconds = self.dice.choice((-172_800, -7200, -30, 30, 7200, 172_800))
        wall.ahead = timedelta(seconds=seconds)
        self.notice(f"a clock jumps by {seconds} s")

    def _central_forgets(self) -> None:
        self.notice("central forgets its replies")
        with self.store.opened() as books:
            books.forget_replies()

    # People

    def _somebody_comes(self) -> None:
        kiosk, _ = self.dice.choice(self.kiosks)
        if kiosk.name in self._visitors or not isinstance(kiosk.screen, Resting):
            if not self._is_healed:  # somebody stands there, or has just left
                wait_s = 0.4 if self.swarm.hasty else self.dice.uniform(1, 10)
                self.loop.after(wait_s, self._somebody_comes)
            return
        somebody = self._visitors[kiosk.name] = self._town.somebody()
        self._visits += 1
        self.notice(f"{somebody.psn_no} comes to {kiosk.name}")
        self._next_act(kiosk, somebody)

    def _next_act(self, kiosk: SimKiosk, somebody: Somebody) -> None:
        def act() -> None:
            if kiosk.has_power and kiosk.engine is not None:
                number = kiosk.engine.visit_number
                self.watchers.visitor[kiosk.name, number] = somebody.psn_no
                for event in somebody.act(kiosk.screen):
                    kiosk.post(event)
            if somebody.has_left or self._is_healed:
                del self._visitors[kiosk.name]
            else:
                self._next_act(kiosk, somebody)

        self.loop.after(somebody.pause_s(), act)

    # What kiosks stand on

    def _kiosk(self, number: int) -> tuple[SimKiosk, WallClock]:
        wall = WallClock(self.loop, BEGAN)
        ground = Ground(
            loop=self.loop,
            wall=wall,
            weather=self.weather,
            central=self._central,
            look_every_s=lambda: LOOK_HEALED_S if self._is_healed else LOOK_BUSY_S,
            shown=self._shown,
            draw_slip=self.watchers.slip_drawn,
            slip_came_out=self.watchers.slip_came_out,
            noticed=self.notice,
            bug=lambda error: self.watchers.say("BUG", repr(error)),
            settle_first=self.swarm.settle_first,
            deferrals=self.swarm.deferrals,
        )
        return SimKiosk(f"K{number}", ground, self.dice), wall

    def _shown(self, kiosk: SimKiosk) -> None:
        self.notice(f"{kiosk.name} shows {type(kiosk.screen).__name__}")
        self.watchers.looked_at(kiosk)

    def _central(self, kiosk: SimKiosk, shift: Shift) -> Central:
        def ask(request: Request) -> Answered:
            answer = self.counter.ask(
                request.method,
                request.path,
                request.kiosk_id,
                request.key,
                request.body,
            )
            if request.changes_something:
                self._look_everywhere()
            if request.path == "/v1/charges" and answer.status == 200:
                self._town.meanwhile(request.key or "")
            return Answered(answer.status, answer.body.encode(), answer.retry_after_s)

        line = SimExchange(
            loop=self.loop,
            shift=shift,
            weather=self.weather,
            central_now=self._central_clock.now,
            ask=ask,
            sending=lambda request: self.watchers.sending(kiosk, request),
            noticed=self.notice,
        )
        identity = KioskIdentity(kiosk.name, self.settings.token)
        return CentralClient(line, identity, kiosk.wall.now)

    def _look_everywhere(self) -> None:
        """What central has just done must not make any screen a liar."""
        for kiosk, _ in self.kiosks:
            if kiosk.has_power and kiosk.engine is not None:
                self.watchers.looked_at(kiosk)
