"""What the flows rely on, whatever stands behind the Central port.

The same sentences over every adapter of tests/adapters.py, at one sandbox.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import (
    Busy,
    Central,
    CentralError,
    Misanswered,
    NotSent,
    Reason,
    Refused,
    Unanswered,
)
from kiosk.central.signing import read_base64url
from kiosk.model.business import BusinessType
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import Code, CodeKind
from kiosk.model.fleet import DeviceState, EventKind, FleetEvent, Heartbeat
from kiosk.model.intent import Intent, Method, Order
from kiosk.model.money import ZERO
from kiosk.model.reconciliation import Entry
from kiosk.model.settlement import PreSettlement
from kiosk.model.support import FilePart
from kiosk.sandbox.settings import Settings
from tests.adapters import ADAPTERS, MemoryNotebook
from tests.at_central import NOON, Clock, Kiosk, a_central, fresh_morning, intent_of

EVENT = FleetEvent("E1", "B1", 7, EventKind.DEVICE_FLAPS, NOON, "camera", "failed")
BEAT = Heartbeat(
    boot="B1",
    version="1.0",
    config="0123",
    uptime_s=60,
    can=("serve", "pay"),
    queue_depth=0,
    queue_oldest_s=0,
    escalations=0,
    devices=(DeviceState("camera", "ok", "unknown"),),
    clock_off_by_s=None,
    disk_free_bytes=10**9,
    temperature_c=None,
    audit_head=f"7:{'ab' * 32}",
)
TO_PAY = BusinessType.SETTLEMENT

# What can happen to a request, and what its sender may conclude.
FAULTS: dict[str, type[CentralError] | None] = {
    "drop_before": Unanswered,
    "drop_after": Unanswered,
    "error": Unanswered,
    "busy": Busy,
    "truncated": Misanswered,
    "wrong_patient": Misanswered,
    "wrong_sum": Misanswered,
    "duplicate": None,
}


class Patient:
    """Somebody at a kiosk whose adapter may lose all but its notes."""

    def __init__(self, adapter: str, panel: Kiosk, clock: Clock) -> None:
        self._make = ADAPTERS[adapter]
        self._clock = clock
        self._notebook = MemoryNotebook()
        self.panel = panel
        self.central: Central
        self.power_returns()
        self.other = HttpCentral(panel.url, KioskIdentity("K-08", "sandbox"))

    def power_returns(self) -> None:
        self.central = self._make(self.panel.url, self._clock, self._notebook)

    def code(self, person: str, kind: CodeKind = CodeKind.VOUCHER) -> Code:
        return Code(kind, self.panel.codes(person)[kind.value])

    def quote(self, person: str = "P1001") -> PreSettlement:
        self.central.identify(self.code(person), TO_PAY)
        ids = tuple(bill.id for bill in self.central.open_bills(person))
        return self.central.pre_settle(person, ids)

    def paid(self, person: str = "P1001") -> Intent:
        """By her contract, before insurance settles."""
        intent = intent_of(self.quote(person))
        answer = self.central.charge(intent, intent.shares[0], None)
        assert answer.status is ChargeStatus.PAID
        return intent

    def decided(self) -> Intent:
        """To have insurance settle before anything is taken."""
        return intent_of(self.quote(), Method.ONE_CODE, Order.SETTLE_FIRST)

    def authorised(self) -> Intent:
        intent = self.decided()
        self.central.credential(intent)
        return intent

    def standing(self) -> list[str]:
        settlements = self.panel.books()["settlements"]
        return [one["setl_id"] for one in settlements if not one["revoked"]]

    def account(self) -> str:
        return str(self.panel.person("P1001")["account"])


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock) -> Iterator[str]:
    with a_central(clock, Settings()) as url:
        yield url


@pytest.fixture(params=ADAPTERS)
def patient(
    request: pytest.FixtureRequest, url: str, clock: Clock
) -> Iterator[Patient]:
    with fresh_morning(url, clock) as panel:
        yield Patient(request.param, panel, clock)
        assert panel.books()["balanced"]


# Who it is


@pytest.mark.parametrize(
    "kind", [CodeKind.VOUCHER, CodeKind.SUISHEN, CodeKind.HEALTH_CARD]
)
def test_a_code_says_whose_it_is_and_no_more_than_that(
    patient: Patient, kind: CodeKind
) -> None:
    found = patient.central.identify(
        patient.code("P1008", kind), BusinessType.SETTLEMENT
    )
    assert (found.patient.id, found.patient.name) == ("P1008", "欧阳*明")
    assert found.patient.insured


def test_an_old_code_and_a_strange_one_are_told_apart(
    patient: Patient, clock: Clock
) -> None:
    old = patient.code("P1001")
    clock.pass_s(61)
    strange = Code(CodeKind.VOUCHER, "424" + "1" * 25)
    for code, reason in ((old, Reason.CODE_EXPIRED), (strange, Reason.PERSON_UNKNOWN)):
        with pytest.raises(Refused) as refused:
            patient.central.identify(code, TO_PAY)
        assert refused.value.reason is reason


def test_who_is_not_insured_pays_all_of_it(patient: Patient) -> None:
    assert not patient.central.identify(
        patient.code("P1004"), BusinessType.SETTLEMENT
    ).patient.insured
    quote = patient.quote("P1004")
    assert quote.split.self_pay == quote.split.total
    intent = intent_of(quote, Method.WECHAT)
    wallet = Code(CodeKind.WECHAT, patient.panel.codes("P1004")["wechat"])
    patient.central.charge(intent, intent.shares[0], wallet)
    assert patient.central.settle(intent).split == quote.split


# What it would cost


def test_a_quote_is_about_what_was_asked_and_moves_nothing(patient: Patient) -> None:
    quote = patient.quote("P1008")
    bills = patient.central.open_bills("P1008")
    assert quote.patient_id == "P1008"
    assert quote.bill_ids == tuple(bill.id for bill in bills)
    assert quote.split.adds_up
    assert quote.split.total == sum((bill.total for bill in bills), ZERO)
    again = patient.central.pre_settle("P1008", quote.bill_ids)
    assert again.split == quote.split
    assert patient.standing() == []


def test_a_bill_that_is_gone_has_no_quote(patient: Patient) -> None:
    quote = patient.quote("P1008")
    patient.panel.post(f"/sandbox/bills/{quote.bill_ids[0]}/take-back")
    with pytest.raises(Refused) as refused:
        patient.central.pre_settle("P1008", quote.bill_ids)
    assert refused.value.reason is Reason.BILLS_CHANGED


def test_the_fee_of_a_place_is_settled_like_any_bill(patient: Patient) -> None:
    central = patient.central
    central.identify(patient.code("P1001"), TO_PAY)
    clinics = central.clinics(central.departments()[0].id)
    slot = next(s for one in clinics for s in one.slots if s.remaining)
    held = central.hold("P1001", slot.id, "hold-1")
    intent = intent_of(central.pre_settle("P1001", (held.id,)))
    assert intent.split.total == slot.fee
    central.charge(intent, intent.shares[0], None)
    central.settle(intent)
    assert not central.registration(held.id).is_held


def test_a_stay_is_settled_and_what_is_left_of_its_deposits_goes_back(
    patient: Patient,
) -> None:
    central = patient.central
    central.identify(patient.code("P1018"), TO_PAY)
    stay = central.stay("P1018")
    assert stay is not None
    assert stay.bill is not None
    assert central.day_lists(stay)
    quote = central.pre_settle("P1018", (stay.bill.id,))
    assert quote.returns
    intent = replace(
        intent_of(quote, Method.NOTHING),
        deposits=quote.deposits,
        returns=quote.returns,
    )
    settlement = central.settle(intent)
    assert settlement.split == quote.split
    for one in quote.returns:
        central.return_deposit(intent.key, one)


def test_a_deposit_is_paid_like_any_bill(patient: Patient, clock: Clock) -> None:
    central = patient.central
    central.identify(patient.code("P1017"), TO_PAY)
    stay = central.stay("P1017")
    assert stay is not None
    bill = central.order_deposit(stay, stay.choices[0], "deposit-1")
    intent = intent_of(central.pre_settle("P1017", (bill.id,)), Method.WECHAT)
    wallet = Code(CodeKind.WECHAT, patient.panel.codes("P1017")["wechat"])
    central.charge(intent, intent.shares[0], wallet)
    clock.pass_s(10)  # she types her password
    assert central.ask_charge(intent.key).status is ChargeStatus.PAID
    assert central.settle(intent).split.self_pay == stay.choices[0]


# Money first


def test_what_was_paid_is_settled_once_however_often_it_is_asked(
    patient: Patient,
) -> None:
    intent = patient.paid()
    first = patient.central.settle(intent)
    assert (first.patient_id, first.split) == ("P1001", intent.split)
    assert first.settled_at == NOON
    assert patient.central.settle(intent) == first
    assert patient.standing() == [first.id]
    assert patient.central.open_bills("P1001") == ()
    assert patient.central.issue_invoice(intent.key, first.id).amount


def test_an_event_is_in_the_books_once_however_often_it_is_told(
    patient: Patient,
) -> None:
    for is_history in (False, False, True):
        patient.central.report_event(EVENT, is_history=is_history)
    [event] = patient.panel.books()["events"]
    assert (event["kind"], event["historical"]) == ("device_flaps", False)


def test_the_pieces_of_a_support_file_become_one_again_however_they_come(
    patient: Patient,
) -> None:
    pieces = [b"first ", b"second ", bytes(range(256))]
    parts = [FilePart("kiosk-K-07.zip", at, 3, it) for at, it in enumerate(pieces, 1)]
    for part in (parts[2], parts[0], parts[0]):
        patient.central.report_support(part)
    [file] = patient.panel.books()["support_files"]
    assert not file["whole"]
    patient.central.report_support(parts[1])
    [file] = patient.panel.books()["support_files"]
    assert file["whole"]
    assert read_base64url(file["content"]) == b"".join(pieces)


def test_of_heartbeats_the_last_one_is_in_the_books(patient: Patient) -> None:
    for escalations in (2, 0):
        patient.central.report_heartbeat(replace(BEAT, escalations=escalations))
    [kept] = patient.panel.books()["heartbeats"]
    assert kept["escalations"] == 0


def test_a_chain_that_became_shorter_does_not_shorten_what_central_knows(
    patient: Patient,
) -> None:
    further, cut = f"120:{'ab' * 32}", f"119:{'cd' * 32}"
    for head in (further, cut):
        patient.central.report_heartbeat(replace(BEAT, audit_head=head))
    [kept] = patient.panel.books()["heartbeats"]
    assert kept["audit_head"] == further


def test_what_was_settled_is_in_the_days_list(patient: Patient) -> None:
    intent = patient.paid()
    settlement = patient.central.settle(intent)
    entry = Entry(intent.key, intent.split.self_pay, settlement.id)
    assert patient.central.day(date(2026, 3, 2)) == (entry,)


def test_what_was_not_paid_is_not_settled(patient: Patient) -> None:
    intent = intent_of(patient.quote())
    with pytest.raises(CentralError):
        patient.central.settle(intent)
    assert patient.standing() == []


def test_bills_that_were_paid_elsewhere_are_refused(patient: Patient) -> None:
    quote = patient.quote()
    theirs = intent_of(patient.other.pre_settle("P1001", quote.bill_ids))
    patient.other.charge(theirs, theirs.shares[0], None)
    patient.other.settle(theirs)
    mine = intent_of(quote)
    late = patient.central.charge(mine, mine.shares[0], None)
    assert late.refusal is Refusal.ALREADY_PAID
    with pytest.raises(Refused) as refused:
        patient.central.settle(mine)
    assert refused.value.reason is Refusal.ALREADY_PAID
    assert len(patient.standing()) == 1


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("power", ["stays", "goes"])
def test_a_settlement_that_was_not_heard_is_settled_once(
    patient: Patient, fault: str, power: str
) -> None:
    intent = patient.paid()
    patient.panel.fail("settle", fault)
    _meets(FAULTS[fault], lambda: patient.central.settle(intent))
    if power == "goes":
        patient.power_returns()
    settlement = patient.central.settle(intent)
    assert patient.standing() == [settlement.id]
    assert len(patient.panel.books()["settlements"]) == 1
    assert patient.account() == "0.00"


@pytest.mark.parametrize("fault", ["none", "drop_after"])
def test_what_money_was_taken_for_is_settled_for_good(
    patient: Patient, fault: str
) -> None:
    intent = patient.paid()
    if fault == "none":
        patient.central.settle(intent)
    else:
        patient.panel.fail("settle", fault)
        _meets(FAULTS[fault], lambda: patient.central.settle(intent))
    with pytest.raises(Refused) as refused:
        patient.central.revoke_settlement(intent.key)
    assert refused.value.reason is Refusal.ALREADY_PAID
    assert len(patient.standing()) == 1


# Insurance first


def test_what_is_settled_first_can_be_taken_back(patient: Patient) -> None:
    before = patient.account()
    intent = patient.authorised()
    patient.central.settle(intent)
    assert patient.account() != before
    for _ in range(2):
        patient.central.revoke_settlement(intent.key)
    assert (patient.standing(), patient.account()) == ([], before)
    assert patient.central.open_bills("P1001")


def test_nothing_is_settled_after_it_was_taken_back(patient: Patient) -> None:
    never_sent, intent = patient.decided(), patient.authorised()
    patient.central.settle(intent)
    for one in (intent, never_sent):
        patient.central.revoke_settlement(one.key)
        patient.power_returns()
        with suppress(Refused):  # or what was once answered, told again
            patient.central.settle(one)
        assert patient.standing() == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("power", ["stays", "goes"])
def test_a_settlement_that_was_not_heard_can_be_taken_back(
    patient: Patient, fault: str, power: str
) -> None:
    before = patient.account()
    intent = patient.authorised()
    patient.panel.fail("settle", fault)
    _meets(FAULTS[fault], lambda: patient.central.settle(intent))
    if power == "goes":
        patient.power_returns()
    patient.central.revoke_settlement(intent.key)
    assert (patient.standing(), patient.account()) == ([], before)
    with suppress(Refused):
        patient.central.settle(intent)
    assert patient.standing() == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("power", ["stays", "goes"])
def test_a_revocation_that_was_not_heard_is_made_once(
    patient: Patient, fault: str, power: str
) -> None:
    before = patient.account()
    intent = patient.authorised()
    patient.central.settle(intent)
    patient.panel.fail("revoke", fault)
    with suppress(Unanswered, Misanswered):
        patient.central.revoke_settlement(intent.key)
    if power == "goes":
        patient.power_returns()
    patient.central.revoke_settlement(intent.key)
    assert (patient.standing(), patient.account()) == ([], before)


def test_what_is_settled_first_is_paid_after(patient: Patient) -> None:
    intent = patient.decided()
    credential = patient.central.credential(intent)
    settlement = patient.central.settle(intent)
    paid = patient.central.charge(intent, intent.shares[0], credential)
    assert (paid.status, paid.amount) == (ChargeStatus.PAID, intent.split.self_pay)
    assert patient.central.issue_invoice(intent.key, settlement.id).number


# Nobody there


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_where_nobody_listens_nothing_was_sent(adapter: str, clock: Clock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    central = ADAPTERS[adapter](url, clock, MemoryNotebook())
    for ask in (central.ping, lambda: central.open_bills("P1001")):
        with pytest.raises(NotSent):
            ask()


def _meets(expected: type[CentralError] | None, act: Callable[[], object]) -> None:
    if expected is None:
        act()
        return
    with pytest.raises(CentralError) as caught:
        act()
    assert type(caught.value) is expected
