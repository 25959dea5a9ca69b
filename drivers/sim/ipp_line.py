"""The line to a simulated page printer: HTTP, and all that goes wrong on it."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from pyipp.enums import IppOperation

from drivers.sim.ipp_wire import Answer, Request, answer_bytes, read_request
from drivers.sim.loopback_server import LoopbackServer

LATE_S = 3.0  # longer than anybody waits for a word
HEADER_BYTES = 8
GARBLED = 0x55


class IppLine:
    """Hands requests to `answer`, and answers on, late, garbled or not at all."""

    def __init__(self, answer: Callable[[Request], Answer], port: int) -> None:
        self._answer = answer
        self._changed = threading.Condition()
        self._silent = False
        self._loses_answer = False
        self._garbles = False
        self._delay_s = 0.0
        self._server = LoopbackServer(self._handler(), port)
        self.uri = f"ipp://127.0.0.1:{self._server.port}/ipp/print"

    def be_silent(self, silent: bool) -> None:
        with self._changed:
            self._silent = silent
            self._changed.notify_all()

    def lose_next_answer(self) -> None:
        with self._changed:
            self._loses_answer = True

    def garble(self) -> None:
        with self._changed:
            self._garbles = True

    def answer_late(self) -> None:
        with self._changed:
            self._delay_s = LATE_S

    def unplug(self) -> None:
        self._server.unplug()
        with self._changed:
            self._changed.notify_all()  # whoever is kept waiting

    def plug(self) -> None:
        self._server.plug()

    def mend(self) -> None:
        """Answer at once, whole and right; a pulled plug stays pulled."""
        with self._changed:
            self._silent = self._loses_answer = self._garbles = False
            self._delay_s = 0.0
            self._changed.notify_all()

    def _respond(self, request: Request) -> bytes | None:
        """The answer, when the printer cares to give one."""
        raw = answer_bytes(request, self._answer(request))
        with self._changed:
            delay_s = self._delay_s
            if delay_s:
                self._changed.wait_for(lambda: not self._is_late, delay_s)
            self._changed.wait_for(
                lambda: not self._silent or not self._server.is_plugged
            )
            if request.operation == IppOperation.PRINT_JOB and self._loses_answer:
                self._loses_answer = False
                return None
            if self._garbles:
                body = bytes(byte ^ GARBLED for byte in raw[HEADER_BYTES:])
                return raw[:HEADER_BYTES] + body
        return raw

    @property
    def _is_late(self) -> bool:
        return self._delay_s > 0 and self._server.is_plugged

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        respond = self._respond

        class Line(BaseHTTPRequestHandler):
            """One HTTP request, which carries one IPP request."""

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                answer = respond(read_request(self.rfile.read(length)))
                if answer is None:
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: a simulator writes no log."""

        return Line
