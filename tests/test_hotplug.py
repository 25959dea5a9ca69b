"""A share of `python -m tests.hotplug`, and that the storm itself notices things."""

import random
from collections import Counter

import pytest

from tests.hotplug.benches import STORMS, rage
from tests.hotplug.printers import DOUBTFUL, NOT_PRINTED, PRINTED, compare
from tests.hotplug.report import Report
from tests.hotplug.scanners import Reading

SHARE = 4


@pytest.mark.parametrize("device", STORMS)
def test_a_pulled_cable_costs_nothing_and_is_forgiven_at_once(device: str) -> None:
    report = rage(device, SHARE, random.randrange(2**32))
    assert report.faults == []
    assert report.comings == SHARE


@pytest.mark.parametrize(
    ("verdict", "times", "word"),
    [
        (PRINTED, 0, "never came out"),
        (PRINTED, 2, "came out 2 times"),
        (DOUBTFUL, 2, "came out 2 times"),
        (NOT_PRINTED, 1, "was called not printed and came out"),
    ],
)
def test_a_printer_that_lied_is_found(verdict: str, times: int, word: str) -> None:
    [fault] = compare({7: verdict}, Counter({7: times}))
    assert word in fault


def test_a_doubt_is_right_either_way() -> None:
    assert compare({1: DOUBTFUL, 2: DOUBTFUL}, Counter({1: 1})) == []


@pytest.mark.parametrize(
    ("heard", "word"),
    [
        ([1, 0], "not shown, or again"),
        ([0, 0], "read twice"),
        ([None], "not shown, or again"),
    ],
)
def test_a_scanner_that_made_something_up_is_found(
    heard: list[int | None], word: str
) -> None:
    report = Report("scanner")
    reading = Reading(report, repeats=False)
    dice = random.Random(1)
    codes = [reading.new_code(dice) for _ in range(2)]
    for number in heard:
        reading.found(b"made up" if number is None else codes[number].encode())
    reading.heard_since(0.0, 0.1)
    assert [word in fault for fault in report.faults] == [True]


def test_a_device_found_too_late_is_a_fault() -> None:
    report = Report("printer")
    report.found(1.9)
    assert report.faults == []
    report.found(2.1)
    assert len(report.faults) == 1
