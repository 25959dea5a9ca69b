"""Worlds that nobody has seen before. A failure prints its seed and its replay."""

from kiosk.app.simulation.run import fresh_seed, simulate_many
from tests.simulation.judging import assert_well

FRESH = 500


def test_five_hundred_new_worlds_are_as_well_as_the_known_ones() -> None:
    first = fresh_seed()
    assert_well(simulate_many(range(first, first + FRESH), processes=1))
