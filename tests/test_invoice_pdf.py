"""The invoice as a PDF, read back by other programs than the one that drew it."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.model.money import ZERO, Money, total
from printing.invoice import (
    InvoiceDocument,
    InvoiceItem,
    OtherInformation,
    draw_invoice,
)
from printing.invoice_file import check_invoice_file
from printing.invoice_page import paginate
from printing.pen import width, wrap

DATE = date(2025, 3, 1)
OTHER = OtherInformation(
    business_serial="20250301093000012345",
    institution_type="综合医院",
    sex="女",
    outpatient_number="M0012345678",
    visited_on=DATE,
    insurance_type="职工基本医疗保险",
    insurance_number="3101******12",
    fund_pay=Money(100_00),
    other_pay=ZERO,
    account_pay=Money(50_00),
    cash_pay=Money(38_21),
    self_burden=Money(80_21),
    own_expense=Money(8_00),
)
INVOICE = InvoiceDocument(
    region="上海市",
    code="31060125",
    number="0001234567",
    check_code="a1b2c3",
    issued_on=DATE,
    payer="𠮷䶮㛃·买买提",
    payer_id="310101********1234",
    items=(
        InvoiceItem("诊察费", "1 次", Money(50_00)),
        InvoiceItem("西药费", "3 盒", Money(138_21), "甲"),
    ),
    total=Money(188_21),
    other=OTHER,
    remarks="医保流水号：310100202503010001；附加基金支付：0.00",
    issuer="上海市第一示范医院",
    checker="系统核验",
    cashier="自助机K-0012",
    verification_url="https://einvoice.example.cn/page/31060125/0001234567/a1b2c3",
)

Read = Callable[..., str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Run a program of poppler or qpdf on an invoice and return what it says."""

    def run(document: InvoiceDocument, program: str, *options: str) -> str:
        path = tmp_path / "invoice.pdf"
        path.write_bytes(draw_invoice(document))
        end = ["-"] if program == "pdftotext" else []
        command = [program, *options, str(path), *end]
        done = subprocess.run(command, capture_output=True, timeout=20, check=True)
        assert not done.stderr
        return done.stdout.decode()

    return run


def with_items(count: int, name: str = "注射用头孢曲松钠") -> InvoiceDocument:
    items = tuple(
        InvoiceItem(f"{name}{index:03d}", "1 支", Money(1_00 + index))
        for index in range(count)
    )
    amount = total(item.amount for item in items)
    return replace(INVOICE, items=items, total=amount)


@pytest.mark.parametrize(
    "text",
    [
        "上海市医疗门诊收费票据（电子）",
        "票据代码：31060125",
        "票据号码：0001234567",
        "校验码：a1b2c3",
        "交款人：𠮷䶮㛃·买买提",
        "310101********1234",
        "开票日期：2025-03-01",
        "壹佰捌拾捌元贰角壹分",
        "（小写）188.21",
        "业务流水号：20250301093000012345",
        "门诊号：M0012345678",
        "医保统筹基金支付：100.00",
        "个人账户支付：50.00",
        "个人现金支付：38.21",
        "个人自付：80.21",
        "个人自费：8.00",
        "医保流水号：310100202503010001",
        "上海市第一示范医院",
        "系统核验",
        "自助机K-0012",
    ],
)
def test_everything_on_the_form_can_be_found_and_copied(read: Read, text: str) -> None:
    assert text in re.sub(r"\s", "", read(INVOICE, "pdftotext", "-layout"))


def test_a_name_beyond_the_bmp_is_found_as_it_is(read: Read) -> None:
    payer = "𠮷𡐓𦒍𫄧𬱖"
    assert payer in read(replace(INVOICE, payer=payer), "pdftotext")


def test_every_font_is_embedded_as_a_subset(read: Read) -> None:
    fonts = read(INVOICE, "pdffonts").splitlines()[2:]
    assert fonts
    assert all(re.search(r"yes yes yes", font) for font in fonts)


def test_the_file_is_sound(read: Read) -> None:
    assert "No syntax or stream encoding errors" in read(INVOICE, "qpdf", "--check")


def test_the_page_is_a5_landscape(read: Read) -> None:
    assert "595.276 x 419.528 pts" in read(INVOICE, "pdfinfo")


def test_the_title_of_the_file_names_the_invoice_and_not_the_payer(
    read: Read,
) -> None:
    said = read(INVOICE, "pdfinfo")
    assert "上海市医疗门诊收费票据（电子） 0001234567" in said
    assert "CreationDate:    Sat Mar  1" in said
    assert INVOICE.payer not in said


def test_a_sample_says_so_and_an_issued_one_does_not(read: Read) -> None:
    assert "不作报销凭证" in read(INVOICE, "pdftotext")
    assert "样" not in read(replace(INVOICE, sample=False), "pdftotext")


def test_the_same_invoice_is_the_same_file() -> None:
    assert draw_invoice(INVOICE) == draw_invoice(INVOICE)


def test_what_is_drawn_here_may_be_printed_here() -> None:
    check_invoice_file(draw_invoice(with_items(60)))


@pytest.mark.parametrize(
    ("items", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (60, 3)]
)
def test_items_that_do_not_fit_go_to_further_pages(items: int, pages: int) -> None:
    assert len(paginate(with_items(items))) == pages


def test_no_item_is_lost_between_pages(read: Read) -> None:
    text = read(with_items(60), "pdftotext", "-layout")
    numbers = re.findall(r"头孢曲松钠(\d{3})", text)
    assert sorted(map(int, numbers)) == list(range(60))
    assert re.findall(r"第 *(\d) *页 *共 *3 *页", text) == ["1", "2", "3"]
    assert text.count("金额合计") == 1


def test_sixty_long_names_overlap_nothing(read: Read) -> None:
    """No two words of the table share a place, and none leaves the frame."""
    long = with_items(60, "盐酸二甲双胍缓释片(0.5g*30片/盒)进口分装")
    boxes = words(read(replace(long, sample=False), "pdftotext", "-bbox"))
    assert all(0 < box[1] < box[3] < 595 and 0 < box[2] < box[4] < 420 for box in boxes)
    assert [pair for pair in pairs(boxes) if overlap(*pair)] == []


def test_an_endless_item_stays_within_the_frame(read: Read) -> None:
    endless = InvoiceItem("药" * 5_000, "1次" * 500, Money(10**12), "注" * 500)
    document = replace(INVOICE, items=(endless,) * 4, remarks="备" * 5_000)
    boxes = words(read(replace(document, sample=False), "pdftotext", "-bbox"))
    assert [pair for pair in pairs(boxes) if overlap(*pair)] == []


def test_an_amount_is_never_broken_into_two_lines(read: Read) -> None:
    dear = InvoiceItem("手术费", "1 次", Money(9_999_999_999_99))
    assert "9999999999.99" in read(replace(INVOICE, items=(dear,)), "pdftotext")


def test_a_character_that_no_font_has_is_drawn_as_its_code_point(read: Read) -> None:
    text = read(replace(INVOICE, payer="张\U000323b5"), "pdftotext")
    assert "032" in text
    assert "3B5" in text


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    name = "盐酸二甲双胍缓释片𠮷(0.5g*30片/盒)" * 3
    lines = wrap(name, 8, 40)
    assert "".join(lines) == name
    assert max(width(line, 8) for line in lines) <= 40


Box = tuple[int, float, float, float, float]


def words(bbox: str) -> list[Box]:
    """Page and corners of each word, as pdftotext -bbox tells them."""
    found, page = [], 0
    for line in bbox.splitlines():
        page += "<page " in line
        if "<word " in line:
            x1, y1, x2, y2 = map(float, re.findall(r'M(?:in|ax)="([-.\d]+)"', line))
            found.append((page, x1, y1, x2, y2))
    return found


def pairs(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a[0] == b[0]]


def overlap(one: Box, other: Box) -> bool:
    """More than the room that a font leaves above and below its letters."""
    _, left, top, right, bottom = one
    wide = min(right, other[3]) - max(left, other[1])
    high = min(bottom, other[4]) - max(top, other[2])
    return wide > 1 and high > 3.5
