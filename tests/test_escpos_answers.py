"""What a receipt printer says, bit by bit, as the manuals have it."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos.answers import (
    LONGEST_BLOCK,
    Answer,
    AnswerParser,
    Automatic,
    Cleared,
    FullStatus,
    Proved,
    Queued,
    RealTime,
)
from drivers.escpos.status import (
    automatic_condition,
    condition_from,
    is_status,
    media_from,
    proves_progress,
)
from drivers.port import Condition, Health, Media, Paper
from drivers.sim.escpos_state import (
    CLEARED,
    Mechanism,
    automatic_report,
    proof_answer,
    queued_answer,
    real_time_answer,
)

QUIET = (0x12, 0x12, 0x12, 0x12)
FINE = Condition(Health.OK, "", Paper.FULL)
REPORT = b"\x10\x00\x00\x0f"
# Every kind of answer as bytes, and what it is.
SAMPLES: list[tuple[bytes, Answer]] = [
    (b"\x12", RealTime(0x12)),
    (b"\x7e", RealTime(0x7E)),
    (REPORT, Automatic(REPORT)),
    (b"\x38\x00\x0c\x00", Automatic(b"\x38\x00\x0c\x00")),
    (b"\x00", Queued(0x00)),
    (b"\x0c", Queued(0x0C)),
    (b"\x37\x22ABCD\x00", Proved(b"ABCD")),
    (CLEARED, Cleared()),
]

answers = st.lists(st.none() | st.integers(0, 255), max_size=6)
samples = st.lists(st.sampled_from(SAMPLES), max_size=20)


def failed(detail: str, paper: Paper = Paper.FULL) -> Condition:
    return Condition(Health.FAILED, detail, paper)


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        (QUIET, FINE),
        ((0x16, 0x12, 0x12, 0x12), FINE),  # the drawer is none of our business
        ((0x1A, 0x16, 0x12, 0x12), failed("cover open")),
        ((0x1A, 0x32, 0x12, 0x72), failed("paper out", Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x1E), Condition(Health.DEGRADED, "paper low", Paper.LOW)),
        ((0x1A, 0x12, 0x12, 0x12), failed("offline")),
        ((0x1A, 0x52, 0x1A, 0x12), failed("cutter error", Paper.JAMMED)),
        ((0x1A, 0x52, 0x32, 0x12), failed("broken")),
        ((0x1A, 0x52, 0x52, 0x12), failed("too hot")),
        ((0x1A, 0x52, 0x12, 0x12), failed("error")),
        ((0x1A, 0x1A, 0x12, 0x12), failed("feed button pressed")),
        ((0x12, 0x32, 0x12, 0x12), failed("paper out", Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x32), failed("paper out", Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x52), failed("paper out", Paper.OUT)),
        ((0x12, 0x12, 0x12, 0x16), Condition(Health.DEGRADED, "paper low", Paper.LOW)),
        ((0x12, 0x12, 0x12, 0x1A), Condition(Health.DEGRADED, "paper low", Paper.LOW)),
    ],
)
def test_status_bits_mean_what_the_manual_says(
    status: tuple[int, ...], condition: Condition
) -> None:
    assert condition_from(status) == condition


@pytest.mark.parametrize(
    ("block", "condition"),
    [
        (REPORT, FINE),
        (b"\x14\x00\x00\x00", FINE),  # the drawer
        (b"\x18\x00\x00\x00", failed("offline")),
        (b"\x38\x00\x00\x00", failed("cover open")),
        (b"\x50\x00\x00\x00", failed("feed button pressed")),
        (b"\x10\x01\x00\x00", FINE),  # waiting to be brought online is said in bit 3
        (b"\x18\x04\x00\x00", failed("error")),
        (b"\x18\x08\x00\x00", failed("cutter error", Paper.JAMMED)),
        (b"\x18\x20\x00\x00", failed("broken")),
        (b"\x18\x40\x00\x00", failed("too hot")),
        (b"\x10\x00\x03\x00", Condition(Health.DEGRADED, "paper low", Paper.LOW)),
        (b"\x18\x00\x0f\x00", failed("paper out", Paper.OUT)),
        (b"\x10\x00\x60\x6f", FINE),  # undefined bits
        (b"", Condition(Health.UNKNOWN, "no status")),
        (b"\x10\x00\x00", Condition(Health.UNKNOWN, "no status")),
    ],
)
def test_reports_mean_what_the_manual_says(block: bytes, condition: Condition) -> None:
    assert automatic_condition(block) == condition


@pytest.mark.parametrize(
    ("byte", "progress"),
    [
        *((byte, True) for byte in (0x00, 0x03, 0x60)),
        *((byte, False) for byte in (0x0C, 0x04, 0x10, 0x80, 0x12)),
    ],
)
def test_a_queued_answer_of_a_printer_without_paper_proves_nothing(
    byte: int, progress: bool
) -> None:
    assert proves_progress(byte) is progress


@pytest.mark.parametrize(
    ("block", "media"),
    [
        (b"\x20\0\0\0", Media.PRESENT),
        (b"\xdf\0\0\0", Media.TAKEN),
        (b"", Media.UNKNOWN),
    ],
)
def test_one_bit_tells_whether_a_slip_waits(block: bytes, media: Media) -> None:
    assert media_from(block, 5) is media


@pytest.mark.parametrize(("silent", "answer"), [*product(range(4), [None, 0x00, 0xFF])])
def test_one_missing_or_malformed_answer_makes_the_whole_unknown(
    silent: int, answer: int | None
) -> None:
    status: list[int | None] = list(QUIET)
    status[silent] = answer
    assert condition_from(status).health is Health.UNKNOWN


def test_paper_is_never_full_where_nobody_asked_for_it() -> None:
    assert condition_from([0x12], [1]) == Condition(Health.OK)
    assert condition_from([0x32], [2]).paper is Paper.OUT


@given(status=answers, questions=st.lists(st.sampled_from((1, 2, 3, 4)), max_size=5))
def test_no_answers_whatever_break_the_reading(
    status: list[int | None], questions: Sequence[int]
) -> None:
    condition = condition_from(status, questions)
    complete = len(status) == len(questions) > 0
    if not complete or not all(b is not None and is_status(b) for b in status):
        assert condition == Condition(Health.UNKNOWN, "no status")


@pytest.mark.parametrize(("said", "answer"), SAMPLES)
def test_every_kind_of_answer_is_told_from_the_others(
    said: bytes, answer: Answer
) -> None:
    assert AnswerParser().feed(said) == [answer]


@given(samples)
def test_answers_are_the_same_however_the_stream_is_cut(
    said: list[tuple[bytes, Answer]],
) -> None:
    parser = AnswerParser()
    stream = b"".join(data for data, _ in said)
    heard = [answer for byte in stream for answer in parser.feed(bytes([byte]))]
    assert heard == AnswerParser().feed(stream) == [answer for _, answer in said]


@given(samples)
def test_flow_control_may_stand_anywhere(said: list[tuple[bytes, Answer]]) -> None:
    stream = b"".join(data for data, _ in said)
    with_flow = b"".join(bytes([0x13, byte, 0x11]) for byte in stream)
    assert AnswerParser().feed(with_flow) == AnswerParser().feed(stream)


@pytest.mark.parametrize("at", range(1, 7))
def test_a_status_may_interrupt_a_proof(at: int) -> None:
    proof = proof_answer(b"ABCD")
    heard = AnswerParser().feed(proof[:at] + b"\x1a" + proof[at:])
    assert heard == [RealTime(0x1A), Proved(b"ABCD")]


def test_a_report_may_interrupt_a_proof() -> None:
    heard = AnswerParser().feed(b"\x37\x22AB" + REPORT + b"CD\x00")
    assert heard == [Automatic(REPORT), Proved(b"ABCD")]


@pytest.mark.parametrize(
    "broken",
    [
        b"\x37\x22ABC\x00",  # too short
        b"\x37\x22ABCDE\x00",
        b"\x37\x25\x01\x00",
        b"\x37\x99\x00",
        b"\x10\x00\x00\x99",  # a report without its last byte
        b"\x10\x00\x37\x25\x40\x00",
        b"\x99\xff\xd3",
    ],
)
def test_a_broken_block_is_no_answer_at_all(broken: bytes) -> None:
    assert AnswerParser().feed(broken) == []


def test_a_block_without_an_end_is_given_up() -> None:
    parser = AnswerParser()
    parser.feed(b"\x37" + b"A" * LONGEST_BLOCK)
    assert parser.feed(b"\x12" + CLEARED) == [RealTime(0x12), Cleared()]


def test_six_bytes_are_one_answer_where_they_were_asked_for() -> None:
    said = b"\x12\x10\x0f\x20\x13\x12\x37\x12"
    expected = [RealTime(0x12), FullStatus(b"\x20\x13\x12\x37"), RealTime(0x12)]
    assert AnswerParser(full_status=True).feed(said) == expected


@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_whatever_break_the_parser(said: bytes, full_status: bool) -> None:
    parser = AnswerParser(full_status=full_status)
    assert len(parser.feed(said)) <= len(said)
    kept = parser._four, parser._block, parser._six
    assert all(len(part) <= LONGEST_BLOCK + 1 for part in kept)


@given(st.builds(Mechanism, st.booleans(), st.booleans(), st.booleans(), st.booleans()))
def test_the_three_ways_to_ask_agree(mechanism: Mechanism) -> None:
    """The simulated answers were written apart from the code that reads them."""
    asked = condition_from([real_time_answer(mechanism, n)[0] for n in (1, 2, 3, 4)])
    assert automatic_condition(automatic_report(mechanism)) == asked
    assert asked.usable == mechanism.can_print
    assert proves_progress(queued_answer(mechanism)[0])
