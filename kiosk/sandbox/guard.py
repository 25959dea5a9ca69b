"""What every request passes first: who asks, how much, and whether it already runs.

Outermost, so that each reply, also a refusal, says for which kiosk it is and what time
it is here.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.central.port import Reason
from kiosk.sandbox.answers import Answer, denied, later
from kiosk.sandbox.settings import Settings


class ShownClock:
    """The clock as central shows it in `Date`; a test may put it ahead."""

    def __init__(self, clock: Callable[[], datetime], ahead_s: float = 0) -> None:
        self._clock = clock
        self.ahead_s = ahead_s

    def __call__(self) -> datetime:
        return self._clock() + timedelta(seconds=self.ahead_s)


class Guard:
    """Checks the token, caps the body, and lets a key run once at a time."""

    def __init__(
        self, app: ASGIApp, clock: Callable[[], datetime], settings: Settings
    ) -> None:
        self._app = app
        self._clock = clock
        self._settings = settings
        self._secret = f"Bearer {settings.token}".encode()
        self._running: set[tuple[str, bytes]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        send = self._stamped(send, headers.get(b"x-kiosk-id"))
        if scope["path"].startswith("/v1/") and not self._is_known(headers):
            await reply(send, denied(Reason.NOT_AUTHORISED))
            return
        body = await read_body(receive, self._settings.max_body_bytes)
        if body is None:
            await reply(send, denied(Reason.OTHER, 413))
            return
        await self._run(scope, replay(body, receive), send, headers)

    async def _run(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]
    ) -> None:
        key = headers.get(b"idempotency-key")
        if key is None:
            await self._app(scope, receive, send)
            return
        run = (scope["path"], key)
        if run in self._running:
            await reply(send, later(409, self._settings.retry_after_s))
            return
        self._running.add(run)
        try:
            await self._app(scope, receive, send)
        finally:
            self._running.discard(run)

    def _is_known(self, headers: dict[bytes, bytes]) -> bool:
        return hmac.compare_digest(headers.get(b"authorization", b""), self._secret)

    def _stamped(self, send: Send, kiosk_id: bytes | None) -> Send:
        async def stamp(message: Message) -> None:
            if message["type"] == "http.response.start":
                now = format_datetime(self._clock(), usegmt=True)
                stamps = [(b"date", now.encode())]
                if kiosk_id is not None:
                    stamps.append((b"x-kiosk-id", kiosk_id))
                message["headers"] = [*message["headers"], *stamps]
            await send(message)

        return stamp


async def read_body(receive: Receive, limit: int) -> bytes | None:
    """Take the whole body; None if it is longer than the limit."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """Deliver a body that was already taken, then whatever comes after it."""
    waiting = [body]

    async def deliver() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return deliver


async def reply(send: Send, answer: Answer) -> None:
    """Send an answer as it is, below any framework."""
    body = answer.body.encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if answer.retry_after_s is not None:
        headers.append((b"retry-after", str(answer.retry_after_s).encode()))
    await send(
        {"type": "http.response.start", "status": answer.status, "headers": headers}
    )
    await send({"type": "http.response.body", "body": body})
