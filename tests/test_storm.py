"""A share of `python -m tests.storm`: a dozen kills, and every fen is accounted for."""

from random import Random

from tests.storm.plan import Plan
from tests.storm.run import rage

KILLS = 12
DRAIN_S = 20.0


def test_a_kiosk_that_is_killed_again_and_again_loses_and_doubles_nothing() -> None:
    outcome = rage(KILLS, seed=3, drain_s=DRAIN_S)
    assert outcome.faults == ()
    assert outcome.rows["kills"] == str(KILLS)
    assert int(outcome.rows["paid"]) > 0


def test_half_of_all_kills_are_planned_right_after_an_event() -> None:
    fates = Plan.of(100, Random(1)).fates
    assert sum(bool(fate.event) for fate in fates) == 50
