"""The sandbox's rules about money, one sentence per test."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.central import wire
from kiosk.central.port import Reason
from kiosk.model.bill import BillLine
from kiosk.model.charge import ChargeStatus, Refusal
from kiosk.model.codes import CodeKind
from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import Split
from kiosk.sandbox import charges, rules, settlements, verbs
from kiosk.sandbox.answers import Answer
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.people import ordered_bill
from kiosk.sandbox.records import Charge, Coverage, Habit, IssuedCode, Person, Quote
from kiosk.sandbox.report import report
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.split import insured_part, own_expense, split
from kiosk.sandbox.store import Books, Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = Settings()
MOMENT = Moment(NOW, SETTINGS)
DUE = Money(20_00)
PATIENT = Person(
    "P1", "张三", "", account=Money(10_00), bank="示范银行", credit=Money(100_00)
)
QUOTE = Quote("Q1", "P1", ("B1",), Split(Money(50_00), Money(30_00), ZERO, DUE), NOW)
CODE = IssuedCode("13" + "0" * 16, CodeKind.WECHAT, "P1", Habit.PAYS, NOW)
BY_CREDIT = rules.ChargeAsked("K1", "P1", "Q1", DUE, Method.CREDIT)
BY_WECHAT = replace(BY_CREDIT, method=Method.WECHAT, auth_code=CODE.value)
FACTS = rules.ChargeFacts(None, QUOTE, rules.Bills.OPEN, PATIENT, PATIENT, CODE)
CREDIT_FACTS = replace(FACTS, code=None)
TO_SETTLE = rules.SettleAsked("P1", "Q1", QUOTE.split, "K1")

lines = some.lists(
    some.builds(
        BillLine,
        name=some.just("项目"),
        quantity=some.just("1 次"),
        amount=some.builds(Money, some.integers(0, 10_000_000)),
        category=some.sampled_from(["甲", "乙", "自费", "丙"]),
    ),
    max_size=60,
)
people = some.builds(
    Person,
    id=some.just("P1"),
    name=some.just("张三"),
    description=some.just(""),
    coverage=some.sampled_from(Coverage),
    uses_account=some.booleans(),
    account=some.builds(Money, some.integers(0, 100_000)),
)
charged = some.builds(
    Charge,
    key=some.just("K1"),
    status=some.sampled_from(
        [status for status in ChargeStatus if status is not ChargeStatus.NOT_FOUND]
    ),
    made_at=some.just(NOW),
    psn_no=some.just("P1"),
    presettle_id=some.just("Q1"),
    payer=some.just("P1"),
    method=some.sampled_from([Method.CREDIT, Method.WECHAT]),
    amount=some.just(DUE),
    answers_at=some.just(NOW),
    cancels=some.booleans(),
)
tombstones = some.sampled_from(
    [rules.close("K1", None, NOW), rules.reverse("K1", None, False, NOW)]
)


@given(lines, people)
def test_the_parts_add_up_for_any_bills(bill: list[BillLine], person: Person) -> None:
    parts = split(bill, person)
    assert parts.adds_up
    assert parts.total == total(line.amount for line in bill)


@given(lines, people)
def test_the_account_pays_no_more_than_it_has(
    bill: list[BillLine], person: Person
) -> None:
    assert split(bill, person).account <= person.account


@given(lines, people)
def test_insurance_pays_nothing_of_what_it_does_not_know(
    bill: list[BillLine], person: Person
) -> None:
    parts = split(bill, person)
    assert own_expense(bill, person.coverage) <= parts.account + parts.self_pay


def test_the_patient_pays_first_of_class_two() -> None:
    line = BillLine("超声", "1 次", Money(120_00), "乙")
    assert insured_part(line, Coverage.STANDARD) == Money(86_40)


def test_half_a_fen_goes_to_insurance() -> None:
    line = BillLine("针头", "1 支", Money(5), "甲")
    assert insured_part(line, Coverage.STANDARD) == Money(5)


def test_who_is_insured_whole_pays_nothing_of_both_classes() -> None:
    bill = [BillLine(c, "1 次", Money(33_33), c) for c in ("甲", "乙")]
    person = replace(PATIENT, coverage=Coverage.FULL, account=ZERO)
    assert split(bill, person).self_pay == ZERO


def test_a_switched_off_account_is_left_alone() -> None:
    bill = [BillLine("口罩", "1 只", DUE, "自费")]
    assert split(bill, PATIENT).account == Money(10_00)
    assert split(bill, replace(PATIENT, uses_account=False)).account == ZERO


def test_credit_pays_up_to_its_limit() -> None:
    assert rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT).status is ChargeStatus.PAID
    poor = replace(CREDIT_FACTS, payer=replace(PATIENT, credit=DUE - Money(1)))
    assert _refusal(BY_CREDIT, poor) is Refusal.LIMIT_TOO_SMALL


def test_without_a_contract_there_is_no_limit_to_use() -> None:
    nobody = replace(PATIENT, bank=None)
    facts = replace(CREDIT_FACTS, payer=nobody)
    assert _refusal(BY_CREDIT, facts) is Refusal.LIMIT_TOO_SMALL


def test_a_fresh_wallet_code_pays() -> None:
    assert rules.charge(BY_WECHAT, FACTS, MOMENT).taken == DUE


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(FACTS, code=None), Refusal.CODE_EXPIRED),
        (
            replace(FACTS, code=replace(CODE, issued_at=NOW - timedelta(seconds=61))),
            Refusal.CODE_EXPIRED,
        ),
        (replace(FACTS, code=replace(CODE, used_by="K0")), Refusal.CODE_USED),
        (replace(FACTS, payer=replace(PATIENT, wallet=ZERO)), Refusal.NOT_ENOUGH),
        (replace(FACTS, bills=rules.Bills.PAID), Refusal.ALREADY_PAID),
        (replace(FACTS, bills=rules.Bills.GONE), Refusal.AMOUNT_CHANGED),
        (replace(FACTS, quote=None), Refusal.AMOUNT_CHANGED),
        (
            replace(FACTS, quote=replace(QUOTE, made_at=NOW - timedelta(seconds=601))),
            Refusal.AMOUNT_CHANGED,
        ),
    ],
)
def test_a_wallet_is_refused_for_what_is_wrong(
    facts: rules.ChargeFacts, reason: Refusal
) -> None:
    assert _refusal(BY_WECHAT, facts) is reason


def test_another_amount_than_quoted_is_never_taken() -> None:
    asked = replace(BY_WECHAT, amount=DUE + Money(1))
    assert _refusal(asked, FACTS) is Refusal.AMOUNT_CHANGED


def test_a_code_of_another_wallet_is_refused() -> None:
    asked = replace(BY_WECHAT, method=Method.ALIPAY)
    assert _refusal(asked, FACTS) is Refusal.OTHER


@pytest.mark.parametrize("habit", [Habit.ASKS, Habit.CANCELS])
def test_a_payer_who_is_asked_takes_time(habit: Habit) -> None:
    facts = replace(FACTS, code=replace(CODE, habit=habit))
    waiting = rules.charge(BY_WECHAT, facts, MOMENT)
    assert waiting.status is ChargeStatus.USER_PAYING
    assert waiting.taken == ZERO
    assert rules.answer(waiting, rules.Bills.OPEN, PATIENT, NOW) == waiting


def test_a_large_amount_is_asked_about() -> None:
    settings = replace(SETTINGS, ask_above=DUE - Money(1))
    decided = rules.charge(BY_WECHAT, FACTS, Moment(NOW, settings))
    assert decided.status is ChargeStatus.USER_PAYING


def test_the_payer_decides_in_the_end() -> None:
    later = NOW + timedelta(seconds=SETTINGS.payer_thinks_s)
    for habit, status in (
        (Habit.ASKS, ChargeStatus.PAID),
        (Habit.CANCELS, ChargeStatus.REFUSED),
    ):
        facts = replace(FACTS, code=replace(CODE, habit=habit))
        waiting = rules.charge(BY_WECHAT, facts, MOMENT)
        decided = rules.answer(waiting, rules.Bills.OPEN, PATIENT, later)
        assert decided.status is status


def test_a_payer_who_was_overtaken_does_not_pay_twice() -> None:
    facts = replace(FACTS, code=replace(CODE, habit=Habit.ASKS))
    waiting = rules.charge(BY_WECHAT, facts, MOMENT)
    later = NOW + timedelta(minutes=1)
    decided = rules.answer(waiting, rules.Bills.PAID, PATIENT, later)
    assert decided.refusal is Refusal.ALREADY_PAID


@given(charged)
def test_a_known_key_is_never_decided_again(existing: Charge) -> None:
    facts = replace(FACTS, existing=existing)
    assert rules.charge(BY_WECHAT, facts, MOMENT) == existing


@given(tombstones, some.integers(0, 10**9))
def test_a_late_request_finds_its_grave_and_never_charges(
    tombstone: Charge, seconds: int
) -> None:
    late = Moment(NOW + timedelta(seconds=seconds), SETTINGS)
    decided = rules.charge(BY_WECHAT, replace(FACTS, existing=tombstone), late)
    assert decided.status is ChargeStatus.REFUSED
    assert decided.taken == ZERO


@given(charged)
def test_closing_never_moves_money(existing: Charge) -> None:
    closed = rules.close("K1", existing, NOW)
    assert closed.taken == existing.taken
    assert closed.status is not ChargeStatus.USER_PAYING


@given(charged, some.booleans())
def test_reversing_undoes_all_but_a_settlement(
    existing: Charge, is_settled: bool
) -> None:
    after = rules.reverse("K1", existing, is_settled, NOW)
    stays = is_settled and existing.status is ChargeStatus.PAID
    assert after.taken == (DUE if stays else ZERO)


@given(charged, some.booleans())
def test_only_a_paid_charge_gives_something_back(
    existing: Charge, is_settled: bool
) -> None:
    after = rules.refund(existing, DUE, is_settled)
    if isinstance(after, Charge):
        assert after.status is ChargeStatus.REVERSED
        assert not (is_settled and existing.status is ChargeStatus.PAID)


def test_part_of_a_charge_is_not_refunded() -> None:
    paid = rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT)
    assert rules.refund(paid, DUE - Money(1), False) is Refusal.AMOUNT_CHANGED


def test_what_was_paid_is_settled() -> None:
    paid = rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT)
    assert _denial(charge=paid) is None


def test_without_the_money_nothing_is_settled() -> None:
    closed = rules.close("K1", None, NOW)
    assert _denial(charge=None) is Reason.NOT_FOUND
    assert _denial(charge=replace(closed, psn_no="P1", presettle_id="Q1")) is not None


def test_settling_needs_the_split_that_was_quoted() -> None:
    paid = rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT)
    other = replace(QUOTE.split, self_pay=DUE - Money(1), account=Money(1))
    asked = replace(TO_SETTLE, split=other)
    denial = rules.settle(asked, QUOTE, rules.Bills.OPEN, paid, PATIENT)
    assert denial is Refusal.AMOUNT_CHANGED


def test_bills_are_settled_once() -> None:
    paid = rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT)
    denial = rules.settle(TO_SETTLE, QUOTE, rules.Bills.PAID, paid, PATIENT)
    assert denial is Refusal.ALREADY_PAID


@pytest.mark.parametrize("seed", range(25))
def test_the_books_add_up_after_any_traffic(seed: int) -> None:
    day = Day(seed)
    try:
        for _ in range(60):
            day.something_happens()
        with day.desk.store.opened() as books:
            page = report(books)
    finally:
        day.desk.store.close()
    assert page.balanced
    assert len(page.refunds) == len({refund.charge_key for refund in page.refunds})
    held = [
        bill
        for one in page.charges
        if one.status is ChargeStatus.PAID
        for bill in one.bill_ids
    ]
    assert len(held) == len(set(held))
    settled = [bill for one in page.settlements for bill in one.bill_ids]
    assert len(settled) == len(set(settled))


class Day:
    """Two patients, few bills, few keys, and kiosks that do everything wrong."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = NOW
        self.desk = Desk(Store(), lambda: self.now, SETTINGS)
        self.desk.open_the_day()
        bills = [
            ordered_bill(person, number, ((number, 1), (4, 2)), date(2026, 3, 2))
            for person in ("P1001", "P1014")
            for number in (2, 3)
        ]
        with self.desk.store.opened() as books:
            books.add(bills)
        self.quotes: list[wire.PreSettleReply] = []

    def something_happens(self) -> None:
        self.now += timedelta(seconds=self.random.choice([0, 1, 5]))
        what = self.random.choice(["quote", "charge", "charge", "end", "settle"])
        if what == "quote" or not self.quotes:
            self._quote()
        elif what == "charge":
            self._charge()
        elif what == "end":
            self._end()
        else:
            self._settle()

    def _quote(self) -> None:
        who = self.random.choice(["P1001", "P1014"])
        number = self.random.choice([1, 2, 3])
        asked = wire.PreSettleRequest(psn_no=who, bill_ids=(f"B{who[1:]}-{number}",))
        answer = self._do(lambda books, moment: verbs.pre_settle(books, asked, moment))
        if answer.status == 200:
            self.quotes.append(wire.PreSettleReply.model_validate_json(answer.body))

    def _charge(self) -> None:
        quote, key = self.random.choice(self.quotes), self._key()
        by_credit = self.random.random() < 0.5
        code = f"13{self.random.randrange(40):016d}"
        habit = self.random.choice(list(Habit))
        with self.desk.store.opened() as books:
            if books.find(IssuedCode, code) is None:
                issued = IssuedCode(code, CodeKind.WECHAT, "P1014", habit, self.now)
                books.add([issued])
        asked = wire.ChargeRequest(
            psn_no=quote.psn_no,
            presettle_id=quote.presettle_id,
            amount=quote.split.psn_cash_pay,
            method=Method.CREDIT if by_credit else Method.WECHAT,
            auth_code=None if by_credit else code,
        )
        self._do(lambda books, moment: charges.charge(books, key, asked, moment))

    def _end(self) -> None:
        key = self._key()
        end = self.random.choice([charges.close, charges.reverse])
        self._do(lambda books, moment: end(books, key, moment))
        if self.random.random() < 0.5:
            asked = wire.RefundRequest(amount=Money(self.random.choice([1, 20_00])))
            self._do(lambda books, moment: charges.refund(books, key, asked, moment))

    def _settle(self) -> None:
        quote = self.random.choice(self.quotes)
        nothing_due = quote.split.psn_cash_pay == ZERO
        asked = wire.SettleRequest(
            psn_no=quote.psn_no,
            presettle_id=quote.presettle_id,
            split=quote.split,
            charge_key=None if nothing_due else self._key(),
        )
        self._do(lambda books, moment: settlements.settle(books, asked, moment))

    def _key(self) -> str:
        return f"K{self.random.randrange(12)}"

    def _do(self, act: Callable[[Books, Moment], Answer]) -> Answer:
        with self.desk.store.opened() as books:
            return act(books, self.desk.moment())


def _refusal(asked: rules.ChargeAsked, facts: rules.ChargeFacts) -> Refusal | None:
    decided = rules.charge(asked, facts, MOMENT)
    assert decided.status is ChargeStatus.REFUSED
    return decided.refusal


def _denial(charge: Charge | None) -> rules.Denial | None:
    return rules.settle(TO_SETTLE, QUOTE, rules.Bills.OPEN, charge, PATIENT)
