"""Two thousand worlds, always the same ones: none of them may hurt anybody."""

from functools import cache

import pytest

from kiosk.app.simulation.run import simulate, simulate_many
from kiosk.app.simulation.swarm import Swarm, draw
from kiosk.app.simulation.world import Outcome, World
from tests.simulation.judging import assert_well

CHUNK = 100


@cache
def lived(first: int) -> tuple[Outcome, ...]:
    """What became of a hundred worlds, each of which is lived through once."""
    return (*simulate_many(range(first, first + CHUNK), processes=1),)


@pytest.mark.parametrize("first", range(0, 2_000, CHUNK))
def test_no_world_loses_doubles_or_misreports_money(first: int) -> None:
    assert_well(lived(first))


def test_a_sheet_is_told_from_the_spoiled_one_whose_copy_number_it_took_over() -> None:
    assert_well([simulate(71_976_064)])


@pytest.mark.parametrize("seed", [7, 70, 777])
def test_a_seed_tells_the_same_story_every_time(seed: int) -> None:
    first = World(seed, keep_trace=True).run()
    again = World(seed, keep_trace=True).run()
    assert first.trace
    assert "\n".join(first.trace).encode() == "\n".join(again.trace).encode()
    assert first == again


def test_two_seeds_tell_two_stories() -> None:
    assert simulate(1).trace_hash != simulate(2).trace_hash


def test_the_worlds_reach_every_end_that_a_payment_can_have() -> None:
    outcomes = [one for first in range(0, 400, CHUNK) for one in lived(first)]
    ends = {end for outcome in outcomes for end in outcome.ends}
    for word in (
        "Settled",
        "Settled settle_first",
        "Settled deferred",
        "Settled two shares",
        "Refunded already_paid",
        "Declined not_answered",
        "Declined cancelled",
    ):
        assert word in ends
    assert any(end.startswith("Indebted") for end in ends)


def test_some_worlds_are_calm_and_some_have_one_trouble_only() -> None:
    from random import Random

    swarms = [draw(Random(seed)) for seed in range(300)]
    assert any(_troubles(swarm) == 0 for swarm in swarms)
    assert any(_troubles(swarm) == 1 for swarm in swarms)
    assert any(_troubles(swarm) > 6 for swarm in swarms)


def _troubles(swarm: Swarm) -> int:
    rates = (
        swarm.lost,
        swarm.unheard,
        swarm.late,
        swarm.twice,
        swarm.refused_connection,
        swarm.broken_reply,
        swarm.trouble_there,
        swarm.cut_at_commit,
        swarm.full_disk,
        swarm.broken_disk,
        swarm.slip_fails,
        swarm.slip_in_doubt,
        swarm.outages,
        swarm.clock_jumps,
    )
    return sum(rate > 0 for rate in rates)
