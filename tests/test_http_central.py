"""Central answers late, wrong, too much or not at all: each has its own error."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.app.gallery.values import INVOICE, KEY, NOW, SPLIT, VOUCHER, WECHAT, intent
from kiosk.central.auth import KioskIdentity
from kiosk.central.exchange import Reply
from kiosk.central.http import CentralClient, Deadlines, HttpCentral
from kiosk.central.line import MAX_REPLY_BYTES
from kiosk.central.port import (
    Busy,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.model.business import BusinessType
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.deferral import Capture
from kiosk.model.document import Document
from kiosk.model.intent import Method, Order
from kiosk.model.invoice import Exchange, PaperForm, PrintOutcome, PrintReport
from kiosk.model.money import Money
from kiosk.model.reconciliation import Entry

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
    "payment_key": KEY,
    "psn_no": "P1",
    "presettle_id": "Q1",
    "bill_ids": ["B1"],
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


NUMBERS = {
    "invoice_code": "31060126",
    "invoice_number": "0000000001",
    "check_code": "a1b2c3",
    "issued_on": "2026-11-22",
}
LISTED = {
    "setl_id": "S1",
    "kind": "outpatient",
    "status": "issued",
    "amount": "100.00",
    "day": "2026-11-22",
    "numbers": NUMBERS,
}
LIST = {"psn_no": "P1", "invoices": [LISTED]}
NOTED = {"job_key": "J1", "outcome": "printed", "copies": 1}
RESERVED = {"exchange_key": "X1", "status": "reserved"}
PAPER = PrintReport("J1", Document.INVOICE, INVOICE, 1, PrintOutcome.PRINTED, NOW)
FORM = Exchange("X1", "P1", INVOICE, PaperForm("31060199", "0000000007"))


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
                else:
                    self._hang_up(line)

    def _hang_up(self, line: socket.socket) -> None:
        """Once the rest of the request is read: closed before, it would cut off what
        was said."""
        line.settimeout(2)
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
            while line.recv(65536):
                pass

    def _drip(self, line: socket.socket) -> None:
        """A byte now and then, for as long as the kiosk listens."""
        with suppress(OSError):
            while not self._closed.wait(0.05):
                line.sendall(b"x")


@contextmanager
def central(says: bytes, *, drips: bool = False) -> Iterator[tuple[HttpCentral, Host]]:
    host = Host(says, drips=drips)
    # Short where the deadline must be met, long where a busy machine must not meet it.
    deadlines = Deadlines(1, 0.3) if drips or not says else Deadlines(5, 10)
    try:
        yield HttpCentral(host.url, KioskIdentity(KIOSK, "t"), deadlines), host
    finally:
        host.close()


PART = {**WIRE_SPLIT, "medfee_sumamt": "187.21", "psn_cash_pay": "55.29"}
DEAR = {**WIRE_SPLIT, "medfee_sumamt": "188.22", "psn_cash_pay": "56.30"}
UNEVEN = {**WIRE_SPLIT, "psn_cash_pay": "55.29"}
DAY: dict[str, Any] = {
    "day": "2026-11-22",
    "entries": [{"payment_key": KEY, "kept": "56.29", "setl_id": "S1"}],
}
REFUNDED = {"key": KEY, "status": "reversed", "amount": "0.00", "refunded": "5.00"}
CAPTURE = Capture("{}", "c2ln", "Ed25519", "k1")
TWO_BILLS = replace(intent(), bill_ids=("B1", "B2"))
CASE = Case("case-1", CaseKind.OVERDUE, KEY, NOW)


Ask = Callable[[HttpCentral], object]


def identify(central: HttpCentral) -> object:
    return central.identify(VOUCHER, BusinessType.SETTLEMENT)


def bills(central: HttpCentral) -> object:
    return central.open_bills("P1")


def charge(central: HttpCentral) -> object:
    return central.charge(intent(), intent().shares[0], None)


def settle(central: HttpCentral) -> object:
    return central.settle(intent())


def settle_two(central: HttpCentral) -> object:
    return central.settle(TWO_BILLS)


def settle_two_first(central: HttpCentral) -> object:
    return central.settle(replace(TWO_BILLS, order=Order.SETTLE_FIRST))


def carry_out_two(central: HttpCentral) -> object:
    return central.carry_out(replace(TWO_BILLS, order=Order.DEFERRED), CAPTURE)


def carry_out(central: HttpCentral) -> object:
    return central.carry_out(replace(intent(), order=Order.DEFERRED), CAPTURE)


def refund(central: HttpCentral) -> None:
    central.refund_charge(KEY, Money(5_00))


def revoke(central: HttpCentral) -> None:
    central.revoke_settlement(KEY)


def credential(central: HttpCentral) -> object:
    return central.credential(intent(Method.ONE_CODE))


def invoices(central: HttpCentral) -> object:
    return central.invoices("P1")


def report_print(central: HttpCentral) -> object:
    return central.report_print(PAPER)


def reserve(central: HttpCentral) -> None:
    central.reserve_form(FORM)


def confirm(central: HttpCentral) -> None:
    central.confirm_exchange("X1")


def void(central: HttpCentral) -> None:
    central.void_exchange("X1", spoiled=True)


def tell_day(central: HttpCentral) -> object:
    return central.day(date(2026, 11, 22))


def report_case(central: HttpCentral) -> None:
    central.report_case(CASE)


def enrol(central: HttpCentral) -> None:
    central.enrol_key("Ed25519", "k1", "AAAA")


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
        (settle, reply({**SETTLED, "payment_key": "another"}), Misanswered),
        (settle, reply({**SETTLED, "bill_ids": ["B9"]}), Misanswered),
        (settle, reply({**SETTLED, "bill_ids": ["B1", "B1"]}), Misanswered),
        (settle, reply({**SETTLED, "bill_ids": []}), Misanswered),
        (settle, reply({**SETTLED, "setl_time": "2026-11-22T09:30:00"}), Misanswered),
        (settle_two, reply({**SETTLED, "split": DEAR}), Misanswered),
        (settle_two, reply({**SETTLED, "split": UNEVEN}), Misanswered),
        (settle_two_first, reply({**SETTLED, "split": PART}), Misanswered),
        (carry_out_two, reply({**SETTLED, "split": PART}), Misanswered),
        (carry_out, reply({**SETTLED, "psn_no": "P2"}), Misanswered),
        (carry_out, reply({**SETTLED, "split": PART}), Misanswered),
        (carry_out, reply({"reason": "forged"}, "409 Conflict"), Refused),
        (refund, reply({**REFUNDED, "refunded": "4.99"}), Misanswered),
        (refund, reply({**REFUNDED, "amount": "0.01"}), Misanswered),
        (refund, reply({**REFUNDED, "status": "closed"}), Misanswered),
        (refund, reply({**REFUNDED, "key": "another"}), Misanswered),
        (refund, reply({**REFUNDED, "status": "paid"}), Misanswered),
        (refund, reply(CHARGED), Misanswered),
        (revoke, reply({"payment_key": "another"}), Misanswered),
        (
            credential,
            reply({"payment_key": "another", "credential": "YM1"}),
            Misanswered,
        ),
        (tell_day, reply({**DAY, "day": "2026-11-23"}), Misanswered),
        (tell_day, reply({**DAY, "entries": DAY["entries"] * 2}), Misanswered),
        (tell_day, reply(json.dumps(DAY).replace("56", "-56", 1)), Misanswered),
        (report_case, reply({"noted": False}), Misanswered),
        (enrol, reply({"noted": False}), Misanswered),
        (invoices, reply({**LIST, "psn_no": "P2"}), Misanswered),
        (invoices, reply({**LIST, "invoices": [LISTED, LISTED]}), Misanswered),
        (
            invoices,
            reply({**LIST, "invoices": [{**LISTED, "numbers": None}]}),
            Misanswered,
        ),
        (
            invoices,
            reply({**LIST, "invoices": [{**LISTED, "status": "being_issued"}]}),
            Misanswered,
        ),
        (
            invoices,
            reply({**LIST, "invoices": [{**LISTED, "view_url": "file:///etc"}]}),
            Misanswered,
        ),
        (report_print, reply({**NOTED, "job_key": "J2"}), Misanswered),
        (report_print, reply({**NOTED, "outcome": "unknown"}), Misanswered),
        (report_print, reply({**NOTED, "copies": -1}), Misanswered),
        (reserve, reply({**RESERVED, "status": "void"}), Misanswered),
        (reserve, reply({**RESERVED, "exchange_key": "X2"}), Misanswered),
        (reserve, reply({"reason": "form_taken"}, "409 Conflict"), Refused),
        (confirm, reply(RESERVED), Misanswered),
        (void, reply(RESERVED), Misanswered),
        (enrol, reply({"reason": "not_authorised"}, "401 Unauthorized"), Refused),
    ],
)
def test_each_bad_answer_has_its_own_error(
    ask: Ask, says: bytes, error: type[CentralError]
) -> None:
    with central(says) as (kiosks_central, _), pytest.raises(CentralError) as caught:
        ask(kiosks_central)
    assert type(caught.value) is error


def test_the_newest_invoice_is_the_first_however_they_come() -> None:
    old = {**LISTED, "setl_id": "S2", "day": "2026-01-05"}
    with central(reply({**LIST, "invoices": [old, LISTED]})) as (kiosks_central, _):
        listed = kiosks_central.invoices("P1")
    assert [one.settlement_id for one in listed] == ["S1", "S2"]


def test_each_outcome_of_a_print_is_reported_under_a_key_of_its_own() -> None:
    """Or a doubt that a person has ended would be answered as the doubt was."""
    for outcome in PrintOutcome:
        answer = reply({**NOTED, "outcome": outcome})
        with central(answer) as (kiosks_central, host):
            kiosks_central.report_print(replace(PAPER, outcome=outcome))
        assert f"Idempotency-Key: J1.{outcome}".encode() in host.heard[0]


def test_nobody_there_means_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(NotSent):
        charge(HttpCentral(url, KioskIdentity(KIOSK, "t")))


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
        wechat = intent(Method.WECHAT)
        kiosks_central.charge(wechat, wechat.shares[0], None)
    [request] = host.heard
    assert f"Idempotency-Key: {KEY}\r\n".encode() in request
    assert b"X-Kiosk-Id: K1\r\n" in request


def test_only_a_masked_name_comes_in() -> None:
    with central(reply(PERSON)) as (kiosks_central, _):
        identity = kiosks_central.identify(VOUCHER, BusinessType.SETTLEMENT)
    assert identity.patient.name == "张*明"
    assert "张小明" not in repr(identity)


def test_a_good_settlement_is_read_to_the_fen() -> None:
    with central(reply(SETTLED)) as (kiosks_central, _):
        assert kiosks_central.settle(intent()).split == SPLIT


def test_a_key_that_was_reused_is_told_apart() -> None:
    says = reply({"reason": "key_reused"}, "422 Unprocessable Content")
    with central(says) as (kiosks_central, _), pytest.raises(Refused) as refused:
        charge(kiosks_central)
    assert refused.value.reason is Reason.KEY_REUSED


def test_fewer_bills_for_less_money_are_a_settlement() -> None:
    with central(reply({**SETTLED, "split": PART})) as (kiosks_central, _):
        settlement = kiosks_central.settle(TWO_BILLS)
    assert settlement.bill_ids == ("B1",)
    assert settlement.split.self_pay == Money(55_29)


@pytest.mark.parametrize(
    "says", [REFUNDED, {**REFUNDED, "status": "paid", "amount": "51.29"}]
)
def test_a_refund_is_believed_to_the_fen(says: dict[str, str]) -> None:
    with central(reply(says)) as (kiosks_central, host):
        refund(kiosks_central)
    assert f"Idempotency-Key: {KEY}.refund\r\n".encode() in host.heard[0]


def test_each_share_goes_under_its_own_key() -> None:
    both = replace(intent(Method.WECHAT), credit=Money(6_29))
    answers = [{**CHARGED, "key": share.key} for share in both.shares]
    for share, answer in zip(both.shares, answers, strict=True):
        with central(reply(answer)) as (kiosks_central, host):
            kiosks_central.charge(both, share, WECHAT)
        assert f"Idempotency-Key: {share.key}\r\n".encode() in host.heard[0]


def test_a_day_is_read_to_the_fen() -> None:
    with central(reply(DAY)) as (kiosks_central, _):
        assert kiosks_central.day(date(2026, 11, 22)) == (
            Entry(KEY, Money(56_29), "S1"),
        )


def test_a_credential_appears_in_no_repr() -> None:
    says = reply({"payment_key": KEY, "credential": "YM1"})
    with central(says) as (kiosks_central, _):
        code = kiosks_central.credential(intent(Method.ONE_CODE))
    assert code.value == "YM1"
    assert "YM1" not in repr(code)


class Carrier:
    """Keeps what is sent, and knows one person."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        self.sent = json.loads(body or b"{}")
        return Reply(200, {"X-Kiosk-Id": KIOSK}, json.dumps(PERSON).encode())


@pytest.mark.parametrize("business", BusinessType)
def test_central_is_told_what_a_code_is_shown_for(business: BusinessType) -> None:
    carrier = Carrier()
    kiosks_central = CentralClient(carrier, KioskIdentity(KIOSK, "t"))
    kiosks_central.identify(VOUCHER, business)
    assert carrier.sent["businessType"] == business.value
