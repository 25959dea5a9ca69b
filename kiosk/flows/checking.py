"""What is left to do before she goes home, 离院前查一查, and the ways to do it.

Pure. It begins when central has said whose code it is, and touches no money.
"""

from kiosk.flows import invoices, staying
from kiosk.flows.abilities import Abilities
from kiosk.flows.checking_states import (
    Checking,
    FindingOut,
    LeftOver,
    LookingUp,
    Reading,
)
from kiosk.flows.visit_effects import FindBills, FindOpenItems, FindPage
from kiosk.flows.visit_events import (
    OpenItemsFound,
    PageFound,
    PageTapped,
    Tap,
    VisitEvent,
)
from kiosk.flows.visit_states import Problem, Recognised, Service, Troubled
from kiosk.flows.visit_step import Step
from kiosk.model.patient import Identity


def begin(abilities: Abilities, identity: Identity) -> Step:
    """Somebody wants to know whether she may go home."""
    effect = FindOpenItems(identity.patient.id)
    return Step(FindingOut(abilities, identity), (effect,))


def step(state: Checking, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case FindingOut(abilities, identity), OpenItemsFound(items, here, today):
            if items.patient_id != identity.patient.id:
                return _somebody_elses(abilities)
            return Step(LeftOver(abilities, identity, items, here, today))
        case LeftOver(abilities, identity), Tap.START if can_pay(state):
            find = FindBills(identity.patient.id)
            return Step(Recognised(abilities, identity), (find,))
        case LeftOver(abilities, identity), Tap.INVOICES if can_print(state):
            return invoices.begin(abilities, identity)
        case LeftOver(abilities, identity), Tap.INPATIENT if can_see_stay(state):
            return staying.begin(abilities, identity)
        case LeftOver(abilities, identity), PageTapped(page) if page in abilities.pages:
            return Step(LookingUp(state, page), (FindPage(identity.patient.id, page),))
        case LookingUp(before, page), PageFound(patient_id, found, entries):
            if (patient_id, found) != (before.identity.patient.id, page):
                return _somebody_elses(before.abilities)
            return Step(Reading(before, page, entries))
        case LookingUp(before) | Reading(before), Tap.BACK:
            return Step(before)
    return Step(state)


def _somebody_elses(abilities: Abilities) -> Step:
    return Step(Troubled(abilities, Problem.WRONG_PATIENT, service=Service.CHECK))


def can_pay(state: LeftOver) -> bool:
    """Whether there is something to pay, and it can be paid here."""
    return bool(state.payable) and state.abilities.can_pay


def can_print(state: LeftOver) -> bool:
    """Whether an invoice waits for paper, and there is some."""
    return bool(state.items.unprinted) and state.abilities.can_collect


def can_see_stay(state: LeftOver) -> bool:
    """Whether she has a stay, and it can be seen to here."""
    return bool(state.items.stays) and state.abilities.can_stay
