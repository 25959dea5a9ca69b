"""How long central takes: an exchange that tells somebody of each request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.central.exchange import Exchange, Reply

Measured = Callable[[str, str, float], None]  # what, how it ended, seconds

# By the first word of a path; the national interface's by its number.
OPS = {
    "identities": "identify",
    "pre-settlements": "quote",
    "credentials": "charge",
    "charges": "charge",
    "settlements": "settle",
    "deferrals": "settle",
    "2206": "quote",
    "2207": "settle",
    "2208": "settle",
    "2601": "settle",
    "health": "health",
}


@dataclass(frozen=True, slots=True)
class MeasuredExchange:
    """`told` hears of each request, from any thread."""

    inner: Exchange
    clock: Callable[[], float]
    told: Measured

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        began = self.clock()
        outcome = "failed"
        try:
            reply = self.inner.send(method, path, headers, body, limit)
            outcome = _outcome(reply.status)
            return reply
        finally:
            self.told(op_of(method, path), outcome, self.clock() - began)


def op_of(method: str, path: str) -> str:
    """One of a few words, so that no path and no number in it is ever a label."""
    word = path.removeprefix("/v1").split("/")[1]
    return OPS.get(word, "look_up" if method == "GET" else "report")


def _outcome(status: int) -> str:
    if status < 400:
        return "answered"
    return "refused" if status < 500 else "failed"
