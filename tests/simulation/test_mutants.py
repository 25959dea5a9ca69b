"""The simulation bites: every planted bug is found, and by an invariant."""

import pytest

from kiosk.app import log
from kiosk.app.simulation.world import World
from tests.simulation.mutants import MUTANTS

SEEDS = 2_000
# Where each was found last, to begin there; when the worlds change, all is searched.
FOUND_AT: dict[str, int] = {
    "a_charge_is_repeated_after_a_power_cut": 82,
    "a_form_counts_as_printed_after_a_power_cut": 221,
    "a_form_in_doubt_is_called_printed": 190,
    "a_late_reply_reaches_the_next_visit": 585,
    "a_place_counts_as_given_back_where_central_is_silent": 1254,
    "another_patients_settlement_is_believed": 167,
    "every_share_has_the_same_key": 67,
    "nobody_is_told_of_what_does_not_get_through": 97,
    "the_disk_says_done_before_it_is": 95,
    "the_wall_clock_decides_when_to_try_again": 435,
    "what_the_printer_did_not_prove_is_called_printed": 114,
    "what_too_much_was_taken_is_kept": 1083,
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
