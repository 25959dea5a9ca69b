"""Payments of several charges, both orders, and what is undone: kiosks at a sandbox."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Busy, Misanswered, Reason, Refused
from kiosk.model.business import BusinessType
from kiosk.model.case import Case, CaseKind
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import Code, CodeKind
from kiosk.model.intent import Intent, Method, Order
from kiosk.model.money import ZERO, Money
from kiosk.model.reconciliation import Entry
from kiosk.model.settlement import PreSettlement, Settlement
from kiosk.sandbox.face import create_app
from kiosk.sandbox.faults import Where, where_of
from kiosk.sandbox.serve import serving
from kiosk.sandbox.settings import Settings
from kiosk.sandbox.store import Store
from tests.at_central import NOON, Clock, Kiosk, intent_of

TODAY = date(2026, 3, 2)
PART = Money(2_00)  # less than anybody owes


class Hall:
    """Two kiosks, and the sandbox's own pages."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.clock = clock
        self.panel = Kiosk(url, clock)
        self.central = HttpCentral(url, KioskIdentity("K-07", "sandbox"))
        self.other = HttpCentral(url, KioskIdentity("K-08", "sandbox"))

    def quote(self, person: str) -> PreSettlement:
        bills = tuple(bill.id for bill in self.central.open_bills(person))
        return self.central.pre_settle(person, bills)

    def wallet(self, person: str) -> Code:
        return Code(CodeKind.WECHAT, self.panel.codes(person)["wechat"])

    def paid(self, person: str = "P1001", credit: Money = ZERO) -> Intent:
        """Charge all shares: a wallet, and perhaps the contract beside it."""
        intent = intent_of(self.quote(person), Method.WECHAT, credit=credit)
        for share in intent.shares:
            code = self.wallet(person) if share.method is Method.WECHAT else None
            answer = self.central.charge(intent, share, code)
            assert answer.status is ChargeStatus.PAID
        return intent

    def settled_first(self, person: str = "P1001") -> tuple[Intent, Settlement]:
        quote = self.quote(person)
        intent = intent_of(quote, Method.ONE_CODE, Order.SETTLE_FIRST)
        return intent, self.central.settle(intent)

    def person(self, id: str) -> dict[str, str]:
        return self.panel.person(id)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


def _halls(clock: Clock, settings: Settings, database: str) -> Iterator[Hall]:
    store = Store(database)
    with serving(create_app(store, clock, settings)) as url:
        yield Hall(url, clock)
    store.close()


@pytest.fixture(scope="module")
def whole_hall(clock: Clock, database: str) -> Iterator[Hall]:
    yield from _halls(clock, Settings(), database)


@pytest.fixture(scope="module")
def partial_hall(clock: Clock, database: str) -> Iterator[Hall]:
    yield from _halls(clock, Settings(settles_partly=True), database)


def _fresh(hall: Hall) -> Iterator[Hall]:
    hall.clock.now = NOON
    assert hall.panel.post("/sandbox/reset").ok
    with ExitStack() as closing:
        closing.callback(hall.panel.session.close)
        yield hall
        assert hall.panel.books()["balanced"]


@pytest.fixture
def hall(whole_hall: Hall) -> Iterator[Hall]:
    yield from _fresh(whole_hall)


@pytest.fixture
def partly(partial_hall: Hall) -> Iterator[Hall]:
    """A central that settles bill by bill."""
    yield from _fresh(partial_hall)


def reason_of(refused: pytest.ExceptionInfo[Refused]) -> Reason | Refusal:
    return refused.value.reason


# Shares


def test_a_wallet_and_a_contract_pay_one_bill_together(hall: Hall) -> None:
    intent = hall.paid(credit=PART)
    settlement = hall.central.settle(intent)
    assert settlement.split == intent.split
    assert hall.person("P1001")["credit"] == "7998.00"
    charges = hall.panel.books()["charges"]
    assert {one["setl_id"] for one in charges} == {settlement.id}
    assert [one["payment_key"] for one in charges] == [intent.key, intent.key]


def test_two_kiosks_take_a_patients_money_once(hall: Hall) -> None:
    quote = hall.quote("P1001")
    first, second = intent_of(quote, credit=PART), intent_of(quote, credit=PART)
    assert hall.central.charge(first, first.shares[1], None).amount == PART
    for share in second.shares:
        late = hall.other.charge(second, share, None)
        assert late.refusal is Refusal.ALREADY_PAID
    assert hall.central.charge(first, first.shares[0], None).amount > ZERO


def test_bills_are_held_until_the_last_share_is_undone(hall: Hall) -> None:
    mine = hall.paid(credit=PART)
    theirs = intent_of(hall_quote(mine))
    for share in mine.shares:
        refused = hall.other.charge(theirs, theirs.shares[0], None)
        assert refused.refusal is Refusal.ALREADY_PAID
        hall.central.reverse_charge(share.key)
        theirs = intent_of(hall_quote(mine))
    paid = hall.other.charge(theirs, theirs.shares[0], None)
    assert paid.status is ChargeStatus.PAID


def hall_quote(intent: Intent) -> PreSettlement:
    return PreSettlement(
        intent.pre_settlement_id, intent.patient_id, intent.bill_ids, intent.split
    )


def test_half_of_the_money_settles_nothing(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), credit=PART)
    hall.central.charge(intent, intent.shares[1], None)
    with pytest.raises(Refused) as refused:
        hall.central.settle(intent)
    assert reason_of(refused) is Refusal.AMOUNT_CHANGED
    hall.central.refund_charge(intent.shares[1].key, PART)
    assert hall.panel.books()["sums"]["kept"] == "0.00"


# Settle first


def test_one_code_pay_settles_and_then_pays(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), Method.ONE_CODE, Order.SETTLE_FIRST)
    credential = hall.central.credential(intent)
    settlement = hall.central.settle(intent)
    assert hall.person("P1001")["account"] == "0.00"
    paid = hall.central.charge(intent, intent.shares[0], credential)
    assert (paid.status, paid.amount) == (ChargeStatus.PAID, intent.split.self_pay)
    assert hall.central.issue_invoice(intent.key, settlement.id).number
    assert hall.central.open_bills("P1001") == ()


def test_what_is_settled_first_stands_in_the_books_as_unpaid(hall: Hall) -> None:
    intent, settlement = hall.settled_first()
    [line] = hall.panel.books()["settlements"]
    assert (line["setl_id"], line["unpaid"]) == (
        settlement.id,
        str(intent.split.self_pay),
    )
    with pytest.raises(Busy):
        hall.central.issue_invoice(intent.key, settlement.id)


def test_bills_that_one_kiosk_settled_first_are_paid_for_the_other(hall: Hall) -> None:
    quote = hall.quote("P1001")
    mine = intent_of(quote, Method.ONE_CODE, Order.SETTLE_FIRST)
    hall.central.settle(mine)
    theirs = intent_of(quote)
    refused = hall.other.charge(theirs, theirs.shares[0], None)
    assert refused.refusal is Refusal.ALREADY_PAID


def test_revoking_opens_the_bills_and_refills_the_account(hall: Hall) -> None:
    before = hall.person("P1001")
    intent, _ = hall.settled_first()
    for _ in range(2):
        hall.central.revoke_settlement(intent.key)
    assert hall.person("P1001") == before
    late = hall.central.charge(intent, intent.shares[0], None)
    assert late.refusal is Refusal.NOT_ANSWERED


def test_a_settlement_that_comes_after_its_revocation_finds_its_grave(
    hall: Hall,
) -> None:
    quote = hall.quote("P1001")
    for order in (Order.SETTLE_FIRST, Order.CHARGE_FIRST):
        intent = intent_of(quote, order=order)
        hall.central.revoke_settlement(intent.key)
        hall.clock.pass_s(29 * 86400)
        hall.panel.post("/sandbox/forget-replies")
        with pytest.raises(Refused) as refused:
            hall.central.settle(intent)
        assert reason_of(refused) is Refusal.NOT_ANSWERED
    assert hall.panel.books()["settlements"] == []


def test_what_money_was_taken_for_is_settled_for_good(hall: Hall) -> None:
    intent = hall.paid()
    hall.central.settle(intent)
    with pytest.raises(Refused) as refused:
        hall.central.revoke_settlement(intent.key)
    assert reason_of(refused) is Refusal.ALREADY_PAID


def test_money_goes_back_once_its_settlement_is_revoked(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), order=Order.SETTLE_FIRST)
    hall.central.settle(intent)
    hall.central.charge(intent, intent.shares[0], None)
    with pytest.raises(Refused) as refused:
        hall.central.refund_charge(intent.key, intent.split.self_pay)
    assert reason_of(refused) is Refusal.ALREADY_PAID
    hall.central.revoke_settlement(intent.key)
    hall.panel.post("/sandbox/forget-replies")  # of the refund that was refused
    hall.central.refund_charge(intent.key, intent.split.self_pay)
    assert hall.person("P1001")["credit"] == "8000.00"


def test_money_before_which_was_settled_can_be_reversed(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), order=Order.SETTLE_FIRST)
    hall.central.settle(intent)
    hall.central.charge(intent, intent.shares[0], None)
    undone = hall.central.reverse_charge(intent.key)
    assert undone.status is ChargeStatus.REVERSED
    assert hall.panel.books()["sums"]["unpaid"] == str(intent.split.self_pay)


def test_a_payer_who_was_asked_pays_for_what_is_settled(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1011"), Method.WECHAT, Order.SETTLE_FIRST)
    hall.central.settle(intent)
    hall.central.charge(intent, intent.shares[0], hall.wallet("P1011"))
    hall.clock.pass_s(10)
    assert hall.central.ask_charge(intent.key).status is ChargeStatus.PAID


# Fewer bills


def test_the_rest_is_settled_and_the_difference_goes_back_once(partly: Hall) -> None:
    intent = partly.paid("P1008")
    partly.panel.post(f"/sandbox/bills/{intent.bill_ids[1]}/take-back")
    settlement = partly.central.settle(intent)
    assert settlement.bill_ids == (intent.bill_ids[0], intent.bill_ids[2])
    left_over = intent.split.self_pay - settlement.split.self_pay
    assert left_over > ZERO
    assert partly.panel.books()["sums"]["left_over"] == str(left_over)
    for _ in range(2):
        partly.central.refund_charge(intent.key, left_over)
        partly.panel.post("/sandbox/forget-replies")
    assert partly.central.ask_charge(intent.key).amount == settlement.split.self_pay
    assert len(partly.panel.books()["refunds"]) == 1
    with pytest.raises(Refused):
        partly.central.refund_charge(intent.key, Money(1))


def test_no_more_goes_back_than_was_left_over(partly: Hall) -> None:
    intent = partly.paid("P1008")
    partly.panel.post(f"/sandbox/bills/{intent.bill_ids[1]}/take-back")
    settlement = partly.central.settle(intent)
    left_over = intent.split.self_pay - settlement.split.self_pay
    for amount in (left_over + Money(1), intent.split.self_pay):
        with pytest.raises(Refused) as refused:
            partly.central.refund_charge(intent.key, amount)
        assert reason_of(refused) is Refusal.AMOUNT_CHANGED
        partly.panel.post("/sandbox/forget-replies")


def test_of_two_shares_one_goes_back_and_a_part_of_the_other(partly: Hall) -> None:
    intent = partly.paid("P1008", credit=Money(5_00))
    partly.panel.post(f"/sandbox/bills/{intent.bill_ids[0]}/take-back")
    settlement = partly.central.settle(intent)
    left_over = intent.split.self_pay - settlement.split.self_pay
    first, contract = intent.shares
    partly.central.refund_charge(contract.key, Money(1_00))
    partly.central.refund_charge(first.key, left_over - Money(1_00))
    assert partly.panel.books()["sums"]["left_over"] == "0.00"
    assert partly.panel.books()["sums"]["kept"] == str(settlement.split.self_pay)


def test_where_bills_are_settled_together_a_missing_one_stops_all(hall: Hall) -> None:
    intent = hall.paid("P1008")
    hall.panel.post(f"/sandbox/bills/{intent.bill_ids[1]}/take-back")
    with pytest.raises(Refused) as refused:
        hall.central.settle(intent)
    assert reason_of(refused) is Reason.BILLS_CHANGED
    hall.central.refund_charge(intent.key, intent.split.self_pay)


def test_a_settled_bill_is_not_taken_back(hall: Hall) -> None:
    intent = hall.paid()
    hall.central.settle(intent)
    reply = hall.panel.post(f"/sandbox/bills/{intent.bill_ids[0]}/take-back")
    assert reply.status_code == 404


# One-code pay


def test_who_signed_is_told_by_the_insurance_code(hall: Hall) -> None:
    for person, channel in (("P1001", "微信支付"), ("P1004", None)):
        code = Code(CodeKind.VOUCHER, hall.panel.codes(person)["voucher"])
        assert hall.central.identify(code, BusinessType.SETTLEMENT).one_code == channel


def test_who_has_not_signed_gets_no_credential(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1004"), Method.ONE_CODE)
    with pytest.raises(Refused) as refused:
        hall.central.credential(intent)
    assert reason_of(refused) is Refusal.NO_CREDENTIAL


def test_a_credential_is_good_for_one_sum_of_one_payment(hall: Hall) -> None:
    quote = hall.quote("P1001")
    intent = intent_of(quote, Method.ONE_CODE, credit=PART)
    credential = hall.central.credential(intent)
    share = intent.shares[0]
    other = intent_of(quote, Method.ONE_CODE, credit=PART)
    dear = replace(share, key=f"{share.key}.x", amount=share.amount + Money(1))
    wrong = Code(CodeKind.VOUCHER, "YM0")
    guess = replace(share, key=f"{share.key}.y")
    for asked, taken, code in (
        (other, other.shares[0], credential),
        (intent, dear, credential),
        (intent, guess, wrong),
    ):
        assert hall.central.charge(asked, taken, code).status is ChargeStatus.REFUSED
        assert hall.person("P1001")["wallet"] == "50000.00"


def test_a_credential_pays_once(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), Method.ONE_CODE)
    credential = hall.central.credential(intent)
    assert hall.central.charge(intent, intent.shares[0], credential).amount > ZERO
    hall.central.reverse_charge(intent.key)
    again = replace(intent.shares[0], key=f"{intent.key}.2")
    refused = hall.central.charge(intent, again, credential)
    assert refused.refusal is Refusal.CODE_USED


@pytest.mark.parametrize(("age_s", "is_good"), [(300, True), (301, False)])
def test_a_credential_lives_five_minutes(hall: Hall, age_s: int, is_good: bool) -> None:
    intent = intent_of(hall.quote("P1001"), Method.ONE_CODE)
    credential = hall.central.credential(intent)
    hall.clock.pass_s(age_s)
    answer = hall.central.charge(intent, intent.shares[0], credential)
    assert answer.refusal is (None if is_good else Refusal.CODE_EXPIRED)


def test_a_payment_has_one_credential(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"), Method.ONE_CODE)
    first = hall.central.credential(intent)
    hall.panel.post("/sandbox/forget-replies")
    assert hall.central.credential(intent) == first
    hall.panel.post("/sandbox/forget-replies")
    with pytest.raises(Refused) as refused:
        hall.central.credential(replace(intent, credit=PART))
    assert reason_of(refused) is Reason.KEY_REUSED


# Keys


def test_nothing_doubles_when_central_forgets_what_it_said(hall: Hall) -> None:
    intent = hall.paid(credit=PART)
    settlement = hall.central.settle(intent)
    page = hall.panel.books()
    hall.panel.post("/sandbox/forget-replies")
    for share in intent.shares:
        again = hall.central.charge(intent, share, None)
        assert again.status is ChargeStatus.PAID
    assert hall.central.settle(intent) == settlement
    assert hall.panel.books() == page


@pytest.mark.parametrize("forgets", [False, True])
def test_another_request_under_a_known_key_is_a_bug(hall: Hall, forgets: bool) -> None:
    intent = hall.paid(credit=PART)
    hall.central.settle(intent)
    if forgets:
        hall.panel.post("/sandbox/forget-replies")
    first, contract = intent.shares
    with pytest.raises(Refused) as refused:
        hall.central.charge(intent, replace(first, amount=contract.amount), None)
    assert reason_of(refused) is Reason.KEY_REUSED
    with pytest.raises(Refused) as refused:
        hall.central.settle(replace(intent, order=Order.SETTLE_FIRST))
    assert reason_of(refused) is Reason.KEY_REUSED


# Days


def test_a_day_tells_each_kiosk_of_its_own_payments(hall: Hall) -> None:
    settled = hall.paid("P1001", credit=PART)
    settlement = hall.central.settle(settled)
    undone = hall.paid("P1008")
    hall.central.reverse_charge(undone.key)
    theirs = intent_of(hall.quote("P1014"), order=Order.SETTLE_FIRST)
    waiting = hall.other.settle(theirs)
    assert hall.central.day(TODAY) == (
        Entry(settled.key, settled.split.self_pay, settlement.id),
        Entry(undone.key, ZERO, None),
    )
    assert hall.other.day(TODAY) == (Entry(theirs.key, ZERO, waiting.id),)


def test_a_payment_belongs_to_the_day_on_which_it_began(hall: Hall) -> None:
    hall.clock.now = NOON + timedelta(hours=11, minutes=59)  # 23:59 in Beijing
    intent = hall.paid()
    hall.clock.pass_s(120)
    settlement = hall.central.settle(intent)
    entry = Entry(intent.key, intent.split.self_pay, settlement.id)
    assert hall.central.day(TODAY) == (entry,)
    assert hall.central.day(TODAY + timedelta(days=1)) == ()


def test_what_was_revoked_has_no_settlement_that_day(hall: Hall) -> None:
    intent, _ = hall.settled_first()
    hall.central.revoke_settlement(intent.key)
    assert hall.central.day(TODAY) == (Entry(intent.key, ZERO, None),)


# Reports, faults and the clock


def test_debts_and_cases_are_noted_once(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"))
    case = Case("case-1", CaseKind.OVERDUE, intent.key, NOON, "settle")
    for _ in range(2):
        hall.central.report_debt(intent, Refusal.LIMIT_TOO_SMALL)
        hall.central.report_case(case)
        hall.panel.post("/sandbox/forget-replies")
    [debt], [noted] = hall.panel.books()["debts"], hall.panel.books()["cases"]
    assert (debt["reason"], debt["amount"]) == (
        "limit_too_small",
        str(intent.split.self_pay),
    )
    assert (noted["case_id"], noted["kind"], noted["kiosk_id"]) == (
        "case-1",
        "overdue",
        "K-07",
    )


def test_too_many_requests_are_told_when_to_come_back(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"))
    hall.panel.fail("charge", "too_many", seconds=7)
    with pytest.raises(Busy) as busy:
        hall.central.charge(intent, intent.shares[0], None)
    assert busy.value.retry_after_s == 7
    assert hall.panel.books()["charges"] == []


def test_a_status_that_nobody_knows_is_believed_by_nobody(hall: Hall) -> None:
    intent = intent_of(hall.quote("P1001"))
    hall.panel.fail("charge", "unknown_status")
    with pytest.raises(Misanswered):
        hall.central.charge(intent, intent.shares[0], None)
    assert hall.central.ask_charge(intent.key).status is ChargeStatus.PAID


def test_a_day_with_a_wrong_sum_differs(hall: Hall) -> None:
    intent = hall.paid()
    [honest] = hall.central.day(TODAY)
    hall.panel.fail("day", "wrong_sum")
    assert hall.central.day(TODAY) == (Entry(intent.key, honest.kept + Money(1), None),)


@pytest.mark.parametrize(
    ("request_line", "where"),
    [
        ("POST /v1/credentials", Where.CREDENTIAL),
        ("POST /v1/settlements/k/revoke", Where.REVOKE),
        ("POST /v1/deferrals", Where.DEFERRAL),
        ("POST /v1/debts", Where.DEBT),
        ("POST /v1/cases", Where.CASE),
        ("GET /v1/days/2026-03-02", Where.DAY),
        ("GET /v1/slip-keys", Where.SLIP_KEYS),
        ("PUT /v1/kiosks/K-07/key", Where.ENROL),
    ],
)
def test_a_fault_can_meet_every_verb(request_line: str, where: Where) -> None:
    method, path = request_line.split(" ")
    assert where_of(method, path) is where


def test_centrals_clock_can_be_ahead_and_nothing_is_judged_by_it(hall: Hall) -> None:
    before = hall.central.ping()
    assert hall.panel.post("/sandbox/clock", {"ahead_s": 86400}).ok
    assert hall.central.ping() - before == pytest.approx(86400, abs=60)
    hall.paid()  # a code lives a minute, a quote ten
    assert hall.panel.post("/sandbox/reset").ok
    assert hall.central.ping() - before == pytest.approx(0, abs=60)


def shown(hall: Hall, person: str = "P1004") -> tuple[Intent, str]:
    """A code on a kiosk's screen, and what it says."""
    intent = replace(intent_of(hall.quote(person), Method.WECHAT), is_shown=True)
    answer = hall.central.charge(intent, intent.shares[0], None)
    assert answer.status is ChargeStatus.USER_PAYING
    return intent, answer.qr


def scans(hall: Hall, person: str, text: str, payer: str = "pays") -> bool:
    path = f"/sandbox/people/{person}/scan"
    asked = {"text": text, "payer": payer}
    return hall.panel.session.post(hall.panel.url + path, params=asked, timeout=10).ok


def test_a_shown_code_is_paid_by_whoever_scans_it(hall: Hall) -> None:
    intent, text = shown(hall)
    assert text.startswith("weixin://wxpay/")
    assert hall.central.ask_charge(intent.key).qr == text
    assert scans(hall, "P1001", text)
    answer = hall.central.ask_charge(intent.key)
    assert (answer.status, answer.amount, answer.qr) == (
        ChargeStatus.PAID,
        intent.due,
        "",
    )
    assert not scans(hall, "P1004", text)
    assert hall.central.settle(intent).split == intent.split


def test_a_shown_code_that_is_closed_can_be_paid_by_nobody(hall: Hall) -> None:
    intent, text = shown(hall)
    assert hall.central.close_charge(intent.key).status is ChargeStatus.CLOSED
    assert not scans(hall, "P1004", text)
    assert hall.central.ask_charge(intent.key).status is ChargeStatus.CLOSED


def test_a_payer_who_has_scanned_is_still_closed_out(hall: Hall) -> None:
    intent, text = shown(hall)
    assert scans(hall, "P1004", text, "asks")
    assert hall.central.close_charge(intent.key).status is ChargeStatus.CLOSED
    hall.clock.pass_s(60)
    assert hall.central.ask_charge(intent.key).status is ChargeStatus.CLOSED


def test_who_says_no_after_scanning_has_paid_nothing(hall: Hall) -> None:
    intent, text = shown(hall)
    assert scans(hall, "P1004", text, "cancels")
    hall.clock.pass_s(60)
    assert hall.central.ask_charge(intent.key).refusal is Refusal.CANCELLED


def test_each_wallet_has_a_code_of_its_own_and_a_contract_has_none(hall: Hall) -> None:
    starts = {
        Method.ALIPAY: "https://qr.alipay.com/",
        Method.UNIONPAY: "https://qr.95516.com/",
    }
    for method, start in starts.items():
        intent = replace(intent_of(hall.quote("P1004"), method), is_shown=True)
        answer = hall.central.charge(intent, intent.shares[0], None)
        assert answer.qr.startswith(start)
        hall.central.close_charge(intent.key)
    intent = replace(intent_of(hall.quote("P1004"), Method.CREDIT), is_shown=True)
    answer = hall.central.charge(intent, intent.shares[0], None)
    assert answer.status is ChargeStatus.REFUSED


def test_what_credit_was_refused_for_is_marked_and_paid_like_any_other(
    hall: Hall,
) -> None:
    quote = hall.quote("P1008")
    first, *others = quote.bill_ids
    asked = hall.central.pre_settle("P1008", (first,))
    refused = intent_of(asked, Method.CREDIT, Order.DEFERRED)
    hall.central.report_debt(refused, Refusal.LIMIT_TOO_SMALL)
    bills = hall.other.open_bills("P1008")
    assert {bill.id for bill in bills if bill.is_debt} == {first}
    assert len(bills) == 1 + len(others)

    again = intent_of(hall.central.pre_settle("P1008", (first,)), Method.WECHAT)
    hall.central.charge(again, again.shares[0], hall.wallet("P1008"))
    hall.central.settle(again)
    assert not any(bill.is_debt for bill in hall.other.open_bills("P1008"))
