"""The wire of one kiosk of the fleet: real HTTP, after what befalls it on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.app.simulation.loop import Loop
from kiosk.app.simulation.network import GIVES_UP_S
from kiosk.app.simulation.weather import Fate, Weather
from kiosk.app.simulation.workers import Shift
from kiosk.central.exchange import Exchange, Reply
from kiosk.central.port import CentralError, NotSent, Unanswered

LATEST_S = 120.0  # how long a request may be on its way


@dataclass(slots=True)
class Traffic:
    """How many requests really went over HTTP."""

    requests: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One request, as it can be sent again."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None
    limit: int

    @property
    def changes_something(self) -> bool:
        return "Idempotency-Key" in self.headers


@dataclass(frozen=True, slots=True)
class FleetExchange:
    """The client's Exchange, in simulated time."""

    real: Exchange
    loop: Loop
    shift: Shift
    weather: Weather
    traffic: Traffic = field(default_factory=Traffic)

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        letter = Letter(method, path, dict(headers), body, limit)
        reply = self._meet(letter, self.weather.fate(self.loop.now_s))
        self.shift.spend(self.weather.travel_s())
        return reply

    def _meet(self, letter: Letter, fate: Fate) -> Reply:
        match fate:
            case Fate.REFUSED:
                raise NotSent("simulated")
            case Fate.LOST:
                self._give_up()
            case Fate.LATE if letter.changes_something:
                delay_s = self.weather.dice.uniform(GIVES_UP_S, LATEST_S)
                self.loop.after(delay_s, lambda: self._arrives_unheard(letter))
                self._give_up()
            case Fate.UNHEARD:
                self._arrives_unheard(letter)
                self._give_up()
            case Fate.TWICE:
                self._arrives_unheard(letter)
            case Fate.TROUBLE:
                return self._trouble(letter)
            case Fate.BROKEN:
                whole = self._deliver(letter)
                return Reply(whole.status, whole.headers, whole.body[:-1])
        return self._deliver(letter)

    def _deliver(self, letter: Letter) -> Reply:
        self.traffic.requests += 1
        return self.real.send(
            letter.method, letter.path, letter.headers, letter.body, letter.limit
        )

    def _arrives_unheard(self, letter: Letter) -> None:
        try:
            self._deliver(letter)
        except CentralError:
            return  # nobody waits for the answer

    def _give_up(self) -> None:
        self.shift.spend(GIVES_UP_S)
        raise Unanswered("simulated")

    def _trouble(self, letter: Letter) -> Reply:
        wait_s = self.weather.dice.randint(1, 20)
        kiosk_id = letter.headers["X-Kiosk-Id"]
        headers = {"X-Kiosk-Id": kiosk_id, "Retry-After": str(wait_s)}
        return Reply(503, headers, b"{}")
