"""What the handlers read beside the body, and how an answer goes back as HTTP."""

from datetime import date
from typing import Annotated, Any

from fastapi import Header, Path, Response
from pydantic import BeforeValidator

import kiosk.central.wire as wire
from kiosk.sandbox.answers import Answer

ID = r"^[0-9A-Za-z._\-]{1,64}$"
Id = Annotated[str, Path(pattern=ID)]


def _written_out(value: str) -> date:
    """A day is YYYY-MM-DD; pydantic takes a number of seconds as well."""
    day = date.fromisoformat(value)
    if str(day) != value:
        raise ValueError("another way to write a day")
    return day


Day = Annotated[date, Path(), BeforeValidator(_written_out)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=ID,
        description="Made on the kiosk. The same key is answered the same way.",
    ),
]
KioskId = Annotated[
    str, Header(alias="X-Kiosk-Id", pattern=ID, description="Which kiosk asks.")
]
Responses = dict[int | str, dict[str, Any]]
_WHY = {
    400: "It cannot be read, or something must come along and does not.",
    401: "Who asks is not known.",
    404: "There is no such thing, or not for this patient.",
    409: "Refused, or the same key is still running: then with `Retry-After`.",
    410: "The code is too old.",
    413: "It is too long.",
    422: "The key has come before, with another request.",
    429: "Too many. Come back after `Retry-After` seconds.",
    503: "Come back after `Retry-After` seconds. Nothing happened.",
}


def refusals(*statuses: int) -> Responses:
    """Describe clear refusals: nothing happened."""
    return {
        status: {"model": wire.ErrorReply, "description": _WHY[status]}
        for status in statuses
    }


def respond(answer: Answer) -> Response:
    headers = {}
    if answer.retry_after_s is not None:
        headers["Retry-After"] = str(answer.retry_after_s)
    return Response(answer.body, answer.status, headers, "application/json")
