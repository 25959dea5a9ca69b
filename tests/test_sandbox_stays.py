"""住院 at central, through the kiosk's own client: no fen of a deposit is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.central.auth import KioskIdentity
from kiosk.central.http import HttpCentral
from kiosk.central.port import Reason, Refused
from kiosk.model.charge import Refusal
from kiosk.model.codes import Code, CodeKind
from kiosk.model.deposit import DepositReturn
from kiosk.model.intent import Intent, Method
from kiosk.model.invoice import InvoiceKind
from kiosk.model.money import ZERO, Money, total
from kiosk.model.settlement import PreSettlement, Settlement
from kiosk.model.stay import Stay, StayStatus
from kiosk.sandbox.settings import Settings
from tests.at_central import Clock, Kiosk, a_central, fresh_morning, intent_of, new_key

ORDERED, INSIDE, WITH_REST, WITHOUT = "P1016", "P1017", "P1018", "P1019"
THREE_THOUSAND = Money(3_000_00)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def url(clock: Clock, database: str) -> Iterator[str]:
    with a_central(clock, Settings(), database) as url:
        yield url


@pytest.fixture
def desk(url: str, clock: Clock) -> Iterator[Kiosk]:
    with fresh_morning(url, clock) as kiosk:
        yield kiosk


@pytest.fixture
def central(desk: Kiosk) -> Iterator[HttpCentral]:
    yield HttpCentral(desk.url, KioskIdentity("K-07", "sandbox"))
    assert desk.books()["balanced"]


def stay_of(central: HttpCentral, person: str) -> Stay:
    stay = central.stay(person)
    assert stay is not None
    return stay


def decided(quote: PreSettlement, method: Method) -> Intent:
    return replace(
        intent_of(quote, method=method),
        deposits=quote.deposits,
        returns=quote.returns,
        is_invoiced=quote.is_invoiced,
    )


def quoted(central: HttpCentral, stay: Stay) -> PreSettlement:
    return central.pre_settle(stay.patient_id, (stay.id,))


def deposit_quote(central: HttpCentral, stay: Stay, amount: Money) -> PreSettlement:
    bill = central.order_deposit(stay, amount, new_key())
    return central.pre_settle(stay.patient_id, (bill.id,))


def pay(central: HttpCentral, desk: Kiosk, quote: PreSettlement) -> Settlement:
    """By a wallet, where there is something to pay."""
    decision = decided(quote, Method.WECHAT if quote.due else Method.NOTHING)
    for share in decision.shares:
        code = desk.codes(quote.patient_id)["wechat"]
        answer = central.charge(decision, share, Code(CodeKind.WECHAT, code))
        if answer.amount != share.amount:  # the phone asks: above a thousand yuan
            desk.clock.pass_s(60)
            assert central.ask_charge(share.key).amount == share.amount
    return central.settle(decision)


def reason(act: object, *of: object) -> object:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*of)
    return refused.value.reason


def test_who_is_not_ordered_in_has_no_stay(central: HttpCentral) -> None:
    assert central.stay("P1001") is None
    assert reason(central.stay, "P9999") is Reason.PERSON_UNKNOWN


def test_the_first_deposit_admits(central: HttpCentral, desk: Kiosk) -> None:
    ordered = stay_of(central, ORDERED)
    assert (ordered.status, ordered.bed, ordered.since) == (
        StayStatus.ORDERED,
        "",
        None,
    )
    assert ordered.choices[0] == THREE_THOUSAND
    pay(central, desk, deposit_quote(central, ordered, THREE_THOUSAND))
    inside = stay_of(central, ORDERED)
    assert inside.status is StayStatus.ADMITTED
    assert inside.bed
    assert inside.deposited == THREE_THOUSAND


def test_a_deposit_is_the_patients_alone_and_has_no_invoice(
    central: HttpCentral, desk: Kiosk
) -> None:
    quote = deposit_quote(central, stay_of(central, INSIDE), THREE_THOUSAND)
    assert (quote.split.self_pay, quote.due) == (THREE_THOUSAND, THREE_THOUSAND)
    assert not quote.is_invoiced
    settlement = pay(central, desk, quote)
    assert reason(central.issue_invoice, new_key(), settlement.id) is Reason.NOT_FOUND
    assert not any(
        one.settlement_id == settlement.id for one in central.invoices(INSIDE)
    )


def test_neither_deposits_nor_stays_are_among_the_open_bills(
    central: HttpCentral,
) -> None:
    central.order_deposit(stay_of(central, INSIDE), THREE_THOUSAND, new_key())
    for person in (INSIDE, WITH_REST):
        assert central.open_bills(person) == ()


def test_only_the_last_deposit_that_was_ordered_can_be_paid(
    central: HttpCentral,
) -> None:
    stay = stay_of(central, INSIDE)
    first = central.order_deposit(stay, THREE_THOUSAND, new_key())
    second = central.order_deposit(stay, Money(1_000_00), new_key())
    asked = (central.pre_settle, INSIDE)
    assert reason(*asked, (first.id,)) is Reason.BILLS_CHANGED
    assert reason(*asked, (second.id, stay.id)) is Reason.BILLS_CHANGED
    assert central.pre_settle(INSIDE, (second.id,)).due == Money(1_000_00)


def test_nobody_puts_down_nothing_or_too_much_or_after_the_list_is_closed(
    central: HttpCentral,
) -> None:
    inside, leaving = stay_of(central, INSIDE), stay_of(central, WITH_REST)
    for amount in (ZERO, Money(-1), Money(1_000_000_00)):
        act = (central.order_deposit, inside, amount, new_key())
        assert reason(*act) is Refusal.AMOUNT_CHANGED
    late = (central.order_deposit, leaving, THREE_THOUSAND, new_key())
    assert reason(*late) is Reason.BILLS_CHANGED
    other = replace(inside, patient_id=WITH_REST)
    assert reason(central.order_deposit, other, THREE_THOUSAND, new_key()) is (
        Reason.NOT_FOUND
    )


def test_the_days_add_up_to_what_was_spent(central: HttpCentral) -> None:
    for person in (INSIDE, WITH_REST):
        stay = stay_of(central, person)
        days = central.day_lists(stay)
        assert len(days) > 3
        assert total(day.total for day in days) == stay.spent
        if stay.bill:
            assert stay.bill.total == stay.spent
        assert [day.day for day in days] == sorted(
            (day.day for day in days), reverse=True
        )


def test_what_a_stay_leaves_goes_back_by_the_way_it_came(
    central: HttpCentral, desk: Kiosk
) -> None:
    stay = stay_of(central, WITH_REST)
    quote = quoted(central, stay)
    assert quote.due == ZERO
    assert quote.deposits + total(one.amount for one in quote.returns) == stay.deposited
    before = desk.person(WITH_REST)["wallet"]
    intent = decided(quote, Method.NOTHING)
    central.settle(intent)
    for one in quote.returns:
        central.return_deposit(intent.key, one)
        central.return_deposit(intent.key, one)  # told twice, done once
    went = total(one.amount for one in quote.returns)
    assert Money.parse(desk.person(WITH_REST)["wallet"]) == Money.parse(before) + went
    assert central.stay(WITH_REST) is None


def test_nothing_goes_back_that_was_not_quoted_or_before_it_is_settled(
    central: HttpCentral,
) -> None:
    quote = quoted(central, stay_of(central, WITH_REST))
    intent, [first, second] = decided(quote, Method.NOTHING), quote.returns
    give_back = central.return_deposit
    assert reason(give_back, intent.key, first) is Reason.NOT_FOUND
    central.settle(intent)
    more = DepositReturn(second.deposit_id, second.amount + Money(1))
    assert reason(give_back, intent.key, more) is Refusal.AMOUNT_CHANGED


def test_what_deposits_do_not_cover_is_charged(
    central: HttpCentral, desk: Kiosk
) -> None:
    stay = stay_of(central, WITHOUT)
    quote = quoted(central, stay)
    assert quote.deposits == stay.deposited
    assert quote.due == quote.split.self_pay - stay.deposited > ZERO
    settlement = pay(central, desk, quote)
    central.issue_invoice(new_key(), settlement.id)
    [issued] = [
        one for one in central.invoices(WITHOUT) if one.settlement_id == settlement.id
    ]
    assert issued.kind is InvoiceKind.INPATIENT
    assert issued.amount == quote.split.total


def test_a_quote_that_a_deposit_has_overtaken_is_worth_nothing(
    central: HttpCentral, desk: Kiosk
) -> None:
    inside = stay_of(central, INSIDE)
    late = deposit_quote(central, inside, Money(500_00))
    assert desk.post(f"/sandbox/stays/{inside.id}/close").ok
    stale = decided(quoted(central, inside), Method.NOTHING)
    pay(central, desk, late)
    assert reason(central.settle, stale) is Reason.BILLS_CHANGED
    fresh = quoted(central, inside)
    assert fresh.deposits + total(one.amount for one in fresh.returns) == (
        inside.deposited + Money(500_00)
    )


def test_a_deposit_for_a_stay_that_was_settled_meanwhile_is_refused(
    central: HttpCentral, desk: Kiosk
) -> None:
    inside = stay_of(central, INSIDE)
    late = decided(deposit_quote(central, inside, Money(500_00)), Method.WECHAT)
    assert desk.post(f"/sandbox/stays/{inside.id}/close").ok
    pay(central, desk, quoted(central, inside))
    code = Code(CodeKind.WECHAT, desk.codes(INSIDE)["wechat"])
    answer = central.charge(late, late.shares[0], code)
    assert answer.refusal is Refusal.AMOUNT_CHANGED


def test_a_day_of_the_kiosk_holds_what_was_charged_and_not_what_deposits_paid(
    central: HttpCentral, desk: Kiosk
) -> None:
    quote = quoted(central, stay_of(central, WITHOUT))
    settlement = pay(central, desk, quote)
    today = desk.clock.now.date()
    [entry] = central.day(today)
    assert (entry.kept, entry.settlement_id) == (quote.due, settlement.id)
