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
from kiosk.model.intent import Method, Order
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import Split
from kiosk.sandbox import charges, rules, settlements, settling_rules, verbs
from kiosk.sandbox.answers import Answer
from kiosk.sandbox.books import Books
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.payments import Payment
from kiosk.sandbox.people import ordered_bill
from kiosk.sandbox.purses import Purse
from kiosk.sandbox.records import (
    Charge,
    Coverage,
    Habit,
    IssuedCode,
    Person,
    Quote,
    Revocation,
    Settled,
)
from kiosk.sandbox.report import report
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.settling_rules import Part, SettleAsked, SettleFacts
from kiosk.sandbox.split import insured_part, own_expense, split
from kiosk.sandbox.store import Store
from tests.postgresql import Server

MORE_BILLS = range(2, 12)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = Settings()
MOMENT = Moment(NOW, SETTINGS)
DUE = Money(20_00)
PATIENT = Person(
    "P1", "张三", "", account=Money(10_00), bank="示范银行", credit=Money(100_00)
)
QUOTE = Quote("Q1", "P1", ("B1",), Split(Money(50_00), Money(30_00), ZERO, DUE), NOW)
CODE = IssuedCode("13" + "0" * 16, CodeKind.WECHAT, "P1", Habit.PAYS, NOW)
BY_CREDIT = rules.ChargeAsked("K1", "K1", "K-07", "P1", "Q1", DUE, Method.CREDIT)
BY_WECHAT = replace(BY_CREDIT, method=Method.WECHAT, auth_code=CODE.value)
FACTS = rules.ChargeFacts(
    None, Payment(), QUOTE, rules.Bills.OPEN, PATIENT, Purse(PATIENT, CODE)
)
CREDIT_FACTS = replace(FACTS, purse=Purse(PATIENT))
TO_SETTLE = SettleAsked("K1", "K-07", "P1", "Q1", QUOTE.split, Order.CHARGE_FIRST)
SETTLED = Settled(
    "S1", "K1", "K-07", "P1", "Q1", Order.CHARGE_FIRST, ("B1",), QUOTE.split, NOW
)
SETTLED_FIRST = replace(SETTLED, order=Order.SETTLE_FIRST)
FINAL = Payment(settled=SETTLED)
REVOKED = Payment((), SETTLED_FIRST, Revocation("K1", "S1", NOW))


def with_code(code: IssuedCode) -> rules.ChargeFacts:
    return replace(FACTS, purse=Purse(PATIENT, code))


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
    payment_key=some.just("K1"),
    psn_no=some.just("P1"),
    presettle_id=some.just("Q1"),
    payer=some.just("P1"),
    method=some.sampled_from([Method.CREDIT, Method.WECHAT]),
    amount=some.just(DUE),
    answers_at=some.just(NOW),
    cancels=some.booleans(),
)
PAID = rules.charge(BY_CREDIT, CREDIT_FACTS, MOMENT)
settled_how = some.sampled_from([None, SETTLED, SETTLED_FIRST])
tombstones = some.sampled_from(
    [rules.close("K1", None, NOW), rules.reverse("K1", None, Payment(), NOW)]
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
    poor = replace(FACTS, purse=Purse(replace(PATIENT, credit=DUE - Money(1))))
    assert _refusal(BY_CREDIT, poor) is Refusal.LIMIT_TOO_SMALL


def test_without_a_contract_there_is_no_limit_to_use() -> None:
    nobody = replace(PATIENT, bank=None)
    facts = replace(CREDIT_FACTS, purse=Purse(nobody))
    assert _refusal(BY_CREDIT, facts) is Refusal.LIMIT_TOO_SMALL


def test_a_fresh_wallet_code_pays() -> None:
    assert rules.charge(BY_WECHAT, FACTS, MOMENT).taken == DUE


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (CREDIT_FACTS, Refusal.CODE_EXPIRED),
        (
            with_code(replace(CODE, issued_at=NOW - timedelta(seconds=61))),
            Refusal.CODE_EXPIRED,
        ),
        (with_code(replace(CODE, used_by="K0")), Refusal.CODE_USED),
        (
            replace(FACTS, purse=Purse(replace(PATIENT, wallet=ZERO), CODE)),
            Refusal.NOT_ENOUGH,
        ),
        (replace(FACTS, payment=FINAL, bills=rules.Bills.PAID), Refusal.ALREADY_PAID),
        (replace(FACTS, payment=REVOKED), Refusal.NOT_ANSWERED),
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
    waiting = rules.charge(BY_WECHAT, with_code(replace(CODE, habit=habit)), MOMENT)
    assert waiting.status is ChargeStatus.USER_PAYING
    assert waiting.taken == ZERO
    assert _answer(waiting, NOW) == waiting


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
        facts = with_code(replace(CODE, habit=habit))
        waiting = rules.charge(BY_WECHAT, facts, MOMENT)
        assert _answer(waiting, later).status is status


def test_a_payer_who_was_overtaken_does_not_pay_twice() -> None:
    facts = with_code(replace(CODE, habit=Habit.ASKS))
    waiting = rules.charge(BY_WECHAT, facts, MOMENT)
    later = NOW + timedelta(minutes=1)
    decided = _answer(waiting, later, bills=rules.Bills.PAID)
    assert decided.refusal is Refusal.ALREADY_PAID


def test_a_payer_whose_payment_was_revoked_meanwhile_does_not_pay() -> None:
    facts = with_code(replace(CODE, habit=Habit.ASKS))
    waiting = rules.charge(BY_WECHAT, facts, MOMENT)
    decided = _answer(waiting, NOW + timedelta(minutes=1), payment=REVOKED)
    assert decided.refusal is Refusal.NOT_ANSWERED


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


@given(charged, settled_how)
def test_reversing_undoes_all_but_what_is_settled_for_good(
    existing: Charge, settled: Settled | None
) -> None:
    payment = Payment((existing,), settled)
    after = rules.reverse("K1", existing, payment, NOW)
    stays = payment.is_final and existing.status is ChargeStatus.PAID
    assert after.taken == (DUE if stays else ZERO)


@given(charged, settled_how)
def test_only_a_paid_charge_that_nothing_stands_on_gives_something_back(
    existing: Charge, settled: Settled | None
) -> None:
    after = rules.refund(existing, DUE, Payment((existing,), settled))
    if isinstance(after, Charge):
        assert after.status is ChargeStatus.REVERSED
        assert not (settled and existing.status is ChargeStatus.PAID)


def test_part_of_a_charge_is_not_refunded_while_nothing_is_settled() -> None:
    payment = Payment((PAID,))
    assert rules.refund(PAID, DUE - Money(1), payment) is Refusal.AMOUNT_CHANGED


def test_what_fewer_bills_left_over_is_refunded_once_and_no_more() -> None:
    part = replace(QUOTE.split, self_pay=DUE - Money(5_00), funds=Money(35_00))
    payment = Payment((PAID,), replace(SETTLED, split=part))
    assert rules.refund(PAID, Money(5_01), payment) is Refusal.AMOUNT_CHANGED
    after = rules.refund(PAID, Money(5_00), payment)
    assert isinstance(after, Charge)
    assert (after.status, after.taken) == (ChargeStatus.PAID, part.self_pay)
    again = replace(payment, charges=(after,))
    assert rules.refund(after, Money(5_00), again) == after
    assert rules.refund(after, Money(4_99), again) is Refusal.AMOUNT_CHANGED


def test_money_before_which_was_settled_goes_back_only_once_that_is_revoked() -> None:
    standing = Payment((PAID,), SETTLED_FIRST)
    assert rules.refund(PAID, DUE, standing) is Refusal.ALREADY_PAID
    revoked = replace(standing, revocation=Revocation("K1", "S1", NOW))
    after = rules.refund(PAID, DUE, revoked)
    assert isinstance(after, Charge)
    assert after.status is ChargeStatus.REVERSED


def test_what_was_paid_is_settled() -> None:
    assert _settle(TO_SETTLE, Payment((PAID,))) == Part(("B1",), QUOTE.split)


def test_without_all_of_the_money_nothing_is_settled() -> None:
    assert _settle(TO_SETTLE, Payment()) is Reason.NOT_FOUND
    refused = replace(PAID, status=ChargeStatus.REFUSED)
    some_of_it = replace(PAID, amount=DUE - Money(1))
    for charge in (refused, some_of_it):
        assert _settle(TO_SETTLE, Payment((charge,))) is Refusal.AMOUNT_CHANGED


def test_the_shares_of_a_payment_are_added_up() -> None:
    shares = (
        replace(PAID, amount=Money(15_00)),
        replace(PAID, key="K1.2", amount=Money(5_00)),
    )
    assert isinstance(_settle(TO_SETTLE, Payment(shares)), Part)


def test_settling_needs_the_split_that_was_quoted() -> None:
    other = replace(QUOTE.split, self_pay=DUE - Money(1), account=Money(1))
    asked = replace(TO_SETTLE, split=other)
    assert _settle(asked, Payment((PAID,))) is Refusal.AMOUNT_CHANGED


@pytest.mark.parametrize(
    ("bills", "denial"),
    [
        (rules.Bills.PAID, Refusal.ALREADY_PAID),
        (rules.Bills.GONE, Reason.BILLS_CHANGED),
    ],
)
def test_what_is_not_open_is_not_settled(
    bills: rules.Bills, denial: rules.Denial
) -> None:
    facts = SettleFacts(Payment((PAID,)), QUOTE, bills, PATIENT)
    assert settling_rules.settle(TO_SETTLE, facts) is denial


def test_the_rest_of_the_bills_is_settled_if_it_costs_no_more() -> None:
    rest = Part(("B2",), replace(QUOTE.split, self_pay=DUE, funds=Money(30_00)))
    facts = SettleFacts(Payment((PAID,)), QUOTE, rules.Bills.GONE, PATIENT, rest)
    assert settling_rules.settle(TO_SETTLE, facts) == rest
    dear = Part(("B2",), replace(QUOTE.split, self_pay=DUE + Money(1)))
    denial = settling_rules.settle(TO_SETTLE, replace(facts, rest=dear))
    assert denial is Refusal.AMOUNT_CHANGED


def test_the_rest_is_settled_only_where_money_came_first() -> None:
    rest = Part(("B2",), QUOTE.split)
    facts = SettleFacts(Payment(), QUOTE, rules.Bills.GONE, PATIENT, rest)
    asked = replace(TO_SETTLE, order=Order.SETTLE_FIRST)
    assert settling_rules.settle(asked, facts) is Reason.BILLS_CHANGED


def test_what_comes_before_its_money_is_settled_without_any() -> None:
    asked = replace(TO_SETTLE, order=Order.SETTLE_FIRST)
    assert isinstance(_settle(asked, Payment()), Part)
    assert _settle(asked, Payment((PAID,))) is Reason.OTHER


def test_a_settlement_lands_in_its_grave() -> None:
    buried = Payment(revocation=Revocation("K1", None, NOW))
    for order in (Order.CHARGE_FIRST, Order.SETTLE_FIRST):
        asked = replace(TO_SETTLE, order=order)
        assert _settle(asked, buried) is Refusal.NOT_ANSWERED


def test_only_what_came_before_its_money_is_revoked() -> None:
    assert settling_rules.revoke("K1", FINAL, MOMENT) is Refusal.ALREADY_PAID
    first = settling_rules.revoke("K1", Payment(settled=SETTLED_FIRST), MOMENT)
    assert first == Revocation("K1", "S1", NOW)
    later = replace(MOMENT, now=NOW + timedelta(days=1))
    assert settling_rules.revoke("K1", REVOKED, later) == REVOKED.revocation


@pytest.mark.parametrize("status", [ChargeStatus.PAID, ChargeStatus.USER_PAYING])
def test_the_shares_never_come_to_more_than_the_self_pay(status: ChargeStatus) -> None:
    first = replace(PAID, key="K0", amount=Money(15_00), status=status)
    facts = replace(CREDIT_FACTS, payment=Payment((first,)))
    for amount, taken in ((Money(5_00), Money(5_00)), (Money(5_01), ZERO)):
        asked = replace(BY_CREDIT, amount=amount)
        assert rules.charge(asked, facts, MOMENT).taken == taken


def test_a_payment_is_about_one_quote_only() -> None:
    other = replace(PAID, key="K0", presettle_id="Q0", amount=Money(1))
    facts = replace(CREDIT_FACTS, payment=Payment((other,)))
    asked = replace(BY_CREDIT, amount=Money(1))
    assert _refusal(asked, facts) is Refusal.OTHER


def test_less_than_nothing_is_never_taken() -> None:
    for amount in (ZERO, Money(-1)):
        assert _refusal(replace(BY_CREDIT, amount=amount), FACTS) is Refusal.OTHER


def test_money_for_what_is_settled_is_taken_however_old_the_quote() -> None:
    late = replace(MOMENT, now=NOW + timedelta(days=1))
    facts = replace(CREDIT_FACTS, payment=Payment(settled=SETTLED_FIRST))
    assert rules.charge(BY_CREDIT, facts, late).taken == DUE


@pytest.mark.parametrize("seed", range(25))
def test_the_books_add_up_after_any_traffic(seed: int) -> None:
    _live_through(seed, ":memory:")


@pytest.mark.parametrize("seed", range(3))
def test_they_add_up_in_postgresql_as_well(seed: int, postgresql: Server) -> None:
    _live_through(seed, postgresql.fresh())


def _live_through(seed: int, database: str) -> None:
    day = Day(seed, database)
    try:
        for _ in range(200):
            day.something_happens()
        with day.store.opened() as books:
            page = report(books)
    finally:
        day.store.close()
    assert page.balanced
    assert len(page.refunds) == len({refund.charge_key for refund in page.refunds})
    holders = {
        (bill, one.payment_key)
        for one in page.charges
        if one.kept and one.setl_id is None
        for bill in one.bill_ids
    }
    assert len(holders) == len({bill for bill, _ in holders})
    standing = [one for one in page.settlements if not one.revoked]
    settled = [bill for one in standing for bill in one.bill_ids]
    assert len(settled) == len(set(settled))


class Day:
    """Two patients, few bills, few keys, and kiosks that do everything wrong."""

    def __init__(self, seed: int, database: str) -> None:
        self.random = random.Random(seed)
        self.now = NOW
        settings = replace(SETTINGS, settles_partly=self.random.random() < 0.5)
        self.store = Store(database)
        self.desk = Desk(self.store, lambda: self.now, settings)
        self.desk.open_the_day()
        bills = [
            ordered_bill(person, number, ((number, 1), (4, 2)), date(2026, 3, 2))
            for person in ("P1001", "P1014")
            for number in MORE_BILLS
        ]
        with self.desk.store.opened() as books:
            books.add(bills)
        self.quotes: list[wire.PreSettleReply] = []
        self.quote_of: dict[str, wire.PreSettleReply] = {}

    def something_happens(self) -> None:
        self.now += timedelta(seconds=self.random.choice([0, 1, 5]))
        often = [self._visit, self._quote, self._charge, self._settle, self._refund]
        seldom = [self._end, self._revoke, self._take_back]
        act = self.random.choice([*often, *often, *seldom])
        (act if self.quotes else self._quote)()

    def _visit(self) -> None:
        """Somebody does it right, if nothing comes between."""
        self._quote()
        payment = self._key()
        self.quote_of[payment] = self.quotes[-1]
        self._charge(payment)
        if self.random.random() < 0.3:
            self._take_back(payment)
        self._settle(payment)

    def _quote(self) -> None:
        who = self.random.choice(["P1001", "P1014"])
        numbers = self.random.sample(MORE_BILLS, self.random.choice([1, 2, 3]))
        ids = tuple(f"B{who[1:]}-{number}" for number in numbers)
        asked = wire.PreSettleRequest(psn_no=who, bill_ids=ids)
        answer = self._do(lambda books, moment: verbs.pre_settle(books, asked, moment))
        if answer.status == 200:
            self.quotes.append(wire.PreSettleReply.model_validate_json(answer.body))

    def _charge(self, payment: str = "") -> None:
        payment, share = payment or self._key(), self.random.choice(["", ".2"])
        quote = self._quote_of(payment)
        due = quote.split.psn_cash_pay
        half = Money(due.fen // 2)
        part = self.random.choice([due, due, due, half, due - half])
        by_credit = self.random.random() < 0.5
        code = f"13{self.random.randrange(40):016d}"
        habit = self.random.choice(list(Habit))
        with self.desk.store.opened() as books:
            if books.find(IssuedCode, code) is None:
                issued = IssuedCode(code, CodeKind.WECHAT, "P1014", habit, self.now)
                books.add([issued])
        asked = rules.ChargeAsked(
            key=payment + share,
            payment_key=payment,
            kiosk_id="K-07",
            psn_no=quote.psn_no,
            presettle_id=quote.presettle_id,
            amount=part,
            method=Method.CREDIT if by_credit else Method.WECHAT,
            auth_code=None if by_credit else code,
        )
        self._do(lambda books, moment: charges.charge(books, asked, moment))

    def _end(self) -> None:
        key = self._key() + self.random.choice(["", ".2"])
        end = self.random.choice([charges.close, charges.reverse])
        self._do(lambda books, moment: end(books, key, moment))

    def _refund(self) -> None:
        """Ask for a fen, for all of it, or for what is left over."""
        key, payment = self.random.choice(["", ".2"]), self._key()
        with self.desk.store.opened() as books:
            known = charges.payment_of(books, payment)
        settled = known.standing.split.self_pay if known.standing else ZERO
        amount = self.random.choice([Money(1), known.kept, known.kept - settled])
        asked = wire.RefundRequest(amount=amount)
        for _ in range(2):
            self._do(
                lambda books, moment: charges.refund(
                    books, payment + key, asked, moment
                )
            )

    def _settle(self, payment: str = "") -> None:
        payment = payment or self._key()
        quote = self._quote_of(payment)
        asked = SettleAsked(
            payment_key=payment,
            kiosk_id="K-07",
            psn_no=quote.psn_no,
            presettle_id=quote.presettle_id,
            split=verbs.read_split(quote.split),
            order=self.random.choice([Order.CHARGE_FIRST, Order.SETTLE_FIRST]),
        )
        self._do(lambda books, moment: settlements.settle(books, asked, moment))

    def _revoke(self) -> None:
        payment = self._key()
        self._do(lambda books, moment: settlements.revoke(books, payment, moment))

    def _take_back(self, payment: str = "") -> None:
        """A doctor changes her mind about a bill that somebody is paying."""
        bill = self.random.choice(self._quote_of(payment or self._key()).bill_ids)
        with self.desk.store.opened() as books:
            is_open = books.settled_as((bill,)).get(bill, "") is None
            if is_open:
                books.take_back(bill)

    def _quote_of(self, payment: str) -> wire.PreSettleReply:
        """A payment is about one quote; now and then a kiosk gets that wrong too."""
        if self.random.random() < 0.1:
            return self.random.choice(self.quotes)
        return self.quote_of.setdefault(payment, self.random.choice(self.quotes))

    def _key(self) -> str:
        return f"K{self.random.randrange(20)}"

    def _do(self, act: Callable[[Books, Moment], Answer]) -> Answer:
        with self.desk.store.opened() as books:
            return act(books, self.desk.moment())


def _refusal(asked: rules.ChargeAsked, facts: rules.ChargeFacts) -> Refusal | None:
    decided = rules.charge(asked, facts, MOMENT)
    assert decided.status is ChargeStatus.REFUSED
    return decided.refusal


def _answer(
    waiting: Charge,
    now: datetime,
    *,
    bills: rules.Bills = rules.Bills.OPEN,
    payment: Payment | None = None,
) -> Charge:
    return rules.answer(waiting, payment or Payment(), bills, PATIENT, now)


def _settle(asked: SettleAsked, payment: Payment) -> Part | rules.Denial:
    facts = SettleFacts(payment, QUOTE, rules.Bills.OPEN, PATIENT)
    return settling_rules.settle(asked, facts)
