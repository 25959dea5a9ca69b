"""The simulation bites: every planted bug is found, and by an invariant."""

import pytest

from kiosk.app import log
from kiosk.app.simulation.world import World
from tests.simulation.mutants import MUTANTS

SEEDS = 2_000
# Where each was found last, to begin there; when the worlds change, all is searched.
FOUND_AT: dict[str, int] = {
    "a_form_counts_as_printed_after_a_power_cut": 1840,
    "a_form_in_doubt_is_called_printed": 95,
    "a_deposit_counts_as_returned_where_central_is_silent": 36,
    "a_late_reply_reaches_the_next_visit": 115,
    "a_place_counts_as_given_back_where_central_is_silent": 427,
    "another_patients_settlement_is_believed": 81,
    "nothing_caps_what_is_promised": 186,
    "one_patients_deferrals_overtake_each_other": 65,
    "the_disk_says_done_before_it_is": 95,
    "the_hospitals_cap_is_only_looked_at_in_the_list": 69,
    "the_wall_clock_decides_when_to_try_again": 691,
    "what_a_person_saw_is_not_reported": 132,
    "what_too_much_was_taken_is_kept": 121,
}


def found_at(name: str) -> int | None:
    """The first seed, from the hint on and then from zero, that a mutant breaks."""
    log.stay_silent()
    hint = FOUND_AT.get(name, 0)
    with MUTANTS[name]():
        seed: int
        for seed in (hint, *range(SEEDS)):
            violations = World(seed).run().violations
            # A bug that only crashes is found by any test; it proves nothing here.
            if any(not violation.startswith("BUG") for violation in violations):
                return seed
    return None


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_planted_bug_is_found(name: str) -> None:
    assert found_at(name) is not None


def test_there_are_as_many_planted_bugs_as_were_promised() -> None:
    assert len(MUTANTS) >= 15  # standards R84


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_bug_is_taken_out_again(name: str) -> None:
    with MUTANTS[name]():
        pass
    assert not World(3).run().violations
