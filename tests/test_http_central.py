"""Central answers late, wrong, too much or not at all: each has its own error."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import MAX_REPLY_BYTES, Deadlines, HttpCentral
from kiosk.central.port import (
    Busy,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.intent import Method
from tests.samples import KEY, SPLIT, VOUCHER, intent

KIOSK = "K1"
WIRE_SPLIT = {
    "medfee_sumamt": "188.21",
    "fund_pay_sumamt": "101.92",
    "acct_pay": "30.00",
    "psn_cash_pay": "56.29",
    "hosp_part_amt": "0.00",
}
SETTLED = {
    "setl_id": "S1",
    "psn_no": "P1",
    "presettle_id": "Q1",
    "split": WIRE_SPLIT,
    "setl_time": "2026-11-22T09:30:00+08:00",
}
CHARGED = {"key": KEY, "status": "paid", "amount": "56.29"}
PERSON = {"psn_no": "P1", "psn_name": "张小明", "insured": True}
BILLS = {
    "psn_no": "P1",
    "bills": [
        {
            "bill_id": "B1",
            "ordered_on": "2026-11-22",
            "medfee_sumamt": "1.00",
            "lines": [
                {
                    "name": "x",
                    "quantity": "1 次",
                    "det_item_fee_sumamt": "1.00",
                    "chrgitm_lv": "甲",
                }
            ],
        }
    ],
}


def reply(body: object, status: str = "200 OK", *headers: str) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [
        f"HTTP/1.1 {status}",
        f"X-Kiosk-Id: {KIOSK}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


class Host:
    """A central that says one thing, whatever it is asked."""

    def __init__(self, says: bytes, *, drips: bool) -> None:
        self._drips = drips
        self._closed = threading.Event()
        self.heard: list[bytes] = []
        self._says = says
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self.heard.append(line.recv(65536))
                if self._says:
                    line.sendall(self._says)
                if self._drips:
                    self._drip(line)
                elif not self._says:
                    line.recv(1)  # silence, until the kiosk gives up

    def _drip(self, line: socket.socket) -> None:
        """A byte now and then, for as long as the kiosk listens."""
        with suppress(OSError):
            while not self._closed.wait(0.05):
                line.sendall(b"x")


@contextmanager
def central(says: bytes, *, drips: bool = False) -> Iterator[tuple[HttpCentral, Host]]:
    host = Host(says, drips=drips)
    try:
        yield HttpCentral(host.url, KioskIdentity(KIOSK, "t"), Deadlines(1, 0.3)), host
    finally:
        host.close()


Ask = Callable[[HttpCentral], object]


def identify(central: HttpCentral) -> object:
    return central.identify(VOUCHER)


def bills(central: HttpCentral) -> object:
    return central.open_bills("P1")


def charge(central: HttpCentral) -> object:
    return central.charge(intent(), None)


def settle(central: HttpCentral) -> object:
    return central.settle(intent())


@pytest.mark.parametrize(
    ("ask", "says", "error"),
    [
        (charge, b"", Unanswered),
        (charge, b"SSH-2.0-OpenSSH\r\n", Unanswered),
        (charge, reply({}, "500 Internal Server Error"), Unanswered),
        (charge, reply({}, "302 Found", "Location: http://127.0.0.1:1/"), Unanswered),
        (charge, reply({}, "503 Unavailable", "Retry-After: 7"), Busy),
        (charge, reply({}, "409 Conflict", "Retry-After: 1"), Busy),
        (charge, reply({"reason": "slow_down"}, "429 Too Many Requests"), Unanswered),
        (charge, reply({**CHARGED, "amount": "0.00"}), Misanswered),
        (charge, reply({**CHARGED, "amount": "-56.29"}), Misanswered),
        (charge, reply({"reason": "code_used"}, "409 Conflict"), Refused),
        (charge, reply("<html>", "403 Forbidden"), Unanswered),
        (charge, reply(CHARGED).replace(b"Kiosk-Id: K1", b"Kiosk-Id: K2"), Misanswered),
        (charge, reply({**CHARGED, "key": "another"}), Misanswered),
        (charge, reply({**CHARGED, "status": "perhaps"}), Misanswered),
        (charge, reply({**CHARGED, "amount": 56.29}), Misanswered),
        (charge, reply(json.dumps(CHARGED).encode()[:20]), Misanswered),
        (charge, reply(b"[" * 100_000), Misanswered),
        (bills, reply({**BILLS, "psn_no": "P2"}), Misanswered),
        (bills, reply(json.dumps(BILLS).replace("1.00", "2.00", 1)), Misanswered),
        (
            bills,
            reply(b" " * MAX_REPLY_BYTES + json.dumps(BILLS).encode()),
            Misanswered,
        ),
        (identify, reply([PERSON, PERSON]), Misanswered),
        (identify, reply({**PERSON, "psn_no": "../P1"}), Misanswered),
        (identify, reply({"reason": "code_expired"}, "410 Gone"), Refused),
        (settle, reply({**SETTLED, "psn_no": "P2"}), Misanswered),
        (settle, reply({**SETTLED, "presettle_id": "Q2"}), Misanswered),
        (
            settle,
            reply({**SETTLED, "split": {**WIRE_SPLIT, "acct_pay": "30.01"}}),
            Misanswered,
        ),
    ],
)
def test_each_bad_answer_has_its_own_error(
    ask: Ask, says: bytes, error: type[CentralError]
) -> None:
    with central(says) as (kiosks_central, _), pytest.raises(CentralError) as caught:
        ask(kiosks_central)
    assert type(caught.value) is error


def test_nobody_there_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(NotSent):
        HttpCentral(url, KioskIdentity(KIOSK, "t")).charge(intent(), None)


@pytest.mark.parametrize(
    "head",
    [b"", b"HTTP/1.1 200 OK\r\nX-", reply(b"x" * 10**6)[: -(10**6)]],
    ids=["status", "headers", "body"],
)
def test_a_dripping_answer_does_not_hold_the_kiosk(head: bytes) -> None:
    began = time.monotonic()
    with central(head, drips=True) as (kiosks_central, _), pytest.raises(Unanswered):
        charge(kiosks_central)
    assert time.monotonic() - began < 10, "a drop comes every 50 ms, for ever"


@pytest.mark.parametrize("ends", ["headers", "body"])
def test_half_a_reply_that_was_cut_is_no_sign_of_life(ends: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nX-Kiosk-Id: {KIOSK}\r\n"
    says = head.encode() + (b"X-" if ends == "headers" else b"\r\n{}")
    with central(says, drips=True) as (kiosks_central, _), pytest.raises(Unanswered):
        kiosks_central.ping()


def test_a_redirect_is_neither_followed_nor_read() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n"
    says = head + b"Content-Length: 1000000000\r\n\r\n"
    with central(says) as (kiosks_central, host), pytest.raises(Unanswered):
        charge(kiosks_central)
    assert len(host.heard) == 1


@pytest.mark.parametrize(
    "date",
    [
        "Sun, 22 Nov 2026 09:30:00 -0000",
        "Sun, 22 Nov 2026 99999999999999999999:30:00 GMT",
        "yesterday",
    ],
)
def test_a_strange_date_upsets_nobody(date: str) -> None:
    with central(reply({}, "200 OK", f"Date: {date}")) as (kiosks_central, _):
        assert isinstance(kiosks_central.ping(), float)


def test_central_says_how_long_to_wait() -> None:
    says = reply({}, "503 Unavailable", "Retry-After: 7")
    with central(says) as (kiosks_central, _), pytest.raises(Busy) as busy:
        charge(kiosks_central)
    assert busy.value.retry_after_s == 7


def test_a_refusal_keeps_its_reason() -> None:
    says = reply({"reason": "already_paid"}, "409 Conflict")
    with central(says) as (kiosks_central, _), pytest.raises(Refused) as refused:
        settle(kiosks_central)
    assert refused.value.reason is Refusal.ALREADY_PAID


def test_an_unknown_charge_is_no_answer_about_money() -> None:
    says = reply({"reason": Reason.NOT_FOUND}, "404 Not Found")
    with central(says) as (kiosks_central, _):
        assert kiosks_central.ask_charge(KEY).status is ChargeStatus.NOT_FOUND


def test_every_write_carries_its_key_and_the_kiosks_name() -> None:
    with central(reply(CHARGED)) as (kiosks_central, host):
        kiosks_central.charge(intent(Method.WECHAT), None)
    [request] = host.heard
    assert f"Idempotency-Key: {KEY}\r\n".encode() in request
    assert b"X-Kiosk-Id: K1\r\n" in request


def test_only_a_masked_name_comes_in() -> None:
    with central(reply(PERSON)) as (kiosks_central, _):
        identity = kiosks_central.identify(VOUCHER)
    assert identity.patient.name == "张*明"
    assert "张小明" not in repr(identity)


def test_a_good_settlement_is_read_to_the_fen() -> None:
    with central(reply(SETTLED)) as (kiosks_central, _):
        assert kiosks_central.settle(intent()).split == SPLIT
