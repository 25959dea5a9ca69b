"""What was promised offline, and what central makes of it later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kiosk.app.gallery.values import SPLIT
from kiosk.central import guide_slips
from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Reason, Refused
from kiosk.central.reading import deferral_text, write_deferral
from kiosk.central.signing import Ed25519Signer, Ed25519Verifier, base64url
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.deferral import Capture
from kiosk.model.guide_slip import GuideSlip
from kiosk.model.intent import Intent, Order
from kiosk.model.money import Money
from kiosk.model.settlement import PreSettlement
from kiosk.sandbox.face import create_app
from kiosk.sandbox.serve import serving
from kiosk.sandbox.store import Store
from tests.at_central import NOON, Clock, Kiosk, intent_of, new_key

SIGNER = Ed25519Signer(b"7" * 32)
STRANGER = Ed25519Signer(b"8" * 32)
OTHER_CENTRAL = Ed25519Signer(b"9" * 32)


class Kiosks:
    """One kiosk whose key central knows, and the sandbox's own pages."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self.panel = Kiosk(url, clock)
        self.central = HttpCentral(url, KioskIdentity("K-07", "sandbox"))
        self.other = HttpCentral(url, KioskIdentity("K-08", "sandbox"))

    def quote(self, person: str = "P1001") -> PreSettlement:
        bills = tuple(bill.id for bill in self.central.open_bills(person))
        return self.central.pre_settle(person, bills)

    def promise(self, person: str = "P1001", at: datetime = NOON) -> Intent:
        return intent_of(self.quote(person), order=Order.DEFERRED, opened_at=at)

    def slip_text(self, person: str = "P1001") -> str:
        reply = self.panel.post(f"/sandbox/people/{person}/guide-slip")
        return str(reply.json()["text"])

    def read(self, text: str) -> GuideSlip:
        keys = {
            key_id: Ed25519Verifier.parse(key)
            for key_id, key in self.central.slip_keys().items()
        }
        return guide_slips.read(text, keys)

    def refusal(self, intent: Intent, capture: Capture) -> Reason | Refusal:
        with pytest.raises(Refused) as refused:
            self.central.carry_out(intent, capture)
        assert self.panel.books()["settlements"] == []
        self.panel.post("/sandbox/forget-replies")
        return refused.value.reason


def signed(
    intent: Intent,
    *,
    by: Ed25519Signer = SIGNER,
    kiosk_id: str = "K-07",
    slip: str | None = None,
    purpose: str = "deferral",
) -> Capture:
    text = deferral_text(intent, kiosk_id)
    signature = base64url(by.sign(text.encode(), purpose=purpose))
    return Capture(text, signature, by.algorithm, by.key_id, slip)


def on_slip(slip: GuideSlip, at: datetime = NOON) -> Intent:
    quote = PreSettlement(
        slip.pre_settlement_id, slip.patient_id, slip.bill_ids, slip.split
    )
    return intent_of(quote, order=Order.DEFERRED, opened_at=at)


def enrol(central: HttpCentral, signer: Ed25519Signer) -> None:
    key = signer.verifier
    central.enrol_key(key.algorithm, key.key_id, key.text)


@pytest.fixture(scope="module")
def all_day(database: str) -> Iterator[Kiosks]:
    clock, store = Clock(), Store(database)
    with serving(create_app(store, clock)) as url:
        kiosks = Kiosks(url, clock)
        enrol(kiosks.central, SIGNER)
        yield kiosks
    store.close()


@pytest.fixture
def kiosks(all_day: Kiosks) -> Iterator[Kiosks]:
    all_day.clock.now = NOON
    assert all_day.panel.post("/sandbox/reset").ok
    with all_day.panel.session:
        yield all_day
        assert all_day.panel.books()["balanced"]


# Carried out


def test_a_promise_is_charged_and_settled_when_the_network_is_back(
    kiosks: Kiosks,
) -> None:
    intent = kiosks.promise()
    kiosks.clock.pass_s(6 * 86400)
    settlement = kiosks.central.carry_out(intent, signed(intent))
    assert (settlement.split, settlement.bill_ids) == (intent.split, ())
    charge = kiosks.central.ask_charge(intent.key)
    assert (charge.status, charge.amount) == (ChargeStatus.PAID, intent.split.self_pay)
    left = Money.parse(kiosks.panel.person("P1001")["credit"])
    assert left == Money(8_000_00) - intent.split.self_pay
    [line] = kiosks.panel.books()["settlements"]
    assert (line["order"], line["kiosk_id"]) == ("deferred", "K-07")


def test_a_doctors_slip_is_enough_to_promise_on(kiosks: Kiosks) -> None:
    text = kiosks.slip_text("P1008")
    slip = kiosks.read(text)
    assert (slip.patient, len(slip.bill_ids)) == ("欧阳*明", 3)
    intent = on_slip(slip, at=NOON + timedelta(hours=23))
    kiosks.clock.pass_s(86400)
    settlement = kiosks.central.carry_out(intent, signed(intent, slip=text))
    assert settlement.split == slip.split


def test_who_pays_nothing_needs_no_contract(kiosks: Kiosks) -> None:
    intent = kiosks.promise("P1003")
    kiosks.central.carry_out(intent, signed(intent))
    assert kiosks.panel.books()["charges"] == []


def test_a_promise_is_carried_out_once_however_often_it_comes(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    first = kiosks.central.carry_out(intent, signed(intent))
    assert kiosks.central.carry_out(intent, signed(intent)) == first
    kiosks.panel.post("/sandbox/forget-replies")
    kiosks.clock.pass_s(30 * 86400)
    assert kiosks.central.carry_out(intent, signed(intent)) == first
    assert len(kiosks.panel.books()["charges"]) == 1


def test_what_was_carried_out_is_settled_for_good(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    kiosks.central.carry_out(intent, signed(intent))
    with pytest.raises(Refused) as refused:
        kiosks.central.revoke_settlement(intent.key)
    assert refused.value.reason is Refusal.ALREADY_PAID
    kept = kiosks.central.reverse_charge(intent.key)
    assert kept.status is ChargeStatus.PAID


# Not believed


def test_another_kiosks_signature_is_forged(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    for forged in (
        signed(intent, by=STRANGER),
        replace(signed(intent, by=STRANGER), key_id=SIGNER.key_id),
        replace(signed(intent), signature=base64url(b"0" * 64)),
        replace(signed(intent), signature="!"),
        replace(signed(intent), algorithm="SM2-SM3"),
        signed(intent, purpose="guide-slip"),
    ):
        assert kiosks.refusal(intent, forged) is Refusal.FORGED


def test_a_promise_that_says_another_than_was_signed_is_forged(
    kiosks: Kiosks,
) -> None:
    intent = kiosks.promise("P1008")
    less = replace(intent.split, self_pay=Money(1), account=Money(1))
    for edited in (
        replace(intent, split=less),
        replace(intent, bill_ids=intent.bill_ids[:1]),
        replace(intent, patient_id="P1001"),
        replace(intent, pre_settlement_id="Q0"),
        replace(intent, opened_at=NOON + timedelta(seconds=1)),
        replace(intent, key=new_key()),
    ):
        assert kiosks.refusal(edited, signed(intent)) is Refusal.FORGED


def test_text_that_is_no_promise_is_forged(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    text = "[]"
    signature = base64url(SIGNER.sign(text.encode(), purpose="deferral"))
    capture = Capture(text, signature, SIGNER.algorithm, SIGNER.key_id)
    assert kiosks.refusal(intent, capture) is Refusal.FORGED


def test_a_promise_in_another_kiosks_name_is_forged(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    capture = signed(intent, kiosk_id="K-08")
    assert kiosks.refusal(intent, capture) is Refusal.FORGED


def test_a_slip_that_central_did_not_sign_is_forged(kiosks: Kiosks) -> None:
    slip = kiosks.read(kiosks.slip_text())
    intent = on_slip(slip)
    false = guide_slips.write(slip, OTHER_CENTRAL)
    for text in (false, "GS1.x", ""):
        capture = signed(intent, slip=text)
        assert kiosks.refusal(intent, capture) is Refusal.FORGED


def test_a_slip_is_good_for_its_own_patient_and_bills(kiosks: Kiosks) -> None:
    text = kiosks.slip_text("P1001")
    intent = kiosks.promise("P1008")
    assert kiosks.refusal(intent, signed(intent, slip=text)) is Refusal.FORGED


def test_a_promise_goes_by_its_own_key_only(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    body = write_deferral(intent, signed(intent)).model_dump(mode="json")
    reply = kiosks.panel.post("/v1/deferrals", body, new_key())
    assert (reply.status_code, reply.json()) == (400, {"reason": "other"})
    assert kiosks.panel.post("/v1/deferrals", body, intent.key).ok


# Too late


@pytest.mark.parametrize(
    ("age", "is_good"),
    [
        (timedelta(days=7), True),
        (timedelta(days=7, seconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
    ],
)
def test_a_promise_holds_for_a_week(
    kiosks: Kiosks, age: timedelta, is_good: bool
) -> None:
    intent = kiosks.promise(at=NOON - age)
    if is_good:
        assert kiosks.central.carry_out(intent, signed(intent)).id
    else:
        assert kiosks.refusal(intent, signed(intent)) is Refusal.EXPIRED


@pytest.mark.parametrize("after", [timedelta(hours=24), timedelta(minutes=-6)])
def test_a_slip_is_promised_on_while_it_is_valid(
    kiosks: Kiosks, after: timedelta
) -> None:
    text = kiosks.slip_text()
    intent = on_slip(kiosks.read(text), at=NOON + after)
    kiosks.clock.pass_s(2 * 86400)
    assert kiosks.refusal(intent, signed(intent, slip=text)) is Refusal.EXPIRED


# No longer right


def test_bills_that_were_paid_meanwhile_are_not_paid_again(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    kiosks.panel.paid("P1001")  # at the window, say
    assert kiosks.refusal(intent, signed(intent)) is Refusal.ALREADY_PAID
    assert len(kiosks.panel.books()["charges"]) == 1


def test_the_same_bills_promised_under_another_key_are_paid_once(
    kiosks: Kiosks,
) -> None:
    text = kiosks.slip_text()
    slip = kiosks.read(text)
    first, again = on_slip(slip), on_slip(slip)
    kiosks.central.carry_out(first, signed(first, slip=text))
    with pytest.raises(Refused) as refused:
        kiosks.central.carry_out(again, signed(again, slip=text))
    assert refused.value.reason is Refusal.ALREADY_PAID
    assert len(kiosks.panel.books()["settlements"]) == 1


def test_a_bill_that_was_taken_back_changes_the_amount(kiosks: Kiosks) -> None:
    intent = kiosks.promise("P1008")
    kiosks.panel.post(f"/sandbox/bills/{intent.bill_ids[0]}/take-back")
    assert kiosks.refusal(intent, signed(intent)) is Refusal.AMOUNT_CHANGED


def test_an_account_that_was_emptied_changes_the_amount(kiosks: Kiosks) -> None:
    intent = kiosks.promise("P1001")
    kiosks.panel.post("/sandbox/people/P1001/bills")
    more = [bill for bill in kiosks.panel.bills("P1001") if bill not in intent.bill_ids]
    quote = kiosks.central.pre_settle("P1001", tuple(more))
    paid = intent_of(quote)
    kiosks.central.charge(paid, paid.shares[0], None)
    kiosks.central.settle(paid)
    with pytest.raises(Refused) as refused:
        kiosks.central.carry_out(intent, signed(intent))
    assert refused.value.reason is Refusal.AMOUNT_CHANGED


def test_another_split_than_was_quoted_is_not_carried_out(kiosks: Kiosks) -> None:
    """Even a kiosk that signs it."""
    intent = kiosks.promise()
    wrong = replace(intent.split, funds=intent.split.total, self_pay=Money(0))
    lie = replace(intent, split=replace(wrong, account=Money(0)))
    assert kiosks.refusal(lie, signed(lie)) is Refusal.AMOUNT_CHANGED


@pytest.mark.parametrize(
    ("person", "reason"),
    [("P1005", Refusal.LIMIT_TOO_SMALL), ("P1004", Refusal.NO_CREDENTIAL)],
)
def test_a_promise_is_paid_by_the_contract(
    kiosks: Kiosks, person: str, reason: Refusal
) -> None:
    intent = kiosks.promise(person)
    assert kiosks.refusal(intent, signed(intent)) is reason
    assert kiosks.refusal(intent, signed(intent)) is reason
    assert kiosks.panel.books()["charges"] == []


@pytest.mark.parametrize("how", ["close", "revoke"])
def test_a_promise_that_was_buried_is_not_carried_out(kiosks: Kiosks, how: str) -> None:
    intent = kiosks.promise()
    if how == "close":
        kiosks.central.close_charge(intent.key)
    else:
        kiosks.central.revoke_settlement(intent.key)
    assert kiosks.refusal(intent, signed(intent)) is Refusal.NOT_ANSWERED


# Keys


def test_a_kiosks_first_key_is_trusted_and_no_other(kiosks: Kiosks) -> None:
    enrol(kiosks.central, SIGNER)
    with pytest.raises(Refused) as refused:
        enrol(kiosks.central, STRANGER)
    assert refused.value.reason is Reason.NOT_AUTHORISED


def test_a_promise_waits_for_its_kiosk_to_be_known(kiosks: Kiosks) -> None:
    intent = kiosks.promise()
    capture = signed(intent, by=STRANGER, kiosk_id="K-08")
    with pytest.raises(Refused) as refused:
        kiosks.other.carry_out(intent, capture)
    assert refused.value.reason is Reason.NOT_AUTHORISED
    enrol(kiosks.other, STRANGER)
    assert kiosks.other.carry_out(intent, capture).split == intent.split


def test_nobody_enrols_a_key_in_anothers_name(kiosks: Kiosks) -> None:
    key = SIGNER.verifier
    body = {
        "algorithm": key.algorithm,
        "key_id": key.key_id,
        "public_key": key.text,
    }
    url = f"{kiosks.panel.url}/v1/kiosks/K-09/key"
    reply = kiosks.panel.session.put(url, json=body, timeout=10)
    assert (reply.status_code, reply.json()) == (401, {"reason": "not_authorised"})


@pytest.mark.parametrize(
    ("algorithm", "key_id", "public_key"),
    [
        ("SM2-SM3", SIGNER.key_id, SIGNER.verifier.text),
        ("Ed25519", STRANGER.key_id, SIGNER.verifier.text),
        ("Ed25519", SIGNER.key_id, "AAAA"),
    ],
)
def test_a_key_that_is_none_is_not_enrolled(
    kiosks: Kiosks, algorithm: str, key_id: str, public_key: str
) -> None:
    with pytest.raises(Refused) as refused:
        kiosks.central.enrol_key(algorithm, key_id, public_key)
    assert refused.value.reason is Reason.OTHER


def test_keys_outlive_a_reset(kiosks: Kiosks) -> None:
    before = kiosks.central.slip_keys()
    assert len(before) == 1
    kiosks.panel.post("/sandbox/reset")
    assert kiosks.central.slip_keys() == before
    intent = kiosks.promise()
    assert kiosks.central.carry_out(intent, signed(intent)).id


def test_who_owes_nothing_gets_no_slip(kiosks: Kiosks) -> None:
    assert kiosks.panel.post("/sandbox/people/P1010/guide-slip").status_code == 404


def test_what_is_signed_is_the_same_each_time() -> None:
    quote = PreSettlement("Q1", "P1", ("B1",), SPLIT)
    intent = replace(intent_of(quote, order=Order.DEFERRED), key="K1")
    assert deferral_text(intent, "K-07") == (
        '{"payment_key":"K1","kiosk_id":"K-07","psn_no":"P1","presettle_id":"Q1",'
        '"bill_ids":["B1"],"split":{"medfee_sumamt":"188.21",'
        '"fund_pay_sumamt":"101.92","acct_pay":"30.00","psn_cash_pay":"56.29",'
        '"hosp_part_amt":"0.00"},"captured_at":"2026-03-02T04:00:00Z"}'
    )
