"""Who stands before the sandbox, and the codes on their phones."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from kiosk.model.codes import CodeKind, ScanStep, read
from kiosk.model.money import ZERO, total
from kiosk.sandbox.codes import (
    IDENTITY_KINDS,
    WALLET_KINDS,
    identifies,
    is_fresh,
    looks_like,
    make,
)
from kiosk.sandbox.people import (
    CATALOGUE,
    crowd,
    ordered_bill,
    sample_bills,
    sample_people,
    usual_items,
)
from kiosk.sandbox.records import Coverage, Habit, IssuedCode, OrderedBill
from kiosk.sandbox.split import split

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PEOPLE = {person.id: person for person in sample_people()}
ALL_KINDS = [*IDENTITY_KINDS, *WALLET_KINDS.values()]


def bills_of(person: str) -> list[OrderedBill]:
    return [one for one in sample_bills(TODAY) if one.psn_no == person]


def test_no_two_people_share_a_number() -> None:
    assert len(PEOPLE) == len(sample_people()) >= 12


def test_every_bill_belongs_to_someone_and_adds_up() -> None:
    for one in sample_bills(TODAY):
        assert one.psn_no in PEOPLE
        assert one.bill.total == total(line.amount for line in one.bill.lines)
        assert one.bill.ordered_on <= TODAY


def test_no_two_bills_share_an_id() -> None:
    ids = [one.id for one in sample_bills(TODAY)]
    assert len(ids) == len(set(ids))


def test_bills_come_in_every_length() -> None:
    lengths = {len(one.bill.lines) for one in sample_bills(TODAY)}
    assert {1, 60} <= lengths
    assert len(bills_of("P1008")) == 3
    assert bills_of("P1010") == []


@pytest.mark.parametrize("character", "𠮷䶮㛃·")
def test_somebody_has_a_name_that_old_systems_cannot_write(character: str) -> None:
    assert any(character in person.name for person in PEOPLE.values())


@pytest.mark.parametrize("person", ["P1003", "P1015"])
def test_some_have_nothing_to_pay_themselves(person: str) -> None:
    lines = [line for one in bills_of(person) for line in one.bill.lines]
    assert split(lines, PEOPLE[person]).self_pay == ZERO


def test_everyone_else_has_something_to_pay() -> None:
    for person in PEOPLE.values():
        lines = [line for one in bills_of(person.id) for line in one.bill.lines]
        if lines and person.id not in ("P1003", "P1015"):
            assert split(lines, person).self_pay > ZERO


def test_one_contract_is_enough_and_one_is_not() -> None:
    for person, is_enough in (("P1001", True), ("P1005", False)):
        lines = [line for one in bills_of(person) for line in one.bill.lines]
        due = split(lines, PEOPLE[person]).self_pay
        assert (due <= PEOPLE[person].credit) is is_enough


def test_every_kind_of_payer_and_cover_is_there() -> None:
    assert {person.habit for person in PEOPLE.values()} == set(Habit)
    assert {person.coverage for person in PEOPLE.values()} == set(Coverage)
    assert any(person.guardian for person in PEOPLE.values())


def test_every_item_has_its_price_and_class() -> None:
    assert len({name for name, *_ in CATALOGUE}) == len(CATALOGUE) == 60
    assert {category for *_, category in CATALOGUE} == {"甲", "乙", "自费"}
    assert all(fen > 0 for _, _, fen, _ in CATALOGUE)


def test_a_further_bill_is_the_same_each_time() -> None:
    first, again = (
        ordered_bill("P1001", 101, usual_items("P1001", 101), TODAY) for _ in range(2)
    )
    assert first == again
    assert first.bill.total > ZERO


def test_a_crowd_is_as_large_as_it_is_asked_for() -> None:
    everyone = list(crowd(1000))
    assert len({person.id for person in everyone}) == 1000
    assert {person.bank is None for person in islice(everyone, 2)} == {True, False}


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_kiosk_recognises_every_code_that_phones_show(kind: CodeKind) -> None:
    step = ScanStep.IDENTITY if kind.identifies else ScanStep.PAYMENT
    for _ in range(50):
        code = make(kind, NOW)
        assert looks_like(code, kind)
        assert read(code.encode(), step).kind is kind


def test_no_two_codes_are_the_same() -> None:
    for kind in ALL_KINDS:
        assert len({make(kind, NOW) for _ in range(100)}) == 100


def test_a_voucher_is_as_long_as_the_real_one() -> None:
    voucher = make(CodeKind.VOUCHER, NOW)
    assert (len(voucher), voucher[:3], voucher[-6:]) == (28, "424", "310000")


def test_only_identity_codes_identify() -> None:
    assert [identifies(make(kind, NOW)) for kind in ALL_KINDS] == [True] * 3 + [
        False
    ] * 3


def test_nobody_issues_unknown_codes() -> None:
    with pytest.raises(ValueError, match="unknown"):
        make(CodeKind.UNKNOWN, NOW)


def test_a_code_lives_a_minute() -> None:
    code = IssuedCode("x", CodeKind.WECHAT, "P1001", Habit.PAYS, NOW)
    assert is_fresh(code, NOW + timedelta(seconds=60), 60)
    assert not is_fresh(code, NOW + timedelta(seconds=60.1), 60)
