"""A HID-POS scanner: its descriptor, its reports, and what is no such scanner."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.port import IN_USE, Condition, Health
from drivers.scanners.fifo_device import described_beside
from drivers.scanners.hid_descriptor import BarcodeReport, barcode_report
from drivers.scanners.hidpos_reports import HidposReports
from drivers.scanners.hidpos_scanner import HidposScanner
from drivers.sim.hidpos_scanner import (
    DATA_BYTES,
    DESCRIPTOR,
    SimHidposScanner,
)
from tests.scanning import Scanning

LAYOUT = BarcodeReport(
    report_id=2,
    data_at=4,
    data_bytes=56,
    count_at=0,
    symbology_at=1,
    continued_at=8 * 62,
    longest_bytes=64,
)
KEYBOARD = bytes.fromhex(
    "0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 9501 7508 8103 c0"
)
# No report ids, no count; symbology as a range; a pad before the flag; pushed globals.
BARE = bytes.fromhex(
    "068c00 0902 a101 1500 26ff00 7508 a4 9503 19fb 29fd 8102 b4"
    "9508 09fe 820201 7501 9507 8103 9501 09ff 8102 c0"
)


@pytest.fixture
def sim() -> Iterator[SimHidposScanner]:
    with SimHidposScanner() as sim:
        yield sim


@pytest.fixture
def scanner(sim: SimHidposScanner) -> HidposScanner:
    return HidposScanner(sim.where, describe=described_beside(sim.where))


def report(
    data: bytes,
    *,
    more: bool = False,
    count: int | None = None,
    symbology: bytes = b"]Q1",
) -> bytes:
    head = bytes([2, len(data) if count is None else count]) + symbology
    return head + data.ljust(56, b"\0") + b"s\0" + bytes([more])


def test_the_layout_is_read_from_the_descriptor() -> None:
    assert barcode_report(DESCRIPTOR) == LAYOUT


def test_a_descriptor_without_ids_and_count_is_read_too() -> None:
    assert barcode_report(BARE) == BarcodeReport(
        report_id=None,
        data_at=3,
        data_bytes=8,
        count_at=None,
        symbology_at=0,
        continued_at=8 * 11 + 7,
        longest_bytes=12,
    )


def test_usages_of_one_field_lie_one_after_another() -> None:
    shared = bytes.fromhex("058c 7508 950b 09fb 09fc 09fd 09fe 8102")
    layout = barcode_report(shared)
    assert layout is not None
    assert (layout.symbology_at, layout.data_at, layout.data_bytes) == (0, 3, 8)


def test_without_a_count_the_padding_is_cut_off() -> None:
    layout = barcode_report(BARE)
    assert layout is not None
    reports = HidposReports(layout)
    assert reports.feed(b"]Q1" + b"12345678" + b"\x80") == []
    assert reports.feed(b"]Q1" + b"9\0\0\0\0\0\0\0" + b"\x00") == [b"123456789"]


@pytest.mark.parametrize(
    "descriptor",
    [
        b"",
        KEYBOARD,
        DESCRIPTOR[:40],  # ends before the data
        bytes.fromhex("058c 7508 9538 09fe 8103"),  # constant, so no data
        bytes.fromhex(
            "058c 7507 9508 09fe 8102 7501 9538 09fe 8102 b4"
        ),  # pops nothing
        bytes.fromhex("058c 7508 96ffff 09fe 8102"),  # a report of 64 kB
        bytes.fromhex("058c 8500 7508 9538 09fe 8102"),  # report id 0
        bytes.fromhex("058c 7501 9503 8103 7508 9538 09fe 8102"),  # not on a byte
        bytes.fromhex("a4") * 40 + DESCRIPTOR,
        bytes.fromhex("1900 2affff") + DESCRIPTOR,  # 65,536 usages
    ],
)
def test_what_is_no_bar_code_scanner_is_known(descriptor: bytes) -> None:
    assert barcode_report(descriptor) is None


@given(st.binary(max_size=300))
def test_no_bytes_upset_the_descriptor_reader(descriptor: bytes) -> None:
    layout = barcode_report(descriptor)
    assert layout is None or layout.longest_bytes <= 4097


@given(st.data())
def test_a_damaged_descriptor_never_upsets_reader_or_reports(
    draw: st.DataObject,
) -> None:
    damaged = bytearray(draw.draw(st.sampled_from([DESCRIPTOR, BARE])))
    for _ in range(draw.draw(st.integers(1, 4))):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(
            st.integers(0, 255)
        )
    layout = barcode_report(bytes(damaged))
    if layout is not None:
        reports = HidposReports(layout)
        for piece in draw.draw(st.lists(st.binary(max_size=80), max_size=5)):
            reports.feed(piece)
            reports.feed(bytes([layout.report_id or 0]) + piece.ljust(4097, b"\1"))


@given(st.lists(st.binary(max_size=80), max_size=20))
def test_no_reports_upset_the_joiner(pieces: list[bytes]) -> None:
    reports = HidposReports(LAYOUT, limit=100)
    for piece in pieces:
        for code in reports.feed(b"\x02" + piece):
            assert 0 < len(code) <= 100


@given(st.binary(min_size=1, max_size=500))
def test_a_code_comes_whole_out_of_its_reports(code: bytes) -> None:
    reports = HidposReports(LAYOUT)
    pieces = [code[at : at + DATA_BYTES] for at in range(0, len(code), DATA_BYTES)]
    found = [reports.feed(report(piece, more=True)) for piece in pieces[:-1]]
    last = reports.feed(report(pieces[-1]))
    whole = code.rstrip(b"\r\n")
    assert (found, last) == ([[]] * (len(pieces) - 1), [whole] if whole else [])


def test_a_count_beyond_the_data_counts_for_no_more() -> None:
    [code] = HidposReports(LAYOUT).feed(report(b"x" * 56, count=255))
    assert code == b"x" * 56


def test_a_code_too_long_is_dropped_whole() -> None:
    reports = HidposReports(LAYOUT, limit=100)
    assert reports.feed(report(b"x" * 56, more=True)) == []
    assert reports.feed(report(b"x" * 56, more=True)) == []
    assert reports.feed(report(b"x")) == []
    assert reports.feed(report(b"fits")) == [b"fits"]


def test_a_report_cut_short_takes_its_code_with_it() -> None:
    reports = HidposReports(LAYOUT)
    reports.feed(report(b"x" * 56, more=True))
    assert reports.feed(report(b"y")[:20]) == []
    assert reports.feed(report(b"next")) == [b"next"]


def test_an_answer_of_the_scanner_is_no_code() -> None:
    reports = HidposReports(LAYOUT)
    assert reports.feed(report(b"REVINF\x06.", symbology=b"]Z6")) == []
    assert reports.feed(b"\x04" + bytes(63)) == []


def test_half_a_code_is_dropped_when_silence_follows(
    sim: SimHidposScanner,
    scanner: HidposScanner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("drivers.scanners.hidpos_scanner.SILENCE_S", 0.1)
    with Scanning(scanner) as scanning:
        sim.begin(b"half a code")
        assert scanning.sees_nothing_for(0.6)
        sim.present(b"whole")
        assert scanning.next_code() == b"whole"


def test_one_kiosk_has_the_scanner(
    sim: SimHidposScanner, scanner: HidposScanner
) -> None:
    with Scanning(scanner):
        other = HidposScanner(sim.where, describe=described_beside(sim.where))
        assert other.condition() == IN_USE


def test_a_keyboard_is_not_taken_for_a_scanner(sim: SimHidposScanner) -> None:
    scanner = HidposScanner(sim.where, describe=lambda fd: KEYBOARD)
    assert scanner.condition() == Condition(Health.FAILED, "not a bar code scanner")


def test_what_is_no_hidraw_device_is_not_read(sim: SimHidposScanner) -> None:
    assert HidposScanner(sim.where).condition().detail == "cannot be opened"


def test_what_was_scanned_while_nobody_listened_is_gone(
    sim: SimHidposScanner, scanner: HidposScanner
) -> None:
    sim.present(b"too early")
    with Scanning(scanner) as scanning:
        sim.present(b"in time")
        assert scanning.next_code() == b"in time"


def test_a_person_at_the_simulator_can_do_all_of_this(
    sim: SimHidposScanner, scanner: HidposScanner
) -> None:
    acts = sim.acts()
    with Scanning(scanner) as scanning:
        acts["garble"]("")
        acts["present"]("clear")
        assert scanning.next_code() == b"clear"
        acts["half"]("half")
        acts["go_away"]("")
        assert scanning.ends()
    acts["well"]("")
    with Scanning(scanner) as scanning:
        acts["present"]("患者")
        assert scanning.next_code() == "患者".encode()
