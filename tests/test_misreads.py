"""A share of `python -m tests.misreads`: no code is ever read that is not there."""

from functools import reduce
from operator import add

from drivers.sim.phone_screen import held_up
from tests.misreads.counting import EMPTY_EVERY, Count, compare, scene


def test_no_code_is_read_that_is_not_there() -> None:
    total = reduce(add, map(scene, range(60)), Count())
    assert total.frames == 300
    assert total.wrong == ()
    assert total.read >= 0.9 * total.scenes > 40


def test_a_corner_of_a_cracked_code_is_not_read_as_a_micro_code() -> None:
    assert scene(1_011_310).wrong == ()


def test_some_scenes_have_no_code_at_all() -> None:
    empty = [scene(EMPTY_EVERY * number) for number in range(4)]
    assert [count.scenes for count in empty] == [0] * 4
    assert {count.wrong for count in empty} == {()}


def test_a_misread_would_be_counted() -> None:
    """The same phone, said to show something else."""
    phone = held_up(3)
    count = compare(3, [phone.frame()], truth=b"something else")
    assert count.wrong == ((3, phone.payload),)
    assert count.read == 0
