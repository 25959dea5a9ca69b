"""The receipt as bytes: what a person reads, and what the printer obeys."""

import io
import os
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model.intent import Method
from kiosk.model.invoice import Invoice
from kiosk.model.money import ZERO, Money
from kiosk.model.patient import Masked, mask
from kiosk.model.receipt import MoneyWord, Receipt, ReceiptKind
from kiosk.model.settlement import Split
from printing.raster_line import DOTS, raster_line, without_commands
from printing.receipt import build_slip
from printing.slip import COLUMNS
from printing.slip_parts import five_elements
from printing.text import columns

INVOICE = Invoice("31060125", "0001234567", "a1b2c3", Money(188_21), date(2025, 3, 1))
PAID = Receipt(
    kind=ReceiptKind.PAID,
    hospital="上海市第一示范医院",
    kiosk_id="K-0012",
    patient=mask("张三丰"),
    bill_count=2,
    split=Split(Money(188_21), Money(100_00), Money(50_00), Money(38_21)),
    method=Method.CREDIT,
    case_number="7K3M-QX2P",
    printed_at=datetime(2025, 3, 1, 9, 30, tzinfo=UTC),
    settlement_id="310100202503010001",
    invoice=INVOICE,
)
UNSETTLED = replace(PAID, kind=ReceiptKind.UNSETTLED, settlement_id=None, invoice=None)
UNCERTAIN = replace(UNSETTLED, kind=ReceiptKind.UNCERTAIN)
REFUNDING = replace(UNSETTLED, kind=ReceiptKind.REFUNDING)
DEFERRED = replace(UNSETTLED, kind=ReceiptKind.DEFERRED)
IN_TWO = replace(PAID, method=Method.WECHAT, credit=Money(30_00))
EVERY = [PAID, UNSETTLED, REFUNDING, DEFERRED, UNCERTAIN, IN_TWO]
WORDS = {
    ReceiptKind.UNCERTAIN: MoneyWord.UNCERTAIN,
    ReceiptKind.DEFERRED: MoneyWord.NOT_TAKEN,
}

anything = st.text(st.characters(exclude_categories=()), max_size=60)


class Part(NamedTuple):
    """One step of a job: a command with its operands, or a line."""

    kind: str
    data: bytes


def test_a_paid_slip_reads_like_this() -> None:
    assert lines(PAID) == [
        "上海市第一示范医院",
        "缴费凭条",
        "",
        "已扣款",
        "",
        "-" * 48,
        "姓名                                       张*丰",
        "缴费单                                      2 张",
        "合计                                    ￥188.21",
        "  医保统筹                              ￥100.00",
        "  个人账户                               ￥50.00",
        "  自付                                   ￥38.21",
        "支付方式                                信用就医",
        "-" * 48,
        "结算编号                      310100202503010001",
        "受理编号                               7K3M-QX2P",
        "时间                         2025-03-01 17:30:00",
        "自助机                                    K-0012",
        "-" * 48,
        "医疗电子票据",
        "票据代码                                31060125",
        "票据号码                              0001234567",
        "校验码                                    a1b2c3",
        "",
        "",
        "扫码得票据五要素",
        "查验 pjcy.mof.gov.cn",
        "-" * 48,
        "本凭条不作报销凭证",
    ]


def test_a_deferral_slip_reads_like_this() -> None:
    assert lines(DEFERRED) == [
        "上海市第一示范医院",
        "延后结算登记凭条",
        "",
        "未扣款，已登记，网络恢复后自动结算",
        "",
        "如已在窗口缴费，本登记自动作废",
        "",
        "受理编号",
        "7K3M-QX2P",
        "",
        "-" * 48,
        "姓名                                       张*丰",
        "缴费单                                      2 张",
        "以下为预计金额，以结算时为准",
        "合计                                    ￥188.21",
        "  医保统筹                              ￥100.00",
        "  个人账户                               ￥50.00",
        "  自付                                   ￥38.21",
        "支付方式                                信用就医",
        "-" * 48,
        "受理编号                               7K3M-QX2P",
        "时间                         2025-03-01 17:30:00",
        "自助机                                    K-0012",
        "-" * 48,
        "如有疑问，请凭受理编号到收费窗口",
        "本凭条不作报销凭证",
    ]


@pytest.mark.parametrize("receipt", EVERY)
def test_exactly_one_money_word_stands_on_a_slip(receipt: Receipt) -> None:
    text = "\n".join(lines(receipt))
    word = WORDS.get(receipt.kind, MoneyWord.TAKEN)
    assert [other for other in MoneyWord if other in text] == [word]


def test_a_payment_in_two_parts_names_both_and_their_amounts() -> None:
    assert lines(IN_TWO)[12:14] == [
        "支付方式                         微信支付 ￥8.21",
        "                                信用就医 ￥30.00",
    ]


def test_no_amount_stands_beside_a_part_that_may_not_have_been_taken() -> None:
    doubtful = replace(IN_TWO, kind=ReceiptKind.UNCERTAIN)
    text = "\n".join(lines(doubtful))
    assert "微信支付、信用就医" in text
    assert "￥30.00" not in text


def test_an_unsettled_slip_says_what_happens_and_where_to_go() -> None:
    text = "\n".join(lines(UNSETTLED))
    assert "结算稍后自动完成，请勿重复缴费" in text
    assert "收费窗口" in text


def test_a_refund_slip_promises_no_settlement() -> None:
    text = "\n".join(lines(REFUNDING))
    assert "款项正在原路退回" in text
    assert "结算稍后" not in text


@pytest.mark.parametrize("receipt", [UNSETTLED, REFUNDING, DEFERRED, UNCERTAIN])
def test_the_case_number_is_big_where_it_is_needed(receipt: Receipt) -> None:
    assert b"\x1d!\x11\x1c!\x0c7K3M-QX2P\n" in build_slip(receipt)


@pytest.mark.parametrize("receipt", [PAID, UNSETTLED, REFUNDING, UNCERTAIN])
def test_the_money_word_is_big(receipt: Receipt) -> None:
    word = lines(receipt)[3].encode("gbk")
    assert b"\x1d!\x11\x1c!\x0c" + word + b"\n" in build_slip(receipt)


def test_the_whole_promise_is_tall() -> None:
    promise = "未扣款，已登记，网络恢复后自动结算".encode("gbk")
    assert b"\x1d!\x01\x1c!\x08" + promise + b"\n" in build_slip(DEFERRED)


def test_a_copy_says_which_copy_it_is() -> None:
    assert "补打 第2次" in lines(replace(PAID, copy=2))
    assert "补打" not in "".join(lines(PAID))


@pytest.mark.parametrize("method", Method)
def test_every_method_has_a_name(method: Method) -> None:
    written = lines(replace(PAID, method=method))[12]
    assert re.fullmatch("支付方式 +[\u4e00-\u9fff]{3,4}", written)


def test_the_part_of_the_hospital_is_shown_when_there_is_one() -> None:
    split = Split(Money(10_00), Money(5_00), ZERO, Money(3_00), Money(2_00))
    assert "￥2.00" in "".join(lines(replace(PAID, split=split)))


def test_the_qr_code_holds_the_five_elements_of_the_invoice() -> None:
    assert five_elements(INVOICE) == "31060125,0001234567,a1b2c3,188.21,2025-03-01"
    assert five_elements(INVOICE).encode() in build_slip(PAID)


def test_only_a_slip_with_an_invoice_has_a_qr_code() -> None:
    assert b"\x1d(k" not in build_slip(replace(PAID, invoice=None))


@pytest.mark.parametrize("receipt", EVERY)
def test_a_job_is_whole_from_the_reset_to_the_cut(receipt: Receipt) -> None:
    job = build_slip(receipt)
    assert job.startswith(b"\x1b@\x1c&")
    assert job.endswith(b"\x1dV\x00")


@pytest.mark.parametrize("receipt", EVERY)
def test_every_line_fits_the_paper(receipt: Receipt) -> None:
    assert max(map(columns, lines(receipt))) <= COLUMNS


def test_a_rare_name_is_drawn_and_the_rest_stays_text() -> None:
    rare = list(parts(build_slip(replace(PAID, patient=Masked("𠮷*㛃")))))
    drawn = [part for part in rare if part.kind == "raster"]
    assert len(drawn) == 1
    assert rare.index(drawn[0]) == [*parts(build_slip(PAID))].index(
        Part("text", lines(PAID)[6].encode("gbk"))
    )


def test_a_slip_without_rare_characters_opens_no_font() -> None:
    with patch("printing.raster_line.font_for") as asked:
        build_slip(PAID)
    assert not asked.called


def test_a_character_that_no_font_has_still_leaves_dots() -> None:
    drawn = raster_line("\U000323b5", align=0, wide=1, high=1)
    assert any(drawn[8:])


def test_a_drawn_line_is_as_wide_as_the_paper() -> None:
    drawn = raster_line("王𠮷", align=0.5, wide=2, high=2)
    width, height = struct.unpack("<HH", drawn[4:8])
    assert width * 8 == DOTS
    assert len(drawn) == 8 + width * height


@given(anything, anything, anything)
@settings(max_examples=60, deadline=None)
def test_no_text_changes_what_the_printer_is_told(
    name: str, number: str, place: str
) -> None:
    receipt = replace(
        PAID,
        hospital=place,
        patient=Masked(name),
        kiosk_id=number,
        settlement_id=place,
        case_number=name,
        invoice=replace(INVOICE, code=number, number=name, check_code=place),
    )
    job = build_slip(receipt)
    assert skeleton(job) == skeleton(build_slip(PAID))
    assert not re.search(b"\x10[\x04\x05\x14]", job)


@given(st.lists(st.sampled_from((0x00, 0x04, 0x05, 0x10, 0x14, 0xFF))).map(bytes))
def test_dots_never_form_a_command_and_no_dot_is_lost(dots: bytes) -> None:
    safe = without_commands(dots)
    assert not re.search(b"\x10[\x04\x05\x14]", safe)
    assert all(
        after & before == before for after, before in zip(safe, dots, strict=True)
    )


def test_a_slip_is_ready_within_a_few_milliseconds() -> None:
    build_slip(PAID)
    start = time.process_time()
    for _ in range(20):
        build_slip(PAID)
    assert (time.process_time() - start) / 20 < 0.02


def lines(receipt: Receipt) -> list[str]:
    """The text of a slip, line by line."""
    job = parts(build_slip(receipt))
    return [part.data.decode("gb18030") for part in job if part.kind == "text"]


def skeleton(job: bytes) -> list[Part]:
    """The commands of a job alone: what lines and QR codes say is left out.

    Neither does it matter how many lines a text needs.
    """
    told = (
        Part("line", b"") if part.kind in ("text", "raster", "qr") else part
        for part in parts(job)
    )
    return [part for part, _ in groupby(told)]


def parts(job: bytes) -> Iterator[Part]:
    """Read a job as a printer does; an unknown command is an error."""
    stream = io.BytesIO(job)
    text = bytearray()
    while byte := stream.read(1):
        if byte == b"\n":
            yield Part("text", bytes(text))
            text.clear()
        elif byte in b"\x1b\x1c\x1d":
            assert not text, "a command stands within a line"
            yield command(byte + stream.read(1), stream)
        else:
            assert byte >= b" ", f"{byte!r} is a control"
            text += byte
    assert not text


def command(name: bytes, stream: io.BytesIO) -> Part:
    match name:
        case b"\x1b@" | b"\x1c&":
            return Part("command", name)
        case b"\x1ba" | b"\x1d!" | b"\x1c!" | b"\x1bd" | b"\x1dV":
            return Part("command", name + stream.read(1))
        case b"\x1dv":
            operands = stream.read(6)
            width, height = struct.unpack("<HH", operands[2:])
            return Part("raster", stream.read(width * height))
        case b"\x1d(":
            letter, length = struct.unpack("<cH", stream.read(3))
            data = stream.read(length)
            stores = data[1:2] == b"P"
            return Part("qr" if stores else "command", name + letter + data)
    raise AssertionError(f"unknown command {name!r}")


def test_printing_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", "import printing.slip"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        cwd=Path(__file__).parents[1],
        check=True,
    )
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_no_font_can_draw_sends_its_owner_to_the_window() -> None:
    note = "框内为字符编码，请到窗口核对姓名".encode("gbk")
    for name, is_told in (("张三丰", False), ("欧阳𠮷", False), ("李\U000323af", True)):
        slip = build_slip(replace(PAID, patient=Masked(name)))
        assert (note in slip) is is_told
