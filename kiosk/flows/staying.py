"""The machine of a stay, 住院: put money down, read what the days cost, and settle.

Pure. It begins when central has said whose code it is, and ends with an amount to pay:
from there on a deposit and a whole stay are paid as any bill is.
"""

from dataclasses import replace

from kiosk.flows.abilities import Abilities
from kiosk.flows.stay_states import (
    AtStay,
    FindingDays,
    FindingStay,
    OrderingDeposit,
    ReadingDays,
    Staying,
    identity_of,
)
from kiosk.flows.visit_effects import FindDays, FindStay, OrderDeposit, PreSettle
from kiosk.flows.visit_events import (
    DaysFound,
    DayTapped,
    DepositOrdered,
    DepositTapped,
    StayFound,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Choosing, Problem, Quoting, Service, Troubled
from kiosk.flows.visit_step import Step
from kiosk.model.bill import Bill
from kiosk.model.money import ZERO, total
from kiosk.model.patient import Identity
from kiosk.model.settlement import PreSettlement
from kiosk.model.stay import Stay


def begin(abilities: Abilities, identity: Identity) -> Step:
    """Somebody wants to see to her stay."""
    return Step(FindingStay(abilities, identity), (FindStay(identity.patient.id),))


def step(state: Staying, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    abilities, identity = state.abilities, identity_of(state)
    match state, event:
        case FindingStay(), StayFound(patient_id, stay):
            if patient_id != identity.patient.id:
                return Step(_troubled(abilities, Problem.WRONG_PATIENT))
            if stay is None:
                return Step(_troubled(abilities, Problem.NO_STAY))
            return Step(AtStay(abilities, identity, stay))

        case AtStay(stay=stay), DepositTapped(amount) if amount in stay.choices:
            return Step(OrderingDeposit(state), (OrderDeposit(stay, amount),))
        case OrderingDeposit(before), DepositOrdered(stay_id, bill):
            if stay_id != before.stay.id:
                return Step(state)
            return _quote(before, bill)
        case AtStay(stay=Stay(bill=bill)), Tap.CONFIRM if bill is not None:
            return _quote(state, bill)

        case AtStay(stay=stay), Tap.DAYS if stay.spent:
            return Step(FindingDays(state), (FindDays(stay),))
        case FindingDays(before), DaysFound(stay_id, lists):
            if stay_id != before.stay.id:
                return Step(state)
            if not lists:
                return Step(before)
            return Step(ReadingDays(before, lists, lists[0].day))
        case ReadingDays(lists=lists), DayTapped(day):
            is_one = any(one.day == day for one in lists)
            return Step(replace(state, day=day) if is_one else state)
        case ReadingDays(before), Tap.BACK:
            return Step(before)
    return Step(state)


def deposits_fit(stay: Stay | None, quote: PreSettlement) -> bool:
    """Rule M8: every fen that was put down pays for the stay or goes back, and none
    does both; where something is still due, nothing goes back."""
    if stay is None or stay.bill is None:
        return not quote.deposits and not quote.returns
    returned = total(one.amount for one in quote.returns)
    if quote.deposits + returned != stay.deposited:
        return False
    if quote.deposits < ZERO or quote.due < ZERO or (quote.due and returned):
        return False
    if len({one.deposit_id for one in quote.returns}) != len(quote.returns):
        return False
    for one in quote.returns:
        deposit = stay.find(one.deposit_id)
        if deposit is None or not ZERO < one.amount <= deposit.amount:
            return False
    return True


def _quote(at: AtStay, bill: Bill) -> Step:
    chosen = frozenset({bill.id})
    choice = Choosing(at.abilities, at.identity, (bill,), chosen, stay=at.stay)
    return Step(Quoting(choice), (PreSettle(at.identity.patient.id, (bill.id,)),))


def _troubled(abilities: Abilities, problem: Problem) -> Troubled:
    return Troubled(abilities, problem, service=Service.STAY)
