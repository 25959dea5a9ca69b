"""The sandbox over HTTP: a real server, a real socket, one sentence per test."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from pypdf import PdfReader

from kiosk.sandbox.desk import Desk
from kiosk.sandbox.face import create_app
from kiosk.sandbox.openapi import description
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from tests.at_central import KIOSK, NOON, TIMEOUT_S, Clock, Json, Kiosk, new_key


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    store = Store(database)
    with serving(create_app(store, clock)) as url:
        yield url
    store.close()


@pytest.fixture
def kiosk(url: str, clock: Clock) -> Iterator[Kiosk]:
    clock.now = NOON
    kiosk = Kiosk(url, clock)
    kiosk.post("/sandbox/reset")
    with kiosk.session:
        yield kiosk
        assert kiosk.books()["balanced"]


# Every request


@pytest.mark.parametrize("text", ["\0", "1300\0", "\x1f"])
def test_text_that_no_database_keeps_is_refused(kiosk: Kiosk, text: str) -> None:
    quote = kiosk.quote("P1001")
    assert kiosk.charge(quote, new_key(), "wechat", text).status_code == 400
    case = {"case_id": new_key(), "kind": "overdue", "payment_key": "x"}
    case |= {"opened_at": NOON.isoformat(), "about": text}
    assert kiosk.post("/v1/cases", case, new_key()).status_code == 400
    assert kiosk.post("/sandbox/people/a%00b/codes").status_code == 400


def test_each_reply_says_for_whom_it_is_and_what_time_it_is(kiosk: Kiosk) -> None:
    kiosk.clock.pass_s(3600)
    for path in ("/v1/health", "/v1/patients/P1001/bills", "/v1/nothing"):
        headers = kiosk.get(path).headers
        assert headers["X-Kiosk-Id"] == KIOSK
        assert parsedate_to_datetime(headers["Date"]) == NOON + timedelta(hours=1)


@pytest.mark.parametrize("token", ["Bearer other", ""])
def test_a_kiosk_without_the_token_learns_nothing(kiosk: Kiosk, token: str) -> None:
    kiosk.session.headers["Authorization"] = token
    reply = kiosk.get("/v1/patients/P1001/bills")
    assert (reply.status_code, reply.json()) == (401, {"reason": "not_authorised"})
    assert reply.headers["X-Kiosk-Id"] == KIOSK


def test_a_body_too_long_is_refused(kiosk: Kiosk) -> None:
    assert kiosk.identify("4" * 70_000).status_code == 413


def test_an_unknown_path_is_refused_like_everything_else(kiosk: Kiosk) -> None:
    reply = kiosk.get("/v1/nothing")
    assert (reply.status_code, reply.json()) == (404, {"reason": "not_found"})


@pytest.mark.parametrize(
    "path",
    [
        "/v1/charges",
        "/v1/settlements",
        "/v1/invoices",
        "/v1/charges/k/close",
        "/v1/charges/k/reverse",
        "/v1/charges/k/refund",
        "/v1/settlements/k/revoke",
        "/v1/credentials",
        "/v1/deferrals",
        "/v1/debts",
        "/v1/cases",
    ],
)
def test_every_write_needs_a_key(kiosk: Kiosk, path: str) -> None:
    reply = kiosk.post(path, {})
    assert (reply.status_code, reply.json()) == (400, {"reason": "other"})


# Who it is


@pytest.mark.parametrize("kind", ["voucher", "suishen", "health_card"])
def test_a_code_says_whose_it_is(kiosk: Kiosk, kind: str) -> None:
    who = kiosk.identify(kiosk.codes("P1005")[kind]).json()
    assert (who["psn_no"], who["psn_name"]) == ("P1005", "刘𠮷祥")
    contract = who["contract"]
    assert (contract["bank_name"], contract["available"]) == ("示范银行", "5.00")


def test_a_family_code_names_the_child_and_the_parent(kiosk: Kiosk) -> None:
    who = kiosk.identify(kiosk.codes("P1002")["suishen"]).json()
    assert (who["psn_name"], who["guardian_name"]) == ("李梓涵", "李娜")


def test_an_old_code_is_expired(kiosk: Kiosk) -> None:
    code = kiosk.codes("P1001")["voucher"]
    kiosk.clock.pass_s(61)
    reply = kiosk.identify(code)
    assert (reply.status_code, reply.json()) == (410, {"reason": "code_expired"})


def test_a_code_that_nobody_issued_is_nobodys(kiosk: Kiosk) -> None:
    reply = kiosk.identify("424" + "1" * 25)
    assert (reply.status_code, reply.json()) == (404, {"reason": "person_unknown"})


def test_a_payment_code_identifies_nobody(kiosk: Kiosk) -> None:
    for code in (kiosk.codes("P1001")["wechat"], "x" * 600, ""):
        reply = kiosk.identify(code)
        assert (reply.status_code, reply.json()) == (400, {"reason": "code_invalid"})


# What is open


def test_bills_and_their_lines_add_up(kiosk: Kiosk) -> None:
    reply = kiosk.get("/v1/patients/P1007/bills").json()
    (bill,) = reply["bills"]
    cents = [int(x["det_item_fee_sumamt"].replace(".", "")) for x in bill["lines"]]
    assert len(cents) == 60
    assert sum(cents) == int(bill["medfee_sumamt"].replace(".", ""))


def test_nobody_has_no_bills(kiosk: Kiosk) -> None:
    assert kiosk.get("/v1/patients/P0/bills").status_code == 404


def test_quoting_changes_nothing(kiosk: Kiosk) -> None:
    before = kiosk.get("/sandbox/people").json()
    kiosk.quote("P1008")
    assert kiosk.get("/sandbox/people").json() == before


def test_paid_or_strange_bills_are_not_quoted(kiosk: Kiosk) -> None:
    ids = kiosk.bills("P1001")
    kiosk.settled("P1001")
    for bills, reason in (
        (ids, "already_paid"),
        (["B9"], "bills_changed"),
        (kiosk.bills("P1008")[:1], "bills_changed"),
    ):
        asked = {"psn_no": "P1001", "bill_ids": bills}
        reply = kiosk.post("/v1/pre-settlements", asked)
        assert (reply.status_code, reply.json()) == (409, {"reason": reason})


# Taking money


def test_credit_lowers_the_limit_by_what_is_taken(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid("P1008")
    due = quote["split"]["psn_cash_pay"]
    assert kiosk.get(f"/v1/charges/{key}").json() == {
        "key": key,
        "status": "paid",
        "amount": due,
        "reason": None,
        "refunded": "0.00",
        "qr": "",
    }
    assert float(kiosk.person("P1008")["credit"]) == 8000 - float(due)


@pytest.mark.parametrize("method", ["wechat", "alipay", "unionpay"])
def test_a_wallet_code_pays_once(kiosk: Kiosk, method: str) -> None:
    code = kiosk.codes("P1004")[method]
    reply = kiosk.charge(kiosk.quote("P1004"), new_key(), method, code)
    assert reply.json()["status"] == "paid"
    again = kiosk.charge(kiosk.quote("P1009"), new_key(), method, code)
    assert again.json()["reason"] == "code_used"


def test_a_parent_pays_for_a_child(kiosk: Kiosk) -> None:
    code = kiosk.codes("P1004")["wechat"]
    assert kiosk.charge(kiosk.quote("P1002"), new_key(), "wechat", code).ok
    assert kiosk.person("P1002")["wallet"] == "50000.00"
    assert kiosk.person("P1004")["wallet"] < "50000.00"


def test_each_refusal_says_why(kiosk: Kiosk) -> None:
    poor = kiosk.quote("P1013")
    code = kiosk.codes("P1013")["wechat"]
    for reply, reason in (
        (kiosk.charge(kiosk.quote("P1005"), new_key()), "limit_too_small"),
        (kiosk.charge(poor, new_key(), "wechat", code), "not_enough"),
        (kiosk.charge(poor, new_key(), "alipay", code), "other"),
        (kiosk.charge(poor, new_key(), "unionpay", "62" + "0" * 17), "code_expired"),
    ):
        said = reply.json()
        assert (reply.status_code, said["status"]) == (200, "refused")
        assert (said["reason"], said["amount"]) == (reason, "0.00")


def test_the_phone_asks_and_then_pays(kiosk: Kiosk) -> None:
    key, code = new_key(), kiosk.codes("P1011")["wechat"]
    first = kiosk.charge(kiosk.quote("P1011"), key, "wechat", code).json()
    assert first["status"] == "user_paying"
    kiosk.clock.pass_s(7)
    assert kiosk.get(f"/v1/charges/{key}").json()["status"] == "user_paying"
    kiosk.clock.pass_s(1)
    assert kiosk.get(f"/v1/charges/{key}").json()["status"] == "paid"


def test_the_phone_asks_about_much_money(kiosk: Kiosk) -> None:
    code = kiosk.codes("P1014")["alipay"]
    reply = kiosk.charge(kiosk.quote("P1014"), new_key(), "alipay", code)
    assert reply.json()["status"] == "user_paying"


def test_the_payer_may_say_no(kiosk: Kiosk) -> None:
    key, code = new_key(), kiosk.codes("P1004", payer="cancels")["wechat"]
    kiosk.charge(kiosk.quote("P1004"), key, "wechat", code)
    kiosk.clock.pass_s(60)
    reply = kiosk.get(f"/v1/charges/{key}").json()
    assert (reply["status"], reply["reason"]) == ("refused", "cancelled")


def test_the_same_bills_are_not_charged_twice(kiosk: Kiosk) -> None:
    quote = kiosk.quote("P1001")
    assert kiosk.charge(quote, new_key()).json()["status"] == "paid"
    assert kiosk.charge(quote, new_key()).json()["reason"] == "already_paid"


def test_who_was_overtaken_while_typing_does_not_pay(kiosk: Kiosk) -> None:
    slow, quote = new_key(), kiosk.quote("P1001")
    code = kiosk.codes("P1001", payer="asks")["wechat"]
    kiosk.charge(quote, slow, "wechat", code)
    assert kiosk.charge(quote, new_key()).json()["status"] == "paid"
    kiosk.clock.pass_s(60)
    assert kiosk.get(f"/v1/charges/{slow}").json()["reason"] == "already_paid"


def test_an_old_quote_takes_nothing(kiosk: Kiosk) -> None:
    quote = kiosk.quote("P1001")
    kiosk.clock.pass_s(601)
    assert kiosk.charge(quote, new_key()).json()["reason"] == "amount_changed"


def test_an_unknown_charge_is_no_answer_about_money(kiosk: Kiosk) -> None:
    reply = kiosk.get("/v1/charges/nobody")
    assert reply.status_code == 404
    assert (reply.json()["status"], reply.json()["reason"]) == (
        "not_found",
        "not_found",
    )


# Keys


def test_a_key_is_answered_the_same_way_again(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    first = kiosk.charge(quote, key)
    again = kiosk.charge(quote, key)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert len(kiosk.books()["charges"]) == 1


def test_a_key_with_another_body_is_a_bug(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.charge(quote, key)
    quote["split"]["psn_cash_pay"] = "0.01"
    reply = kiosk.charge(quote, key)
    assert (reply.status_code, reply.json()) == (422, {"reason": "key_reused"})


def test_a_key_that_still_runs_is_told_to_wait(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.fail("charge", "slow", seconds=0.5)
    with ThreadPoolExecutor() as beside:
        slow = beside.submit(Kiosk(kiosk.url, kiosk.clock).charge, quote, key)
        kiosk.wait_for_faults()
        reply = kiosk.charge(quote, key)
        assert (reply.status_code, reply.headers["Retry-After"]) == (409, "1")
        assert slow.result(TIMEOUT_S).json()["status"] == "paid"
    assert kiosk.charge(quote, key).json()["status"] == "paid"


def test_a_key_is_remembered_for_thirty_days(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    kiosk.clock.pass_s(29 * 86400)
    assert kiosk.charge(quote, key).json()["status"] == "paid"
    kiosk.clock.pass_s(2 * 86400)
    assert kiosk.charge(quote, key).json()["status"] == "paid"
    assert len(kiosk.books()["charges"]) == 1


# Ending a charge


def test_a_closed_key_never_charges_however_late_it_lands(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    assert kiosk.end(key, "close")["status"] == "closed"
    assert kiosk.charge(quote, key).json()["status"] == "refused"
    assert kiosk.get(f"/v1/charges/{key}").json()["status"] == "closed"


def test_a_reversed_key_never_charges_either(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    assert kiosk.end(key, "reverse")["status"] == "reversed"
    assert kiosk.charge(quote, key).json()["status"] == "refused"


def test_closing_what_is_paid_says_paid(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    closed = kiosk.end(key, "close")
    assert closed["status"] == "paid"
    assert closed["amount"] == quote["split"]["psn_cash_pay"]


def test_closing_stops_a_payer_who_is_still_typing(kiosk: Kiosk) -> None:
    key, code = new_key(), kiosk.codes("P1011")["wechat"]
    kiosk.charge(kiosk.quote("P1011"), key, "wechat", code)
    assert kiosk.end(key, "close")["status"] == "closed"
    kiosk.clock.pass_s(60)
    assert kiosk.get(f"/v1/charges/{key}").json()["status"] == "closed"


@pytest.mark.parametrize("how", ["reverse", "refund"])
def test_what_was_taken_goes_back_once(kiosk: Kiosk, how: str) -> None:
    key, quote = kiosk.paid()
    body = {"amount": quote["split"]["psn_cash_pay"]} if how == "refund" else None
    for attempt in ("a", "b"):
        reply = kiosk.post(f"/v1/charges/{key}/{how}", body, f"{key}.{attempt}")
        assert reply.json()["status"] == "reversed"
    assert kiosk.person("P1001")["credit"] == "8000.00"
    assert len(kiosk.books()["refunds"]) == 1


def test_what_is_settled_is_not_given_back(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    kiosk.settle(quote, key, new_key())
    assert kiosk.end(key, "reverse")["status"] == "paid"
    asked = {"amount": quote["split"]["psn_cash_pay"]}
    reply = kiosk.post(f"/v1/charges/{key}/refund", asked, new_key())
    assert (reply.status_code, reply.json()) == (409, {"reason": "already_paid"})


# Settling


def test_settling_closes_the_bills_and_uses_the_account(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid("P1008")
    reply = kiosk.settle(quote, key, new_key())
    assert reply.json()["split"] == quote["split"]
    assert kiosk.bills("P1008") == []
    assert kiosk.person("P1008")["account"] == "0.00"


def test_settling_again_gives_the_same_number(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    settle = new_key()
    first = kiosk.settle(quote, key, settle)
    assert kiosk.settle(quote, key, settle).content == first.content
    assert kiosk.settle(quote, key, new_key()).content == first.content
    other = kiosk.settle(quote, new_key(), new_key())
    assert (other.status_code, other.json()) == (409, {"reason": "already_paid"})


@pytest.mark.parametrize("person", ["P1003", "P1015"])
def test_where_nothing_is_left_to_pay_no_charge_is_needed(
    kiosk: Kiosk, person: str
) -> None:
    quote = kiosk.quote(person)
    assert quote["split"]["psn_cash_pay"] == "0.00"
    assert kiosk.settle(quote, new_key(), new_key()).ok
    assert kiosk.bills(person) == []


def test_nothing_is_settled_that_was_not_paid(kiosk: Kiosk) -> None:
    quote = kiosk.quote("P1001")
    reply = kiosk.settle(quote, new_key(), new_key())
    assert (reply.status_code, reply.json()) == (404, {"reason": "not_found"})
    key = new_key()
    kiosk.charge_share(quote, (key, key), "0.01")
    reply = kiosk.settle(quote, key, new_key())
    assert (reply.status_code, reply.json()) == (409, {"reason": "amount_changed"})


def test_another_split_than_quoted_is_not_settled(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    quote["split"] |= {"acct_pay": "0.00"}
    reply = kiosk.settle(quote, key, new_key())
    assert (reply.status_code, reply.json()) == (409, {"reason": "amount_changed"})


def test_settling_waits_for_a_payer_who_thinks(kiosk: Kiosk) -> None:
    key, settle, quote = new_key(), new_key(), kiosk.quote("P1011")
    kiosk.charge(quote, key, "wechat", kiosk.codes("P1011")["wechat"])
    reply = kiosk.settle(quote, key, settle)
    assert (reply.status_code, reply.headers["Retry-After"]) == (409, "1")
    kiosk.clock.pass_s(10)
    assert kiosk.settle(quote, key, settle).ok


def test_paid_money_is_settled_however_late(kiosk: Kiosk) -> None:
    key, quote = kiosk.paid()
    kiosk.clock.pass_s(5 * 86400)
    assert kiosk.settle(quote, key, new_key()).ok


# Invoices


def test_a_settlement_has_one_invoice(kiosk: Kiosk) -> None:
    asked = {"setl_id": kiosk.settled()["setl_id"]}
    first = kiosk.post("/v1/invoices", asked, new_key()).json()
    assert kiosk.post("/v1/invoices", asked, new_key()).json() == first
    assert (first["invoice_code"], first["amount"]) == ("31060126", "82.32")


def test_invoice_numbers_run_on(kiosk: Kiosk) -> None:
    numbers = [
        int(
            kiosk.post(
                "/v1/invoices", {"setl_id": kiosk.settled(who)["setl_id"]}, new_key()
            ).json()["invoice_number"]
        )
        for who in ("P1001", "P1008")
    ]
    assert numbers[1] == numbers[0] + 1


def test_an_invoice_without_a_settlement_is_not_issued(kiosk: Kiosk) -> None:
    reply = kiosk.post("/v1/invoices", {"setl_id": "S0"}, new_key())
    assert (reply.status_code, reply.json()) == (404, {"reason": "not_found"})


def test_the_invoice_is_a_pdf_and_stays_the_same(kiosk: Kiosk) -> None:
    asked = {"setl_id": kiosk.settled()["setl_id"]}
    issued = kiosk.post("/v1/invoices", asked, new_key()).json()
    path = f"/v1/invoices/{issued['invoice_code']}/{issued['invoice_number']}/file"
    file = kiosk.get(path)
    assert file.headers["Content-Type"] == "application/pdf"
    text = PdfReader(io.BytesIO(file.content)).pages[0].extract_text()
    assert issued["invoice_number"] in text
    assert kiosk.get(path).content == file.content
    assert kiosk.get(path.replace("310601", "110601")).status_code == 404


# Failing on command


def test_a_request_can_be_lost_on_its_way(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.fail("charge", "drop_before")
    with pytest.raises(requests.ConnectionError):
        kiosk.charge(quote, key)
    assert kiosk.get(f"/v1/charges/{key}").status_code == 404
    assert kiosk.charge(quote, key).json()["status"] == "paid"


def test_a_reply_can_be_lost_on_its_way(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.fail("charge", "drop_after")
    with pytest.raises(requests.ConnectionError):
        kiosk.charge(quote, key)
    assert kiosk.get(f"/v1/charges/{key}").json()["status"] == "paid"
    assert kiosk.charge(quote, key).json()["status"] == "paid"
    assert len(kiosk.books()["charges"]) == 1


def test_a_lost_connection_leaves_no_noise(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    for what in ("drop_before", "drop_after"):
        kiosk.fail("bills", what)
        with pytest.raises(requests.ConnectionError):
            kiosk.bills("P1001")
    assert kiosk.bills("P1001")
    assert caplog.records == []


def test_a_close_overtakes_a_charge_that_is_still_on_its_way(kiosk: Kiosk) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.fail("charge", "slow", seconds=0.3)
    with ThreadPoolExecutor() as beside:
        late = beside.submit(Kiosk(kiosk.url, kiosk.clock).charge, quote, key)
        kiosk.wait_for_faults()
        assert kiosk.end(key, "close")["status"] == "closed"
        assert late.result(TIMEOUT_S).json()["status"] == "refused"
    assert kiosk.person("P1001")["credit"] == "8000.00"


@pytest.mark.parametrize(("what", "status"), [("error", 500), ("busy", 503)])
def test_central_can_be_out_of_order(kiosk: Kiosk, what: str, status: int) -> None:
    key, quote = new_key(), kiosk.quote("P1001")
    kiosk.fail("charge", what, times=2, seconds=3)
    for _ in range(2):
        reply = kiosk.charge(quote, key)
        assert reply.status_code == status
        assert reply.headers.get("Retry-After") == ("3" if what == "busy" else None)
    assert kiosk.charge(quote, key).json()["status"] == "paid"


def test_a_request_that_arrives_twice_acts_once(kiosk: Kiosk) -> None:
    kiosk.fail("all", "duplicate", times=20)
    key, quote = kiosk.paid()
    assert kiosk.settle(quote, key, new_key()).ok
    assert len(kiosk.books()["charges"]) == 1
    assert len(kiosk.books()["settlements"]) == 1


def test_a_reply_can_be_about_another(kiosk: Kiosk) -> None:
    kiosk.fail("bills", "wrong_patient")
    assert kiosk.get("/v1/patients/P1001/bills").json()["psn_no"] == "P9999"
    kiosk.fail("ask", "wrong_patient")
    assert kiosk.get("/v1/charges/k").json()["key"] == "P9999"


def test_a_sum_can_be_wrong(kiosk: Kiosk) -> None:
    honest = kiosk.quote("P1008")["split"]
    kiosk.fail("pre_settle", "wrong_sum")
    false = kiosk.quote("P1008")["split"]
    assert false != honest
    assert false | {"psn_cash_pay": honest["psn_cash_pay"]} == honest


def test_a_reply_can_be_half(kiosk: Kiosk) -> None:
    whole = kiosk.get("/v1/patients/P1001/bills").content
    kiosk.fail("bills", "truncated")
    assert kiosk.get("/v1/patients/P1001/bills").content == whole[: len(whole) // 2]


def test_central_can_be_dead_until_faults_are_cleared(kiosk: Kiosk) -> None:
    kiosk.fail("all", "error", times=1_000_000)
    assert kiosk.get("/v1/health").status_code == 500
    assert kiosk.identify("x").status_code == 500
    kiosk.session.delete(f"{kiosk.url}/sandbox/faults", timeout=TIMEOUT_S)
    assert kiosk.get("/v1/health").json() == {}


# The sandbox's own


def test_a_doctor_can_order_more(kiosk: Kiosk) -> None:
    ordered = kiosk.post("/sandbox/people/P1010/bills").json()
    assert kiosk.bills("P1010") == ordered


def test_a_reset_brings_back_people_and_bills(kiosk: Kiosk) -> None:
    before = kiosk.get("/sandbox/people").json()
    kiosk.settled()
    kiosk.post("/sandbox/reset")
    assert kiosk.get("/sandbox/people").json() == before
    assert kiosk.books()["charges"] == []


def test_the_books_outlive_the_server(own_database: str, clock: Clock) -> None:
    clock.now = NOON
    key, pages = new_key(), []
    quote: Json = {}
    for _ in range(2):
        store = Store(own_database)
        with serving(create_app(store, clock)) as url:
            kiosk = Kiosk(url, clock)
            quote = quote or kiosk.quote("P1001")
            assert kiosk.charge(quote, key).json()["status"] == "paid"
            pages.append(kiosk.books())
            kiosk.session.close()
        store.close()
    assert pages[0] == pages[1]


def test_a_reply_is_kept_with_its_effect_or_not_at_all(own_database: str) -> None:
    store = Store(own_database)
    desk = Desk(store, Clock(), Settings())
    desk.open_the_day()
    key = new_key()

    def half_done(books: Any, _moment: Any) -> Any:
        books.mark_paid(("B1001-1",), "S1")
        raise KeyError("the power fails here")

    with pytest.raises(KeyError):
        desk.once(key, "/settlements", None, half_done)
    with store.opened() as books:
        assert books.open_bills("P1001")
    store.close()


def test_the_description_is_in_step_with_the_code() -> None:
    kept = Path(__file__).parent.parent / "docs" / "central-api" / "openapi.json"
    assert kept.read_text(encoding="utf-8") == description()


@pytest.mark.parametrize(("person", "counts"), [("P1002", True), ("P1021", True)])
def test_a_family_code_counts_for_the_young_and_the_old(
    kiosk: Kiosk, person: str, counts: bool
) -> None:
    reply = kiosk.identify(kiosk.codes(person)["suishen"])
    assert reply.ok is counts
    assert reply.json()["guardian_name"]


def test_a_family_code_ends_with_the_age_that_the_hospital_sets(kiosk: Kiosk) -> None:
    reply = kiosk.identify(kiosk.codes("P1020")["suishen"])
    assert (reply.status_code, reply.json()["reason"]) == (409, "family_code_over")


def test_every_verb_is_described() -> None:
    paths = json.loads(description())["paths"]
    assert sum(path.startswith("/v1/") for path in paths) == 47
