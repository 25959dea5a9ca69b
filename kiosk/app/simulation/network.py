"""The wire between a kiosk and central: real bytes, and what befalls them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from kiosk.app.simulation.loop import Loop
from kiosk.app.simulation.weather import Fate, Weather
from kiosk.app.simulation.workers import Shift
from kiosk.central.exchange import Reply
from kiosk.central.port import NotSent, Unanswered
from kiosk.sandbox.spoiling import other_patient, unknown_status, wrong_sum

GIVES_UP_S = 12.0  # connecting and answering, as the client's deadlines have it


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it leaves a kiosk."""

    kiosk_id: str
    method: str
    path: str
    key: str | None
    body: bytes

    @property
    def changes_something(self) -> bool:
        return self.key is not None


@dataclass(frozen=True, slots=True)
class Answered:
    """What central says to a request."""

    status: int
    body: bytes
    retry_after_s: int | None = None


Ask = Callable[[Request], Answered]


@dataclass(frozen=True, slots=True)
class SimExchange:
    """The client's Exchange. Each request meets its fate here."""

    loop: Loop
    shift: Shift
    weather: Weather
    central_now: Callable[[], datetime]
    ask: Ask
    sending: Callable[[Request], None]
    noticed: Callable[[str], None]

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        request = Request(
            headers["X-Kiosk-Id"],
            method,
            path,
            headers.get("Idempotency-Key"),
            body or b"",
        )
        self.sending(request)
        fate = self.weather.fate(self.loop.now_s)
        answered = self._meet(request, fate)
        self.shift.spend(self.weather.travel_s())
        return self._reply(request, self._spoilt(request, answered, fate))

    def _meet(self, request: Request, fate: Fate) -> Answered:
        match fate:
            case Fate.REFUSED:
                self.shift.spend(0.01)
                raise NotSent("simulated")
            case Fate.LOST:
                self._give_up(request, fate)
            case Fate.LATE if request.changes_something:
                delay_s = self.weather.dice.uniform(GIVES_UP_S, 120.0)
                self.loop.after(delay_s, lambda: self._arrives_late(request))
                self._give_up(request, fate)
            case Fate.UNHEARD:
                self._heard(request)
                self._give_up(request, fate)
            case Fate.TWICE:
                self._heard(request)
            case Fate.TROUBLE:
                return self._trouble()
        return self._heard(request)

    def _heard(self, request: Request) -> Answered:
        answered = self.ask(request)
        if request.path != "/v1/health":
            self.noticed(
                f"{request.kiosk_id} > {request.method} {request.path}"
                f" {request.key or ''} = {answered.status}"
            )
        return answered

    def _arrives_late(self, request: Request) -> None:
        self._heard(request)

    def _give_up(self, request: Request, fate: Fate) -> None:
        if request.path != "/v1/health":
            self.noticed(f"{request.kiosk_id} > {request.path} is {fate.name.lower()}")
        self.shift.spend(GIVES_UP_S)
        raise Unanswered("simulated")

    def _trouble(self) -> Answered:
        status = self.weather.dice.choice((500, 502, 503, 429))
        wait_s = self.weather.dice.randint(1, 20) if status in (503, 429) else None
        return Answered(status, b"{}", wait_s)

    def _spoilt(self, request: Request, answered: Answered, fate: Fate) -> Answered:
        if fate is not Fate.BROKEN or request.path == "/v1/identities":
            return answered  # whose code it is, only central knows
        spoil = self.weather.dice.choice(
            (
                other_patient,
                self._wrong_sum,
                unknown_status,
                lambda body: body[: len(body) // 2],
            )
        )
        return Answered(answered.status, spoil(answered.body), answered.retry_after_s)

    def _wrong_sum(self, body: bytes) -> bytes:
        """Never the same twice: what central says twice the kiosk believes."""
        for _ in range(self.weather.dice.randint(1, 60)):
            body = wrong_sum(body)
        return body

    def _reply(self, request: Request, answered: Answered) -> Reply:
        headers = {
            "X-Kiosk-Id": request.kiosk_id,
            "Date": format_datetime(self.central_now(), usegmt=True),
        }
        if answered.retry_after_s is not None:
            headers["Retry-After"] = str(answered.retry_after_s)
        return Reply(answered.status, headers, answered.body)
