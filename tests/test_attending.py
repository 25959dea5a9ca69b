"""Those who work at the kiosk come in where nobody is served, do what their role may,
and never touch money."""

from dataclasses import replace

import pytest

from kiosk.app.gallery.attending import (
    ALL,
    AT_DEVICES,
    ATTENDING,
    CLEANER,
    DEVICES,
    FINANCE,
    TECHNICIAN,
)
from kiosk.app.gallery.states import SAMPLES
from kiosk.flows import visit
from kiosk.flows.abilities import Abilities
from kiosk.flows.attending_states import (
    Admitting,
    AskingPin,
    Attending,
    AtWork,
    Staffed,
    Trying,
    TurnedAway,
)
from kiosk.flows.visit_effects import (
    AdmitStaff,
    Attend,
    CheckPin,
    Dismiss,
    EndTrial,
    HandOver,
    HurryOutbox,
    KeepVerdict,
    MakeBundle,
    NoteUnjudged,
    Try,
)
from kiosk.flows.visit_events import (
    AbilitiesChanged,
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
from kiosk.flows.visit_patience import patience_s
from kiosk.flows.visit_states import OutOfService, Starting, Visit, Welcome
from kiosk.model.codes import Code, CodeKind, ScanStep, read
from kiosk.model.hint import Hint
from kiosk.model.staff import Line, Objection, Outcome, Panel, Role, Staff, Trial

PASS = Code(CodeKind.STAFF_PASS, "KT1.k.p.s")
NOTHING = Abilities(storage=False)
EVENTS: tuple[VisitEvent, ...] = (
    *Tap,
    *Clock,
    StaffAdmitted(TECHNICIAN),
    PinEntered("1"),
    Scanned(PASS),
    *map(PanelTapped, Panel),
    *map(TrialTapped, Trial),
    *map(TaskTapped, range(5)),
    VerdictGiven(passed=True),
)
TRIED = {name: one for name, one in ATTENDING.items() if isinstance(one, Trying)}
PATIENTS = {
    name: state
    for name, state in SAMPLES.items()
    if not isinstance(state, Staffed | Welcome | OutOfService | Starting)
}


@pytest.mark.parametrize("state", [Welcome(ALL), OutOfService(NOTHING)])
def test_a_pass_is_looked_at_where_nobody_is_served(state: Visit) -> None:
    after, effects = visit.step(state, Scanned(PASS))
    assert after == Admitting(state.abilities)
    assert effects == (AdmitStaff(PASS),)


@pytest.mark.parametrize("name", PATIENTS)
def test_no_pass_opens_anything_while_somebody_is_served(name: str) -> None:
    after, effects = visit.step(PATIENTS[name], Scanned(PASS))
    assert not isinstance(after, Staffed)
    assert not any(isinstance(one, AdmitStaff) for one in effects)


def test_no_touch_opens_it() -> None:
    for tap in Tap:
        for state in (Welcome(ALL), OutOfService(NOTHING)):
            assert not isinstance(visit.step(state, tap).state, Staffed)


def test_a_badge_is_proved_by_a_pin_that_is_never_shown() -> None:
    asked = visit.step(Admitting(ALL), PinWanted("B-1")).state
    assert asked == AskingPin(ALL, "B-1")
    after, [effect] = visit.step(asked, PinEntered("20260417"))
    assert (after, effect) == (Admitting(ALL), CheckPin("B-1", "20260417"))
    assert "20260417" not in repr(effect) + repr(PinEntered("20260417"))


def test_nobody_has_to_wait_for_what_is_looked_at() -> None:
    assert visit.step(Admitting(ALL), Tap.CANCEL).state == Welcome(ALL)


def test_a_wrong_pin_is_asked_for_again_and_a_lock_turns_away() -> None:
    wrong = StaffRefused(Objection.WRONG_PIN, "B-1")
    assert visit.step(Admitting(ALL), wrong).state == AskingPin(
        ALL, "B-1", Objection.WRONG_PIN
    )
    locked = StaffRefused(Objection.LOCKED, "B-1", 300)
    turned = visit.step(Admitting(ALL), locked).state
    assert turned == TurnedAway(ALL, Objection.LOCKED, 300)
    assert visit.step(turned, Tap.CONFIRM).state == Welcome(ALL)


@pytest.mark.parametrize("role", Role)
def test_whoever_comes_in_sees_the_first_panel_of_the_role(role: Role) -> None:
    staff = Staff("B-1", role)
    after, effects = visit.step(Admitting(ALL), StaffAdmitted(staff))
    assert after == Attending(ALL, staff, staff.panels[0])
    assert effects == (Attend(staff.panels[0]),)


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_and_tries_what_it_may_and_no_more(role: Role) -> None:
    staff = Staff("B-1", role)
    state = Attending(ALL, staff, staff.panels[0], ())
    for panel in Panel:
        seen = visit.step(state, PanelTapped(panel)).effects == (Attend(panel),)
        assert seen is (panel in staff.panels)
    for trial in Trial:
        tried = visit.step(state, TrialTapped(trial)).effects == (Try(trial),)
        assert tried is staff.may_try(trial)


def test_what_was_looked_at_is_shown_on_its_own_panel_alone() -> None:
    looking = replace(AT_DEVICES, lines=None)
    assert visit.step(looking, PanelRead(Panel.DEVICES, DEVICES)).state.lines == DEVICES  # type: ignore[union-attr]
    assert visit.step(looking, PanelRead(Panel.QUEUE, DEVICES)).state == looking


def test_a_trial_of_paper_is_judged_once_the_paper_is_there() -> None:
    trying = visit.step(AT_DEVICES, TrialTapped(Trial.RECEIPT)).state
    assert trying == Trying(AT_DEVICES, Trial.RECEIPT, Outcome.RUNNING)
    for early in (VerdictGiven(passed=True), Tap.BACK, Clock.TIMED_OUT):
        assert visit.step(trying, early).state == trying
    shown = visit.step(trying, TrialMoved(Trial.RECEIPT, Outcome.SHOWN)).state
    after, effects = visit.step(shown, VerdictGiven(passed=False, detail="pale"))
    assert after == replace(AT_DEVICES, lines=None)
    verdict = KeepVerdict("B-0417", Trial.RECEIPT, passed=False, detail="pale")
    assert effects == (EndTrial(Trial.RECEIPT), verdict, Attend(Panel.DEVICES))


@pytest.mark.parametrize("name", TRIED)
def test_whatever_ends_a_trial_has_it_forgotten(name: str) -> None:
    """What a camera shows must not outlive it."""
    state = TRIED[name]
    for event in EVENTS:
        after, effects = visit.step(state, event)
        is_over = not isinstance(after, Trying)
        assert (EndTrial(state.trial) in effects) is is_over


@pytest.mark.parametrize(
    ("left", "also"),
    [(Tap.BACK, Attend(Panel.DEVICES)), (Clock.TIMED_OUT, Dismiss("B-0417"))],
)
def test_a_trial_that_is_left_without_a_word_is_written_down_all_the_same(
    left: Tap | Clock, also: Attend | Dismiss
) -> None:
    shown = Trying(AT_DEVICES, Trial.RECEIPT, Outcome.SHOWN)
    _, effects = visit.step(shown, left)
    unjudged = NoteUnjudged("B-0417", Trial.RECEIPT)
    assert effects == (EndTrial(Trial.RECEIPT), unjudged, also)


def test_the_scan_trial_says_what_is_read_and_keeps_no_value() -> None:
    state: Visit = Trying(AT_DEVICES, Trial.SCAN, Outcome.SHOWN)
    step = visit.scan_step(state)
    assert step is ScanStep.IDENTITY
    value = "opc" + "7" * 25
    state = visit.step(state, Scanned(read(value.encode(), step))).state
    state = visit.step(state, HintGiven(Hint.TILT)).state
    assert isinstance(state, Trying)
    assert state.found == ("tilt", "voucher")
    assert value not in repr(state)


@pytest.mark.parametrize("trial", [one for one in Trial if one is not Trial.SCAN])
def test_other_trials_take_no_codes(trial: Trial) -> None:
    assert visit.scan_step(Trying(AT_DEVICES, trial, Outcome.SHOWN)) is None


def test_only_who_sees_what_is_owed_may_hurry_it() -> None:
    queue = Attending(ALL, FINANCE, Panel.QUEUE, ())
    assert visit.step(queue, Tap.CONFIRM).effects == (
        HurryOutbox("F-0003"),
        Attend(Panel.QUEUE),
    )
    for other in (AT_DEVICES, Attending(ALL, CLEANER, Panel.DEVICES, ())):
        assert visit.step(other, Tap.CONFIRM).effects == ()


def test_the_staff_are_told_early_of_what_stands_there_and_of_nothing_else() -> None:
    owed = Attending(ALL, FINANCE, Panel.QUEUE, (Line("8F3K", "info", "", task=7),))
    assert visit.step(owed, TaskTapped(7)).effects == (
        HandOver("F-0003", 7),
        Attend(Panel.QUEUE),
    )
    for other in (owed, Attending(ALL, FINANCE, Panel.QUEUE), AT_DEVICES):
        assert visit.step(other, TaskTapped(8)).effects == ()


def test_who_sees_the_system_may_have_a_support_bundle_made() -> None:
    system = Attending(ALL, TECHNICIAN, Panel.SYSTEM, ())
    assert visit.step(system, Tap.CONFIRM).effects == (
        MakeBundle("B-0417"),
        Attend(Panel.SYSTEM),
    )


@pytest.mark.parametrize("leaving", [Tap.CANCEL, Clock.TIMED_OUT])
def test_leaving_is_noted_and_leads_home(leaving: Tap | Clock) -> None:
    after, effects = visit.step(AT_DEVICES, leaving)
    assert after == Welcome(AT_DEVICES.abilities)
    assert effects == (Dismiss("B-0417"),)


def test_five_minutes_without_a_touch_are_the_end() -> None:
    for state in ATTENDING.values():
        if isinstance(state, AtWork):
            is_running = isinstance(state, Trying) and state.outcome is Outcome.RUNNING
            assert patience_s(state) == (None if is_running else 300)


@pytest.mark.parametrize("name", ATTENDING)
def test_a_device_that_breaks_or_mends_is_known_at_once(name: str) -> None:
    after = visit.step(ATTENDING[name], AbilitiesChanged(NOTHING)).state
    assert after.abilities == NOTHING
    assert type(after) is type(ATTENDING[name])


def test_nothing_that_staff_can_ask_for_moves_money() -> None:
    harmless = (
        AdmitStaff,
        Attend,
        CheckPin,
        Dismiss,
        EndTrial,
        HandOver,
        HurryOutbox,
        KeepVerdict,
        MakeBundle,
        NoteUnjudged,
        Try,
    )
    for state in ATTENDING.values():
        for event in EVENTS:
            for effect in visit.step(state, event).effects:
                assert isinstance(effect, harmless)
