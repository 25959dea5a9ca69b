"""The machine of those who work at the kiosk. Pure.

They come in where nobody is served, by a pass of central's or by a badge and a PIN, and
leave to the same screen. Nothing they can do moves money.
"""

from dataclasses import replace

from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import (
    Admitting,
    AskingPin,
    Attending,
    Staffed,
    Trying,
    TurnedAway,
)
from kiosk.flows.visit_effects import (
    AdmitStaff,
    Attend,
    CheckPin,
    Dismiss,
    Effect,
    EndTrial,
    HandOver,
    HurryOutbox,
    KeepVerdict,
    MakeBundle,
    NoteUnjudged,
    Try,
)
from kiosk.flows.visit_events import (
    Clock,
    HintGiven,
    PanelRead,
    PanelTapped,
    PinEntered,
    PinWanted,
    Scanned,
    StaffAdmitted,
    StaffRefused,
    Tap,
    TaskTapped,
    TrialMoved,
    TrialTapped,
    VerdictGiven,
    VisitEvent,
)
from kiosk.flows.visit_step import Step, rest
from kiosk.model.codes import Code
from kiosk.model.hint import Hint
from kiosk.model.staff import Objection, Outcome, Panel, Staff, Trial

MOST_FOUND = 6  # phrases of a trial that stay on the screen


def begin(abilities: Abilities, code: Code) -> Step:
    """A pass or a badge was shown where nobody is served."""
    return Step(Admitting(abilities), (AdmitStaff(code),))


def step(state: Staffed, event: VisitEvent) -> Step:
    """Advance by one event. An event that does not fit changes nothing."""
    match state, event:
        case Admitting(abilities), Tap.CANCEL:
            return Step(rest(abilities))
        case Admitting(abilities), PinWanted(badge):
            return Step(AskingPin(abilities, badge))
        case Admitting(abilities), StaffAdmitted(staff):
            return _look(abilities, staff, staff.panels[0])
        case Admitting(abilities), StaffRefused(Objection.WRONG_PIN as why, badge):
            return Step(AskingPin(abilities, badge, why))
        case Admitting(abilities), StaffRefused(objection, _, wait_s):
            return Step(TurnedAway(abilities, objection, wait_s))
        case AskingPin(abilities, badge), PinEntered(pin):
            return Step(Admitting(abilities), (CheckPin(badge, pin),))
        case AskingPin(abilities), Tap.CANCEL | Clock.TIMED_OUT:
            return Step(rest(abilities))
        case TurnedAway(abilities), Tap.CONFIRM | Tap.CANCEL | Clock.TIMED_OUT:
            return Step(rest(abilities))

        case Attending(abilities, staff), PanelTapped(panel) if panel in staff.panels:
            return _look(abilities, staff, panel)
        case Attending(panel=panel), PanelRead(shown, lines) if shown is panel:
            return Step(replace(state, lines=lines))
        case Attending(staff=staff), TrialTapped(trial) if staff.may_try(trial):
            return Step(Trying(state, trial, _begun(trial)), (Try(trial),))
        case Attending(abilities, staff, Panel.QUEUE), Tap.CONFIRM if staff.may_hurry:
            return _done(state, HurryOutbox(staff.badge))
        case Attending(abilities, staff, Panel.QUEUE, lines), TaskTapped(task) if any(
            line.task == task for line in lines or ()
        ):
            return _done(state, HandOver(staff.badge, task))
        case Attending(abilities, staff, Panel.SYSTEM), Tap.CONFIRM:
            return _done(state, MakeBundle(staff.badge))
        case Attending(abilities, staff), Tap.CANCEL | Clock.TIMED_OUT:
            return Step(rest(abilities), (Dismiss(staff.badge),))

        case Trying(trial=trial), TrialMoved(tried, outcome, found) if tried is trial:
            return Step(replace(state, outcome=outcome, found=found))
        case Trying(trial=Trial.SCAN, found=found), Scanned(code):
            return Step(replace(state, found=(code.kind.value, *found)[:MOST_FOUND]))
        case Trying(trial=Trial.SCAN, found=found), HintGiven(Hint() as hint):
            return Step(replace(state, found=(hint.value, *found)[:MOST_FOUND]))
        case Trying(before, trial, outcome), VerdictGiven(passed, detail) if (
            outcome is not Outcome.RUNNING
        ):
            verdict = KeepVerdict(before.staff.badge, trial, passed, detail)
            return _done(before, EndTrial(trial), verdict)
        case Trying(before, trial, outcome), Tap.BACK if outcome is not (
            Outcome.RUNNING
        ):
            unjudged = NoteUnjudged(before.staff.badge, trial)
            return _done(before, EndTrial(trial), unjudged)
        case Trying(before, trial, outcome), Clock.TIMED_OUT if outcome is not (
            Outcome.RUNNING
        ):
            badge = before.staff.badge
            left = (EndTrial(trial), NoteUnjudged(badge, trial), Dismiss(badge))
            return Step(rest(state.abilities), left)
    return Step(state)


def _look(abilities: Abilities, staff: Staff, panel: Panel) -> Step:
    return Step(Attending(abilities, staff, panel), (Attend(panel),))


def _done(at: Attending, *effects: Effect) -> Step:
    """Have something done, and then look again at what it has changed."""
    looked = _look(at.abilities, at.staff, at.panel)
    return Step(looked.state, (*effects, *looked.effects))


def _begun(trial: Trial) -> Outcome:
    return Outcome.RUNNING if trial.is_of_paper else Outcome.SHOWN
