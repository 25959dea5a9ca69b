"""A kiosk as central hears it: bare requests, and the sandbox's own pages."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import requests

from kiosk.model.intent import Intent, Method, Order, Patience
from kiosk.model.money import ZERO, Money
from kiosk.model.settlement import PreSettlement
from kiosk.sandbox.face import create_app
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store

KIOSK = "K-07"
TIMEOUT_S = 10
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # in Beijing
KEYS = count(1)
Json = dict[str, Any]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@contextmanager
def a_central(
    clock: Clock, settings: Settings, database: str = ":memory:"
) -> Iterator[str]:
    """A sandbox that is served; yield its address."""
    store = Store(database)
    with serving(create_app(store, clock, settings)) as url:
        yield url
    store.close()


@contextmanager
def fresh_morning(url: str, clock: Clock) -> Iterator["Kiosk"]:
    """The sandbox's own pages, at noon, with nothing done yet."""
    clock.now = NOON
    kiosk = Kiosk(url, clock)
    with kiosk.session:
        assert kiosk.post("/sandbox/reset").ok
        yield kiosk


class Kiosk:
    """What a kiosk says to central, and what it hears."""

    def __init__(self, url: str, clock: Clock, kiosk_id: str = KIOSK) -> None:
        self.url = url
        self.clock = clock
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update(
            {"Authorization": "Bearer sandbox", "X-Kiosk-Id": kiosk_id}
        )

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=TIMEOUT_S)

    def post(
        self, path: str, body: Json | None = None, key: str | None = None
    ) -> requests.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self.session.post(
            self.url + path, json=body, headers=headers, timeout=TIMEOUT_S
        )

    def codes(self, person: str, **how: str) -> Json:
        reply = self.session.post(
            f"{self.url}/sandbox/people/{person}/codes", params=how, timeout=TIMEOUT_S
        )
        return dict(reply.json())

    def identify(self, code: str) -> requests.Response:
        return self.post("/v1/identities", {"code": code, "businessType": "01301"})

    def bills(self, person: str) -> list[str]:
        found = self.get(f"/v1/patients/{person}/bills").json()["bills"]
        return [bill["bill_id"] for bill in found]

    def quote(self, person: str) -> Json:
        asked = {"psn_no": person, "bill_ids": self.bills(person)}
        return dict(self.post("/v1/pre-settlements", asked).json())

    def charge(
        self, quote: Json, key: str, method: str = "credit", code: str | None = None
    ) -> requests.Response:
        return self.charge_share(
            quote, (key, key), quote["split"]["psn_cash_pay"], method, code
        )

    def charge_share(
        self,
        quote: Json,
        keys: tuple[str, str],
        amount: str,
        method: str = "credit",
        code: str | None = None,
    ) -> requests.Response:
        """Charge one share. `keys` are the payment's and the share's."""
        payment, key = keys
        asked = {
            "payment_key": payment,
            "psn_no": quote["psn_no"],
            "presettle_id": quote["presettle_id"],
            "amount": amount,
            "method": method,
            "auth_code": code,
        }
        return self.post("/v1/charges", asked, key)

    def settle(
        self, quote: Json, payment: str, key: str, order: str = "charge_first"
    ) -> requests.Response:
        names = ("psn_no", "presettle_id", "split")
        asked = {name: quote[name] for name in names}
        asked |= {"payment_key": payment, "order": order}
        return self.post("/v1/settlements", asked, key)

    def paid(self, person: str = "P1001") -> tuple[str, Json]:
        key, quote = new_key(), self.quote(person)
        assert self.charge(quote, key).json()["status"] == "paid"
        return key, quote

    def settled(self, person: str = "P1001") -> Json:
        key, quote = self.paid(person)
        return dict(self.settle(quote, key, f"{key}.settle").json())

    def end(self, key: str, how: str) -> Json:
        return dict(self.post(f"/v1/charges/{key}/{how}", key=f"{key}.{how}").json())

    def fail(self, where: str, what: str, **how: float) -> None:
        order = {"where": where, "what": what, **how}
        assert self.post("/sandbox/faults", order).ok

    def wait_for_faults(self) -> None:
        """Return once every fault ordered has met its request."""
        deadline = time.monotonic() + TIMEOUT_S
        while self.get("/sandbox/faults").json()["pending"]:
            assert time.monotonic() < deadline

    def books(self) -> Json:
        return dict(self.get("/sandbox/books").json())

    def person(self, id: str) -> Json:
        people = self.get("/sandbox/people").json()
        return next(dict(person) for person in people if person["id"] == id)


def write_config(folder: Path, url: str) -> Path:
    """The least that a kiosk's commands must be told."""
    path = folder / "kiosk.toml"
    path.write_text(
        f"""
[kiosk]
id = "K-07"
hospital = "示例医院"
window = "1号窗口"
environment = "demo"
[central]
url = "{url}"
token = "sandbox"
[data]
directory = "{folder}"
key = "file"
[receipt_printer]
address = "tcp://127.0.0.1:9100"
[page_printer]
uri = "ipp://127.0.0.1/ipp"
[camera]
source = "0"
"""
    )
    return path


def new_key() -> str:
    return f"test-{next(KEYS)}"


def intent_of(
    quote: PreSettlement,
    method: Method = Method.CREDIT,
    order: Order = Order.CHARGE_FIRST,
    *,
    opened_at: datetime = NOON,
    credit: Money = ZERO,
) -> Intent:
    """Decide to pay a quote: a new decision each time."""
    return Intent(
        key=new_key(),
        patient_id=quote.patient_id,
        bill_ids=quote.bill_ids,
        pre_settlement_id=quote.id,
        split=quote.split,
        method=method,
        opened_at=opened_at,
        patience=Patience(),
        order=order,
        credit=credit,
    )
