"""A share of `python -m tests.fuzz`, and that the fuzzer itself notices things."""

import random

import pytest

from tests.fuzz.run import Target, feed
from tests.fuzz.targets import targets

SHARE = 4_000
SAMPLE = (b"a code and its end\r",)


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.name)
def test_nothing_a_device_sends_escapes_grows_or_hangs(target: Target) -> None:
    finding = feed(target, SHARE, random.randrange(2**32))
    assert finding.faults == []
    assert finding.fed == SHARE


def test_a_parser_that_breaks_now_and_then_is_found() -> None:
    def breaks(text: bytes) -> None:
        if text.startswith(b"a code\x00"):
            raise IndexError

    assert feed(Target("breaks", breaks, SAMPLE), 20_000, seed=1).faults


def test_a_parser_that_keeps_everything_is_found() -> None:
    kept: list[bytes] = []
    hoards = Target("hoards", lambda text: kept.append(text * 1_000), SAMPLE)
    assert feed(hoards, SHARE, seed=1).faults


def test_a_refusal_is_no_fault_if_it_was_announced() -> None:
    def refuses(text: bytes) -> None:
        raise ValueError

    finding = feed(Target("refuses", refuses, SAMPLE, (ValueError,)), 100, seed=1)
    assert (finding.faults, finding.refused) == ([], 100)


def test_the_same_seed_feeds_the_same() -> None:
    fed: list[list[bytes]] = [[], []]
    for strings in fed:
        feed(Target("keeps", strings.append, SAMPLE), 100, seed=7)
    assert fed[0] == fed[1]
