"""The words of IPP: what is asked, what is answered, and what an answer is worth."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyipp.enums import IppOperation
from pyipp.parser import parse

from drivers.ipp.client import IppClient, is_printer
from drivers.ipp.condition import behind_queue, condition_from, is_queue, policy_from
from drivers.ipp.pdf_sheet import MOST_PAGES, Sheet, sheet_of
from drivers.ipp.progress import (
    ABORTED,
    CANCELED,
    CANNOT_PROVE,
    COMPLETED,
    VANISHED,
    Progress,
    progress_from,
    verdict,
)
from drivers.ipp.reply import Malformed, Reply, Value, read_reply
from drivers.ipp.request import TAGS, request_bytes
from drivers.ipp.trust import Trust, Untrusted
from drivers.ipp.wishes import wishes_for
from drivers.port import Condition, Health, MaybePrinted, NotPrinted, Paper

A4 = "iso_a4_210x297mm"
A5 = "iso_a5_148x210mm"
A5_PAGE = Sheet(1, 148.2, 209.9)
WELL = Condition(Health.OK, paper=Paper.FULL)


def reply(**attributes: Value | list[Value]) -> Reply:
    listed = {
        name.replace("_", "-"): value if isinstance(value, list) else [value]
        for name, value in attributes.items()
    }
    return Reply(0, listed)


def queue(policy: str = "abort-job", state: int = 3, reason: str = "none") -> Reply:
    return reply(
        printer_state=state,
        printer_state_reasons=reason,
        printer_is_accepting_jobs=1,
        printer_error_policy=policy,
        device_uri="ipp://printer/ipp/print",
    )


ABLE = reply(
    job_creation_attributes_supported=["copies", "media", "print-scaling", "sides"],
    media_supported=[A4, A5, "na_letter_8.5x11in"],
    print_scaling_supported=["none", "fit"],
    sides_supported=["one-sided"],
    job_hold_until_supported=["no-hold"],
)


def test_a_request_says_what_was_meant() -> None:
    raw = request_bytes(
        IppOperation.PRINT_JOB,
        7,
        {"printer-uri": "ipp://p/", "job-name": "invoice", "my-jobs": True},
        {"copies": 1, "print-scaling": "none", "media": A4},
    )
    read = parse(raw, contains_data=True)
    assert (read["status-code"], read["request-id"]) == (IppOperation.PRINT_JOB, 7)
    assert read["operation-attributes"]["my-jobs"] is True
    assert read["jobs"] == [{"copies": 1, "print-scaling": "none", "media": A4}]


def test_an_attribute_of_no_known_type_is_not_left_out_in_silence() -> None:
    with pytest.raises(KeyError):
        request_bytes(IppOperation.PRINT_JOB, 1, {"job-nmae": "invoice"}, {})
    assert "job-name" in TAGS


@pytest.mark.parametrize(
    "uri", ["ipp://p", "ipps://p:8631/ipp/print", "http://p/", "https://[::1]:631/x"]
)
def test_an_address_that_speaks_ipp_is_known(uri: str) -> None:
    assert is_printer(uri)
    IppClient(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "usb://HP/1",
        "socket://p:9100",
        "ipp://",
        "ipp://p:99999",
        "ipp://[x",
        "ipp://p/" + "x" * 2000,
    ],
)
def test_any_other_address_is_refused(uri: str) -> None:
    assert not is_printer(uri)
    with pytest.raises(ValueError, match="looks like"):
        IppClient(uri)


def test_a_page_gets_its_own_sheet_unscaled() -> None:
    wishes = wishes_for(A5_PAGE, ABLE, ())
    assert wishes == {
        "copies": 1,
        "media": A5,
        "print-scaling": "none",
        "sides": "one-sided",
    }


def test_a_page_that_lies_on_its_side_gets_the_same_sheet() -> None:
    assert wishes_for(Sheet(1, 210, 148), ABLE, ())["media"] == A5


def test_a_sheet_in_inches_is_measured_too() -> None:
    assert wishes_for(Sheet(1, 215.9, 279.4), ABLE, ())["media"] == "na_letter_8.5x11in"


def test_a_sheet_that_is_in_no_tray_is_not_waited_for() -> None:
    wishes = wishes_for(A5_PAGE, ABLE, (A4,))
    assert "media" not in wishes
    assert wishes["print-scaling"] == "fit"


def test_a_name_too_long_for_a_sheet_is_none() -> None:
    printer = reply(
        job_creation_attributes_supported="media", media_supported="x" * 40_000 + A5
    )
    assert wishes_for(A5_PAGE, printer, ()) == {}


def test_a_printer_is_asked_for_nothing_that_it_does_not_list() -> None:
    assert wishes_for(A5_PAGE, reply(), ()) == {}
    deaf = reply(job_creation_attributes_supported="copies", sides_supported="x")
    assert wishes_for(A5_PAGE, deaf, ()) == {"copies": 1}


def test_a_queue_is_known_by_its_own_words() -> None:
    assert is_queue(queue())
    assert is_queue(reply(cups_version="2.4.2"))
    assert not is_queue(reply(printer_state=3))


@pytest.mark.parametrize(
    ("policy", "health"),
    [
        ("abort-job", Health.OK),
        ("stop-printer", Health.DEGRADED),
        ("retry-job", Health.FAILED),
        ("retry-current-job", Health.FAILED),
    ],
)
def test_what_a_queue_does_after_a_fault_is_part_of_its_health(
    policy: str, health: Health
) -> None:
    assert policy_from(queue(policy)).health is health
    assert behind_queue(queue(policy), WELL).health is health


def test_the_printers_own_word_counts_more_than_its_queues() -> None:
    out = Condition(Health.FAILED, "paper out", Paper.OUT)
    assert behind_queue(queue(), out) == out
    assert behind_queue(queue(reason="media-empty-warning"), WELL) == WELL


@pytest.mark.parametrize(
    ("queued", "detail"),
    [
        (queue(state=5, reason="paused"), "queue stopped"),
        (queue(reason="cups-missing-filter-warning"), "filter missing"),
        (Reply(0x0500), "no status"),
    ],
)
def test_a_queue_in_trouble_hides_no_paper(queued: Reply, detail: str) -> None:
    seen = behind_queue(queued, WELL)
    assert (seen.detail, seen.paper, seen.usable) == (detail, Paper.FULL, False)


def test_what_cups_says_of_its_own_waiting_is_no_warning() -> None:
    for reason in ("cups-waiting-for-job-completed", "cups-ipp-missing-job-history"):
        assert condition_from(queue(reason=reason)) == WELL


def test_a_queue_that_is_alone_has_no_proof() -> None:
    seen = behind_queue(queue(), None)
    assert seen == Condition(Health.DEGRADED, "queue gives no proof", Paper.FULL)


@pytest.mark.parametrize(
    ("end", "jammed", "text"),
    [
        (Progress(ABORTED, 0), True, "paper jam"),
        (Progress(ABORTED, 1), False, "aborted"),
        (Progress(ABORTED, None), False, "aborted"),
        (Progress(CANCELED, 0), False, "canceled"),
        (Progress(CANCELED, 0, None, ("job-canceled-by-user",)), False, "by a user"),
        (Progress(COMPLETED, 1, True, ("job-completed-with-errors",)), False, "errors"),
        (VANISHED, False, "vanished"),
        (CANNOT_PROVE, False, "no proof"),
    ],
)
def test_what_may_be_on_paper_is_unknown(
    end: Progress, jammed: bool, text: str
) -> None:
    assert end.is_over
    with pytest.raises(MaybePrinted, match=text):
        raise verdict(end, jammed=jammed) or AssertionError


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (Progress(CANCELED, 0, began=False), "canceled before it began"),
        (Progress(ABORTED, None, began=False), "aborted before it began"),
        (Progress(ABORTED, 0, began=True), "before the first page"),
        (
            Progress(ABORTED, 0, None, ("document-format-error",)),
            "document not understood before the first page",
        ),
    ],
)
def test_what_never_reached_the_paper_is_not_printed(end: Progress, text: str) -> None:
    with pytest.raises(NotPrinted, match=text):
        raise verdict(end, jammed=False) or AssertionError


def test_a_completed_job_is_printed() -> None:
    assert verdict(Progress(COMPLETED), jammed=True) is None


def test_a_printer_that_has_not_begun_says_so_by_a_time_without_value() -> None:
    waiting = reply(job_state=3, time_at_processing=None)
    working = reply(job_state=5, time_at_processing=17)
    silent = reply(job_state=5)
    began = [progress_from(said) for said in (waiting, working, silent)]
    assert [progress and progress.began for progress in began] == [False, True, None]


def test_a_job_that_is_not_found_has_vanished_and_an_error_says_nothing() -> None:
    assert progress_from(Reply(0x0406)) == VANISHED
    assert progress_from(Reply(0x0500)) is None
    assert progress_from(Reply(0)) is None


def test_a_fingerprint_may_be_written_with_colons() -> None:
    digest = hashlib.sha256(b"certificate").hexdigest().upper()
    colons = ":".join(digest[i : i + 2] for i in range(0, 64, 2))
    Trust(fingerprint=colons).check(b"certificate")
    with pytest.raises(Untrusted):
        Trust(fingerprint=colons).check(b"another")
    with pytest.raises(Untrusted):
        Trust(fingerprint="ungültig").check(b"certificate")


def test_a_file_that_cannot_be_read_counts_as_one_page() -> None:
    assert sheet_of(b"") == sheet_of(b"%PDF-1.7\nno more") == Sheet()


@given(raw=st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_file_breaks_the_counting_of_pages(raw: bytes) -> None:
    assert 1 <= sheet_of(b"%PDF-1.4\n" + raw).pages <= MOST_PAGES


TAG = st.sampled_from(
    [0x01, 0x02, 0x04, 0x05, 0x10, 0x13, 0x21, 0x22, 0x23, 0x34, 0x35, 0x41, 0x44, 0x4A]
)
NAMES = st.sampled_from(
    [
        b"",
        b"printer-state",
        b"printer-state-reasons",
        b"printer-error-policy",
        b"device-uri",
        b"job-id",
        b"job-state",
        b"job-state-reasons",
        b"job-impressions-completed",
        b"time-at-processing",
        b"media-supported",
        b"job-creation-attributes-supported",
        b"print-scaling-supported",
    ]
)
VALUES = st.one_of(
    st.sampled_from(
        [b"\0\0\0\x03", b"\0\0\0\x09", b"media-jam", b"media", A4.encode(), b"ipp://x"]
    ),
    st.binary(max_size=12),
)


def _counted(raw: bytes) -> bytes:
    return len(raw).to_bytes(2, "big") + raw


ATTRIBUTE = st.builds(
    lambda tag, name, value: bytes([tag]) + _counted(name) + _counted(value),
    TAG,
    NAMES,
    VALUES,
)
STATUS = st.sampled_from([b"\0\0", b"\x04\x06", b"\x05\0", b"\xff\xff"])


@given(
    status=STATUS,
    parts=st.lists(st.one_of(ATTRIBUTE, st.sampled_from([b"\x02", b"\x04"]))),
    tail=st.sampled_from([b"\x03", b"", b"\x03junk"]),
)
@settings(max_examples=400)
def test_no_answer_breaks_what_is_made_of_it(
    status: bytes, parts: list[bytes], tail: bytes
) -> None:
    try:
        read = read_reply(b"\1\1" + status + b"\0\0\0\7" + b"".join(parts) + tail, 7)
    except Malformed:
        return
    make_all(read)


def make_all(read: Reply) -> None:
    """Everything that the driver makes of an answer."""
    seen = condition_from(read)
    behind_queue(read, None)
    behind_queue(read, seen)
    for job in (read, *read.jobs):
        progress = progress_from(job)
        if progress is not None and progress.is_over:
            verdict(progress, jammed=False)
    wishes = wishes_for(A5_PAGE, read, ())
    assert set(wishes) <= set(TAGS)
    request_bytes(IppOperation.PRINT_JOB, 1, {}, wishes)
    for uri in read.words("device-uri"):
        is_printer(uri)
