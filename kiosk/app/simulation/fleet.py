"""One part of the fleet through one day: people come, things go wrong, and in the
evening all of it is healed, drained and reconciled.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from kiosk.app.simulation.fleet_central import Phones
from kiosk.app.simulation.fleet_faults import DAY_S, Faults, trouble
from kiosk.app.simulation.fleet_hall import Floor, Hall, Waiting
from kiosk.app.simulation.fleet_pace import STEP_IN_THE_EVENING_S, STEP_S, Pace
from kiosk.app.simulation.fleet_plan import OPENS_S, Act
from kiosk.app.simulation.fleet_report import Figures, PartReport, books_of
from kiosk.app.simulation.fleet_stand import Hospital, Stand, build_stand
from kiosk.app.simulation.fleet_wire import Traffic
from kiosk.app.simulation.loop import Act as Job
from kiosk.app.simulation.loop import Loop
from kiosk.app.simulation.machine import BOOT_S, SimKiosk
from kiosk.app.simulation.swarm import MINUTE_S
from kiosk.central.exchange import HttpExchange
from kiosk.flows.visit_states import Welcome
from offline_queue.outbox import Outbox

LOOK_S = 30.0  # at central; the product looks every two seconds
LOOK_IN_THE_EVENING_S = 300.0
NOTE_S = 10.0  # between two looks into the outboxes
TIDY_S = 30.0  # somebody sends people to free kiosks
DRAIN_S = 150 * MINUTE_S  # the longest pauses are five minutes, half an hour escalates
OVERTIME_MINUTES = 180  # after that the hall is closed, whoever still waits


@dataclass(frozen=True, slots=True)
class Share:
    """What of the day falls to one part: its kiosks and its people."""

    kiosks: tuple[int, ...]  # their numbers
    acts: tuple[Act, ...]
    faults: Faults
    seed: int


class Fleet:
    """The kiosks of one part, and the hall before them."""

    def __init__(self, share: Share, url: str, pace: Pace) -> None:
        self._share = share
        self._pace = pace
        self._loop = Loop()
        self._dice = Random(f"{share.seed} part {pace.number}")
        self._figures = Figures()
        self._traffic = Traffic()
        self._phones = Phones(url)
        floor = Floor(self._loop, self._dice, self._phones, self._tick, self._over)
        self._hall = Hall(floor, self._figures)
        hospital = Hospital(
            loop=self._loop,
            began=pace.clock.began,
            http=HttpExchange(url),
            traffic=self._traffic,
            tick=self._tick,
            look_every_s=self._look_every_s,
            shown=self._shown,
            bug=lambda error: self._figures.bugs.append(repr(error)),
        )
        self._stands = [self._stand(number, hospital) for number in share.kiosks]

    def run(self) -> None:
        """Live through the day and its evening."""
        self._plan()
        self._go_on_until(OPENS_S + DAY_S, STEP_S)
        for _ in range(OVERTIME_MINUTES):
            if self._pace.is_over():
                break
            self._go_on_until(self._loop.now_s + MINUTE_S, STEP_S)
        self._figures.ended_s = self._loop.now_s
        self._hall.is_open = False
        for stand in self._stands:
            stand.heal()
        self._go_on_until(self._loop.now_s + DRAIN_S, STEP_IN_THE_EVENING_S)

    def report(self, day: date) -> PartReport:
        """Read and reconcile all books, and put the kiosks away."""
        books = tuple(books_of(stand.kiosk, day) for stand in self._stands)
        for stand in self._stands:
            stand.kiosk.disk.close()
        self._phones.close()
        self._figures.requests = self._traffic.requests
        return PartReport(self._figures, books)

    def _plan(self) -> None:
        for stand in self._stands:
            boots_s = self._dice.random() * BOOT_S
            self._loop.after(boots_s, partial(self._look_after, stand))
            for cut_s in stand.power_cuts_s:
                self._loop.after(cut_s, partial(self._cut_power, stand))
        for act in self._share.acts:
            self._loop.after(act.comes_at_s, partial(self._hall.comes, Waiting(act)))
        self._every(TIDY_S, self._hall.fill)
        self._every(NOTE_S, self._note_outboxes)

    def _go_on_until(self, end_s: float, step_s: float) -> None:
        while self._loop.now_s < end_s:
            self._pace.in_step()
            self._loop.run_until(min(end_s, self._loop.now_s + step_s))
            self._tick()

    def _stand(self, number: int, hospital: Hospital) -> Stand:
        dice = Random(f"{self._share.seed} kiosk {number}")
        drawn = trouble(number, self._share.faults, dice)
        stand = build_stand(f"K{number + 1:02d}", hospital, drawn, dice)
        self._hall.stands[stand.kiosk.name] = stand
        return stand

    def _look_after(self, stand: Stand) -> None:
        """Power comes back, and staff restart what says it is out of order."""
        self._tick()
        kiosk = stand.kiosk
        if not kiosk.has_power:
            kiosk.boot()
        elif kiosk.out_of_order and self._dice.random() < 0.3:
            kiosk.lose_power()
        self._loop.after(BOOT_S, partial(self._look_after, stand))

    def _cut_power(self, stand: Stand) -> None:
        if self._hall.is_open:
            stand.kiosk.lose_power()

    def _shown(self, kiosk: SimKiosk) -> None:
        if isinstance(kiosk.screen, Welcome):
            self._hall.fill_soon(kiosk.name)

    def _note_outboxes(self) -> None:
        most = self._figures.outbox_most
        for kiosk in (stand.kiosk for stand in self._stands):
            if kiosk.has_power and kiosk.database is not None:
                count = Outbox(kiosk.database).count()
                most[kiosk.name] = max(count, most.get(kiosk.name, 0))

    def _every(self, seconds: float, act: Job) -> None:
        def again() -> None:
            act()
            self._loop.after(seconds, again)

        self._loop.after(seconds, again)

    def _look_every_s(self) -> float:
        return LOOK_S if self._hall.is_open else LOOK_IN_THE_EVENING_S

    def _over(self) -> None:
        self._pace.open_acts[self._pace.number] -= 1

    def _tick(self) -> None:
        """Central lives at the same moment."""
        self._pace.tell_time(self._loop.now_s)
