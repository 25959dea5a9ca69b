"""SECURITY.md: every threat names its requirement and a test that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| [STRIDE] \|", line)
]


def test_every_letter_of_stride_has_its_threats() -> None:
    assert {row[0] for row in ROWS} == set("STRIDE")


def test_every_threat_has_a_defence_a_number_and_a_test_that_exists() -> None:
    for _, threat, defence, numbers, tests in ROWS:
        assert threat
        assert defence, threat
        assert re.fullmatch(r"[RM]\d+(, [RM]\d+)*", numbers), threat
        named = re.findall(r"`(tests/\w+\.py)`", tests)
        assert named, threat
        for one in named:
            assert "\ndef test_" in (ROOT / one).read_text(encoding="utf-8"), one


def test_every_script_and_document_that_it_names_exists() -> None:
    for name in re.findall(r"`((?:script|docs)/[\w./-]+)`", TEXT):
        assert (ROOT / name).exists(), name


def test_somebody_can_be_told_and_answers_in_time() -> None:
    assert re.search(r"\b[\w.]+@[\w.]+\b", TEXT)
    assert "2 working days" in TEXT
