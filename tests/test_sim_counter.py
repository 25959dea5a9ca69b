"""The counter answers as the face does, word for word, over the same books.

Both are made from one table, so what a key and a kiosk are needed for is also said
here by itself.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

import kiosk.central.wire as wire
from kiosk.app.simulation.counter import INVOICE_FILE, Counter
from kiosk.app.simulation.memory_books import MemoryStore
from kiosk.central.signing import Ed25519Signer, base64url
from kiosk.model.beijing import BEIJING
from kiosk.model.codes import CodeKind
from kiosk.sandbox.books import BookKeeper
from kiosk.sandbox.face import create_app
from kiosk.sandbox.people import ordered_bill
from kiosk.sandbox.records import (
    Debt,
    Habit,
    Issued,
    IssuedCode,
    KeptReply,
    SlipKey,
)
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from printing.invoice_file import check_invoice_file

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
KIOSK = "K-07"
RANDOM = {"presettle_id", "check_code", "credential"}
VOUCHER = "424" + "1" * 25
WECHAT = "13" + "1" * 16
SLOW = "13" + "2" * 16  # its owner is asked for a password
SIGNER = Ed25519Signer(bytes(range(32)))
TIMEOUT_S = 10
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a kiosk hears of one request."""

    status: int
    body: str
    retry_after_s: int | None

    @property
    def known(self) -> Json:
        return dict(json.loads(self.body))


Ask = Callable[[str, str, str, str | None, bytes], Heard]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Central:
    """One of the two, and everything it was heard to say."""

    def __init__(self, ask: Ask, store: BookKeeper, clock: Clock) -> None:
        self._ask = ask
        self.store = store
        self.clock = clock
        self.heard: list[object] = []

    def get(self, path: str) -> Json:
        return self.ask("GET", path)

    def post(self, path: str, body: Json | None = None, key: str | None = None) -> Json:
        return self.ask("POST", path, body, key)

    def ask(
        self, method: str, path: str, body: Json | None = None, key: str | None = None
    ) -> Json:
        text = b"" if body is None else json.dumps(body).encode()
        return self.send(method, path, text, key)

    def send(
        self, method: str, path: str, body: bytes = b"", key: str | None = None
    ) -> Json:
        heard = self._ask(method, f"/v1{path}", KIOSK, key, body)
        self.heard.append(
            (path, heard.status, masked(heard.known), heard.retry_after_s)
        )
        return heard.known

    def fetch(self, path: str) -> Heard:
        return self._ask("GET", f"/v1{path}", KIOSK, None, b"")

    def identify(self, code: str = VOUCHER) -> Json:
        return self.post("/identities", {"code": code, "businessType": "01301"})

    def quote(self, person: str) -> Json:
        bills = self.get(f"/patients/{person}/bills")["bills"]
        ids = [bill["bill_id"] for bill in bills]
        return self.post("/pre-settlements", {"psn_no": person, "bill_ids": ids})

    def charge(
        self,
        quote: Json,
        key: str,
        method: str = "credit",
        code: str | None = None,
        amount: str | None = None,
    ) -> Json:
        asked = {
            "payment_key": key.split(".")[0],
            "psn_no": quote["psn_no"],
            "presettle_id": quote["presettle_id"],
            "amount": amount or quote["split"]["psn_cash_pay"],
            "method": method,
            "auth_code": code,
        }
        return self.post("/charges", asked, key)

    def settle(self, quote: Json, key: str, order: str = "charge_first") -> Json:
        asked = {"payment_key": key, "order": order} | {
            name: quote[name] for name in ("psn_no", "presettle_id", "split")
        }
        return self.post("/settlements", asked, f"{key}.settle")

    def end(self, key: str, how: str, body: Json | None = None) -> Json:
        return self.post(f"/charges/{key}/{how}", body, f"{key}.{how}")


class KeylessFirst(Central):
    """Leaves out the key the first time, and is refused."""

    def __init__(self, central: Central) -> None:
        super().__init__(central._ask, central.store, central.clock)

    def send(
        self, method: str, path: str, body: bytes = b"", key: str | None = None
    ) -> Json:
        if key is not None:
            assert self._ask(method, f"/v1{path}", KIOSK, None, body).status == 400
        return super().send(method, path, body, key)


def masked(said: Any) -> Any:
    """The same, without what is random."""
    if isinstance(said, list):
        return [masked(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: "?" if name in RANDOM else masked(value) for name, value in said.items()
    }


def prepare(store: BookKeeper) -> None:
    """One slip key, so that both have the same."""
    public = SIGNER.verifier
    with store.opened() as books:
        books.add([SlipKey(public.key_id, bytes(range(32)), public.text)])


def show_codes(store: BookKeeper) -> None:
    """Let a few phones show codes."""
    today = NOON.astimezone(BEIJING).date()
    with store.opened() as books:
        books.add(
            [
                IssuedCode(VOUCHER, CodeKind.VOUCHER, "P1001", Habit.PAYS, NOON),
                IssuedCode(WECHAT, CodeKind.WECHAT, "P1004", Habit.PAYS, NOON),
                IssuedCode(SLOW, CodeKind.WECHAT, "P1004", Habit.ASKS, NOON),
            ]
        )
        books.add([ordered_bill("P1001", 7, ((0, 1),), today)])


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def counter(settings: Settings) -> Central:
    clock, store = Clock(), MemoryStore()
    prepare(store)
    asked = Counter(store, clock, settings)
    show_codes(store)

    def ask(*request: Any) -> Heard:
        answer = asked.ask(*request)
        return Heard(answer.status, answer.body, answer.retry_after_s)

    return Central(ask, store, clock)


@pytest.fixture
def face(settings: Settings) -> Iterator[Central]:
    clock, store, session = Clock(), Store(), requests.Session()
    session.trust_env = False
    prepare(store)
    with serving(create_app(store, clock, settings)) as url, session:
        show_codes(store)

        def ask(
            method: str, path: str, kiosk_id: str, key: str | None, body: bytes
        ) -> Heard:
            headers = {"Authorization": "Bearer sandbox", "X-Kiosk-Id": kiosk_id}
            headers |= {"Idempotency-Key": key} if key is not None else {}
            headers |= {"Content-Type": "application/json"} if body else {}
            reply = session.request(
                method, url + path, headers=headers, data=body, timeout=TIMEOUT_S
            )
            after = reply.headers.get("Retry-After")
            return Heard(reply.status_code, reply.text, int(after) if after else None)

        yield Central(ask, store, clock)
    store.close()


def pay_by_credit(central: Central) -> None:
    central.identify()
    quote = central.quote("P1001")
    central.charge(quote, "pay")
    central.charge(quote, "pay")
    central.get("/charges/pay")
    settled = central.settle(quote, "pay")
    central.settle(quote, "pay")
    central.post("/invoices", {"setl_id": settled["setl_id"]}, "pay.invoice")
    central.post("/invoices", {"setl_id": "S0"}, "pay.invoice")
    central.post("/invoices", {"setl_id": "S0"}, "other.invoice")
    central.get("/patients/P1001/bills")
    central.end("pay", "reverse")
    central.post("/settlements/pay/revoke", key="pay.revoke")


def pay_by_wallet(central: Central) -> None:
    quote = central.quote("P1004")
    central.charge(quote, "a", "wechat", "13" + "9" * 16)
    central.charge(quote, "a.2", "wechat", SLOW)
    central.settle(quote, "a")
    central.end("a.2", "close")
    central.charge(quote, "b", "wechat", SLOW)
    central.charge(quote, "b.2", "wechat", WECHAT)
    central.charge(central.quote("P1011"), "c", "wechat", WECHAT)
    central.end("b.2", "reverse")
    central.clock.pass_s(61)
    central.identify()
    central.charge(quote, "d", "wechat", WECHAT)


def pay_slowly(central: Central) -> None:
    quote = central.quote("P1004")
    central.charge(quote, "a", "wechat", SLOW)
    central.settle(quote, "a")
    central.clock.pass_s(9)
    central.get("/charges/a")
    central.settle(quote, "a")


def pay_by_one_code(central: Central) -> None:
    quote = central.quote("P1006")
    due = quote["split"]["psn_cash_pay"]
    asked = {"psn_no": "P1006", "payment_key": "pay", "amount": due}
    code = central.post("/credentials", asked, "pay.credential")["credential"]
    central.post("/credentials", asked | {"amount": "0.00"}, "pay.credential.2")
    central.charge(quote, "pay", "one_code", code)
    central.settle(quote, "pay")


def settle_first_and_revoke(central: Central) -> None:
    quote = central.quote("P1008")
    settled = central.settle(quote, "pay", "settle_first")
    central.post("/invoices", {"setl_id": settled["setl_id"]}, "pay.invoice")
    central.get("/patients/P1008/bills")
    central.charge(quote, "pay.1", amount="1.00")
    central.end("pay.1", "refund", {"amount": "1.00"})
    central.post("/settlements/pay/revoke", key="pay.revoke")
    central.charge(quote, "pay.2")
    central.get("/patients/P1008/bills")
    central.settle(quote, "pay", "settle_first")


def give_back(central: Central) -> None:
    quote = central.quote("P1001")
    central.charge(quote, "pay")
    central.end("pay", "refund", {"amount": "999.00"})
    central.post("/charges/pay/refund", {"amount": "1.00"}, "pay.refund.2")
    due = quote["split"]["psn_cash_pay"]
    central.post("/charges/pay/refund", {"amount": due}, "pay.refund.3")
    central.end("never", "close")
    central.charge(quote, "never")


def defer(central: Central) -> None:
    quote = central.quote("P1001")
    signed = wire.SignedDeferral(
        payment_key="pay",
        kiosk_id=KIOSK,
        psn_no="P1001",
        presettle_id=quote["presettle_id"],
        bill_ids=tuple(quote["bill_ids"]),
        split=wire.SplitMessage(**quote["split"]),
        captured_at=NOON,
    )
    text = signed.model_dump_json()
    asked = signed.model_dump(mode="json", exclude={"kiosk_id"}) | {
        "signed": text,
        "signature": base64url(SIGNER.sign(text.encode(), purpose="deferral")),
        "algorithm": SIGNER.algorithm,
        "key_id": SIGNER.key_id,
    }
    key = {"algorithm": SIGNER.algorithm, "key_id": SIGNER.key_id}
    key["public_key"] = SIGNER.verifier.text
    central.post("/deferrals", asked, "pay")
    central.ask("PUT", "/kiosks/K-08/key", key)
    central.ask("PUT", f"/kiosks/{KIOSK}/key", key)
    central.post("/deferrals", asked, "other")
    central.post("/deferrals", asked, "pay")
    forget(central)
    central.post("/deferrals", asked | {"signature": "AAAA"}, "pay")
    central.post("/deferrals", asked, "pay")
    central.get("/patients/P1001/bills")


def forget(central: Central) -> None:
    with central.store.opened() as books:
        books.forget_replies()


def tell_the_office(central: Central) -> None:
    pay_by_credit(central)
    central.charge(central.quote("P1008"), "loose")
    debt: Json = {"psn_no": "P1001", "payment_key": "x", "amount": "3.00"}
    debt["bill_ids"] = ["B1001-1"]
    central.post("/debts", debt | {"reason": "expired"}, "x.debt")
    central.post("/debts", debt | {"reason": "no such word"}, "x.debt")
    case = {"case_id": "c1", "payment_key": "x", "about": "", "kind": "late_success"}
    case["opened_at"] = NOON.isoformat()
    central.post("/cases", case, "c1")
    for day in ("2026-03-02", "2026-03-03", "9999-12-31", "2026-02-30", "x"):
        central.get(f"/days/{day}")
    central.get("/slip-keys")
    central.get("/health")


def collect_paper(central: Central) -> None:
    """Lists, prints and numbered forms, and every way to be refused one."""
    listed = central.get("/patients/P1001/invoices")["invoices"]
    central.get("/patients/P1003/invoices")
    central.get("/patients/P9999/invoices")
    one, two, *_ = (one["numbers"] for one in listed if one["status"] == "issued")
    report_prints(central, one)
    exchange_for_paper(central, one, two)
    reverse(central, two["invoice_number"])
    take_form(central, "X4", two, 4)
    central.get("/exchanges/X2/file")
    central.post("/exchanges/X2/void", {"spoiled": True}, "X2.void")
    take_form(central, "X5", one, 2)
    for paper in ("file", "statement"):
        for numbers in (one, two, one | {"invoice_code": "31060199"}):
            of = f"{numbers['invoice_code']}/{numbers['invoice_number']}"
            central.get(f"/invoices/{of}/{paper}")
    central.get("/patients/P1001/invoices")


def look_before_going_home(central: Central) -> None:
    """Bills, invoices, appointments, a stay, and money that goes back."""
    for person in ("P1001", "P1008", "P1018", "P9999"):
        central.get(f"/patients/{person}/open-items")
        central.get(f"/patients/{person}/entitlements")
        central.get(f"/patients/{person}/claims")
    central.charge(central.quote("P1001"), "pay")
    central.end("pay", "reverse")
    central.get("/patients/P1001/open-items")


def report_prints(central: Central, numbers: Json) -> None:
    asked = numbers_of(numbers) | {"copy_number": 1, "at": NOON.isoformat()}
    for job, document, outcome in (
        ("J1", "invoice", "unknown"),
        ("J1", "invoice", "printed"),
        ("J1", "invoice", "spoiled"),
        ("J1", "statement", "printed"),
        ("J2", "statement", "printed"),
        ("J3", "invoice", "perhaps"),
    ):
        said = {"job_key": job, "document": document, "outcome": outcome}
        central.post("/prints", asked | said, f"{job}.{document}.{outcome}")
    said = {"job_key": "J4", "document": "invoice", "outcome": "printed"}
    central.post("/prints", asked | said | {"invoice_number": "0" * 10}, "J4.printed")


def exchange_for_paper(central: Central, one: Json, two: Json) -> None:
    """The first becomes paper; the second is reserved."""
    take_form(central, "X1", one, 1)
    take_form(central, "X1", one, 1)
    take_form(central, "X2", one, 2)
    take_form(central, "X3", two, 1)
    central.post("/exchanges/X0/void", {"spoiled": False}, "X0.void")
    take_form(central, "X0", two, 3)
    central.post("/exchanges/X0/confirm", key="X0.confirm")
    central.post("/exchanges/X1/confirm", key="X1.confirm")
    central.post("/exchanges/X1/void", {"spoiled": False}, "X1.void")
    central.get("/exchanges/X1/file")
    central.get("/exchanges/none/file")
    forget(central)
    take_form(central, "X2", two, 2)
    central.post("/exchanges/X2/void", {}, "X2.void")


def take_form(central: Central, key: str, numbers: Json, form: int) -> None:
    asked = numbers_of(numbers) | {"exchange_key": key, "psn_no": "P1001"}
    asked |= {"paper_code": "31060199", "paper_number": f"{form:010d}"}
    central.post("/exchanges", asked, f"{key}.reserve")


def numbers_of(numbers: Json) -> Json:
    return {name: numbers[name] for name in ("invoice_code", "invoice_number")}


def reverse(central: Central, number: str) -> None:
    with central.store.opened() as books:
        issued = books.find(Issued, number)
        assert issued is not None
        books.put(replace(issued, reversed_on=NOON.date()))


def ask_nonsense(central: Central) -> None:
    for path in ("/nothing", "/charges/a/b", "/charges/a/close/c", "/health/x"):
        central.post(path, {})
    for path in ("/identities", "/charges/a/close", "/settlements", "/kiosks/K-07/key"):
        central.get(path)
    writes = ["/credentials", "/charges", "/settlements", "/invoices", "/deferrals"]
    writes += ["/debts", "/cases", "/charges/a/refund", "/charges/a/close"]
    writes += ["/prints", "/exchanges", "/exchanges/a/confirm", "/exchanges/a/void"]
    for path in writes:
        central.post(path, {})
        central.post(path, {}, "key")
        central.post(path, {}, "not a key")
    for body in (b"", b"[]", b"{", b'{"code":1}', b"x" * 70_000):
        central.send("POST", "/identities", body)
        central.send("POST", "/pre-settlements", body)
    central.get("/patients/P0/bills")
    central.get("/patients/a:b/bills")
    central.get("/patients/a:b/invoices")
    for paper in ("/invoices/31060126/0000000001", "/exchanges/a:b"):
        central.get(f"{paper}/file")
        central.get(f"{paper}/statement")


def kept(central: Central) -> list[tuple[str, str, int]]:
    """Which keys are answered again, and how."""
    with central.store.opened() as books:
        replies = books.every(KeptReply)
    return [(reply.path, reply.key, reply.status) for reply in replies]


VISITS = [
    pay_by_credit,
    pay_by_wallet,
    pay_slowly,
    pay_by_one_code,
    settle_first_and_revoke,
    give_back,
    defer,
    tell_the_office,
    collect_paper,
    look_before_going_home,
    ask_nonsense,
]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
def test_the_counter_says_what_the_face_says(
    face: Central, counter: Central, visit: Callable[[Central], None]
) -> None:
    visit(face)
    visit(counter)
    assert counter.heard == face.heard
    assert kept(counter) == kept(face)


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
def test_what_came_with_a_key_is_refused_without(
    counter: Central, visit: Callable[[Central], None]
) -> None:
    visit(KeylessFirst(counter))


def test_a_debt_is_noted_with_the_kiosk_that_told_of_it(counter: Central) -> None:
    tell_the_office(counter)
    with counter.store.opened() as books:
        assert [debt.kiosk_id for debt in books.every(Debt)] == [KIOSK]


@pytest.mark.parametrize("settings", [Settings(settles_partly=True)])
def test_the_counter_settles_partly_as_the_face_does(
    face: Central, counter: Central
) -> None:
    for central in (face, counter):
        quote = central.quote("P1008")
        central.charge(quote, "pay")
        with central.store.opened() as books:
            books.take_back("B1008-2")
        settled = central.settle(quote, "pay")
        assert settled["bill_ids"] == ["B1008-1", "B1008-3"]
        central.end("pay", "refund", {"amount": "1.00"})
    assert counter.heard == face.heard


def test_every_offset_in_the_invoice_file_is_right() -> None:
    check_invoice_file(INVOICE_FILE.encode("ascii"))
    offsets = [int(line[:10]) for line in INVOICE_FILE.split("\n") if " n" in line]
    assert offsets == [INVOICE_FILE.index(f"{number} 0 obj") for number in (1, 2, 3)]
    start = INVOICE_FILE.index("xref\n")
    assert f"startxref\n{start}\n" in INVOICE_FILE


def test_the_counter_hands_out_the_file_of_an_issued_invoice(counter: Central) -> None:
    quote = counter.quote("P1001")
    counter.charge(quote, "pay")
    settled = counter.settle(quote, "pay")
    asked = {"setl_id": settled["setl_id"]}
    invoice = counter.post("/invoices", asked, "pay.invoice")
    path = f"/invoices/{invoice['invoice_code']}/{invoice['invoice_number']}/file"
    assert counter.fetch(path) == Heard(200, INVOICE_FILE, None)
