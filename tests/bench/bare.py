"""The same work by the barest means: what no kiosk in this language can go below.

A blocking read of a second scanner, http.client and json for the two questions, and a
printer's conversation on one socket. No checks, no journal, no threads.
"""

import http.client
import json
import os
import socket
import time
import tty
from typing import Any
from urllib.parse import urlsplit

from drivers.escpos.connection import CLEAR, CLEARED
from drivers.escpos.status import QUESTIONS, question
from kiosk.app.config import Config
from kiosk.central.auth import KioskIdentity
from kiosk.model.business import BusinessType
from tests.bench import waiting
from tests.bench.answer import answer

WAITED = "bare"


class BareKiosk:
    """One visit up to the bill list, and one slip of two bytes."""

    def __init__(self, config: Config, scanner: str) -> None:
        self._scanner = os.open(scanner, os.O_RDONLY | os.O_NOCTTY)
        tty.setraw(self._scanner)
        self._host = urlsplit(config.central.url).netloc
        identity = KioskIdentity(config.kiosk.id, config.central.token)
        self._headers = {"Content-Type": "application/json", **identity.headers()}
        printer = urlsplit(config.receipt_printer.address)
        assert printer.hostname is not None
        assert printer.port is not None
        self._printer = printer.hostname, printer.port

    def visit(self) -> dict[str, int]:
        waiting.forget()
        answer("ready")
        code = b""
        while not code.endswith(b"\r"):
            code += os.read(self._scanner, 4096)
        with waiting.under(WAITED):
            self._bills(code.decode().strip())
        bills_at_ns = time.monotonic_ns()
        print_tap_ns = time.monotonic_ns()
        self._print()
        return {
            "bills": bills_at_ns,
            "waited_for_bills": waiting.total_ns([WAITED]),
            "print_tap": print_tap_ns,
        }

    def _bills(self, code: str) -> None:
        line = http.client.HTTPConnection(self._host)
        request = {"code": code, "businessType": BusinessType.SETTLEMENT}
        patient = self._ask(line, "POST", "/v1/identities", json.dumps(request))
        self._ask(line, "GET", f"/v1/patients/{patient['psn_no']}/bills")
        line.close()

    def _ask(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        body: str | None = None,
    ) -> Any:
        line.request(method, path, body, self._headers)
        return json.loads(line.getresponse().read())

    def _print(self) -> None:
        with socket.create_connection(self._printer) as line:
            for n in QUESTIONS:
                line.sendall(question(n))
                line.recv(16)
            line.sendall(CLEAR)
            while CLEARED[-1:] not in line.recv(16):
                pass
            line.sendall(b"\x1b@")
