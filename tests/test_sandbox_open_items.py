"""What central says is still open, and how she stands with the insurance."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Misanswered, Reason, Refused
from kiosk.central.standing_reading import read_claims
from kiosk.central.standing_wire import ClaimsReply
from kiosk.model.beijing import day_of
from kiosk.model.codes import Code, CodeKind
from kiosk.model.intent import Method
from kiosk.model.money import ZERO
from kiosk.model.open_items import ComingRefund, OpenItems
from kiosk.model.registration import Cancellation
from kiosk.model.standing import ClaimStatus, EntitlementStatus
from kiosk.model.stay import StayStatus
from kiosk.sandbox.settings import Settings
from tests.at_central import (
    NOON,
    Clock,
    Json,
    Kiosk,
    a_central,
    fresh_morning,
    intent_of,
    new_key,
)

DAY_S = 24 * 3600
TODAY = day_of(NOON)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    with a_central(clock, Settings(refund_days=3), database) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Kiosk]:
    with fresh_morning(url, clock) as kiosk:
        yield kiosk


@pytest.fixture
def central(desk: Kiosk) -> HttpCentral:
    return HttpCentral(desk.url, KioskIdentity("K-07", "sandbox"))


def test_the_bills_are_those_that_she_could_pay(
    central: HttpCentral, desk: Kiosk
) -> None:
    assert central.open_items("P1008").bills == central.open_bills("P1008") != ()
    desk.settled("P1001")
    assert central.open_items("P1001").bills == ()


def test_a_bill_for_a_window_names_it_and_is_not_quoted(central: HttpCentral) -> None:
    here, window = central.open_bills("P1022")
    assert here.window is None
    assert window.window is not None
    with pytest.raises(Refused) as refused:
        central.pre_settle("P1022", (here.id, window.id))
    assert refused.value.reason is Reason.AT_WINDOW
    assert central.pre_settle("P1022", (here.id,)).bill_ids == (here.id,)


def test_who_has_nothing_open_hears_so(central: HttpCentral) -> None:
    items = central.open_items("P1011")
    nothing = OpenItems("P1011", items.bills, 0, (), (), ())
    assert items == nothing


def test_an_invoice_waits_for_paper_until_one_is_reported(
    central: HttpCentral, desk: Kiosk
) -> None:
    before = central.open_items("P1011").unprinted
    assert before == 0
    settled = desk.settled("P1001")
    others = central.open_items("P1001").unprinted
    assert others is not None
    invoice = central.issue_invoice(new_key(), settled["setl_id"])
    assert central.open_items("P1001").unprinted == others + 1
    report = {
        "job_key": "J1",
        "document": "invoice",
        "invoice_code": invoice.code,
        "invoice_number": invoice.number,
        "copy_number": 1,
        "outcome": "printed",
        "at": NOON.isoformat(),
    }
    assert desk.post("/v1/prints", report, "J1.printed").ok
    assert central.open_items("P1001").unprinted == others


def test_the_next_appointment_is_there_until_it_begins(
    central: HttpCentral, clock: Clock
) -> None:
    items = central.open_items("P1008")
    assert items.appointments == central.registrations("P1008") != ()
    clock.pass_s(2 * DAY_S)
    assert central.open_items("P1008").appointments == ()


def test_a_place_that_is_only_held_is_no_appointment(central: HttpCentral) -> None:
    [clinic, *_] = central.clinics("D01")
    central.hold("P1011", next(one.id for one in clinic.slots), new_key())
    assert central.open_items("P1011").appointments == ()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("P1016", StayStatus.ORDERED),
        ("P1017", StayStatus.ADMITTED),
        ("P1018", StayStatus.LEAVING),
    ],
)
def test_a_stay_is_told_by_how_far_it_is(
    central: HttpCentral, person: str, status: StayStatus
) -> None:
    assert central.open_items(person).stays == (status,)


def test_money_on_its_way_back_is_told_with_its_way_until_it_has_arrived(
    central: HttpCentral, clock: Clock
) -> None:
    bills = tuple(bill.id for bill in central.open_bills("P1001"))
    decision = intent_of(central.pre_settle("P1001", bills), method=Method.CREDIT)
    [share] = decision.shares
    central.charge(decision, share, None)
    assert central.open_items("P1001").refunds == ()
    central.reverse_charge(share.key)
    gone = ComingRefund(share.amount, Method.CREDIT, TODAY)
    assert central.open_items("P1001").refunds == (gone,)
    assert central.open_items("P1008").refunds == (), "it is nobody else's"
    clock.pass_s(3 * DAY_S)
    assert central.open_items("P1001").refunds == ()


def test_the_fee_of_a_place_that_was_given_back_is_told_and_the_place_is_not(
    central: HttpCentral, desk: Kiosk
) -> None:
    [booked] = central.registrations("P1006")
    quote = central.pre_settle("P1006", (booked.id,))
    decision = intent_of(quote, method=Method.WECHAT)
    [share] = decision.shares
    code = Code(CodeKind.WECHAT, desk.codes("P1006")["wechat"])
    central.charge(decision, share, code)
    central.settle(decision)
    assert central.open_items("P1006").appointments
    central.cancel(Cancellation(new_key(), "P1006", booked.id))
    items = central.open_items("P1006")
    assert items.appointments == ()
    assert items.refunds == (ComingRefund(share.amount, Method.WECHAT, TODAY),)


def test_a_part_that_central_could_not_find_out_is_unknown_and_not_empty(
    central: HttpCentral, desk: Kiosk
) -> None:
    whole = central.open_items("P1008")
    desk.fail("open_items", "part_missing")
    assert central.open_items("P1008") == replace(whole, refunds=None)
    assert whole.is_whole


def test_an_answer_about_somebody_else_is_not_believed(
    central: HttpCentral, desk: Kiosk
) -> None:
    desk.fail("open_items", "wrong_patient")
    with pytest.raises(Misanswered):
        central.open_items("P1008")


def test_a_stranger_is_refused(central: HttpCentral) -> None:
    with pytest.raises(Refused) as refused:
        central.open_items("P9999")
    assert refused.value.reason is Reason.PERSON_UNKNOWN


def test_the_register_says_since_when_and_until_when(central: HttpCentral) -> None:
    valid, expired = central.entitlements("P1003")
    assert valid.status is EntitlementStatus.VALID
    assert valid.since < TODAY < valid.until
    assert expired.status is EntitlementStatus.EXPIRED
    assert expired.until < TODAY
    assert central.entitlements("P1001") == ()


def test_nothing_on_the_wire_names_an_illness(desk: Kiosk) -> None:
    [entry, _] = desk.get("/v1/patients/P1003/entitlements").json()["entitlements"]
    assert set(entry) == {"status", "begndate", "enddate"}


def test_a_claim_says_how_far_it_is_and_what_was_paid(central: HttpCentral) -> None:
    waiting, paid = central.claims("P1001")
    assert (waiting.status, waiting.paid) == (ClaimStatus.REVIEWING, None)
    assert paid.paid is not None
    assert paid.paid_on is not None
    assert ZERO < paid.paid < paid.amount
    assert paid.handed_in < paid.paid_on < TODAY


@pytest.mark.parametrize("page", ["entitlements", "claims"])
def test_a_page_about_somebody_else_is_not_believed(
    central: HttpCentral, desk: Kiosk, page: str
) -> None:
    desk.fail(page, "wrong_patient")
    with pytest.raises(Misanswered):
        getattr(central, page)("P1001")
    with pytest.raises(Refused):
        getattr(central, page)("P9999")


def claims_reply(**what: object) -> ClaimsReply:
    claim = {"status": "paid", "handed_in": "2026-03-01", "medfee_sumamt": "10.00"}
    return ClaimsReply.model_validate({"psn_no": "P1", "claims": [claim | what]})


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"paid": "5.00"},
        {"paid": "10.01", "paid_on": "2026-03-02"},
        {"paid": "5.00", "paid_on": "2026-03-02", "status": "reviewing"},
    ],
)
def test_a_claim_that_contradicts_itself_is_not_believed(what: Json) -> None:
    with pytest.raises(Misanswered):
        read_claims(claims_reply(**what), "P1")


def test_what_credit_has_paid_today_is_said_and_no_bill_is_left(
    central: HttpCentral, desk: Kiosk, clock: Clock
) -> None:
    """先诊疗后付费: her doctor has settled it, without her and without a kiosk."""
    found = central.open_items("P1029")
    assert found.bills == ()
    assert found.on_credit > ZERO
    assert central.open_items("P1004").on_credit == ZERO
    clock.pass_s(DAY_S)
    assert central.open_items("P1029").on_credit == ZERO
    assert desk.books()["balanced"]
