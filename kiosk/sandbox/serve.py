"""Running the sandbox: a real server on a real socket.

Port 0 takes any free port; `announce` is called with the port once it listens.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.sandbox.desk import Clock
from kiosk.sandbox.face import create_app
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store

START_DEADLINE_S = 30


def serve(
    host: str,
    port: int,
    database: str | Path,
    announce: Callable[[int], None],
    settings: Settings | None = None,
    *,
    clock: Clock | None = None,
) -> None:
    """Serve until the process is told to stop; by the wall's clock unless told."""
    store = Store(database)
    try:
        app = create_app(store, clock or wall_clock, settings)
        with _listening(host, port) as listener:
            _Server(app, announce).run(sockets=[listener])
    finally:
        store.close()


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an app beside the caller, on loopback; yields its base URL."""
    ready: SimpleQueue[int] = SimpleQueue()
    server = _Server(app, ready.put)
    with _listening("127.0.0.1", 0) as listener:
        thread = Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="sandbox"
        )
        thread.start()
        try:
            port = ready.get(timeout=START_DEADLINE_S)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


def wall_clock() -> datetime:
    return datetime.now(UTC)


class _Server(uvicorn.Server):
    """Says its port when it listens, and leaves `Date` to the sandbox's clock."""

    def __init__(self, app: FastAPI, announce: Callable[[int], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_CuttableHttp,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                date_header=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=1,
            )
        )
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and sockets:
            self._announce(sockets[0].getsockname()[1])


class _CuttableHttp(H11Protocol):
    """Lets a fault close the connection: `scope["state"]["cut"]`."""

    def connection_made(self, transport: object) -> None:
        # uvicorn narrows the argument too; what asyncio hands over is a Transport.
        super().connection_made(transport)  # type: ignore[arg-type]
        self.app_state = {**self.app_state, "cut": self.transport.abort}


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY only where the protocol is named; without it each
    # reply waits 40 ms for the client's delayed acknowledgement.
    tcp = socket.IPPROTO_TCP
    with socket.socket(family, socket.SOCK_STREAM, tcp) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        yield listener
