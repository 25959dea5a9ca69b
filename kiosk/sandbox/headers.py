"""What the handlers read beside the body, and how an answer goes back as HTTP."""

from typing import Annotated, Any

from fastapi import Header, Path, Response

import kiosk.central.wire as wire
from kiosk.sandbox.answers import Answer

ID = r"^[0-9A-Za-z._\-]{1,64}$"
Id = Annotated[str, Path(pattern=ID)]
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
REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": wire.ErrorReply, "description": "A clear no. Nothing happened."},
    "503": {"description": "Come back after `Retry-After` seconds."},
}


def respond(answer: Answer) -> Response:
    headers = {}
    if answer.retry_after_s is not None:
        headers["Retry-After"] = str(answer.retry_after_s)
    return Response(answer.body, answer.status, headers, "application/json")
