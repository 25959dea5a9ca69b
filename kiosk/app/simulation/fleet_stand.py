"""One kiosk of the fleet in its place: its clock, its weather, its wire, its meter."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from kiosk.app.simulation.fleet_faults import Trouble
from kiosk.app.simulation.fleet_wire import FleetExchange, Traffic
from kiosk.app.simulation.loop import Act as Job
from kiosk.app.simulation.loop import Loop, WallClock
from kiosk.app.simulation.machine import Ground, SimKiosk
from kiosk.app.simulation.weather import Weather
from kiosk.app.simulation.workers import Shift
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Exchange
from kiosk.central.http import CentralClient
from kiosk.central.port import Central
from kiosk.flows.visit_states import Welcome
from kiosk.sandbox.settings import Settings
from printing.slips import build_slip


class MeteredLoop(Loop):
    """A kiosk's view of the fleet's loop: what the kiosk does is on its meter."""

    def __init__(self, loop: Loop, tick: Job) -> None:
        self._loop = loop
        self._tick = tick
        self.cpu_s = 0.0

    @property
    def now_s(self) -> float:  # type: ignore[override]
        return self._loop.now_s

    def after(self, delay_s: float, act: Job) -> None:
        def metered() -> None:
            self._tick()
            before = time.thread_time()
            act()
            self.cpu_s += time.thread_time() - before

        self._loop.after(delay_s, metered)


@dataclass(frozen=True, slots=True)
class Hospital:
    """What all kiosks of one part share."""

    loop: Loop
    began: datetime
    http: Exchange
    traffic: Traffic
    tick: Job  # tells central the time
    look_every_s: Callable[[], float]
    shown: Callable[[SimKiosk], None]
    bug: Callable[[BaseException], None]


@dataclass(frozen=True, slots=True)
class Stand:
    """One kiosk in the hall, and what is its own."""

    kiosk: SimKiosk
    meter: MeteredLoop
    wall: WallClock
    weather: Weather
    power_cuts_s: list[float]

    @property
    def is_resting(self) -> bool:
        return self.kiosk.has_power and isinstance(self.kiosk.screen, Welcome)

    def heal(self) -> None:
        """Nothing fails any more, the clock is right, and it serves again."""
        self.weather.heal()
        self.wall.ahead = timedelta(0)
        if self.kiosk.out_of_order:
            self.kiosk.lose_power()


def build_stand(name: str, hospital: Hospital, trouble: Trouble, dice: Random) -> Stand:
    """Put a kiosk into the hall. It has no power yet."""
    weather = Weather(trouble.swarm, dice, trouble.outages)
    meter = MeteredLoop(hospital.loop, hospital.tick)
    wall = WallClock(hospital.loop, hospital.began)
    wall.ahead = timedelta(seconds=trouble.clock_ahead_s)

    def central(kiosk: SimKiosk, shift: Shift) -> Central:
        wire = FleetExchange(hospital.http, meter, shift, weather, hospital.traffic)
        identity = KioskIdentity(kiosk.name, Settings().token)
        return CentralClient(wire, identity, wall.now)

    ground = Ground(
        loop=meter,
        wall=wall,
        weather=weather,
        central=central,
        look_every_s=hospital.look_every_s,
        shown=hospital.shown,
        draw_slip=build_slip,
        slip_came_out=lambda slip: None,
        noticed=lambda text: None,
        bug=hospital.bug,
        settle_first=False,
        deferrals=True,
    )
    kiosk = SimKiosk(name, ground, dice)
    return Stand(kiosk, meter, wall, weather, trouble.power_cuts_s)
