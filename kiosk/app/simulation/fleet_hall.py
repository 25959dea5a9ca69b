"""The hall: one queue before several kiosks, and who stands at which."""

from collections import deque
from dataclasses import dataclass
from functools import partial
from random import Random

from kiosk.app.simulation.fleet_central import Phones
from kiosk.app.simulation.fleet_people import Outpatient
from kiosk.app.simulation.fleet_plan import Act
from kiosk.app.simulation.fleet_report import Figures
from kiosk.app.simulation.fleet_stand import Stand
from kiosk.app.simulation.loop import Act as Job
from kiosk.app.simulation.loop import Loop
from kiosk.flows.abilities import Abilities

COMES = 3  # how often one person tries
FRONT = 20  # how many at the head of the queue are asked for a guide slip
STEPS_UP_S = (2.0, 5.0)
COMES_AGAIN_S = (60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue, and which of her tries it is."""

    act: Act
    which: int = 1


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a kiosk."""

    outpatient: Outpatient
    which: int
    began_s: float
    cpu_s: float  # on the kiosk's meter when it began


@dataclass(frozen=True, slots=True)
class Floor:
    """What the hall stands on."""

    loop: Loop
    dice: Random
    phones: Phones
    tick: Job  # tells central the time
    over: Job  # called when an act is over, one way or the other


class Hall:
    """People come, queue, step up, and leave or come again."""

    def __init__(self, floor: Floor, figures: Figures) -> None:
        self.stands: dict[str, Stand] = {}  # by the kiosk's name
        self.is_open = True
        self._floor = floor
        self._figures = figures
        self._queue: deque[Waiting] = deque()
        self._visits: dict[str, Visit] = {}

    def comes(self, waiting: Waiting) -> None:
        """Somebody comes in, and goes to a free kiosk if there is one."""
        self._queue.append(waiting)
        free = [stand for stand in self.stands.values() if self._is_free(stand)]
        if free:
            self._fill(self._floor.dice.choice(free))

    def fill(self) -> None:
        """Somebody sends people to the free kiosks."""
        for stand in self.stands.values():
            self._fill(stand)

    def fill_soon(self, name: str) -> None:
        """A kiosk is free: the next one steps up."""
        pause_s = self._floor.dice.uniform(*STEPS_UP_S)
        self._floor.loop.after(pause_s, partial(self._fill, self.stands[name]))

    def _fill(self, stand: Stand) -> None:
        if not self.is_open or not self._is_free(stand):
            return
        waiting = self._next_for(stand.kiosk.screen.abilities)
        if waiting is None:
            return
        floor = self._floor
        outpatient = Outpatient(waiting.act, floor.phones, floor.dice)
        cpu_s = stand.meter.cpu_s
        visit = Visit(outpatient, waiting.which, floor.loop.now_s, cpu_s)
        self._visits[stand.kiosk.name] = visit
        self._goes_on(stand, visit)

    def _is_free(self, stand: Stand) -> bool:
        return stand.is_resting and stand.kiosk.name not in self._visits

    def _next_for(self, abilities: Abilities) -> Waiting | None:
        """The first who can do something there."""
        if abilities.can_pay:
            return self._queue.popleft() if self._queue else None
        if abilities.can_defer:
            for place, waiting in enumerate(list(self._queue)[:FRONT]):
                if waiting.act.defers:
                    del self._queue[place]
                    return waiting
        return None

    def _goes_on(self, stand: Stand, visit: Visit) -> None:
        look = partial(self._looks, stand, visit)
        self._floor.loop.after(visit.outpatient.pause_s(), look)

    def _looks(self, stand: Stand, visit: Visit) -> None:
        self._floor.tick()
        for event in visit.outpatient.look(stand.kiosk.screen):
            if stand.kiosk.has_power:
                stand.kiosk.post(event)
        if visit.outpatient.has_left:
            self._leaves(stand, visit)
        else:
            self._goes_on(stand, visit)

    def _leaves(self, stand: Stand, visit: Visit) -> None:
        del self._visits[stand.kiosk.name]
        loop = self._floor.loop
        self._figures.visit_s.append(loop.now_s - visit.began_s)
        self._figures.visit_cpu_s.append(stand.meter.cpu_s - visit.cpu_s)
        if visit.outpatient.comes_again and visit.which < COMES:
            again = Waiting(visit.outpatient.act, visit.which + 1)
            wait_s = self._floor.dice.uniform(*COMES_AGAIN_S)
            loop.after(wait_s, partial(self.comes, again))
        else:
            self._floor.over()
