"""The day to beat: who comes, when, what for and how it is paid. Drawn from one seed.

The counts are those of Renji hospital's first day with cardless payment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random

from kiosk.model.intent import Method
from kiosk.model.money import ZERO, Money
from kiosk.sandbox.people import ENOUGH, ordered_bill, usual_items
from kiosk.sandbox.records import Coverage, Habit, OrderedBill, Person

OUTPATIENTS = 16_496
HOUR_S = 3600.0
OPENS_S = 600.0  # the kiosks are put on ten minutes before seven
# Of a hundred who come, how many in each hour from seven to five: a morning peak.
BY_THE_HOUR = (13, 18, 17, 13, 7, 5, 10, 9, 5, 3)
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安博晨丹恩方功涵嘉凯兰明宁鹏琪蓉思涛"


_WAYS = (Method.WECHAT, Method.ALIPAY, Method.UNIONPAY)  # of deposits made before


class Kind(StrEnum):
    """What somebody comes for."""

    REGISTRATION = "registration"
    PAYMENT = "payment"
    ADMISSION = "admission"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True)
class Manner:
    """How acts of one kind are. The last four are chances."""

    of_the_day: int
    credit: float  # has a credit contract
    one_code: float  # signed for one-code pay
    slip: float
    invoice: float


MANNERS = {
    Kind.REGISTRATION: Manner(8455, 0.45, 0.25, slip=0.5, invoice=0.03),
    Kind.PAYMENT: Manner(7358, 0.50, 0.15, slip=0.3, invoice=0.15),
    Kind.ADMISSION: Manner(350, 0.60, 0.10, slip=0.9, invoice=0.0),
    Kind.DISCHARGE: Manner(310, 0.30, 0.10, slip=0.5, invoice=1.0),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One person's errand."""

    kind: Kind
    psn_no: str
    bill_ids: tuple[str, ...]  # of a payment; the others' are made at the kiosk
    comes_at_s: float
    by_code: bool  # would rather pay by wallet than by contract or one code
    wants_slip: bool
    wants_invoice: bool
    defers: bool  # has a guide slip and registers for later where the network is down
    changes_mind: bool  # walks away before paying


@dataclass(frozen=True, slots=True)
class PlannedStay:
    """Somebody who is ordered in, or who may leave, with what was put down for her."""

    psn_no: str
    days: int | None = None  # since admission; None: she is to be admitted today
    deposits: tuple[tuple[Money, Method], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """Everybody who comes, and what they owe."""

    acts: tuple[Act, ...]  # in the order of coming
    people: tuple[Person, ...]
    bills: tuple[OrderedBill, ...]
    stays: tuple[PlannedStay, ...]


def draw_day(dice: Random, today: date, scale: float = 1.0) -> Day:
    """Draw the day, or a fraction of it: at least one act of each kind."""
    kinds = [
        kind
        for kind, manner in MANNERS.items()
        for _ in range(max(1, round(manner.of_the_day * scale)))
    ]
    dice.shuffle(kinds)
    times = sorted(_comes_at_s(dice) for _ in kinds)
    people = [_person(number, kind, dice) for number, kind in enumerate(kinds)]
    bills = [
        tuple(_bills(person.id, kind, dice, today))
        for person, kind in zip(people, kinds, strict=True)
    ]
    acts = tuple(
        _act(kind, person, hers, (time_s, dice))
        for kind, person, hers, time_s in zip(kinds, people, bills, times, strict=True)
    )
    stays = tuple(
        _stay(person.id, kind, dice)
        for person, kind in zip(people, kinds, strict=True)
        if kind in (Kind.ADMISSION, Kind.DISCHARGE)
    )
    # Some outpatients of that day had nothing to do at a kiosk.
    others = OUTPATIENTS - sum(one.of_the_day for one in MANNERS.values())
    people.extend(
        _person(len(kinds) + number, Kind.PAYMENT, dice)
        for number in range(round(others * scale))
    )
    all_bills = tuple(bill for hers in bills for bill in hers)
    return Day(acts, tuple(people), all_bills, stays)


def _comes_at_s(dice: Random) -> float:
    hours = range(len(BY_THE_HOUR))
    hour = dice.choices(hours, weights=BY_THE_HOUR)[0]
    return OPENS_S + (hour + dice.random()) * HOUR_S


def _act(
    kind: Kind,
    person: Person,
    bills: tuple[OrderedBill, ...],
    when: tuple[float, Random],
) -> Act:
    time_s, dice = when
    manner = MANNERS[kind]
    return Act(
        kind=kind,
        psn_no=person.id,
        bill_ids=tuple(bill.id for bill in bills),
        comes_at_s=time_s,
        by_code=dice.random() < 0.2,
        wants_slip=dice.random() < manner.slip,
        wants_invoice=dice.random() < manner.invoice,
        defers=bool(bills) and person.bank is not None and dice.random() < 0.7,
        changes_mind=dice.random() < 0.005,
    )


def _person(number: int, kind: Kind, dice: Random) -> Person:
    manner = MANNERS[kind]
    has_contract = dice.random() < manner.credit
    return Person(
        f"P{300_001 + number}",
        dice.choice(FAMILY) + dice.choice(GIVEN) + dice.choice(GIVEN),
        "第一天的患者",
        coverage=dice.choices(tuple(Coverage), weights=(6, 90, 4))[0],
        uses_account=dice.random() < 0.8,
        account=Money(dice.choice((0, 0, 50_00, 3_000_00))),
        bank="示范银行" if has_contract else None,
        credit=dice.choice((ENOUGH, ENOUGH, Money(20_00))) if has_contract else ZERO,
        one_code="微信支付" if dice.random() < manner.one_code else None,
        habit=dice.choices(tuple(Habit), weights=(88, 10, 2))[0],
    )


def _bills(psn_no: str, kind: Kind, dice: Random, today: date) -> Iterator[OrderedBill]:
    if kind is Kind.PAYMENT:
        for number in range(1, dice.choice((1, 1, 2)) + 1):
            yield ordered_bill(psn_no, number, usual_items(psn_no, number), today)


def _stay(psn_no: str, kind: Kind, dice: Random) -> PlannedStay:
    """Some have put down too little, most too much."""
    if kind is Kind.ADMISSION:
        return PlannedStay(psn_no)
    deposits = tuple(
        (Money(dice.randint(1, 8) * 500_00), dice.choice(_WAYS))
        for _ in range(dice.choice((1, 1, 2, 3)))
    )
    return PlannedStay(psn_no, dice.randint(2, 14), deposits)
