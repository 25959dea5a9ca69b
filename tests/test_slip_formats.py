"""Every slip on every paper: nothing that a person needs is cut off it."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from drivers.camera.decoding import QrDecoder
from drivers.escpos.profile import Symbols, load_profile, profile_names
from drivers.sim.escpos import Verb, commands
from drivers.sim.slip_picture import draw_slip
from kiosk.model.money import Money
from kiosk.model.receipt import Receipt
from kiosk.model.settlement import Split
from printing.raster_line import raster_line
from printing.receipt import build_slip
from printing.slip import Size, Slip, wrapped
from printing.slip_format import COLUMN_DOTS, SlipFormat, Text
from printing.slip_parts import five_elements
from printing.text import columns, for_paper
from tests.test_receipt import EVERY, IN_TWO, INVOICE, PAID

Dots = NDArray[np.bool_]

LONG_INVOICE = replace(
    INVOICE, code="3106012512", number="00012345678901234567", check_code="a1b2c3d4e5"
)
# As long as the rules allow: 医保 settlement numbers have up to 30 digits.
LONG = replace(
    IN_TWO,
    hospital="上海市第一示范医科大学附属妇产科儿童医院（浦东新区南院）",
    settlement_id="310100202503010001234567890123",
    case_number="7K3M-QX2P-99AB-CDEF",
    kiosk_id="K-0012-BUILDING-7-LOBBY-WEST-3",
    invoice=LONG_INVOICE,
    split=Split(
        Money(12_345_678_91), Money(10_000_000_00), Money(2_345_640_70), Money(38_21)
    ),
)
RECEIPTS = [*EVERY, LONG, *(replace(LONG, kind=receipt.kind) for receipt in EVERY)]
NARROW = SlipFormat(columns=32, dots=384, draws_qr=False, cuts=False)


def format_of(name: str) -> SlipFormat:
    profile = load_profile(name)
    return SlipFormat(
        columns=profile.columns,
        dots=profile.width_dots,
        text=Text(profile.encoding),
        draws_qr=profile.symbols is Symbols.NATIVE,
        cuts=profile.has_cutter,
    )


FORMATS = {name: format_of(name) for name in profile_names()}
every_format = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
every_receipt = pytest.mark.parametrize("receipt", RECEIPTS)


def numbers(receipt: Receipt) -> list[str]:
    """Every number and amount that must stand on the slip, whole."""
    split = receipt.split
    found = [receipt.case_number, receipt.kiosk_id]
    found += [f"￥{part}" for part in (split.total, split.funds, split.self_pay)]
    if receipt.settlement_id is not None:
        found.append(receipt.settlement_id)
    if receipt.invoice is not None and receipt.kind.value == "paid":
        invoice = receipt.invoice
        found += [invoice.code, invoice.number, invoice.check_code]
    return found


@every_format
@every_receipt
def test_every_number_stands_whole_on_one_line(
    format: SlipFormat, receipt: Receipt
) -> None:
    job = build_slip(receipt, format)
    if format.text is Text.RASTER:
        pictures = [*rasters(job)]
        for number in numbers(receipt):
            assert any(shows(picture, number) for picture in pictures), number
    else:
        lines = texts(job)
        for number in numbers(receipt):
            assert any(number in line for line in lines), number


@every_format
@every_receipt
def test_every_line_fits_the_paper(format: SlipFormat, receipt: Receipt) -> None:
    job = build_slip(receipt, format)
    assert all(columns(line) <= format.columns for line in texts(job))
    assert all(picture.shape[1] <= format.dots for picture in rasters(job))
    assert draw_slip(job, format.dots).width == format.dots


@every_format
@every_receipt
def test_nothing_said_on_wide_paper_is_missing_on_another(
    format: SlipFormat, receipt: Receipt
) -> None:
    wide = "".join(texts(build_slip(receipt, SlipFormat(85, 1024))))
    if format.text is not Text.RASTER:
        here = "".join(texts(build_slip(receipt, format)))
        for blank in " -":
            wide, here = wide.replace(blank, ""), here.replace(blank, "")
        assert here == wide


@every_format
def test_the_qr_code_reads_as_the_five_elements(format: SlipFormat) -> None:
    paper = draw_slip(build_slip(LONG, format), format.dots)
    with QrDecoder() as decoder:
        found = decoder.decode(np.asarray(paper.convert("L")))
    assert found == [five_elements(LONG_INVOICE).encode()]


@every_format
def test_a_usual_slip_reaches_a_printer_with_chinese_even_at_9600_baud(
    format: SlipFormat,
) -> None:
    """20 s a job, 2 s kept back, ten bits a byte; 10 s are left for the printing."""
    if format.text is not Text.RASTER:
        assert len(build_slip(PAID, format)) * 10 / 9600 < 8


@every_format
def test_the_largest_qr_code_fits_the_paper(format: SlipFormat) -> None:
    slip = Slip(format)
    slip.qr("aB3-" * 300)
    with QrDecoder() as decoder:
        grey = np.asarray(draw_slip(bytes(slip), format.dots).convert("L"))
        assert decoder.decode(grey) == [b"aB3-" * 300]


@every_format
@pytest.mark.parametrize("content", ["", "\n", "9" * 1_201, "药" * 401])
def test_half_a_code_is_never_printed(format: SlipFormat, content: str) -> None:
    slip = Slip(format)
    blank = bytes(slip)
    slip.qr(content)
    assert bytes(slip) == blank


def test_without_a_cutter_the_slip_is_brought_to_the_edge() -> None:
    job = build_slip(PAID, NARROW)
    assert b"\x1dV" not in job
    assert job.endswith(b"\x1bd\x06")


def test_a_printer_without_chinese_hears_no_chinese_command() -> None:
    job = build_slip(PAID, replace(NARROW, text=Text.RASTER))
    heard = {command.verb for command in commands(job)}
    spoken = {Verb.INITIALISE, Verb.ALIGN, Verb.RASTER, Verb.LINE_FEED}
    assert heard <= spoken | {Verb.FEED_LINES}


@pytest.mark.parametrize(
    ("text", "rom", "is_bytes"),
    [
        ("张三", Text.GBK, True),
        ("㐀", Text.GBK, False),  # CJK Extension A: four bytes
        ("㐀", Text.GB18030, True),
        ("𠮷", Text.GB18030, False),  # Extension B: no ROM has to have it
        ("ñ", Text.GB18030, False),
        ("张三", Text.RASTER, False),
        ("A", Text.RASTER, False),
    ],
)
def test_a_character_goes_out_as_bytes_only_if_the_rom_has_it(
    text: str, rom: Text, is_bytes: bool
) -> None:
    slip = Slip(SlipFormat(text=rom))
    slip.line(text)
    assert (text.encode("gb18030") + b"\n" in bytes(slip)) is is_bytes
    assert bool([*rasters(bytes(slip))]) is not is_bytes


def test_a_value_too_long_for_its_line_stands_on_the_next() -> None:
    slip = Slip(NARROW)
    slip.pair("结算编号", "310100202503010001234567890123")
    assert texts(bytes(slip)) == ["结算编号", "  310100202503010001234567890123"]


def test_a_number_is_made_smaller_before_it_is_broken() -> None:
    slip = Slip(NARROW)
    slip.line("7K3M-QX2P-99AB-CDEF", Size.BIG)
    assert texts(bytes(slip)) == ["7K3M-QX2P-99AB-CDEF"]
    assert Size.TALL.command in bytes(slip)


def test_a_sentence_is_broken_after_a_comma() -> None:
    assert wrapped("未扣款，已登记，网络恢复后自动结算", 32) == [
        "未扣款，已登记，",
        "网络恢复后自动结算",
    ]


@given(st.text(max_size=120).map(for_paper), st.sampled_from((16, 24, 32, 48)))
def test_a_broken_text_loses_nothing(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    if columns(text) <= 7 * (width - 1) // 2:
        assert "".join(lines) == text


@given(st.text(max_size=3000))
@settings(max_examples=20)
def test_no_text_makes_a_slip_longer_than_eight_lines(text: str) -> None:
    assert len(wrapped(for_paper(text), 16)) <= 8


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="48 columns on 384 dots"):
        SlipFormat(columns=48, dots=384)


def texts(job: bytes) -> list[str]:
    """The lines that went out as bytes."""
    found = (command for command in commands(job) if command.verb is Verb.TEXT)
    return [command.arguments.decode("gb18030") for command in found]


def rasters(job: bytes) -> Iterator[Dots]:
    """The lines that went out as dots."""
    for command in commands(job):
        if command.verb is Verb.RASTER:
            yield _dots(command.raw)


def _dots(raw: bytes) -> Dots:
    width, height = struct.unpack("<HH", raw[4:8])
    rows = np.frombuffer(raw[8:], np.uint8).reshape(height, width)
    return np.unpackbits(rows, axis=1).astype(bool)


def shows(picture: Dots, text: str) -> bool:
    """Whether the text stands somewhere in a drawn line, alone between blanks."""
    for size in Size:
        if picture.shape[0] != 30 * size.high:
            continue
        sought = _drawn(text, size)
        width = sought.shape[1]
        for left in range(picture.shape[1] - width + 1):
            part = picture[:, left : left + width]
            if (part ^ sought).sum() <= sought.sum() // 100:
                return True
    return False


@lru_cache(maxsize=256)
def _drawn(text: str, size: Size) -> Dots:
    """The text cut out of a line of its own."""
    line = raster_line(text, align=0, wide=size.wide, high=size.high, dots=1024)
    return _dots(line)[:, : columns(text) * COLUMN_DOTS * size.wide]


def test_the_reader_of_drawn_lines_can_tell_a_missing_digit() -> None:
    line = _dots(raster_line("编号 12345", align=0.5, wide=1, high=1))
    assert shows(line, "12345")
    assert not shows(line, "12346")
    assert not shows(line, "123456")
